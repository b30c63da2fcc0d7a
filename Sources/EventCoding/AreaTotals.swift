internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures

/// Reports begin with the sum of what they then tell place by place.
extension EventAssembler {
  /// How many sentences after the sum of an area its places are told.
  private static let totalReach = 5

  /// Leaves out what is told of an area where the places in it are told too: "five died in raids on
  /// the Idlib countryside. … struck X …". Its numbers go to the one place, where it is one without
  /// numbers of its own.
  func withoutTotals(_ drafts: [EventDraft]) -> [EventDraft] {
    var drafts = drafts
    var left: Set<Int> = []
    // Few are near each other in a long text.
    let sentences = drafts.map(\.sentence)
    for at in drafts.indices
    where (5...8).contains(drafts[at].place.precision)
      || (drafts[at].place.resolution.place?.kind == .city && drafts[at].counts.isEmpty)
    {
      let whole = drafts[at]
      guard whole.polarity == .asserted, !whole.placeIsCarried,
        whole.type.category != .strategicDevelopments
      else { continue }
      let near = whole.sentence...whole.sentence + Self.totalReach
      let parts = drafts.indices.filter {
        near.contains(sentences[$0]) && isPart(drafts[$0], of: whole)
      }
      guard let first = parts.first else { continue }
      let isCounted = parts.contains { part in
        drafts[part].counts.contains {
          $0.mention.kind == .killed || $0.mention.kind == .injured
        }
      }
      if !isCounted, !whole.counts.isEmpty {
        // Of several places nobody says how many fell at which.
        guard Set(parts.map { drafts[$0].place.resolution.place?.id }).count == 1 else { continue }
        drafts[first].counts += whole.counts
      }
      if isCounted, Set(parts.map { drafts[$0].place.resolution.place?.id }).count == 1 {
        let told = Set(parts.flatMap { drafts[$0].counts.map(\.mention.kind) })
        drafts[first].counts += whole.counts.filter { !told.contains($0.mention.kind) }
      }
      for part in parts where drafts[part].roles.subject.isEmpty {
        drafts[part].roles.subject = whole.roles.subject.filter {
          !drafts[part].roles.object.contains($0)
        }
      }
      for part in parts where drafts[part].datePrecision > whole.datePrecision {
        drafts[part].dates = whole.dates
        drafts[part].datePrecision = whole.datePrecision
        drafts[part].dateMention = whole.dateMention
      }
      left.insert(at)
    }
    return drafts.indices.filter { !left.contains($0) }.map { drafts[$0] }
  }

  /// Leaves out how a place changed hands more than a year ago where the report has news of it.
  func withoutOldGround(_ drafts: [EventDraft]) -> [EventDraft] {
    let news = Set(
      drafts.filter { $0.polarity == .asserted }.compactMap { $0.place.resolution.place?.id })
    return drafts.filter { draft in
      guard draft.polarity == .historical, draft.cue.isOfBattle,
        let id = draft.place.resolution.place?.id, news.contains(id),
        let now = reading.published ?? latestDay, let last = draft.dates?.last
      else { return true }
      return now - last <= 365
    }
  }

  /// Whether a place lies in a unit or a region that is named beside it.
  func liesIn(_ inner: Mention, _ outer: Mention) -> Bool {
    guard let part = inner.resolution.place, let whole = outer.resolution.place else {
      return false
    }
    if whole.kind.isAdministrative {
      return part.adm1 == whole.id || part.adm2 == whole.id || part.adm3 == whole.id
        || (whole.kind == .governorate && part.adm1 == whole.adm1)
        // "Damascus province" is the countryside around the city to many.
        || part.point.distance(to: whole.point) <= Threshold.cityRadius * 2
    }
    guard let a = inner.point, let b = outer.point else { return false }
    return a.distance(to: b) <= reach(of: outer)
  }

  /// How far from the point of an area a place in it lies, in metres.
  private func reach(of area: Mention) -> Double {
    area.precision == 8 && isLatin(area.tokens.lowerBound)
      ? Threshold.regionRadius : Threshold.areaRadius
  }

  private func isPart(_ part: EventDraft, of whole: EventDraft) -> Bool {
    guard part.polarity == .asserted, (1...4).contains(part.place.precision),
      part.type.category == whole.type.category, haveOneDay(part, whole),
      let inner = part.place.resolution.place, let outer = whole.place.resolution.place
    else { return false }
    if outer.kind == .city {
      // "Two killings in Daraa": the city stands for its governorate where both follow at once.
      return inner.id != outer.id && inner.adm1 == outer.adm1 && part.type == whole.type
        && part.sentence - whole.sentence <= 1 && !part.counts.isEmpty
    }
    if outer.kind == .governorate { return inner.adm1 == outer.id || inner.adm1 == outer.adm1 }
    guard let a = part.place.point, let b = whole.place.point else { return false }
    return a.distance(to: b) <= reach(of: whole.place)
  }
}
