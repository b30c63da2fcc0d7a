/// One of the fonts that maps are set in.
public struct Typeface: Hashable, Sendable {
  public enum Script: Hashable, Sendable {
    /// Noto Sans.
    case latin
    /// Noto Naskh Arabic.
    case arabic
  }

  public var script: Script
  public var isBold: Bool

  public init(_ script: Script, isBold: Bool = false) {
    self.script = script
    self.isBold = isBold
  }

  public static let latin = Typeface(.latin)
  public static let latinBold = Typeface(.latin, isBold: true)
  public static let arabic = Typeface(.arabic)
  public static let arabicBold = Typeface(.arabic, isBold: true)

  /// How far ordinary letters reach above the baseline, in em.
  ///
  /// Noto Sans: the ascent of b, d, h, l (0.76). Noto Naskh Arabic: alef and lam with hamza; both
  /// measured on the outlines.
  public var ascent: Double { script == .latin ? 0.76 : 0.80 }
  /// How far ordinary letters reach below the baseline, in em.
  public var descent: Double { script == .latin ? 0.24 : 0.36 }

  /// The width of `text` set in one line at `size`, in the unit of `size`.
  ///
  /// Latin text is the sum of the advances without kerning. Arabic letters take the forms that
  /// their neighbours give them, lam with alef is one glyph and marks are without width. What
  /// neither font has counts 0.6 em, an ideograph or emoji 1 em.
  ///
  /// - Complexity: O(*n*) for *n* code points.
  ///
  /// Source: the joining rules of the Unicode Standard, section 9.2; the forms of each letter come
  /// from the font.
  public func width(of text: String, size: Double, letterSpacing: Double = 0) -> Double {
    let advances = isBold ? Advances.bold : Advances.regular
    var thousandths = 0
    // A letter whose form waits for its successor: its forms and whether the one before joins it.
    var pending: (code: UInt32, forms: LetterForms, joinedBefore: Bool)?
    func settle(joinedAfter: Bool) {
      guard let letter = pending else { return }
      thousandths += letter.forms.advance(before: letter.joinedBefore, after: joinedAfter)
      pending = nil
    }
    for scalar in text.unicodeScalars {
      let code = scalar.value
      if Self.isTransparent(code) { continue }
      if let forms = advances.letters[code] {
        if let lam = pending, lam.code == 0x644, let ligature = advances.lamAlef[code] {
          thousandths += lam.joinedBefore ? ligature.final : ligature.isolated
          pending = nil
          continue
        }
        let joins = forms.joinsBefore && (pending?.forms.joinsAfter ?? false)
        settle(joinedAfter: joins)
        pending = (code, forms, joins)
      } else {
        settle(joinedAfter: false)
        thousandths += advances.advance(of: code, in: script)
      }
    }
    settle(joinedAfter: false)
    let spaced = letterSpacing == 0 ? 0 : Double(text.unicodeScalars.count) * letterSpacing
    return Double(thousandths) / 1000 * size + spaced
  }

  /// Whether a code point takes no room and does not part letters: marks and invisible formatting.
  private static func isTransparent(_ code: UInt32) -> Bool {
    switch code {
    case 0x0300...0x036F, 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC,
      0x06DF...0x06E4, 0x06E7, 0x06E8, 0x06EA...0x06ED, 0x200D...0x200F, 0x202A...0x202E,
      0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF:
      true
    default: false
    }
  }
}

/// The advances of the four forms of a letter, in thousandths of an em.
private struct LetterForms: Sendable {
  /// 0 joins to nothing, 1 to the letter before, 2 to both.
  let joining: UInt16
  let isolated: Int
  let final: Int
  let initial: Int
  let medial: Int

  var joinsBefore: Bool { joining >= 1 }
  var joinsAfter: Bool { joining == 2 }

  func advance(before: Bool, after: Bool) -> Int {
    switch (before, after) {
    case (false, false): isolated
    case (true, false): final
    case (false, true): initial
    case (true, true): medial
    }
  }
}

/// The tables of one weight, by code point.
private struct Advances: Sendable {
  let letters: [UInt32: LetterForms]
  let lamAlef: [UInt32: (isolated: Int, final: Int)]
  private let latin: [UInt32: Int]
  private let arabicSigns: [UInt32: Int]

  static let regular = Advances(
    FontAdvances.arabicRegular, FontAdvances.lamAlefRegular, FontAdvances.latinRegular,
    FontAdvances.arabicSignsRegular)
  static let bold = Advances(
    FontAdvances.arabicBold, FontAdvances.lamAlefBold, FontAdvances.latinBold,
    FontAdvances.arabicSignsBold)

  private init(_ arabic: [UInt16], _ ligatures: [UInt16], _ latin: [UInt16], _ signs: [UInt16]) {
    var letters: [UInt32: LetterForms] = [:]
    for row in stride(from: 0, to: arabic.count - 5, by: 6) {
      letters[UInt32(arabic[row])] = LetterForms(
        joining: arabic[row + 1], isolated: Int(arabic[row + 2]), final: Int(arabic[row + 3]),
        initial: Int(arabic[row + 4]), medial: Int(arabic[row + 5]))
    }
    var lamAlef: [UInt32: (isolated: Int, final: Int)] = [:]
    for row in stride(from: 0, to: ligatures.count - 2, by: 3) {
      lamAlef[UInt32(ligatures[row])] = (Int(ligatures[row + 1]), Int(ligatures[row + 2]))
    }
    func pairs(_ numbers: [UInt16]) -> [UInt32: Int] {
      var table: [UInt32: Int] = [:]
      for row in stride(from: 0, to: numbers.count - 1, by: 2) {
        table[UInt32(numbers[row])] = Int(numbers[row + 1])
      }
      return table
    }
    self.letters = letters
    self.lamAlef = lamAlef
    self.latin = pairs(latin)
    arabicSigns = pairs(signs)
  }

  /// The advance of a code point that does not join.
  func advance(of code: UInt32, in script: Typeface.Script) -> Int {
    let (first, second) = script == .arabic ? (arabicSigns, latin) : (latin, arabicSigns)
    if let advance = first[code] ?? second[code] { return advance }
    switch code {
    case 0..<0x20, 0x200B, 0x200C: return 0
    case 0x1100...0x11FF, 0x2E80...0xD7FF, 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x1F000...0x3FFFF:
      return 1000
    default: return 600
    }
  }
}

extension Typeface {
  /// `text` in lines that are at most `width` wide at `size`, broken at blanks; a word that is
  /// wider alone is broken inside.
  public func lines(of text: String, size: Double, width: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      let candidate = line.isEmpty ? String(word) : line + " " + word
      if self.width(of: candidate, size: size) <= width {
        line = candidate
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, self.width(of: line + String(character), size: size) > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// `text`, or as much of its beginning as fits into `width` at `size` with an ellipsis.
  public func fitted(_ text: String, size: Double, width: Double) -> String {
    // Nothing that fits on a sheet has more characters; the cut keeps a hostile text cheap.
    let text = String(text.prefix(400))
    guard self.width(of: text, size: size) > width else { return text }
    var shortened = Substring(text)
    while !shortened.isEmpty, self.width(of: shortened + "…", size: size) > width {
      shortened.removeLast()
    }
    return shortened + "…"
  }

  private func width(of text: Substring, size: Double) -> Double {
    width(of: String(text), size: size)
  }
}
