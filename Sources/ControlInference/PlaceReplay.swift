internal import CivilCalendar
internal import SimpleFeatures

/// The claims on one place, told in the order of their days.
///
/// A day's claims are taken together, so that their order within the day does not matter.
struct PlaceReplay {
  /// A stretch of days without a change, up to the next one's first day.
  struct Segment {
    var firstDay: CivilDate
    var state: SettlementStatus.State
    var holder: Holder?
    var opponent: String?
    var heldSince: CivilDate?
    var cause: ControlChange.Cause
    var claims: [String]
  }

  /// What a claim adds to the log-odds of sides.
  struct Entry {
    var day: CivilDate
    var side: String
    var own: Double
    var enemies: Double
    /// The day on which a later capture made it void.
    var voidFrom: CivilDate?
  }

  /// A claim that `side` is in the place.
  struct Support {
    var day: CivilDate
    var side: String
    var claim: ControlEvidence
  }

  let model: ControlModel
  /// Those of all time, and those of the day that is being taken.
  private let dated: Camps
  private var camps: Camps
  private(set) var segments: [Segment] = []
  private(set) var entries: [Entry] = []
  private(set) var supports: [Support] = []
  private var decisive: [(holder: Holder, claim: ControlEvidence)] = []
  private var repetitions: [String: Repetition] = [:]
  private var lapse: Lapse?

  /// While contested: the first day on which it no longer is, who then holds the place, and the
  /// claims that kept it contested.
  private struct Lapse {
    var day: CivilDate
    var holder: Holder?
    var heldSince: CivilDate?
    var claims: [String]
  }

  private struct Repetition {
    var firstDay: CivilDate
    var copies: [String: Int] = [:]
  }

  /// - Parameters:
  ///   - claims: The claims on the place, in an order that does not depend on the input's.
  ///   - decayDays: τ on a day for a place whose holder is of the given camp.
  init(
    _ claims: [ControlEvidence], model: ControlModel, camps: Camps,
    decayDays: (_ day: CivilDate, _ camp: String) -> Double
  ) {
    self.model = model
    dated = camps
    self.camps = camps
    var start = 0
    while start < claims.count {
      let day = claims[start].effectiveDate
      var end = start + 1
      while end < claims.count, claims[end].effectiveDate == day { end += 1 }
      lapseIfDue(by: day)
      self.camps = dated.on(day)
      take(Array(claims[start..<end]), on: day, decayDays: decayDays)
      start = end
    }
    if let lapse { lapseIfDue(by: lapse.day) }
  }

  private var holder: Holder? { segments.last?.holder }

  /// The log-odds of `side` on `day`.
  func logOdds(
    of side: String, on day: CivilDate, decayDays: Double, camps: Camps
  ) -> Double {
    var sum = 0.0
    let camp = camps.camp(of: side)
    for entry in entries where entry.day <= day && entry.voidFrom.map({ day < $0 }) ?? true {
      let amount =
        entry.side == side ? entry.own : camps.camp(of: entry.side) != camp ? entry.enemies : 0
      sum += amount * (-Double(day - entry.day) / decayDays).exponential
    }
    return sum
  }

  /// The log-odds of the strongest side outside the camp of `holder`, at least 0.
  func rivalLogOdds(
    of holder: Holder, on day: CivilDate, decayDays: Double, camps: Camps
  ) -> Double {
    let camp = camps.camp(of: holder)
    let rivals = Set(entries.map(\.side)).filter { camps.camp(of: $0) != camp }
    return rivals.map { logOdds(of: $0, on: day, decayDays: decayDays, camps: camps) }.max().map {
      max($0, 0)
    }
      ?? 0
  }

  // MARK: A day's claims

