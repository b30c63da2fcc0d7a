public import Gazetteers
public import NewsIngest
public import SimpleFeatures

/// A place where a report names, or seems to name, a place.
///
/// Reading a report copies its mentions many times; the copies share their fields until one changes.
public struct Mention: Hashable, @unchecked Sendable {
  /// Changed only where no other mention refers to it.
  @usableFromInline var shared: ManagedBuffer<Fields, Void>

  /// The name without the letters joined before it.
  @inlinable public var span: TextSpan {
    get { shared.header.span }
    _modify {
      separate()
      yield &shared.header.span
    }
  }
  /// The name as written.
  @inlinable public var text: String {
    get { shared.header.text }
    _modify {
      separate()
      yield &shared.header.text
    }
  }
  /// The words of the report that the name covers, counted from 0, and their sentence.
  @inlinable public var tokens: Range<Int> {
    get { shared.header.tokens }
    _modify {
      separate()
      yield &shared.header.tokens
    }
  }
  @inlinable public var sentence: Int {
    get { shared.header.sentence }
    _modify {
      separate()
      yield &shared.header.sentence
    }
  }
  @inlinable public var resolution: ToponymResolution {
    get { shared.header.resolution }
    _modify {
      separate()
      yield &shared.header.resolution
    }
  }
  @inlinable public var role: MentionRole {
    get { shared.header.role }
    _modify {
      separate()
      yield &shared.header.role
    }
  }
  /// How the words tie what happened to the place.
  @inlinable public var relation: PlaceRelation {
    get { shared.header.relation }
    _modify {
      separate()
      yield &shared.header.relation
    }
  }
  /// EVENTS.md table 6: 1 (exact site) to 10, 0 where the place is not resolved.
  @inlinable public var precision: Int {
    get { shared.header.precision }
    _modify {
      separate()
      yield &shared.header.precision
    }
  }
  /// Where it is on the map: of the place, or of what the relation makes of it; `nil` where
  /// unresolved.
  @inlinable public var point: GeographicPoint? {
    get { shared.header.point }
    _modify {
      separate()
      yield &shared.header.point
    }
  }
  /// How far from `point` it may be, in metres.
  @inlinable public var radius: Double? {
    get { shared.header.radius }
    _modify {
      separate()
      yield &shared.header.radius
    }
  }
  /// The score `0...1` of being where the sentence's event happened.
  @inlinable public var eventScore: Double {
    get { shared.header.eventScore }
    _modify {
      separate()
      yield &shared.header.eventScore
    }
  }
  /// Why, in words for a person.
  @inlinable public var reasons: [String] {
    get { shared.header.reasons }
    _modify {
      separate()
      yield &shared.header.reasons
    }
  }
  /// The places that bear the name, the best first, ten at most. Listed only where names that mean
  /// no place are.
  @inlinable public var candidates: [CandidatePlace] {
    get { shared.header.candidates }
    _modify {
      separate()
      yield &shared.header.candidates
    }
  }

  public init(
    span: TextSpan, text: String, tokens: Range<Int>, sentence: Int,
    resolution: ToponymResolution, role: MentionRole, relation: PlaceRelation = .at,
    precision: Int = 0, point: GeographicPoint? = nil, radius: Double? = nil,
    eventScore: Double = 0, reasons: [String] = []
  ) {
    shared = Self.share(
      Fields(
        span: span, text: text, tokens: tokens, sentence: sentence, resolution: resolution,
        role: role, relation: relation, precision: precision, point: point, radius: radius,
        eventScore: eventScore, reasons: reasons))
  }

  public static func == (a: Mention, b: Mention) -> Bool {
    a.shared === b.shared || a.shared.header == b.shared.header
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(shared.header) }

  @usableFromInline static func share(_ fields: Fields) -> ManagedBuffer<Fields, Void> {
    ManagedBuffer.create(minimumCapacity: 0) { _ in fields }
  }

  @usableFromInline mutating func separate() {
    if !isKnownUniquelyReferenced(&shared) { shared = Self.share(shared.header) }
  }

  @usableFromInline struct Fields: Hashable, Sendable {
    @usableFromInline var span: TextSpan
    @usableFromInline var text: String
    @usableFromInline var tokens: Range<Int>
    @usableFromInline var sentence: Int
    @usableFromInline var resolution: ToponymResolution
    @usableFromInline var role: MentionRole
    @usableFromInline var relation: PlaceRelation
    @usableFromInline var precision: Int
    @usableFromInline var point: GeographicPoint?
    @usableFromInline var radius: Double?
    @usableFromInline var eventScore: Double
    @usableFromInline var reasons: [String]
    @usableFromInline var candidates: [CandidatePlace] = []
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
