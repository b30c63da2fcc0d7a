internal import Foundation
internal import JSONText

extension EvaluationSummary {
  /// How many of the commonest causes are printed.
  private static let causesShown = 10

  /// The figures and tables for a person, in lines.
  public var text: String {
    var lines: [String] = []
    for section in sections {
      if !lines.isEmpty { lines.append("") }
      lines.append(section.title)
      let keys = section.metrics.map(\.key.count).max() ?? 0
      for metric in section.metrics {
        lines.append(
          "  " + Self.padded(metric.key, keys) + "  " + Self.text(metric) + "  " + metric.label)
      }
      for table in section.tables where !table.rows.isEmpty {
        if !table.title.isEmpty { lines.append("  " + table.title) }
        lines += Self.lines(table).map { "    " + $0 }
      }
    }
    let shown = causes.prefix(Self.causesShown)
    if !shown.isEmpty {
      lines += ["", "Commonest errors, \(errors.count) in all (--errors lists them)"]
      lines += shown.map { "  " + Self.padded("\($0.count)", 6, isRight: true) + "  " + $0.cause }
    }
    return lines.map(Self.withoutTrailingBlanks).joined(separator: "\n") + "\n"
  }

  private static func text(_ metric: Metric) -> String {
    let value: String
    switch metric.unit {
    case .count: value = metric.value.map { String(Int($0)) } ?? "–"
    case .share, .number: value = metric.value.map { decimal($0, 3) } ?? "–"
    case .kilometres: value = metric.value.map { decimal($0, 2) } ?? "–"
    }
    let of = metric.proportion.map { "\($0.count)/\($0.total)" } ?? ""
    return padded(value, 8, isRight: true) + " " + padded(of, 11)
  }

  private static func lines(_ table: Table) -> [String] {
    let cells = [table.columns] + table.rows.map { $0.map(text) }
    let widths = table.columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      let columns = row.indices.map { padded(row[$0], widths[$0], isRight: $0 > 0) }
      return columns.joined(separator: "  ")
    }
  }

  private static func text(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text
    case .count(let count): String(count)
    case .share(let share): share.map { decimal($0, 3) } ?? "–"
    case .number(let number): number.map { decimal($0, 2) } ?? "–"
    }
  }

  private static func decimal(_ number: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", number)
  }

  private static func withoutTrailingBlanks(_ line: String) -> String {
    guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
    return String(line[...last])
  }

  private static func padded(_ text: String, _ width: Int, isRight: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return isRight ? space + text : text + space
  }

  /// The same as JSON, a member a figure and a table; errors are counted by cause.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("metrics")
    json.beginObject()
    for metric in sections.flatMap(\.metrics) {
      json.lineBreak()
      json.key(metric.key)
      Self.write(metric, to: &json)
    }
    json.endObject()
    json.key("tables")
    json.beginObject()
    for table in sections.flatMap(\.tables) {
      json.lineBreak()
      json.key(table.key)
      json.beginArray()
      for row in table.rows {
        json.beginObject()
        for (column, cell) in zip(table.columns, row) {
          json.key(column)
          switch cell {
          case .text(let text): json.value(text)
          case .count(let count): json.value(count)
          case .share(let share), .number(let share):
            if let share { json.value(share, decimals: 4) } else { json.null() }
          }
        }
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
    json.lineBreak()
    json.key("errors")
    json.beginObject()
    for (cause, count) in causes { json.member(cause, count) }
    json.endObject()
    json.endObject()
    json.newline()
    return json.bytes
  }

  private static func write(_ metric: Metric, to json: inout JSONWriter) {
    if metric.unit == .count {
      json.value(metric.value.map { Int($0) })
    } else if let proportion = metric.proportion {
      json.beginObject()
      json.member("value", proportion.value, decimals: 4)
      json.member("count", proportion.count)
      json.member("of", proportion.total)
      json.endObject()
    } else if let value = metric.value {
      json.value(value, decimals: 4)
    } else {
      json.null()
    }
  }
}
