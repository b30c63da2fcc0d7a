internal import CBrotli
internal import CHarfBuzz

extension FontFile {
  /// The font with the glyphs of `characters` and all that their shaping leads to, as WOFF2; `nil`
  /// where HarfBuzz or Brotli cannot make it.
  ///
  /// The same characters give the same bytes.
  public func subset(of characters: Set<Unicode.Scalar>) -> [UInt8]? {
    guard let input = hb_subset_input_create_or_fail() else { return nil }
    defer { hb_subset_input_destroy(input) }
    let wanted = hb_subset_input_unicode_set(input)
    for scalar in characters { hb_set_add(wanted, scalar.value) }
    guard let small = hb_subset_or_fail(face, input) else { return nil }
    defer { hb_face_destroy(small) }
    guard let blob = hb_face_reference_blob(small) else { return nil }
    defer { hb_blob_destroy(blob) }
    var length: UInt32 = 0
    guard let data = hb_blob_get_data(blob, &length) else { return nil }
    let bytes = UnsafeRawBufferPointer(start: data, count: Int(length))
    return WOFF2(font: Array(bytes))?.bytes
  }
}

/// A font in the Web Open Font Format 2.0, its tables compressed as they are.
///
/// Source: W3C, "WOFF File Format 2.0" (2022): the transforms of `glyf` and `loca` are optional, and
/// version 3 in a directory entry says that there is none.
struct WOFF2 {
  let bytes: [UInt8]

  /// The tags that the directory writes as a number.
  private static let knownTags = [
    "cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post", "cvt ", "fpgm", "glyf", "loca",
    "prep", "CFF ", "VORG", "EBDT", "EBLC", "gasp", "hdmx", "kern", "LTSH", "PCLT", "VDMX", "vhea",
    "vmtx", "BASE", "GDEF", "GPOS", "GSUB", "EBSC", "JSTF", "MATH", "CBDT", "CBLC", "COLR", "CPAL",
    "SVG ", "sbix", "acnt", "avar", "bdat", "bloc", "bsln", "cvar", "fdsc", "feat", "fmtx", "fvar",
    "gvar", "hsty", "just", "lcar", "mort", "morx", "opbd", "prop", "trak", "Zapf", "Silf", "Glat",
    "Gloc", "Feat", "Sill",
  ]

  /// - Parameter font: A font as OpenType lays it out, with one face.
  init?(font: [UInt8]) {
    func number(_ at: Int, _ size: Int) -> Int? {
      guard at >= 0, at + size <= font.count else { return nil }
      return font[at..<at + size].reduce(0) { $0 << 8 | Int($1) }
    }
    guard let flavor = number(0, 4), let count = number(4, 2), count > 0 else { return nil }
    var tables: [(tag: [UInt8], bytes: ArraySlice<UInt8>)] = []
    for index in 0..<count {
      let entry = 12 + 16 * index
      guard let offset = number(entry + 8, 4), let length = number(entry + 12, 4),
        offset + length <= font.count
      else { return nil }
      tables.append((Array(font[entry..<entry + 4]), font[offset..<offset + length]))
    }
    // The specification wants `loca` right behind `glyf`.
    let tag = { (table: (tag: [UInt8], bytes: ArraySlice<UInt8>)) in
      String(decoding: table.tag, as: UTF8.self)
    }
    if let loca = tables.firstIndex(where: { tag($0) == "loca" }) {
      let table = tables.remove(at: loca)
      let glyf = tables.firstIndex { tag($0) == "glyf" } ?? tables.count - 1
      tables.insert(table, at: glyf + 1)
    }
    var directory: [UInt8] = []
    var content: [UInt8] = []
    for table in tables {
      let name = tag(table)
      let transform: UInt8 = name == "glyf" || name == "loca" ? 3 << 6 : 0
      if let known = Self.knownTags.firstIndex(of: name) {
        directory.append(UInt8(known) | transform)
      } else {
        directory.append(63 | transform)
        directory += table.tag
      }
      directory += Self.base128(table.bytes.count)
      content += table.bytes
    }
    guard let compressed = Self.compressed(content) else { return nil }
    let padded = tables.reduce(12 + 16 * tables.count) { $0 + ($1.bytes.count + 3) / 4 * 4 }
    let length = 48 + directory.count + compressed.count
    let padding = (4 - length % 4) % 4
    var out = Array("wOF2".utf8)
    func append(_ value: Int, _ size: Int) {
      for shift in stride(from: 8 * (size - 1), through: 0, by: -8) {
        out.append(UInt8(truncatingIfNeeded: value >> shift))
      }
    }
    append(flavor, 4)
    append(length + padding, 4)
    append(tables.count, 2)
    append(0, 2)
    append(padded, 4)
    append(compressed.count, 4)
    append(1, 2)
    append(0, 2)
    // No metadata and no private data.
    for _ in 0..<5 { append(0, 4) }
    out += directory + compressed + [UInt8](repeating: 0, count: padding)
    bytes = out
  }

  /// A number in groups of seven bits, the first group the highest.
  private static func base128(_ value: Int) -> [UInt8] {
    var groups = [UInt8(value & 0x7F)]
    var rest = value >> 7
    while rest > 0 {
      groups.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return groups.reversed()
  }

  private static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    var size = BrotliEncoderMaxCompressedSize(bytes.count)
    guard size > 0 else { return nil }
    var out = [UInt8](repeating: 0, count: size)
    let quality: Int32 = 11
    let window: Int32 = 22
    guard
      BrotliEncoderCompress(quality, window, BROTLI_MODE_FONT, bytes.count, bytes, &size, &out) != 0
    else { return nil }
    return Array(out[..<size])
  }
}