  private mutating func take(
    _ claims: [ControlEvidence], on day: CivilDate,
    decayDays: (_ day: CivilDate, _ camp: String) -> Double
  ) {
    let inPlace = claims.filter {
      $0.placePrecision >= 1 && $0.placePrecision <= model.statusPlacePrecision
    }
    for claim in claims { enter(claim, on: day) }
    for claim in inPlace {
      if claim.kind.isDecisive {
        decisive.append((Holder(claim.side, sharedWith: claim.sharedWith), claim))
      }
      if claim.kind.isDecisive || claim.kind == .base || claim.kind == .repelled {
        supports.append(Support(day: day, side: claim.side, claim: claim))
        if claim.kind.isDecisive, let other = claim.sharedWith {
          supports.append(Support(day: day, side: other, claim: claim))
        }
      }
    }
    if decide(on: day) { return }

    abandon(inPlace, on: day)
    show(inPlace, on: day, decayDays: decayDays)
    if contest(inPlace, on: day) { return }
    besiege(inPlace, on: day)
  }

  private mutating func enter(_ claim: ControlEvidence, on day: CivilDate) {
    let own = model.logOdds(of: claim)
    let enemies = claim.kind == .bombedBy ? model.bombedEnemyLogOdds * model.factor(of: claim) : 0
    guard own != 0 || enemies != 0 else { return }
    let key = "\(claim.kind.rawValue)\u{0}\(claim.side)"
    var repetition = repetitions[key] ?? Repetition(firstDay: day)
    if day - repetition.firstDay > model.repetitionDays { repetition = Repetition(firstDay: day) }
    let copies = repetition.copies[claim.sourceKey, default: 0] + 1
    repetition.copies[claim.sourceKey] = copies
    repetitions[key] = repetition
    let share =
      copies > 1
      ? 1 / Double(copies * copies) : 1 / Double(repetition.copies.count).squareRoot()
    entries.append(Entry(day: day, side: claim.side, own: own * share, enemies: enemies * share))
    if claim.kind.isDecisive, let other = claim.sharedWith, other != claim.side {
      entries.append(Entry(day: day, side: other, own: own * share, enemies: 0))
    }
  }

  /// Takes the captures and statements of control of `day`; whether they settled the day.
  private mutating func decide(on day: CivilDate) -> Bool {
    let recent = decisive.filter { entry in
      day - entry.claim.effectiveDate <= model.flipDays
        && segments.last?.heldSince.map { entry.claim.effectiveDate >= $0 } ?? true
    }
    let ofToday = recent.filter { $0.claim.effectiveDate == day }
    guard !ofToday.isEmpty else { return false }
    var candidates: [(holder: Holder, claims: [ControlEvidence], support: Double)] = []
    for candidate in Set(ofToday.map(\.holder)).sorted() {
      let claims = recent.filter { $0.holder == candidate }.map(\.claim)
      let today = claims.filter { $0.effectiveDate == day }
      guard
        today.contains(where: { $0.confidence >= model.flipConfidence || $0.isReviewed })
          || Set(claims.map(\.sourceKey)).count >= 2
      else { continue }
      let support = today.reduce(0) { $0 + model.logOdds(of: $1) }
      candidates.append((candidate, claims, support))
    }
    // A stable order: the best supported first, then by name.
    candidates.sort { ($1.support, $0.holder) < ($0.support, $1.holder) }
    guard let best = candidates.first else { return false }

    let rival = candidates.first { camps.areHostile($0.holder, best.holder) }
    if let rival, best.support - rival.support < model.overturnLogOdds {
      // Two captures by enemies on one day: the fight was inside, and nobody knows who won it.
      let stays = [best, rival].first { $0.holder == holder } ?? best
      let comes = stays.holder == best.holder ? rival : best
      let factor = (best.claims + rival.claims).map { model.factor(of: $0) }.max() ?? 0
      contest(
        holder: stays.holder, opponent: comes.holder.side, factor: factor,
        claims: (best.claims + rival.claims).map(\.claimID), on: day)
      return true
    }
    let state: SettlementStatus.State = best.holder.secondSide == nil ? .held : .shared
    if best.holder == holder, segments.last?.state == state { return true }
    let isNew = best.holder != holder
    if isNew {
      for index in entries.indices
      where entries[index].voidFrom == nil && !best.holder.includes(entries[index].side) {
        entries[index].voidFrom = day
      }
    }
    lapse = nil
    // A siege outlives a statement that the besieged still holds the place.
    if !isNew, segments.last?.state == .besieged { return true }
    push(
      state, best.holder, opponent: nil, on: day,
      heldSince: isNew ? day : segments.last?.heldSince ?? day, claims: best.claims.map(\.claimID))
    return true
  }

