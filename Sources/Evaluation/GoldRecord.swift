public import CivilCalendar
public import EventCoding
public import Geoparsing
public import NewsIngest
public import SimpleFeatures

/// What a person says that a report says: a line of a gold file.
public struct GoldRecord: Hashable, Sendable {
  public var id: String
  /// The line of the file that it stands on, counted from 1.
  public var line: Int
  public var content: Content
  public var title: String?
  public var source: String?
  public var published: CivilDate?
  /// `nil` where the record does not say; the script tells then.
  public var language: Language?
  /// The places, in the order of their spans; `nil` where none were annotated.
  public var toponyms: [GoldToponym]?
  /// Whether every place of the text is in `toponyms`, so that any other is a false one.
  public var hasAllToponyms: Bool
  /// The events in the order of the file; `nil` where none were annotated.
  public var events: [GoldEvent]?
  /// Whether every event of the text is in `events`, so that any other is a false one.
  public var hasAllEvents: Bool

  /// Where the text is.
  public enum Content: Hashable, Sendable {
    case text(String)
    /// A file that may not be published with the annotations, and the SHA-256 of its text as
    /// `NewsIngest` reads it, 64 lower-case hexadecimal digits.
    case file(name: String, sha256: String)
  }

  public init(
    id: String, line: Int = 1, content: Content, title: String? = nil, source: String? = nil,
    published: CivilDate? = nil, language: Language? = nil, toponyms: [GoldToponym]? = nil,
    hasAllToponyms: Bool = false, events: [GoldEvent]? = nil, hasAllEvents: Bool = true
  ) {
    self.id = id
    self.line = line
    self.content = content
    self.title = title
    self.source = source
    self.published = published
    self.language = language
    self.toponyms = toponyms
    self.hasAllToponyms = hasAllToponyms
    self.events = events
    self.hasAllEvents = hasAllEvents
  }
}

/// Where a person says that a place is.
public enum GoldPlace: Hashable, Sendable {
  /// Nobody said.
  case notAnnotated
  /// No gazetteer has it: the right answer is not to resolve it.
  case unknown
  /// Ids of the gazetteer that are right, the best first, and the point that is meant, which an
  /// offset or a place of no gazetteer has; at least one of the two is there.
  case known(ids: [String], point: GeographicPoint?)

  /// The right ids, best first; empty where there are none.
  public var ids: [String] { if case .known(let ids, _) = self { ids } else { [] } }
  /// The point that is meant, where the record has one.
  public var point: GeographicPoint? { if case .known(_, let point) = self { point } else { nil } }
}

/// A place that a person found in a text.
public struct GoldToponym: Hashable, Sendable {
  public var span: TextSpan
  /// The words of the span, where the record repeats them.
  public var text: String?
  public var place: GoldPlace
  /// `nil` where nobody said.
  public var role: MentionRole?
  /// EVENTS.md table 6.
  public var precision: Int?
  public var relation: PlaceRelation?

  public init(
    span: TextSpan, text: String? = nil, place: GoldPlace = .notAnnotated,
    role: MentionRole? = nil, precision: Int? = nil, relation: PlaceRelation? = nil
  ) {
    self.span = span
    self.text = text
    self.place = place
    self.role = role
    self.precision = precision
    self.relation = relation
  }

  /// Whether it names a place for itself and is not a part of the name of something else.
  public var isPlace: Bool { role.map(\.isOfPlace) ?? true }
}

extension MentionRole {
  /// Whether a mention in this role names a place, and not an actor or an agreement.
  var isOfPlace: Bool { self != .actorName && self != .agreement }
}

/// An event that a person found in a text. What is `nil` or empty was not annotated and is not
/// scored.
public struct GoldEvent: Hashable, Sendable {
  public var place: GoldPlace
  public var dates: DateSpan?
  public var datePrecision: Int?
  /// The sub-types that are right, the best first.
  public var types: [EventType]
  public var polarity: Event.Polarity
  public var controlEffect: Event.ControlEffect?
  /// Actor ids, any of which is right.
  public var controlFrom: [String]
  public var controlTo: [String]
  public var sideA: [String]
  public var sideB: [String]
  public var killed: Tally?
  public var injured: Tally?
  public var countKind: Event.CountKind?

  public init(
    place: GoldPlace = .notAnnotated, dates: DateSpan? = nil, datePrecision: Int? = nil,
    types: [EventType] = [], polarity: Event.Polarity = .asserted,
    controlEffect: Event.ControlEffect? = nil, controlFrom: [String] = [],
    controlTo: [String] = [], sideA: [String] = [], sideB: [String] = [], killed: Tally? = nil,
    injured: Tally? = nil, countKind: Event.CountKind? = nil
  ) {
    self.place = place
    self.dates = dates
    self.datePrecision = datePrecision
    self.types = types
    self.polarity = polarity
    self.controlEffect = controlEffect
    self.controlFrom = controlFrom
    self.controlTo = controlTo
    self.sideA = sideA
    self.sideB = sideB
    self.killed = killed
    self.injured = injured
    self.countKind = countKind
  }
}

extension Event.Polarity {
  /// Whether it is told as something that happened.
  var isTold: Bool { self == .asserted || self == .historical }
}
