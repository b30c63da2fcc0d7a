internal import EventCoding
internal import Geoparsing
internal import NewsIngest

/// The words of a report that something was read from: names, times, counts, and what else events
/// rest on.
struct ReportMarks {
  enum Kind: Hashable {
    /// The name with this index.
    case name(Int)
    case date(Int)
    case count(Int)
    /// Words that are evidence for events and nothing of the above.
    case words
  }

  struct Mark {
    var span: TextSpan
    /// What was read from exactly these words; never empty.
    var kinds: [Kind]
    /// What the words are evidence for, in the order of the events.
    var evidence: [(event: Int, field: String, rule: String)] = []

    /// The index of the name, where the words are one.
    var name: Int? {
      for case .name(let index) in kinds { return index }
      return nil
    }
  }

  /// One for each span.
  private(set) var marks: [Mark] = []
  private var indices: [TextSpan: Int] = [:]

  init(_ report: ExplainedReport) {
    let coding = report.coding
    for (index, name) in report.names.enumerated() { add(name.span, .name(index)) }
    for (index, date) in coding.dates.enumerated() { add(date.span, .date(index)) }
    for (index, count) in coding.counts.enumerated() { add(count.span, .count(index)) }
    for (number, event) in coding.events.enumerated() {
      for item in event.evidence where item.reportID == coding.report.id {
        if indices[item.span] == nil { add(item.span, .words) }
        guard let mark = indices[item.span] else { continue }
        marks[mark].evidence.append((number, item.field, item.rule))
      }
    }
  }

  private mutating func add(_ span: TextSpan, _ kind: Kind) {
    if let known = indices[span] {
      marks[known].kinds.append(kind)
    } else {
      indices[span] = marks.count
      marks.append(Mark(span: span, kinds: [kind]))
    }
  }

  /// The index of the mark with exactly these words.
  func index(of span: TextSpan) -> Int? { indices[span] }
}
