internal import CivilCalendar
internal import EventCoding
internal import NewsIngest

extension Ledger {
  /// The ledger as a person reads it: the rows, what was not added and why, and the notes.
  public var text: String {
    let header = line("\(kind.rawValue)", ["events", "no figure", "low", "best", "high"])
    var lines = [header] + (rows + [total]).map(line)
    let withFigure = leftOut.filter { item in
      item.reason != .noFigure && item.reason != .outsidePeriod
        && kind.tally(of: item.event).isStated
    }
    if !withFigure.isEmpty { lines += ["", "Not added"] + withFigure.map(line) }
    let silent = leftOut.count - withFigure.count
    if silent > 0 {
      lines += ["", "\(silent) more events give no figure or are outside; --left-out lists them"]
    }
    if !notes.isEmpty { lines += ["", "Notes"] + notes.map { "  \($0)" } }
    return lines.map(printable).joined(separator: "\n") + "\n"
  }

  private func line(_ row: Row) -> String {
    let sum = row.sum
    let figures =
      sum.events == 0
      ? ["", "", ""]
      : [String(sum.low), String(sum.best), sum.high.map(String.init) ?? "\(sum.highAtLeast)+"]
    return line(row.label, [String(sum.events), String(row.withoutFigure)] + figures)
  }

  private func line(_ label: String, _ cells: [String]) -> String {
    func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
    // Longer labels, such as those of many actors, push their own line only.
    let width = rows.reduce(12) { max($0, min(44, $1.label.count)) }
    return label + blanks(width - label.count)
      + cells.map { blanks(11 - $0.count) + $0 }.joined()
  }

  private func line(_ item: LeftOut) -> String {
    let tally = kind.tally(of: item.event)
    let figure = (tally.best ?? tally.low ?? tally.high).map(String.init) ?? ""
    let day = item.event.dates.map { $0.first.description } ?? "undated"
    return "  \(item.event.id)  \(day)  \(figure)  \(item.reason.text)  "
      + "[\(Self.sources(of: item.event).joined(separator: ", "))]"
  }
}
