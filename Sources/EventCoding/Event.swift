public import CivilCalendar
public import NewsIngest
public import SimpleFeatures

/// What happened, where, when and by whose word: EVENTS.md section 3.
public struct Event: Hashable, Sendable {
  public var id: String
  public var status: Status = .candidate
  /// First and last day, `nil` where no calendar date is known.
  public var dates: DateSpan?
  /// EVENTS.md table 5: 1 (the day) to 6 (from the publication date only).
  public var datePrecision: Int = 6
  /// The days on which it was reported.
  public var reported: DateSpan?
  public var type: EventType
  public var polarity: Polarity = .asserted
  public var controlEffect: ControlEffect = .none
  /// Actor ids: who lost the place and who gained it.
  public var controlFrom: String?
  public var controlTo: String?
  /// Actor ids, sorted.
  public var sideA: [String] = []
  public var sideB: [String] = []
  public var initiator: Initiator = .unknown
  /// ACLED's two digits, the smaller actor type first; `nil` where no side is known.
  public var interaction: Int?
  public var targetsCivilians = false
  /// Actor or source ids, or the words of the report, of those who say so.
  public var claimedBy: [String] = []
  public var place: EventPlace
  public var killed = Tally()
  public var injured = Tally()
  public var captured = Tally()
  public var defected = Tally()
  public var missing = Tally()
  public var displaced = Tally()
  /// The best figure of the killed by side.
  public var killedOfA: Int?
  public var killedOfB: Int?
  public var killedCivilians: Int?
  public var killedUnknown: Int?
  public var countKind: CountKind = .new
  public var sources: [EventSource] = []
  /// Sources, near-copies counted once.
  public var independentSources = 1
  public var evidence: [Evidence] = []
  public var disagreements: [Disagreement] = []
  public var grade: Grade = .weak
  /// `0...1`, with its parts by name.
  public var confidence: Double = 0
  public var confidenceParts: [ConfidencePart] = []
  /// Ids of the claims that were merged, sorted.
  public var mergedFrom: [String] = []

  public init(id: String, type: EventType, place: EventPlace) {
    self.id = id
    self.type = type
    self.place = place
  }

  public enum Status: String, Hashable, Sendable { case candidate, merged, reviewed, rejected }
  public enum Polarity: String, Hashable, Sendable {
    case asserted, denied, planned, hypothetical, historical
  }
  public enum ControlEffect: String, Hashable, Sendable {
    case gain, loss, hold, contest, besiege, withdraw, truce, none
  }
  public enum Initiator: String, Hashable, Sendable { case a, b, both, unknown }
  public enum CountKind: String, Hashable, Sendable {
    case new
    case runningTotal = "running_total"
    case shareOfTotal = "share_of_total"
  }
  public enum Grade: String, Hashable, Sendable { case confirmed, fair, weak, contested }

  public struct ConfidencePart: Hashable, Sendable {
    public var name: String
    public var value: Double
    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }
}

/// Where an event happened.
public struct EventPlace: Hashable, Sendable {
  /// Gazetteer id, `nil` where the place is not resolved.
  public var id: String?
  public var nameArabic: String
  public var nameEnglish: String
  /// As written.
  public var text: String
  /// `at`, `near`, `offset`, `between` or `area`.
  public var relation: String
  public var point: GeographicPoint?
  /// EVENTS.md table 6.
  public var precision: Int
  /// Metres.
  public var radius: Double?
  /// P-codes of the units it lies in.
  public var adm1: String
  public var adm2: String
  public var adm3: String

  public init(
    id: String?, nameArabic: String, nameEnglish: String, text: String, relation: String = "at",
    point: GeographicPoint?, precision: Int, radius: Double? = nil, adm1: String = "",
    adm2: String = "", adm3: String = ""
  ) {
    self.id = id
    self.nameArabic = nameArabic
    self.nameEnglish = nameEnglish
    self.text = text
    self.relation = relation
    self.point = point
    self.precision = precision
    self.radius = radius
    self.adm1 = adm1
    self.adm2 = adm2
    self.adm3 = adm3
  }
}

/// People counted: EVENTS.md section 7. All `nil` where nothing is said; 0 is a stated zero.
public struct Tally: Hashable, Sendable {
  public var low: Int?
  public var best: Int?
  public var high: Int?
  public init(low: Int? = nil, best: Int? = nil, high: Int? = nil) {
    self.low = low
    self.best = best
    self.high = high
  }
  public var isStated: Bool { low != nil || best != nil || high != nil }
}

/// The report that says so.
public struct EventSource: Hashable, Sendable {
  public var reportID: String
  public var outlet: String?
  public var title: String?
  public var url: String?
  public var published: CivilDate?
  public var language: String
  public init(
    reportID: String, outlet: String?, title: String?, url: String?, published: CivilDate?,
    language: String
  ) {
    self.reportID = reportID
    self.outlet = outlet
    self.title = title
    self.url = url
    self.published = published
    self.language = language
  }
}

/// The words that a field was read from.
public struct Evidence: Hashable, Sendable {
  public var field: String
  public var reportID: String
  public var span: TextSpan
  public var rule: String
  public init(field: String, reportID: String, span: TextSpan, rule: String) {
    self.field = field
    self.reportID = reportID
    self.span = span
    self.rule = rule
  }
}

/// A value that sources do not agree on.
public struct Disagreement: Hashable, Sendable {
  public var field: String
  public var value: String
  public var saidBy: String
  public init(field: String, value: String, saidBy: String) {
    self.field = field
    self.value = value
    self.saidBy = saidBy
  }
}
