/// The same words in English and in Arabic; either may be empty.
public struct LocalizedText: Hashable, Sendable {
  public var english: String
  public var arabic: String

  public init(english: String, arabic: String) {
    self.english = english
    self.arabic = arabic
  }

  public var isEmpty: Bool { english.isEmpty && arabic.isEmpty }
}

/// In which languages a map is set.
public enum MapLanguage: String, CaseIterable, Hashable, Sendable {
  /// English with Arabic beside it.
  case bilingual
  /// Arabic alone, the furniture mirrored.
  case arabic
  case english
}

extension LocalizedText {
  /// The text in one string, English for a bilingual map; the other language where one is missing.
  func one(_ language: MapLanguage) -> String {
    switch language {
    case .arabic: arabic.isEmpty ? english : arabic
    case .bilingual, .english: english.isEmpty ? arabic : english
    }
  }
}

/// `number` in Arabic-Indic digits.
func arabicDigits(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if (0x30...0x39).contains(scalar.value), let digit = Unicode.Scalar(scalar.value + 0x630) {
      result.append(digit)
    } else {
      result.append(scalar == "." ? "٫" : scalar)
    }
  }
  return String(result)
}
