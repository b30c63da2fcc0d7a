internal import CSVText
internal import Gazetteers

/// A line for `gazetteer/overrides.csv`: `name,admin_hint,place_id,alias,note`.
struct OverrideLine {
  var name: String
  /// P-code of the unit in which it holds; empty for everywhere.
  var unit = ""
  var decision: PlaceOverrides.Decision
  var note = ""

  /// The line without its line feed.
  ///
  /// Names come from reports: white space is one blank, and what no name needs (control characters
  /// and marks of direction) is left out, so that the line is one line and reads as it is.
  var text: String {
    let code =
      switch decision {
      case .means(let id): id
      case .doesNotMean(let id): "not:" + id
      case .never: "never"
      }
    var writer = CSVWriter(lineEnd: .lf)
    writer.append([Self.plain(name), unit, code, "", Self.plain(note)])
    return String(decoding: writer.bytes.dropLast(), as: UTF8.self)
  }

  static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        if result.last != " " { result.append(" ") }
      } else {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: break
        case .format where scalar != "\u{200C}" && scalar != "\u{200D}": break
        default: result.append(scalar)
        }
      }
    }
    if result.first == " " { result.removeFirst() }
    if result.last == " " { result.removeLast() }
    return String(result)
  }
}
