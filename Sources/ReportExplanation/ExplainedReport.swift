public import EventCoding
public import Geoparsing

/// A report with all that was read out of it, and the names that were looked at.
public struct ExplainedReport: Sendable {
  public var coding: ReportCoding
  /// Every name that was looked at with its candidates, also those that mean no place, sorted by
  /// their spans.
  public var names: [Mention]

  public init(coding: ReportCoding, names: [Mention]) {
    self.coding = coding
    self.names = names
  }
}
