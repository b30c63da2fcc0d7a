public import CivilCalendar
public import Geoparsing
public import NewsIngest

/// All that was read out of one report.
public struct ReportCoding: Sendable {
  public var report: Report
  public var mentions: [Mention]
  public var dates: [DateMention]
  public var counts: [CountMention]
  /// One event a claim of this report, before claims of other reports are merged with it.
  public var events: [Event]

  public init(
    report: Report, mentions: [Mention], dates: [DateMention], counts: [CountMention],
    events: [Event]
  ) {
    self.report = report
    self.mentions = mentions
    self.dates = dates
    self.counts = counts
    self.events = events
  }
}

/// Words that tell a time.
public struct DateMention: Hashable, Sendable {
  public var span: TextSpan
  public var text: String
  /// `nil` where the words are relative and nothing says to which day.
  public var dates: DateSpan?
  /// EVENTS.md table 5.
  public var precision: Int
  public var rule: String
  public init(span: TextSpan, text: String, dates: DateSpan?, precision: Int, rule: String) {
    self.span = span
    self.text = text
    self.dates = dates
    self.precision = precision
    self.rule = rule
  }
}

/// Words that count people.
public struct CountMention: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case killed, injured, captured, defected, missing, displaced
  }

  public var span: TextSpan
  public var text: String
  public var kind: Kind
  public var tally: Tally
  public var countKind: Event.CountKind
  /// Whether the words say that they were civilians.
  public var areCivilians: Bool
  /// Actor ids of whose people they were, sorted.
  public var ofActors: [String]
  public var rule: String
  public init(
    span: TextSpan, text: String, kind: Kind, tally: Tally, countKind: Event.CountKind = .new,
    areCivilians: Bool = false, ofActors: [String] = [], rule: String
  ) {
    self.span = span
    self.text = text
    self.kind = kind
    self.tally = tally
    self.countKind = countKind
    self.areCivilians = areCivilians
    self.ofActors = ofActors
    self.rule = rule
  }
}
