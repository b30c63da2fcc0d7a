internal import CivilCalendar
internal import ControlInference
internal import EventCoding
internal import Gazetteers
internal import SimpleFeatures

/// Where a claim about control was made, before the ground is projected.
struct ClaimedPlace: Hashable {
  var id: String
  var name: String
  var point: GeographicPoint
  var population: Int
  /// The size of the dot on a map of Wikipedia's.
  var markSize: Double?

  /// How much ground it speaks for beside a village.
  func importance(_ model: ControlModel) -> Double {
    max(
      model.importance(ofPopulation: population), model.importance(ofMarkSize: markSize))
  }
}

/// Evidence for who holds what, out of marks and events: EVENTS.md section 10.
struct ControlClaims {
  private var all: [String: ClaimedPlace] = [:]
  private var decisive: [ControlEvidence] = []
  /// Shelling and bombing: they say something of places that others tell of, and open none.
  private var bombings: [ControlEvidence] = []

  /// The places that a claim other than a bombing was made on.
  var places: [String: ClaimedPlace] {
    let claimed = Set(decisive.map(\.placeID))
    return all.filter { claimed.contains($0.key) }
  }

  var evidence: [ControlEvidence] {
    let claimed = Set(decisive.map(\.placeID))
    return decisive + bombings.filter { claimed.contains($0.placeID) }
  }

  /// The claims by the word of a camp, or of neutral sources for `nil`; marks without a claimant
  /// are with all of them.
  func told(by camp: String?) -> ControlClaims {
    filtered { $0.claimantCamp == camp || $0.isReviewed && $0.claimantCamp == nil }
  }

  /// What was reported by `day`.
  func reported(by day: CivilDate) -> ControlClaims { filtered { $0.reportedOn <= day } }

  private func filtered(_ isWanted: (ControlEvidence) -> Bool) -> ControlClaims {
    var claims = self
    claims.decisive.removeAll { !isWanted($0) }
    claims.bombings.removeAll { !isWanted($0) }
    return claims
  }

  /// The camps whose word there is, sorted.
  var claimantCamps: [String] {
    Set((decisive + bombings).compactMap(\.claimantCamp)).sorted()
  }

  mutating func add(_ marks: [ControlMark], gazetteer: Gazetteer, camps: Camps) {
    for mark in marks {
      all[mark.placeID] = ClaimedPlace(
        id: mark.placeID, name: mark.name, point: mark.point,
        population: gazetteer.place(id: mark.placeID)?.population ?? 0, markSize: mark.markSize)
      decisive.append(
        ControlEvidence(
          claimID: "mark:\(mark.line):\(mark.placeID)", placeID: mark.placeID, kind: .fullControl,
          side: mark.side, sharedWith: mark.sharedWith, span: DateSpan(mark.date, mark.date),
          sourceWeight: mark.weight, weight: mark.weight,
          claimantCamp: mark.claimedBy.map { camps.on(mark.date).camp(of: $0) },
          isReviewed: true, sourceText: mark.source))
    }
  }

  /// Adds what `events` say of who holds their places.
  ///
  /// - Parameter side: The side of an actor, `nil` where it has none.
  mutating func add(
    _ events: [Event], gazetteer: Gazetteer, camps: Camps, model: ControlModel,
    side: (String) -> String?
  ) {
    for event in events {
      guard event.polarity == .asserted || event.polarity == .historical,
        let placeID = event.place.id, let point = event.place.point, let dates = event.dates,
        (1...4).contains(event.place.precision), event.datePrecision <= 3,
        let reading = ControlReading(event, side: side)
      else { continue }
      if all[placeID] == nil {
        all[placeID] = ClaimedPlace(
          id: placeID, name: event.place.nameEnglish, point: point,
          population: gazetteer.place(id: placeID)?.population ?? 0)
      }
      let source = ClaimSource(event, reading, camps: camps.on(dates.last), side: side)
      let claim = ControlEvidence(
        claimID: event.id, placeID: placeID, kind: reading.kind, side: reading.side,
        opponent: reading.opponent, span: dates, datePrecision: event.datePrecision,
        placePrecision: event.place.precision,
        reportedOn: event.reported?.first ?? dates.last, sourceWeight: source.weight(model),
        confidence: event.confidence, claimantCamp: source.camp,
        sourceKey: event.sources.first?.reportID ?? event.id, sourceText: event.place.text)
      if reading.kind == .bombedBy { bombings.append(claim) } else { decisive.append(claim) }
    }
  }
}

