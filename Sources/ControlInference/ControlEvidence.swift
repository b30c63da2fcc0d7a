public import CivilCalendar
public import SimpleFeatures

/// A settlement, base or hill whose holder can be told.
public struct ControlPlace: Hashable, Sendable {
  /// The gazetteer's id, unlike that of every other place.
  public var id: String
  /// Where it lies on the projected plane, in metres.
  public var point: ProjectedPoint
  /// Where it lies on the globe, where the caller wants it carried along.
  public var location: GeographicPoint?
  /// How much ground it speaks for beside a village (1): `ControlModel.importance(ofPopulation:)`.
  public var importance: Double

  public init(
    id: String, point: ProjectedPoint, location: GeographicPoint? = nil, importance: Double = 1
  ) {
    self.id = id
    self.point = point
    self.location = location
    self.importance = importance
  }
}

/// One dated claim that says something about who holds a place.
public struct ControlEvidence: Hashable, Sendable {
  /// What is claimed. `side` and `opponent` are those of the evidence.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// `side` took the place.
    case capture
    /// `side` held the place fully on that day: a reviewed mark, a statement of full control.
    case fullControl
    /// `side` got the place by agreement.
    case handOver
    /// Another party left the place to `side`.
    case withdrawalOfOther
    /// `side` left, and nobody is said to have come.
    case abandonment
    /// `side` has a base or checkpoint there.
    case base
    /// `side` repelled an attack on the place.
    case repelled
    /// `side` and `opponent` fight inside the place.
    case clashInside
    /// `side` shelled or bombed the place.
    case bombedBy
    /// `side` besieges the place, which `opponent` holds where it is named.
    case siege
    /// The siege by `side` ended.
    case siegeLifted

    /// Whether one such claim says who holds the place from now on.
    public var isDecisive: Bool {
      switch self {
      case .capture, .fullControl, .handOver, .withdrawalOfOther: true
      case .abandonment, .base, .repelled, .clashInside, .bombedBy, .siege, .siegeLifted: false
      }
    }
  }

  /// The id of the claim: what a change of status names as its reason.
  public var claimID: String
  public var placeID: String
  public var kind: Kind
  /// The key of the side, such as `government`.
  public var side: String
  /// The other side of a clash or siege.
  public var opponent: String?
  /// The side that holds the place together with `side`, for decisive kinds.
  public var sharedWith: String?
  /// When it happened. A claim counts from the last day, by which it had surely happened.
  public var span: DateSpan
  /// `1...6`, `EVENTS.md` section 5.
  public var datePrecision: Int
  /// `0...10`, `EVENTS.md` section 6.
  public var placePrecision: Int
  /// When the report came out; never mixed with when it happened.
  public var reportedOn: CivilDate
  /// 1; 1.2 against the source's own interest; 0.5 alone and in its own interest.
  public var sourceWeight: Double
  /// How sure the coding of the claim is, `0...1`.
  public var confidence: Double
  /// How much ground it speaks for beside another claim, above 0; 1 as a rule.
  public var weight: Double
  /// The camp whose word it is, `nil` for a neutral source.
  public var claimantCamp: String?
  /// Claims of the same key are near-copies of one another.
  public var sourceKey: String
  /// Whether a person has checked it.
  public var isReviewed: Bool
  /// The words it was read from.
  public var sourceText: String

  public init(
    claimID: String, placeID: String, kind: Kind, side: String, opponent: String? = nil,
    sharedWith: String? = nil, span: DateSpan, datePrecision: Int = 1, placePrecision: Int = 2,
    reportedOn: CivilDate? = nil, sourceWeight: Double = 1, confidence: Double = 1,
    weight: Double = 1, claimantCamp: String? = nil, sourceKey: String? = nil,
    isReviewed: Bool = false, sourceText: String = ""
  ) {
    self.claimID = claimID
    self.placeID = placeID
    self.kind = kind
    self.side = side
    self.opponent = opponent
    self.sharedWith = sharedWith
    self.span = span
    self.datePrecision = datePrecision
    self.placePrecision = placePrecision
    self.reportedOn = reportedOn ?? span.last
    self.sourceWeight = sourceWeight
    self.confidence = confidence
    self.weight = weight
    self.claimantCamp = claimantCamp
    self.sourceKey = sourceKey ?? claimID
    self.isReviewed = isReviewed
    self.sourceText = sourceText
  }

  /// The day from which the claim counts.
  public var effectiveDate: CivilDate { span.last }
}

/// Who holds ground: a side, or two that share it.
public struct Holder: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let side: String
  /// The side that shares the ground, `nil` where one holds it alone.
  public let secondSide: String?

  /// Two sides in whatever order give the same holder; the first by its key leads.
  public init(_ side: String, sharedWith other: String? = nil) {
    guard let other, other != side else {
      self.side = side
      secondSide = nil
      return
    }
    self.side = min(side, other)
    secondSide = max(side, other)
  }

  public func includes(_ key: String) -> Bool { side == key || secondSide == key }

  public static func < (a: Holder, b: Holder) -> Bool {
    (a.side, a.secondSide ?? "") < (b.side, b.secondSide ?? "")
  }

  public var description: String { secondSide.map { "\(side)+\($0)" } ?? side }
}
