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
  /// Arabic with English beside it; left and right are those of the English map.
  case arabicFirst

  /// Whether texts are Arabic where there is room for one alone, and numbers are.
  public var isArabicFirst: Bool { self == .arabic || self == .arabicFirst }
  /// Whether names and titles stand in both languages.
  public var isBilingual: Bool { self == .bilingual || self == .arabicFirst }
}

extension LocalizedText {
  /// The text in one string, in the language that comes first; in the other one where it is missing.
  func one(_ language: MapLanguage) -> String {
    language.isArabicFirst
      ? (arabic.isEmpty ? english : arabic) : (english.isEmpty ? arabic : english)
  }

  /// The text in the language that comes second, `nil` where there is none or no text in it.
  func second(_ language: MapLanguage) -> String? {
    guard language.isBilingual, !english.isEmpty, !arabic.isEmpty, english != arabic else {
      return nil
    }
    return language.isArabicFirst ? english : arabic
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
