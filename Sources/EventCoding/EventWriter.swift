internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// Writes a draft out as an event with its evidence.
struct EventWriter {
  let report: Report
  let reading: ReportReading
  let actors: ActorLexicon

  func event(_ draft: EventDraft) -> Event {
    let mention = draft.place
    let place = mention.resolution.place
    var event = Event(
      id: "", type: draft.type,
      place: EventPlace(
        id: place?.id, nameArabic: place?.nameArabic ?? "", nameEnglish: place?.nameEnglish ?? "",
        text: mention.text, relation: mention.relation.rawValue,
        point: mention.point ?? place?.point, precision: mention.precision,
        radius: mention.radius ?? place?.radius, adm1: place?.adm1 ?? "", adm2: place?.adm2 ?? "",
        adm3: place?.adm3 ?? ""))
    event.dates = draft.dates
    event.datePrecision = draft.datePrecision
    event.reported = report.published.map { DateSpan($0, $0) }
    event.polarity = draft.polarity
    event.controlEffect = draft.effect
    assignSides(draft, to: &event)
    assignCounts(draft, to: &event)
    event.claimedBy = draft.claimants
    event.interaction = interaction(of: event)
    event.targetsCivilians =
      event.type.category == .violenceAgainstCivilians
      || event.type == .excessiveForceAgainstProtesters
      || (event.killedCivilians ?? 0) > 0
      || draft.counts.contains { $0.mention.areCivilians && $0.mention.kind == .injured }
    event.sources = [
      EventSource(
        reportID: report.id, outlet: report.source, title: report.title, url: report.url,
        published: report.published, language: report.language.tag)
    ]
    event.evidence = evidence(for: draft)
    if let denial = draft.isDenied {
      event.disagreements = [
        Disagreement(field: "polarity", value: "denied", saidBy: denial)
      ]
      event.grade = .contested
    }
    assignConfidence(draft, to: &event)
    event.id = Self.claimID(of: event, in: report.id, at: reading.span(of: draft.cue.tokens).start)
    event.mergedFrom = [event.id]
    return event
  }

  static func claimID(of event: Event, in reportID: String, at start: Int) -> String {
    var hash = StableHash()
    hash.combine(reportID)
    hash.combine(event.type.rawValue)
    hash.combine(event.controlEffect.rawValue)
    hash.combine(event.place.id ?? event.place.text)
    hash.combine(event.dates?.first.description ?? "")
    hash.combine(event.dates?.last.description ?? "")
    hash.combine(String(start))
    return hash.hexadecimal
  }

  // MARK: Sides

  private func assignSides(_ draft: EventDraft, to event: inout Event) {
    var subject = draft.roles.subject
    var object = draft.roles.object
    // Allies stand on one side, whatever the grammar made of them.
    if let first = subject.first {
      let allies = object.filter { actors.areAllied($0, first) }
      if !allies.isEmpty, allies.count < object.count {
        subject += allies
        object.removeAll { allies.contains($0) }
      } else if !allies.isEmpty, draft.cue.cue.frame != .victim {
        object = []
      }
      if object.isEmpty {
        // "A and B fought": those of another camp are the other side.
        let isMutual = draft.cue.cue.frame == .mutual
        let others = subject.filter {
          !actors.areAllied($0, first) && (isMutual ? isArmed($0) : !isOutside($0))
        }
        if !others.isEmpty, draft.cue.cue.frame == .mutual || draft.cue.cue.frame == .victim {
          object = others
          subject.removeAll { others.contains($0) }
        }
      }
    }
    switch draft.cue.cue.frame {
    case .defender:
      event.sideA = object
      event.sideB = subject
      event.initiator = object.isEmpty && subject.isEmpty ? .unknown : .a
      if draft.effect == .hold { event.controlTo = subject.first }
    case .gainer, .patient:
      (event.sideA, event.sideB) = (subject, object)
      event.initiator = subject.isEmpty ? .unknown : .a
      if draft.effect == .gain {
        (event.controlTo, event.controlFrom) = (subject.first, object.first)
      }
    case .loser:
      (event.sideA, event.sideB) = (subject, object)
      event.initiator = subject.isEmpty ? .unknown : .a
      if draft.effect == .withdraw {
        (event.controlFrom, event.controlTo) = (subject.first, object.first)
      } else if draft.effect == .gain {
        // Of a territory the loss was turned round before; a hand-over still names who gives.
        let gives = draft.type == .nonViolentTransfer
        event.controlFrom = gives ? subject.first : object.first
        event.controlTo = gives ? object.first : subject.first
      }
    case .mutual:
      (event.sideA, event.sideB) = (subject, object)
      event.initiator = subject.isEmpty || object.isEmpty ? .unknown : .both
    case .victim:
      (event.sideA, event.sideB) = (subject, object)
      event.initiator = subject.isEmpty ? .unknown : .a
    default:
      (event.sideA, event.sideB) = (subject, object)
      event.initiator = subject.isEmpty ? .unknown : .a
    }
    if draft.cue.cue.frame == .mutual, event.sideA.isEmpty, let first = event.sideB.first {
      // "Clashes between A and B".
      event.sideA = event.sideB.filter { actors.areAllied($0, first) }
      event.sideB.removeAll { event.sideA.contains($0) }
    }
    if draft.effect == .hold, draft.cue.cue.frame != .defender { event.controlTo = object.first }
    if !draft.takers.isEmpty {
      (event.sideA, event.sideB) = (draft.takers, subject)
      (event.controlTo, event.controlFrom) = (draft.takers.first, subject.first)
      event.sideA = Set(event.sideA).sorted()
    }
    // Whom they are sent against is not who sends them.
    if draft.type == .reinforcement, !event.sideA.isEmpty { event.sideB = [] }
    assignUnarmed(draft, to: &event)
    event.sideA = Set(event.sideA).sorted()
    event.sideB = Set(event.sideB).sorted()
  }

