internal import SimpleFeatures

/// What a layer says of a feature under the pointer: HTML with expressions.
///
/// What the fields hold is text from anywhere: it is escaped, so that markup in it stays text.
struct MapTip {
  let layer: Layer
  /// The expression that names a feature, `nil` for a table without names.
  let label: String?

  /// The name, the sentence that tells it and who wrote it, and the fields that are not null.
  var html: String {
    let heading =
      label.map { "<p dir=\"auto\"><b>[% coalesce(\(lines(Self.escaped($0))), '') %]</b></p>" }
      ?? ""
    return "\(heading)\(sentence)<table>\(rows)</table>"
  }

  /// Text is set from the right where it has Arabic letters.
  private var sentence: String {
    guard layer.has("sentence", .text) else { return "" }
    let text = column("sentence")
    let direction = "if(regexp_match(\(text), '[\u{0621}-\u{064A}]') > 0, 'rtl', 'ltr')"
    let quote =
      "<blockquote dir=\"[% \(direction) %]\">[% coalesce(\(Self.escaped(text)), '') %]"
      + "</blockquote>"
    guard layer.has("sources", .json) else { return quote }
    let source = "from_json(\(column("sources")))[0]"
    let parts = ["outlet", "title", "published"].map {
      "coalesce(\(Self.escaped("to_string(\(source)['\($0)'])")), '')"
    }
    return quote + "<p dir=\"auto\"><small>[% array_to_string(array_filter(array("
      + parts.joined(separator: ", ") + "), @element <> ''), ' · ') %]</small></p>"
  }

  private var rows: String {
    let hidden: Set<String> = ["t_start", "t_end", "lat", "lon", "sentence"]
    // The end mark of an expression cannot be escaped within one, and lists are for programs.
    let shown = layer.table.fields.filter {
      !hidden.contains($0.name) && !$0.name.contains("%]") && $0.type != .json
    }
    return shown.prefix(16).map { field in
      let title = Self.text(field.alias.isEmpty ? field.name : field.alias)
      let value = Self.escaped("left(to_string(\(column(field.name))), 300)")
      return "[% if(\(column(field.name)) IS NULL, '', '<tr><td>' || \(quoted(title)) "
        + "|| '</td><td>' || \(value) || '</td></tr>') %]"
    }.joined()
  }

  private func lines(_ expression: String) -> String {
    "replace(\(expression), '\\n', '<br>')"
  }

  private static func escaped(_ expression: String) -> String {
    "replace(replace(\(expression), '&', '&amp;'), '<', '&lt;')"
  }

  private static func text(_ text: String) -> String {
    // The marks of an expression within the tip must not come from a name.
    String(
      text.flatMap { character -> String in
        switch character {
        case "&": "&amp;"
        case "<": "&lt;"
        case "%": "&#37;"
        default: String(character)
        }
      })
  }
}
