internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// What counts as an event, and as a change of ground.
extension EventAssembler {
  private static let commonNames: WordSet = [
    "المعارضه", "النظام", "الفصايل", "الثوار", "الجيش", "مسلحون", "مسلحين", "المسلحين", "الاهالي",
    "security forces", "قوات الامن", "رجال الامن", "عناصر الامن", "rebels", "the rebels",
    "militants",
    "الجيش والامن", "opposition",
  ]

  /// Whether the report is of the war at all: one that names other countries, and nothing of this
  /// one but villages of the same name, is of a war elsewhere.
  var isAboutHome: Bool {
    isHomeNamed || hasNeighbours || namesCapital
      || !(reading.namesAbroad || reading.has(.abroad, in: 0..<reading.text.tokens.count))
  }

  /// Whether two of its places lie beside each other, as namesakes of places elsewhere do not, and
  /// one of them is more than a village.
  private var hasNeighbours: Bool {
    let places = reading.places.prefix(32).compactMap(\.resolution.place)
    for (at, place) in places.enumerated() {
      for other in places[..<at] where other.id != place.id {
        let isKnown = Self.isTown(place) || Self.isTown(other)
        if isKnown, place.point.distance(to: other.point) <= Threshold.neighbourRadius {
          return true
        }
      }
    }
    return false
  }

  /// Whether it names the seat of a governorate, or a governorate: "in Aleppo".
  private var namesCapital: Bool {
    reading.homePlaces.contains { place in
      place.kind == .governorate || place.kind == .airport || place.kind == .region
        || (place.kind == .city && (place.seatOf?.count ?? 0) == 4)
    }
  }

  private static func isTown(_ place: Place) -> Bool {
    place.kind == .city || place.kind == .town || place.kind == .governorate
  }

  /// Whether the words name the country, its countryside or a party that fights there only.
  static func isHomeNamed(in reading: ReportReading, _ actors: ActorLexicon) -> Bool {
    reading.has(.home, in: 0..<reading.text.tokens.count)
      || reading.actors.contains { mention in
        guard let actor = mention.actorID.flatMap(actors.actor),
          actor.camp == "government" && actor.type == 1
            || (["opposition", "sdf"].contains(actor.camp) && actor.type != 8)
        else { return false }
        let name = reading.text.foldedText(of: mention.tokens)
        // لل is ل and the article.
        return !Self.commonNames.contains(name.hasPrefix("لل") ? "ال" + name.dropFirst(2) : name)
      }
  }

  /// Conflict words alone do not make an event: sport has attacks and markets have crashes.
  func passesGate(_ draft: EventDraft) -> Bool {
    let cue = draft.cue.cue
    switch draft.polarity {
    case .asserted: break
    case .historical where draft.placeIsCarried || draft.place.precision >= 5: return false
    // "In those years hundreds fell": a look back, and no event.
    case .historical where draft.datePrecision == 5 && draft.dateMention != nil: return false
    case .planned, .hypothetical, .denied:
      guard !draft.placeIsCarried, draft.place.precision <= 3, cue.weight >= Threshold.toldWeight
      else { return false }
    default: break
    }
    if case .count = cue.kind, draft.counts.isEmpty {
      return namesFighters && !draft.placeIsCarried && draft.type == .armedClash
    }
    if draft.place.precision >= 5, cue.weight < 0.7, draft.counts.isEmpty { return false }
    if draft.effect == .withdraw {
      // Whoever leaves ground must have held it.
      return draft.cue.cue.id.hasSuffix("-evacuate")
        || draft.roles.subject.contains {
          [1, 2, 3, 8].contains(actors.actor(id: $0)?.type ?? 0)
        }
    }
    let hasCount = draft.counts.contains { $0.mention.countKind == .new }
    let armed = (draft.roles.subject + draft.roles.object).contains {
      (actors.actor(id: $0)?.type ?? 7) != 7
    }
    if armed || !draft.roles.unlisted.isEmpty { return true }
    if draft.type.category == .protests, cue.weight >= Threshold.entryWeight,
      isHomeNamed
        || namesCapital || hasNeighbours, !draft.placeIsCarried, draft.place.precision <= 4
    {
      return true
    }
    // Teams attack and take control too: ground needs a party to the war somewhere in the report.
    if draft.cue.cue.kind == .territory, draft.effect == .contest {
      return namesFighters && cue.weight >= Threshold.captureWeight && draft.place.precision <= 2
    }
    // "Fierce clashes in X": of whom is not said.
    if cue.frame == .mutual, draft.type == .armedClash,
      cue.weight >= Threshold.ownWeight || draft.counts.contains(where: \.areFighters)
    {
      return true
    }
    if draft.type == .attack, hasCount, isHomeNamed || namesCapital || hasNeighbours { return true }
    if draft.type.category == .battles || draft.cue.isOfBattle {
      if draft.effect == .hold, draft.rules.contains("attempt-failed") { return namesFighters }
      return namesFighters && (hasCount || cue.weight >= 0.7)
    }
    if cue.weight >= Threshold.ownWeight { return true }
    if case .count = cue.kind {
      // The dead of what was told before, or told place by place.
      let isOfWar =
        draft.rules.contains("means-of-before") || draft.rules.contains("place-by-place")
        || draft.counts.contains { $0.mention.rule == "placed" }
      return hasCount
        && (draft.counts.contains { $0.areFighters }
          || (isOfWar && (namesFighters || draft.rules.contains("means-of-before"))))
    }
    if draft.type.category == .explosions, cue.weight >= Threshold.targetWeight, namesFighters,
      !draft.placeIsCarried, draft.place.precision <= 3
    {
      return true
    }
    if hasCount { return true }
    // What needs no fighters: protests, arrests, truces; but some party to the war is in the text.
    return cue.weight >= 0.7 && namesFighters
  }

  /// Ground taken or lost near a place, or somewhere in an area, says nothing of who holds the
  /// place: a fight that goes on there.
  func withoutGroundBeside(_ draft: EventDraft) -> EventDraft {
    guard draft.place.precision >= 3 || isWithin(draft) else { return draft }
    var draft = draft
    switch (draft.type, draft.effect) {
    case (.governmentRegainsTerritory, _), (.nonStateOvertakesTerritory, _):
      draft.type = .armedClash
      draft.effect = .contest
    case (_, .gain), (_, .loss): draft.effect = .contest
    case (_, .withdraw): draft.effect = .none
    default: return draft
    }
    draft.rules.append("not-the-place-itself")
    return draft
  }

  static let inner: WordSet = ["in", "inside", "within", "في", "داخل", "ضمن"]

  /// "Captured two hills in X": what was taken lies in X, and X as a whole was not.
  func isWithin(_ draft: EventDraft) -> Bool {
    let before = draft.place.tokens.lowerBound - 1
    return draft.cue.cue.kind == .territory && before >= 0
      && draft.cue.tokens.lowerBound < draft.place.tokens.lowerBound
      && Self.inner.contains(before, in: reading.text)
  }
}