  /// Civilians and protesters, who have no name of their own in most reports.
  private func assignUnarmed(_ draft: EventDraft, to event: inout Event) {
    switch draft.type.category {
    case .protests, .riots:
      guard let protesters = actors.protesters else { return }
      if draft.type == .excessiveForceAgainstProtesters {
        if event.sideB.isEmpty { event.sideB = [protesters] }
      } else {
        // "… to demand the fall of the regime": what a protest is about is not who was there.
        if draft.type == .peacefulProtest { event.sideB = [] }
        // Who protests is unarmed; whoever else the words name is whom it is about.
        event.sideA.removeAll(where: isArmed)
        if event.sideA.isEmpty { event.sideA = [protesters] }
      }
    case .explosions, .violenceAgainstCivilians:
      let hitsCivilians =
        draft.hitsCivilians
        || draft.counts.contains {
          $0.mention.areCivilians && ($0.mention.kind == .killed || $0.mention.kind == .injured)
        }
      guard event.sideB.isEmpty, hitsCivilians, let civilians = actors.civilians else { return }
      event.sideB = [civilians]
    default: break
    }
  }

  private func isArmed(_ id: String) -> Bool {
    [1, 2, 3, 4, 8].contains(actors.actor(id: id)?.type ?? 0)
  }

  private func isOutside(_ id: String) -> Bool { actors.actor(id: id)?.camp == "other" }

  private func interaction(of event: Event) -> Int? {
    func type(_ side: [String]) -> Int? { side.compactMap { actors.actor(id: $0)?.type }.min() }
    var a = type(event.sideA)
    var b = type(event.sideB)
    if b == nil, event.targetsCivilians { b = 7 }
    if a == nil { swap(&a, &b) }
    guard let a else { return nil }
    guard let b else { return a * 10 }
    return min(a, b) * 10 + max(a, b)
  }

  // MARK: Counts

  /// "Ten were killed, while others put the toll at 12": of two figures for the same dead the first,
  /// but for a toll that has risen.
  private func withoutOtherTolls(_ counts: [ReadCount]) -> [ReadCount] {
    guard counts.count > 1 else { return counts }
    if let risen = counts.last(where: { $0.toll == .risen }) { return [risen] }
    let others = counts.filter { $0.toll == nil }
    return others.isEmpty ? [counts[0]] : others
  }

