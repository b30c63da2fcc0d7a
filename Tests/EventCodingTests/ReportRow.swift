import Testing

/// A text of our own and the events that a reader takes from it, as ``line(_:)`` writes them.
struct ReportRow: CustomTestStringConvertible, Sendable {
  var note: String
  var text: String
  var events: [String]
  var testDescription: String { note }
}
