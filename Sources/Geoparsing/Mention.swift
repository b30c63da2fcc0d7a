public import Gazetteers
public import NewsIngest
public import SimpleFeatures

/// A place where a report names, or seems to name, a place.
public struct Mention: Hashable, Sendable {
  /// The name without the letters joined before it.
  public var span: TextSpan
  /// The name as written.
  public var text: String
  /// The words of the report that the name covers, counted from 0, and their sentence.
  public var tokens: Range<Int>
  public var sentence: Int
  public var resolution: ToponymResolution
  public var role: MentionRole
  /// How the words tie what happened to the place.
  public var relation: PlaceRelation
  /// EVENTS.md table 6: 1 (exact site) to 10, 0 where the place is not resolved.
  public var precision: Int
  /// Where it is on the map: of the place, or of what the relation makes of it; `nil` where
  /// unresolved.
  public var point: GeographicPoint?
  /// How far from `point` it may be, in metres.
  public var radius: Double?
  /// The score `0...1` of being where the sentence's event happened.
  public var eventScore: Double
  /// Why, in words for a person.
  public var reasons: [String]
  /// The places that bear the name, the best first, ten at most. Listed only where names that mean
  /// no place are.
  public var candidates: [CandidatePlace] = []

  public init(
    span: TextSpan, text: String, tokens: Range<Int>, sentence: Int,
    resolution: ToponymResolution, role: MentionRole, relation: PlaceRelation = .at,
    precision: Int = 0, point: GeographicPoint? = nil, radius: Double? = nil,
    eventScore: Double = 0, reasons: [String] = []
  ) {
    self.span = span
    self.text = text
    self.tokens = tokens
    self.sentence = sentence
    self.resolution = resolution
    self.role = role
    self.relation = relation
    self.precision = precision
    self.point = point
    self.radius = radius
    self.eventScore = eventScore
    self.reasons = reasons
  }
}

/// Which place of the gazetteer a mention means.
public enum ToponymResolution: Hashable, Sendable {
  /// The best place, its confidence in `0...1`, and the others that were possible, best first.
  case resolved(Place, confidence: Double, alternatives: [Place])
  /// No candidate stands out; the best come first.
  case ambiguous([Place])
  /// It looks like a place, and the gazetteer has none of this name.
  case unknown
  /// The name of a place that means something else here.
  case notPlace

  /// The place, where it is resolved.
  public var place: Place? {
    if case .resolved(let place, _, _) = self { place } else { nil }
  }

  /// The word that the output has for it.
  public var status: String {
    switch self {
    case .resolved: "resolved"
    case .ambiguous: "ambiguous"
    case .unknown: "unknown"
    case .notPlace: "not_place"
    }
  }
}

/// What a place is named for.
public enum MentionRole: String, Hashable, Sendable {
  /// Something happened there.
  case event
  /// It is named, and nothing happened there.
  case context
  /// A part of the name of an actor, as in "لواء القدس".
  case actorName = "actor_name"
  /// Where people come from.
  case origin
  /// A part of the name of an agreement, as in "اتفاق أستانة".
  case agreement
  /// A capital that stands for its government.
  case government
}

/// How the words tie what happened to the place that they name.
public enum PlaceRelation: String, Hashable, Sendable {
  case at, near, offset, between, area
}