  private mutating func abandon(_ claims: [ControlEvidence], on day: CivilDate) {
    guard let holder else { return }
    let leaving = claims.filter { $0.kind == .abandonment && holder.includes($0.side) }
    guard
      leaving.contains(where: { $0.confidence >= model.flipConfidence })
        || Set(leaving.map(\.sourceKey)).count >= 2
    else { return }
    lapse = nil
    let remaining = [holder.side, holder.secondSide].compactMap { $0 }
      .filter { side in !leaving.contains { $0.side == side } }
    if let side = remaining.first {
      push(
        .held, Holder(side), opponent: nil, on: day, heldSince: segments.last?.heldSince,
        claims: leaving.map(\.claimID))
    } else {
      push(.unknown, nil, opponent: nil, on: day, heldSince: nil, claims: leaving.map(\.claimID))
    }
  }

  /// Lets bases and repelled attacks show a first holder, or overturn one long gone.
  private mutating func show(
    _ claims: [ControlEvidence], on day: CivilDate,
    decayDays: (_ day: CivilDate, _ camp: String) -> Double
  ) {
    let present = claims.filter { $0.kind == .base || $0.kind == .repelled }
    guard !present.isEmpty else { return }
    func strength(_ side: String) -> Double {
      logOdds(of: side, on: day, decayDays: decayDays(day, camps.camp(of: side)), camps: camps)
    }
    let ranked = Set(present.map(\.side)).map { (side: $0, logOdds: strength($0)) }
      .sorted { ($1.logOdds, $0.side) < ($0.logOdds, $1.side) }
    guard let best = ranked.first else { return }
    let recent = supports.filter {
      $0.side == best.side && day - $0.day <= model.flipDays
        && ($0.claim.kind == .base || $0.claim.kind == .repelled)
    }
    let isSure =
      recent.contains { $0.day == day && $0.claim.confidence >= model.flipConfidence }
      || Set(recent.map(\.claim.sourceKey)).count >= 2
    guard let holder else {
      if isSure, best.logOdds >= model.presenceLogOdds {
        push(
          .held, Holder(best.side), opponent: nil, on: day, heldSince: day,
          claims: recent.map(\.claim.claimID))
      }
      return
    }
    if holder.includes(best.side) {
      // Who repelled the attack holds the place alone again.
      let repelled = recent.filter { $0.day == day && $0.claim.kind == .repelled }
      guard segments.last?.state == .contested,
        repelled.contains(where: { $0.claim.confidence >= model.flipConfidence })
      else { return }
      lapse = nil
      push(
        holder.secondSide == nil ? .held : .shared, holder, opponent: nil, on: day,
        heldSince: segments.last?.heldSince ?? day, claims: repelled.map(\.claim.claimID))
      return
    }
    let lead = best.logOdds - max(0, strength(holder.side))
    guard camps.areHostile(best.side, holder.side), lead >= model.overturnLogOdds,
      Set(recent.map(\.claim.sourceKey)).count >= 2
    else { return }
    lapse = nil
    push(
      .held, Holder(best.side), opponent: nil, on: day, heldSince: day,
      claims: recent.map(\.claim.claimID))
  }

