internal import Foundation

/// The one folding that both sides of every comparison of names go through.
///
/// Arabic: the alefs (أ إ آ ٱ) are ا; ى, ئ and the Persian and Kurdish yehs are ي; ة and the Urdu
/// and Kurdish hehs are ه; ؤ and the Kurdish waws are و; a lone hamza goes; ک and گ are ك, پ is ب,
/// چ is ج, ڤ is ف, ژ is ز; harakat and tatweel go. Latin: lower case, without diacritics; ʿ, ʾ,
/// apostrophes and their stand-ins go. Digits of all three scripts are ASCII. Presentation forms
/// count as the letters that they show; bidirectional controls and zero-width characters go.
///
/// What each scalar does is one 32-bit number, so that folding a text is a look-up a scalar.
public enum Folding {
  /// What one scalar becomes.
  public enum Effect: Equatable, Sendable {
    /// Parts words: white space and punctuation.
    case separates
    /// Goes without parting what stands around it.
    case vanishes
    /// Becomes these letters or digits.
    case becomes(first: UInt32, second: UInt32)
  }

  public static func effect(of scalar: UInt32) -> Effect {
    let packed = packedEffect(of: scalar)
    switch packed {
    case separator: return .separates
    case nothing: return .vanishes
    default: return .becomes(first: packed & 0xFFFF, second: packed >> 16)
    }
  }

  static let separator: UInt32 = 0xFFFF_FFFF
  static let nothing: UInt32 = 0

  /// `separator`, `nothing`, or one letter in the lower and perhaps a second in the upper half.
  @inline(__always)
  static func packedEffect(of scalar: UInt32) -> UInt32 {
    if scalar < 0x700 { return basic[Int(scalar)] }
    return packedEffectOfRest(scalar)
  }

  private static func packedEffectOfRest(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFE00...0xFE0F: return nothing
    case 0x2018, 0x2019, 0x201B: return nothing
    case 0x1E00..<0x1F00: return latinAdditional[Int(scalar - 0x1E00)]
    case 0xFB50...0xFDFF, 0xFE70...0xFEFC: return presentationForms[scalar] ?? separator
    case 0x700..<0x2000, 0x2C00..<0x2E00, 0x3040..<0xD800, 0xF900..<0xFB50:
      // Other scripts are kept as they are: they never equal a name of ours, but are words.
      return isLetter(scalar) ? scalar : separator
    default: return separator
    }
  }

  /// The folded form of `text`: its words, one blank between them.
  public static func fold(_ text: String) -> String {
    let tokens = TokenizedText(text)
    return tokens.foldedText(of: tokens.tokens.startIndex..<tokens.tokens.endIndex)
  }

  /// The effects of the scalars below U+0700.
  static let basic: [UInt32] = {
    var table = [UInt32](repeating: separator, count: 0x700)
    for digit: UInt32 in 0...9 {
      table[Int(0x30 + digit)] = 0x30 + digit
      table[Int(0x660 + digit)] = 0x30 + digit
      table[Int(0x6F0 + digit)] = 0x30 + digit
    }
    for letter: UInt32 in 0...25 {
      table[Int(0x41 + letter)] = 0x61 + letter
      table[Int(0x61 + letter)] = 0x61 + letter
    }
    for scalar: UInt32 in 0xC0..<0x250 { table[Int(scalar)] = latin(scalar) }
    for scalar: UInt32 in 0x250..<0x2B0 { table[Int(scalar)] = latin(scalar) }
    // Modifier letters and combining marks: ʿ ʾ ʻ ʼ and the diacritics of decomposed text.
    for scalar in 0x2B0..<0x370 { table[scalar] = nothing }
    for scalar: UInt32 in 0x370..<0x600 {
      table[Int(scalar)] = isLetter(scalar) ? scalar : separator
    }
    for mark in [0x27, 0x60, 0xB4, 0xAD, 0x61C] { table[mark] = nothing }

    for scalar: UInt32 in 0x610..<0x700 {
      // Harakat are alphabetic in Unicode's eyes: ask for marks first.
      if Unicode.Scalar(scalar)?.properties.generalCategory == .nonspacingMark {
        table[Int(scalar)] = nothing
      } else if scalar >= 0x620, isLetter(scalar) {
        table[Int(scalar)] = scalar
      }
    }
    for (sources, target) in arabicLetters {
      for source in sources.unicodeScalars {
        table[Int(source.value)] = target.unicodeScalars.first?.value ?? nothing
      }
    }
    return table
  }()

  private static let arabicLetters: [(sources: String, target: String)] = [
    ("أإآٱٲٳٵ", "ا"), ("ىئیېۍێےۓؽؾؿ", "ي"), ("ةھہەۀۂۃ", "ه"), ("ؤۆۇۈۉۊۋۅۏ", "و"), ("کگڪګڭڮ", "ك"),
    ("پ", "ب"), ("چ", "ج"), ("ڤڥ", "ف"), ("ڑڕ", "ر"), ("ڵ", "ل"), ("ڈ", "د"), ("ٹ", "ت"),
    ("ں", "ن"),
    ("ژ", "ز"), ("ءـ", ""),
  ]

  private static let latinAdditional: [UInt32] = (0x1E00..<0x1F00).map(latin)

  /// The letters that the forms in the two presentation blocks show, folded.
  private static let presentationForms: [UInt32: UInt32] = {
    var table: [UInt32: UInt32] = [:]
    for scalar in Array(UInt32(0xFB50)...0xFDFF) + Array(0xFE70...0xFEFC) {
      guard let form = Unicode.Scalar(scalar) else { continue }
      var letters: [UInt32] = []
      for part in String(form).precomposedStringWithCompatibilityMapping.unicodeScalars
      where part.value < 0x700 {
        let packed = basic[Int(part.value)]
        if packed != separator, packed != nothing { letters.append(packed) }
      }
      guard let first = letters.first else { continue }
      // Ligatures of three and more letters (ﷲ and the like) are not in place names.
      table[scalar] = first | (letters.count > 1 ? letters[1] << 16 : 0)
    }
    // Isolated and medial forms of the harakat stand alone and mean nothing here.
    for scalar: UInt32 in 0xFE70...0xFE7F { table[scalar] = nothing }
    return table
  }()

  private static func latin(_ scalar: UInt32) -> UInt32 {
    guard let letter = Unicode.Scalar(scalar), isLetter(scalar) else { return separator }
    let lower = String(letter).lowercased()
    let text = ligatures[lower] ?? lower.decomposedStringWithCompatibilityMapping
    let letters = text.unicodeScalars.map(\.value).filter { (0x61...0x7A).contains($0) }
    guard let first = letters.first else { return scalar }
    return first | (letters.count > 1 ? letters[1] << 16 : 0)
  }

  /// Letters that Unicode does not decompose.
  private static let ligatures = [
    "æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "n",
    "ŧ": "t", "ð": "d", "þ": "th", "ə": "e", "ɛ": "e", "i̇": "i",
  ]

  private static func isLetter(_ scalar: UInt32) -> Bool {
    Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
  }
}
