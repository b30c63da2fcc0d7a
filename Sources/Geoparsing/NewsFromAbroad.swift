internal import Gazetteers

/// Finds villages of the home country in reports of another one: most towns of the Arab world have
/// namesakes among them.
///
/// A report is of abroad where it says that things are in another country, and nothing in it names the
/// home country, a unit or a town of it that is known beyond its surroundings. A village is meant there
/// only where another one that lies near it is named too.
extension ToponymResolver {
  /// Villages that bear each other out lie so near, in kilometres.
  private static let neighbourReach = 40.0

  func settleAbroad(_ drafts: inout [MentionDraft], outer: [Int]) {
    guard !drafts.contains(where: isOfHome), outer.isEmpty, drafts.contains(where: isAbroad) else {
      return
    }
    let places = Set(drafts.filter(\.isAccepted).compactMap(\.place)).filter(isHomely)
    for at in drafts.indices where drafts[at].isAccepted && drafts[at].decision != .place {
      guard let place = drafts[at].place, isHomely(place) else { continue }
      let isBorneOut = places.contains {
        $0 != place && table.distance($0, place) < Self.neighbourReach
      }
      if !isBorneOut { drafts[at].isRemote = true }
    }
  }

  /// Whether a name is of the home country, or of what is known of it elsewhere: "سورية" as an
  /// adjective counts too.
  private func isOfHome(_ draft: MentionDraft) -> Bool {
    if draft.candidates.contains(where: {
      table.kinds[$0.place] == .country && table.places[$0.place].country == table.home
    }) {
      return true
    }
    guard draft.isAccepted, let place = draft.place, draft.candidates[draft.best].level < 2 else {
      return false
    }
    return table.places[place].country == table.home
      && (table.isProminent[place] || table.kinds[place].isAdministrative
        || table.isExtensive[place])
  }

  /// Whether a name says that something is in another country, and not what its government does.
  private func isAbroad(_ draft: MentionDraft) -> Bool {
    guard draft.isAccepted, let place = draft.place, draft.context.role == nil,
      draft.context.isLocative || draft.context.cue != nil, !draft.context.isSeat,
      !draft.context.isDateline, !draft.context.hasStateVerb
    else { return false }
    return place >= table.firstForeign
      || table.kinds[place] == .country && table.places[place].country != table.home
  }

  /// Whether a place is one of the home country that has no name beyond its surroundings.
  private func isHomely(_ place: Int) -> Bool {
    place < table.firstForeign && !table.isProminent[place]
      && !table.kinds[place].isAdministrative && !table.isExtensive[place]
      && table.kinds[place] != .country
  }
}