  /// Takes clashes inside the place; whether it is contested now.
  private mutating func contest(_ claims: [ControlEvidence], on day: CivilDate) -> Bool {
    let clashes = claims.filter { $0.kind == .clashInside }
    guard
      clashes.contains(where: { $0.confidence >= model.flipConfidence })
        || Set(clashes.map(\.sourceKey)).count >= 2
    else { return false }
    guard let holder else {
      // Nobody was known to hold it: the two who fight are both named, or the claim says nothing.
      let fights = clashes.filter { clash in
        clash.opponent.map { camps.areHostile($0, clash.side) } ?? false
      }
      guard let first = fights.first, let opponent = first.opponent else { return false }
      let pair = [first.side, opponent].sorted()
      contest(
        holder: Holder(pair[0]), opponent: pair[1],
        factor: fights.map { model.factor(of: $0) }.max() ?? 0,
        claims: fights.map(\.claimID), on: day)
      return true
    }
    // Only an enemy of the holder who is inside contests the place.
    let fights = clashes.compactMap { clash -> (enemy: String, claim: ControlEvidence)? in
      [clash.side, clash.opponent].compactMap { $0 }
        .first { camps.areHostile($0, holder.side) }.map { ($0, clash) }
    }
    guard let first = fights.first else { return false }
    contest(
      holder: holder, opponent: first.enemy,
      factor: fights.map { model.factor(of: $0.claim) }.max() ?? 0,
      claims: fights.map(\.claim.claimID), on: day)
    return true
  }

  private mutating func contest(
    holder: Holder, opponent: String, factor: Double, claims: [String], on day: CivilDate
  ) {
    let logOdds = model.clashLogOdds * factor
    guard logOdds >= model.contestedLogOdds else { return }
    let days = model.contestedDecayDays * (logOdds / model.contestedLogOdds).naturalLogarithm
    // A century stands for "never", also where the least log-odds are 0.
    let until = day + (days >= 0 && days < 36_525 ? Int(days.rounded(.down)) + 1 : 36_525)
    if segments.last?.state == .contested {
      if let old = lapse, old.day < until {
        lapse = Lapse(day: until, holder: old.holder, heldSince: old.heldSince, claims: claims)
      }
      return
    }
    let held = segments.last?.holder
    lapse = Lapse(
      day: until, holder: held, heldSince: segments.last?.heldSince, claims: claims)
    push(
      .contested, holder, opponent: opponent, on: day,
      heldSince: held == nil ? nil : segments.last?.heldSince, claims: claims)
  }

  private mutating func besiege(_ claims: [ControlEvidence], on day: CivilDate) {
    for claim in claims where claim.confidence >= model.flipConfidence {
      switch (claim.kind, holder, segments.last?.state) {
      case (.siege, let holder?, .held), (.siege, let holder?, .shared):
        guard camps.areHostile(claim.side, holder.side) else { continue }
        push(
          .besieged, holder, opponent: claim.side, on: day,
          heldSince: segments.last?.heldSince, claims: [claim.claimID])
      case (.siege, nil, _):
        guard let besieged = claim.opponent, camps.areHostile(besieged, claim.side) else {
          continue
        }
        push(
          .besieged, Holder(besieged), opponent: claim.side, on: day, heldSince: day,
          claims: [claim.claimID])
      case (.siegeLifted, let holder?, .besieged):
        push(
          holder.secondSide == nil ? .held : .shared, holder, opponent: nil, on: day,
          heldSince: segments.last?.heldSince, claims: [claim.claimID])
      default: continue
      }
    }
  }

  private mutating func lapseIfDue(by day: CivilDate) {
    guard let due = lapse, due.day <= day else { return }
    lapse = nil
    push(
      due.holder.map { $0.secondSide == nil ? .held : .shared } ?? .unknown, due.holder,
      opponent: nil, on: due.day, heldSince: due.heldSince, claims: due.claims,
      cause: .lapse)
  }

  private mutating func push(
    _ state: SettlementStatus.State, _ holder: Holder?, opponent: String?, on day: CivilDate,
    heldSince: CivilDate?, claims: [String], cause: ControlChange.Cause = .claim
  ) {
    var seen: Set<String> = []
    let segment = Segment(
      firstDay: day, state: state, holder: holder, opponent: opponent, heldSince: heldSince,
      cause: cause, claims: claims.filter { seen.insert($0).inserted })
    // A day has one status: what its last claims made of it.
    if segments.last?.firstDay == day { segments.removeLast() }
    segments.append(segment)
  }
}
