internal import CivilCalendar
internal import ControlInference
internal import EventCoding
internal import SimpleFeatures

/// Where a claim about control was made, before the ground is projected.
struct ClaimedPlace: Hashable {
  var id: String
  var name: String
  var point: GeographicPoint
  var population: Int
}

/// Evidence for who holds what, out of marks and events: EVENTS.md section 10.
struct ControlClaims {
  private(set) var places: [String: ClaimedPlace] = [:]
  private(set) var evidence: [ControlEvidence] = []

  mutating func add(_ marks: [ControlMark]) {
    for mark in marks {
      places[mark.placeID] = ClaimedPlace(
        id: mark.placeID, name: mark.name, point: mark.point, population: 0)
      evidence.append(
        ControlEvidence(
          claimID: "mark:\(mark.line):\(mark.placeID)", placeID: mark.placeID, kind: .fullControl,
          side: mark.side, span: DateSpan(mark.date, mark.date), sourceWeight: mark.weight,
          confidence: min(1, mark.weight), isReviewed: true, sourceText: mark.source))
    }
  }

  /// Adds what `events` say of who holds their places.
  ///
  /// - Parameter side: The side of an actor, `nil` where it has none.
  mutating func add(_ events: [Event], side: (String) -> String?) {
    for event in events {
      guard event.polarity == .asserted || event.polarity == .historical,
        let placeID = event.place.id, let point = event.place.point, let dates = event.dates,
        (1...4).contains(event.place.precision), event.datePrecision <= 3,
        let (kind, holder, opponent) = reading(of: event, side: side)
      else { continue }
      // A place that only a shell fell on is not yet a place whose holder is known.
      if places[placeID] == nil {
        places[placeID] = ClaimedPlace(
          id: placeID, name: event.place.nameEnglish, point: point, population: 0)
      }
      evidence.append(
        ControlEvidence(
          claimID: event.id, placeID: placeID, kind: kind, side: holder, opponent: opponent,
          span: dates, datePrecision: event.datePrecision,
          placePrecision: event.place.precision,
          reportedOn: event.reported?.first ?? dates.last, confidence: event.confidence,
          sourceKey: event.sources.first?.reportID ?? event.id,
          sourceText: event.place.text))
    }
  }

  private func reading(
    of event: Event, side: (String) -> String?
  ) -> (ControlEvidence.Kind, side: String, opponent: String?)? {
    let gainer = event.controlTo.flatMap(side)
    let loser = event.controlFrom.flatMap(side)
    switch event.controlEffect {
    case .gain, .loss:
      guard let gainer else { return loser.map { (.abandonment, $0, nil) } }
      return (event.type == .nonViolentTransfer ? .handOver : .capture, gainer, loser)
    case .withdraw:
      if let gainer { return (.withdrawalOfOther, gainer, loser) }
      return loser.map { (.abandonment, $0, nil) }
    case .hold: return gainer.map { (.repelled, $0, loser) }
    case .besiege: return gainer.map { (.siege, $0, loser) }
    case .contest, .truce, .none: return nil
    }
  }
}
