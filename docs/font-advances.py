"""Writes Sources/Cartography/FontAdvances.swift from the Noto fonts (OFL 1.1).

    pip install fonttools
    python3 docs/font-advances.py /usr/share/fonts/truetype/noto > Sources/Cartography/FontAdvances.swift

The numbers are advance widths in thousandths of an em. An Arabic letter has four: isolated,
final, initial, medial, as the font's GSUB features fina, init and medi give them; a letter that
lacks a form repeats the isolated one and does not join on that side.
"""

import sys

from fontTools.ttLib import TTFont

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x1E24, 0x1E25, 0x1E62, 0x1E63, 0x1E6C, 0x1E6D,
         0x1E0C, 0x1E0D, 0x1E92, 0x1E93, 0x2BE, 0x2BF, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C,
         0x201D, 0x2022, 0x2026, 0x2212]
LETTERS = [*range(0x620, 0x64B), 0x66E, 0x66F, *range(0x671, 0x6D4), 0x6D5, 0x6EE, 0x6EF, 0x6FA,
           0x6FB, 0x6FC, 0x6FF]
SIGNS = [0x20, 0x21, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, *range(0x30, 0x3B), 0x5B,
         0x5D, 0xA0, 0xAB, 0xBB, 0x60C, 0x61B, 0x61F, *range(0x660, 0x66E), 0x6D4,
         *range(0x6F0, 0x6FA), 0xFD3E, 0xFD3F, 0x2013, 0x2026]


def substitutions(font, tag):
    table, found = font["GSUB"].table, {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != tag:
            continue
        for index in record.Feature.LookupListIndex:
            for sub in table.LookupList.Lookup[index].SubTable:
                sub = getattr(sub, "ExtSubTable", sub)
                if hasattr(sub, "mapping"):
                    found.update({k: v for k, v in sub.mapping.items() if k not in found})
    return found


def rows(name, numbers, columns):
    lines, line = [f"  static let {name}: [UInt16] = ["], "   "
    for start in range(0, len(numbers), columns):
        group = " " + " ".join(f"{n}," for n in numbers[start:start + columns])
        if len(line) + len(group) > 100:
            lines.append(line)
            line = "   "
        line += group
    print("\n".join([*lines, line, "  ]"]))


def main(folder):
    print("""/// Advance widths of the fonts that the maps ask for, in thousandths of an em.
///
/// Written by `docs/font-advances.py` from Noto Sans and Noto Naskh Arabic, © Google, under the SIL
/// Open Font License 1.1; see `docs/font-advances.md`.
enum FontAdvances {""")
    for weight in ["Regular", "Bold"]:
        print(f"  /// Noto Sans {weight}: code point, advance.")
        font = TTFont(f"{folder}/NotoSans-{weight}.ttf")
        widths, glyphs = font["hmtx"], font.getBestCmap()
        rows("latin" + weight, [n for c in LATIN if c in glyphs for n in (c, widths[glyphs[c]][0])], 2)
        font = TTFont(f"{folder}/NotoNaskhArabic-{weight}.ttf")
        widths, glyphs = font["hmtx"], font.getBestCmap()
        forms = [substitutions(font, tag) for tag in ("fina", "init", "medi")]
        numbers = []
        for c in LETTERS:
            if c not in glyphs:
                continue
            glyph = glyphs[c]
            joins = (2 if glyph in forms[1] else 1 if glyph in forms[0] else 0) if c != 0x640 else 2
            numbers += [c, joins, *(widths[g][0] for g in (glyph, *(f.get(glyph, glyph) for f in forms)))]
        print(f"  /// Noto Naskh Arabic {weight}: code point, 0 joins to nothing, 1 to the letter before,")
        print("  /// 2 to both; then isolated, final, initial, medial.")
        rows("arabic" + weight, numbers, 6)
        print("  /// Digits, brackets and stops of the same font: code point, advance.")
        rows("arabicSigns" + weight,
             [n for c in SIGNS if c in glyphs for n in (c, widths[glyphs[c]][0])], 2)
        print("  /// Lam with alef: second code point, isolated, final.")
        ligatures = [(0x622, 0xFEF5), (0x623, 0xFEF7), (0x625, 0xFEF9), (0x627, 0xFEFB)]
        rows("lamAlef" + weight,
             [n for a, c in ligatures for n in (a, widths[glyphs[c]][0], widths[glyphs[c + 1]][0])], 3)
    print("}")


main(sys.argv[1])
