internal import CivilCalendar
internal import EventCoding
internal import NewsIngest
internal import SimpleFeatures

/// Why an event came out wrong, told by rule from what agrees with what.
public enum EventErrorCause: String, Hashable, Sendable, CaseIterable {
  /// Nothing was coded at its place, and nothing of its type and date elsewhere.
  case missed
  /// An event of its type and date was coded, at another place.
  case wrongPlace = "wrong_place"
  /// An event of its type was coded without a place.
  case placeNotResolved = "place_not_resolved"
  /// At its place, on another day.
  case wrongDate = "wrong_date"
  /// At its place, without a day.
  case noDate = "no_date"
  /// At its place, as an event of another type.
  case wrongType = "wrong_type"
  /// Matched, as another sub-type.
  case wrongSubType = "wrong_sub_type"
  /// Coded as denied, planned or hypothetical, though it happened.
  case wronglyUntold = "wrongly_untold"
  /// Coded as having happened, though it was denied, planned or hypothetical.
  case wronglyTold = "wrongly_told"
  case dateNotExact = "date_not_exact"
  case wrongKilled = "wrong_killed"
  case missedKilled = "missed_killed"
  case wrongInjured = "wrong_injured"
  case missedInjured = "missed_injured"
  case wrongControlEffect = "wrong_control_effect"
  case wrongControlTo = "wrong_control_to"
  case missedSide = "missed_side"
  case swappedSide = "swapped_side"
  case wrongCountKind = "wrong_count_kind"
  /// Coded a second time at the place of a gold event that has its partner.
  case extraAtPlace = "extra_at_place"
  /// Coded at a place where no gold event is.
  case extraElsewhere = "extra_elsewhere"
}

extension EventComparison {
  /// Every error of the report: the gold events in their order, then what was coded besides.
  public var errors: [EvaluationError] {
    var errors: [EvaluationError] = []
    var explained = Set(partners.compactMap { $0 })
    for index in gold.indices {
      if gold[index].polarity.isTold {
        errors += toldErrors(index, &explained)
      } else if let wrong = told.first(where: {
        all[index][$0].isMatch && !explained.contains($0)
      }) {
        explained.insert(wrong)
        errors.append(
          error(
            .wronglyTold, found[wrong], gold[index].polarity.rawValue,
            found[wrong].polarity.rawValue))
      }
    }
    if isComplete {
      for index in told where !explained.contains(index) {
        let isAtPlace = goldTold.contains { all[$0][index].hasPlace }
        errors.append(
          error(
            isAtPlace ? .extraAtPlace : .extraElsewhere, found[index], "no event",
            describe(found[index])))
      }
    }
    return errors
  }

  private func toldErrors(_ index: Int, _ explained: inout Set<Int>) -> [EvaluationError] {
    let pair = EventPair(self, index)
    let gold = pair.gold
    guard let event = pair.found, let agreement = pair.agreement else {
      let (cause, other) = missCause(index, explained)
      if let other { explained.insert(other) }
      return [
        error(
          cause, other.map { found[$0] }, describe(gold),
          other.map { describe(found[$0]) } ?? "nothing")
      ]
    }
    var errors: [EvaluationError] = []
    func add(_ cause: EventErrorCause, _ expected: String, _ got: String) {
      errors.append(error(cause, event, expected, got))
    }
    let dates = (gold.dates.map(describe) ?? "", event.dates.map(describe) ?? "undated")
    if !agreement.hasDate {
      add(event.dates == nil ? .noDate : .wrongDate, dates.0, dates.1)
    } else if let expected = gold.dates, expected != event.dates {
      add(.dateNotExact, dates.0, dates.1)
    }
    if !agreement.hasType {
      add(
        agreement.hasCategory ? .wrongSubType : .wrongType,
        gold.types.map(\.rawValue).joined(separator: " or "), event.type.rawValue)
    }
    if let killed = gold.killed, !pair.overlapsKilled || !pair.isExactKilled {
      add(
        event.killed.isStated ? .wrongKilled : .missedKilled, describe(killed),
        describe(event.killed))
    }
    if let injured = gold.injured, !pair.overlapsInjured || !pair.isExactInjured {
      add(
        event.injured.isStated ? .wrongInjured : .missedInjured, describe(injured),
        describe(event.injured))
    }
    if let effect = gold.controlEffect, effect != event.controlEffect {
      add(.wrongControlEffect, effect.rawValue, event.controlEffect.rawValue)
    }
    if !gold.controlTo.isEmpty, !pair.isRightControlTo {
      add(
        .wrongControlTo, gold.controlTo.joined(separator: " or "), event.controlTo ?? "nobody")
    }
    for side in pair.sides where !side.isInPlace {
      add(
        side.isOnOtherSide ? .swappedSide : .missedSide,
        "\(side.name) \(side.ids.joined(separator: " or "))",
        "a: \(event.sideA.joined(separator: " ")), b: \(event.sideB.joined(separator: " "))")
    }
    if let kind = gold.countKind, kind != event.countKind {
      add(.wrongCountKind, kind.rawValue, event.countKind.rawValue)
    }
    return errors
  }

  /// Why nothing stands at the gold event's place, and the coded event that tells.
  private func missCause(
    _ index: Int, _ explained: Set<Int>
  ) -> (cause: EventErrorCause, other: Int?) {
    if let other = found.indices.first(where: {
      !found[$0].polarity.isTold && all[index][$0].hasPlace && all[index][$0].hasCategory
    }) {
      return (.wronglyUntold, other)
    }
    let others = told.filter {
      !explained.contains($0) && all[index][$0].hasCategory && all[index][$0].hasDate
    }
    if let other = others.first(where: { found[$0].place.id == nil }) {
      return (.placeNotResolved, other)
    }
    return others.first.map { (.wrongPlace, $0) } ?? (.missed, nil)
  }

  private func error(
    _ cause: EventErrorCause, _ event: Event?, _ expected: String, _ got: String
  ) -> EvaluationError {
    // The span of the word that made it an event, else of the first that had a part in it.
    let evidence =
      event?.evidence.first { $0.field == "event_type" } ?? event?.evidence.first
    return EvaluationError(
      reportID: reportID, cause: cause.rawValue, start: evidence?.span.start,
      end: evidence?.span.end, expected: expected, got: got, reason: evidence?.rule ?? "")
  }

  // MARK: - In words

  private func describe(_ gold: GoldEvent) -> String {
    let place: String =
      switch gold.place {
      case .notAnnotated: "anywhere"
      case .unknown: "a place of no gazetteer"
      case .known(let ids, let point):
        ids.first ?? point.map { "\($0.latitude), \($0.longitude)" } ?? ""
      }
    return [gold.types.first?.rawValue ?? "", "at \(place)", gold.dates.map(describe) ?? "undated"]
      .joined(separator: " ")
  }

  private func describe(_ event: Event) -> String {
    let place = event.place.id ?? "“\(event.place.text)”"
    return [event.type.rawValue, "at \(place)", event.dates.map(describe) ?? "undated"]
      .joined(separator: " ")
  }

  private func describe(_ dates: DateSpan) -> String {
    dates.first == dates.last ? "\(dates.first)" : "\(dates.first)/\(dates.last)"
  }

  private func describe(_ tally: Tally) -> String {
    guard tally.isStated else { return "no figure" }
    return [tally.low, tally.best, tally.high].map { $0.map(String.init) ?? "?" }
      .joined(separator: "/")
  }
}