/// What an event says of who holds its place.
struct ControlReading: Hashable {
  var kind: ControlEvidence.Kind
  var side: String
  var opponent: String?

  /// `nil` where it says nothing of it.
  ///
  /// - Parameter side: The side of an actor, `nil` where it has none.
  init?(_ event: Event, side: (String) -> String?) {
    let gainer = event.controlTo.flatMap(side)
    let loser = event.controlFrom.flatMap(side)
    switch event.controlEffect {
    case .gain, .loss:
      if let gainer {
        self.init(event.type == .nonViolentTransfer ? .handOver : .capture, gainer, loser)
      } else if let loser {
        self.init(.abandonment, loser)
      } else {
        return nil
      }
    case .withdraw:
      if let gainer {
        self.init(.withdrawalOfOther, gainer, loser)
      } else if let loser {
        self.init(.abandonment, loser)
      } else {
        return nil
      }
    case .hold:
      guard let gainer else { return nil }
      self.init(.repelled, gainer, loser)
    case .besiege:
      guard let gainer else { return nil }
      self.init(.siege, gainer, loser)
    case .contest:
      // Both must be known: a raid or a fight with nobody is not a contest for the place.
      guard let a = event.sideA.lazy.compactMap(side).first,
        let b = event.sideB.lazy.compactMap(side).first, a != b
      else { return nil }
      self.init(.clashInside, a, b)
    case .truce: return nil
    case .none:
      switch event.type {
      case .airDroneStrike, .shellingArtilleryMissile, .chemicalWeapon:
        let doers = event.initiator == .b ? event.sideB : event.sideA
        guard let doer = doers.lazy.compactMap(side).first else { return nil }
        self.init(.bombedBy, doer)
      case .headquartersEstablished:
        guard let doer = event.sideA.lazy.compactMap(side).first else { return nil }
        self.init(.base, doer)
      default: return nil
      }
    }
  }

  private init(_ kind: ControlEvidence.Kind, _ side: String, _ opponent: String? = nil) {
    self.kind = kind
    self.side = side
    self.opponent = opponent
  }
}

/// Whose word a claim is, and whether it serves them.
private struct ClaimSource {
  /// The one camp of all who say so, `nil` where they are of several, neutral or unknown.
  let camp: String?
  private let isOwnInterest: Bool
  private let isAgainstInterest: Bool

  init(_ event: Event, _ reading: ControlReading, camps: Camps, side: (String) -> String?) {
    let claimants = event.claimedBy.map { side($0).map { camps.camp(of: $0) } }
    let known = Set(claimants.compactMap { $0 })
    camp = claimants.allSatisfy { $0 != nil } && known.count == 1 ? known.first : nil
    // What happened serves whoever gained, and for a bombing whoever was bombed.
    let served: String? =
      switch reading.kind {
      case .abandonment, .bombedBy: reading.opponent
      case .clashInside: nil
      default: reading.side
      }
    let servedCamp = served.map { camps.camp(of: $0) }
    let harmed: String? =
      switch reading.kind {
      case .abandonment, .bombedBy: reading.side
      case .clashInside: nil
      default: reading.opponent
      }
    let harmedCamp = harmed.map { camps.camp(of: $0) }
    isAgainstInterest = harmedCamp.map { known.contains($0) } ?? false
    isOwnInterest =
      event.independentSources == 1 && camp != nil && camp == servedCamp && !isAgainstInterest
  }

  func weight(_ model: ControlModel) -> Double {
    isAgainstInterest
      ? model.againstInterestFactor : isOwnInterest ? model.ownInterestFactor : 1
  }
}
