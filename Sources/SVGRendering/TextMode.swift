public import TextShaping

/// How an SVG carries its texts.
public enum TextMode: Hashable, Sendable {
  /// As text, in the fonts that the reader's machine has.
  case live
  /// As outlines, the same everywhere; the string stands in the `title` of each.
  case paths(MapFonts)
  /// As text, in fonts that the file brings along, cut down to what it uses.
  case embedded(MapFonts)
}