  private func assignCounts(_ draft: EventDraft, to event: inout Event) {
    let isRecovery = draft.type == .burialOrRecovery
    func tally(_ kind: CountMention.Kind) -> Tally {
      let own = draft.counts.filter { $0.mention.kind == kind }
      var whole = own.filter { $0.mention.countKind == .new }
      whole = withoutOtherTolls(whole)
      // Only parts of a whole that nobody counted: their sum is the least that is said.
      if whole.isEmpty { whole = own.filter { $0.mention.countKind == .shareOfTotal } }
      return Self.sum(whole.map(\.mention))
    }
    event.killed = tally(.killed)
    event.injured = tally(.injured)
    event.captured = tally(.captured)
    event.defected = tally(.defected)
    event.missing = tally(.missing)
    event.displaced = tally(.displaced)
    if draft.statesUnhurt, !event.killed.isStated, !event.injured.isStated {
      let none = Tally(low: 0, best: 0, high: 0)
      (event.killed, event.injured) = (none, none)
    }
    if isRecovery { event.countKind = .runningTotal }
    if !event.killed.isStated,
      let total = draft.counts.first(where: {
        $0.mention.kind == .killed && $0.mention.countKind == .runningTotal
          && ($0.mention.tally.low ?? 0) <= CountReader.mostOfOneEvent
      })
    {
      event.killed = total.mention.tally
      event.countKind = .runningTotal
    }
    if event.sideB.isEmpty, !isRecovery, draft.type != .defection, draft.type != .arrests,
      let owner = draft.counts.first(where: { $0.mention.kind == .injured })?.mention.ofActors
        .first,
      !event.sideA.contains(where: { actors.areAllied($0, owner) })
    {
      event.sideB = [owner]
    }
    guard !isRecovery, event.countKind == .new else { return }
    for count in draft.counts where count.mention.kind == .killed && !count.isShare {
      guard count.mention.countKind == .new, let best = count.mention.tally.best else { continue }
      if count.mention.areCivilians {
        event.killedCivilians = (event.killedCivilians ?? 0) + best
      } else if let owner = count.mention.ofActors.first {
        if event.sideA.contains(where: { actors.areAllied($0, owner) }) {
          event.killedOfA = (event.killedOfA ?? 0) + best
        } else if event.sideB.contains(where: { actors.areAllied($0, owner) }) {
          event.killedOfB = (event.killedOfB ?? 0) + best
        } else if event.sideB.isEmpty {
          event.sideB = [owner]
          event.killedOfB = best
        } else if event.sideA.isEmpty {
          event.sideA = [owner]
          event.killedOfA = best
        } else {
          event.killedUnknown = (event.killedUnknown ?? 0) + best
        }
      } else {
        event.killedUnknown = (event.killedUnknown ?? 0) + best
      }
    }
  }

  /// Counts of different people added up; a bound that one of them lacks, the sum lacks.
  static func sum(_ counts: [CountMention]) -> Tally {
    guard var total = counts.first?.tally else { return Tally() }
    for count in counts.dropFirst() {
      func add(_ a: Int?, _ b: Int?) -> Int? {
        guard let a, let b else { return nil }
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? nil : sum
      }
      total.low = add(total.low, count.tally.low)
      total.best = add(total.best, count.tally.best)
      total.high = add(total.high, count.tally.high)
    }
    return total
  }

  // MARK: Evidence and confidence

  private func evidence(for draft: EventDraft) -> [Evidence] {
    func evidence(_ field: String, _ span: TextSpan, _ rule: String) -> Evidence {
      Evidence(field: field, reportID: report.id, span: span, rule: rule)
    }
    var result = [
      evidence(
        "event_type", reading.span(of: draft.cue.tokens), draft.rules.joined(separator: "+")),
      evidence("place", draft.place.span, draft.placeIsCarried ? "carried" : "named"),
    ]
    for other in draft.otherPlaces { result.append(evidence("place_other", other.span, "named")) }
    if let date = draft.dateMention { result.append(evidence("date", date.span, date.rule)) }
    for count in draft.counts {
      result.append(
        evidence(
          count.mention.countKind == .new
            ? count.mention.kind.rawValue
            : "\(count.mention.kind.rawValue)_\(count.mention.countKind.rawValue)",
          count.mention.span, count.mention.rule))
    }
    let ids = Set(draft.roles.subject + draft.roles.object)
    for actor in reading.actors.starting(in: reading.sentenceRanges[draft.sentence]) {
      guard let id = actor.actorID, ids.contains(id),
        let first = actor.tokens.first, reading.text.tokens[first].sentence == draft.sentence
      else { continue }
      let isSubject = draft.roles.subject.contains(id)
      result.append(
        evidence(
          "actor", reading.span(of: actor.tokens),
          (isSubject ? "subject" : "object") + (actor.isHostileLabel ? "+hostile_label" : "")))
    }
    return result
  }

  /// The product of how sure place, words and time are; a single report is no confirmation.
  private func assignConfidence(_ draft: EventDraft, to event: inout Event) {
    var place = 0.5
    if case .resolved(_, let confidence, _) = draft.place.resolution { place = confidence }
    if draft.placeIsCarried { place *= 0.85 }
    let words = 0.5 + draft.cue.cue.weight / 2
    let time: Double = [1: 1, 2: 0.95, 3: 0.9, 4: 0.8, 5: 0.6][draft.datePrecision] ?? 0.7
    let polarity = draft.polarity == .asserted ? 1.0 : draft.polarity == .historical ? 0.9 : 0.5
    event.confidenceParts = [
      .init(name: "place", value: place), .init(name: "words", value: words),
      .init(name: "time", value: time), .init(name: "polarity", value: polarity),
    ]
    event.confidence = event.confidenceParts.reduce(0.9) { $0 * $1.value }
    if event.grade != .contested { event.grade = event.confidence >= 0.6 ? .fair : .weak }
  }
}
