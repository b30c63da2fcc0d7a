internal import Gazetteers
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// Decides which place each name means, all names of a report together.
///
/// A candidate's score is the sum of how well the spelling, the cue, its prominence and its nearness
/// to the other names' places speak for it; the shares are those of a logistic choice among the
/// candidates. Nearness needs the others' places, so it is done in rounds, the clearest first: the
/// idea of minimum spread in J. L. Leidner, "Toponym Resolution in Text" (2007), chapter 4.
struct ToponymResolver {
  let table: PlaceTable
  let index: NameIndex

  // MARK: - Decision

  /// Places from outside the text that the report is about, such as those of its title.
  func resolve(_ drafts: inout [MentionDraft], _ text: TokenizedText, outer: [Int] = []) {
    for at in drafts.indices {
      drafts[at].isAccepted = drafts[at].placehood >= 0.5
      choose(&drafts[at])
    }
    let support = mutualSupport(drafts)
    for round in 0..<3 {
      let anchors = self.anchors(drafts, text)
      if round > 0 { acceptByNeighbours(&drafts, text, anchors, support) }
      for at in drafts.indices where drafts[at].isAccepted {
        weigh(at, &drafts, text, anchors, outer)
      }
    }
    settleRemote(&drafts, outer: outer)
    settleAbroad(&drafts, outer: outer)
  }

  /// A name that the report means surely enough to judge others by.
  struct Anchor {
    var draft: Int
    var place: Int
    var sentence: Int
    var certainty: Double
    /// What of its draft is asked for often.
    var name: UInt64
    var listedAfter: Int
    var fixesSense: Bool
    /// The first word that governs it where that tells its place from the name before, else -1.
    var seenFrom: Int
    var end: Int
  }

  func anchors(_ drafts: [MentionDraft], _ text: TokenizedText) -> [Anchor] {
    var result: [Anchor] = []
    for (number, draft) in drafts.enumerated()
    where draft.isAccepted && draft.context.role != .actorName {
      guard let place = draft.place, draft.share > 0.3 else { continue }
      if table.kinds[place] == .country || place >= table.firstForeign { continue }
      // The middle of a long road or river tells nothing of what lies near it.
      if table.isExtensive[place], table.kinds[place] != .region { continue }
      result.append(
        Anchor(
          draft: number, place: place,
          sentence: text.tokens[draft.match.tokens.lowerBound].sentence,
          certainty: draft.share, name: draft.match.nameKey,
          listedAfter: draft.context.listedAfter,
          fixesSense: draft.context.hasStrongCue && !draft.context.isCountryside,
          seenFrom: Self.seenFrom(draft), end: draft.match.tokens.upperBound))
    }
    return result
  }

  /// How many words stand at most between a name and the area that it is said to lie in.
  static let areaGap = 3

  func acceptByNeighbours(
    _ drafts: inout [MentionDraft], _ text: TokenizedText, _ anchors: [Anchor],
    _ support: [Int: Double]
  ) {
    var namesWithCue: Set<UInt64> = []
    for draft in drafts where draft.isAccepted && draft.context.hasStrongCue {
      namesWithCue.insert(draft.match.nameKey)
    }
    for at in drafts.indices where !drafts[at].isAccepted {
      var hood = drafts[at].placehood
      if hood < -0.2 { continue }
      hood += support[at] ?? 0
      let sentence = text.tokens[drafts[at].match.tokens.lowerBound].sentence
      if namesWithCue.contains(drafts[at].match.nameKey) { hood += 0.4 }
      let before = drafts[at].context.listedAfter
      if before >= 0, drafts[before].isAccepted {
        let isRoad = drafts[before].context.cue == .road && drafts[at].context.cue == .road
        hood +=
          isRoad ? 0.5 : drafts[at].isOrdinary && !drafts[at].context.hasStrongCue ? 0.1 : 0.35
      }
      if at + 1 < drafts.count, drafts[at + 1].context.listedAfter == at,
        drafts[at + 1].isAccepted, !drafts[at].isOrdinary
      {
        hood += 0.2
      }
      var nearness = 0.0
      for candidate in drafts[at].candidates {
        for anchor in nearby(anchors, sentence: sentence) where anchor.draft != at {
          let kind = table.kinds[anchor.place]
          if kind == .governorate || table.isExtensive[anchor.place] {
            // "كبانة في ريف اللاذقية": the words after the name say where it lies.
            let gap =
              drafts[anchor.draft].match.tokens.lowerBound - drafts[at].match.tokens.upperBound
            let lies =
              kind == .governorate
              ? table.units[candidate.place] >= 0
                && table.units[candidate.place] == table.units[anchor.place]
              : table.distance(candidate.place, anchor.place) < 40
            if lies, (0...Self.areaGap).contains(gap), anchor.sentence == sentence,
              candidate.level < 2
            {
              nearness = max(nearness, 0.25)
            }
            continue
          }
          let reach =
            anchor.sentence == sentence ? 0.3 : abs(anchor.sentence - sentence) <= 1 ? 0.2 : 0.12
          if table.distance(candidate.place, anchor.place) < 40 { nearness = max(nearness, reach) }
        }
      }
      if hood + nearness >= 0.5 {
        drafts[at].placehood = hood + nearness
        drafts[at].isAccepted = true
      }
    }
  }

  /// Two names of one list that no word makes names of places, and whose places lie together, make
  /// each other so: "بأن اللطامنة والزكاة وحصرايا".
  private func mutualSupport(_ drafts: [MentionDraft]) -> [Int: Double] {
    var result: [Int: Double] = [:]
    for at in drafts.indices where !drafts[at].isAccepted {
      let before = drafts[at].context.listedAfter
      guard before >= 0, !drafts[before].isAccepted, drafts[at].placehood >= 0,
        drafts[before].placehood >= 0, drafts[at].context.role == nil,
        !(drafts[at].isOrdinary && drafts[before].isOrdinary)
      else { continue }
      let isTogether = drafts[at].candidates.contains { a in
        a.level < 2
          && drafts[before].candidates.contains {
            $0.level < 2 && table.distance(a.place, $0.place) < Self.listReach
          }
      }
      guard isTogether else { continue }
      let isSure = !drafts[at].isOrdinary && !drafts[before].isOrdinary
      for number in [before, at] {
        let share = isSure ? 0.3 : drafts[number].isOrdinary ? 0.25 : 0.2
        result[number] = max(result[number] ?? 0, share)
      }
    }
    return result
  }

  /// Names of one list lie so near each other, in kilometres.
  private static let listReach = 30.0

  /// The anchors of the sentences around, and of the beginning of the report.
  func nearby(_ anchors: [Anchor], sentence: Int) -> some Sequence<Anchor> {
    if anchors.count <= 32 { return anchors[...] }
    let middle = anchors.partitioningIndex { $0.sentence >= sentence }
    return anchors[max(0, middle - 16)..<min(anchors.count, middle + 16)]
  }

  func weigh(
    _ at: Int, _ drafts: inout [MentionDraft], _ text: TokenizedText, _ anchors: [Anchor],
    _ outer: [Int]
  ) {
    let draft = drafts[at]
    let sentence = text.tokens[draft.match.tokens.lowerBound].sentence
    let near = Array(nearby(anchors, sentence: sentence))
    let name = draft.match.nameKey
    let hasNoCue = draft.context.cue == nil
    let listedAfter = draft.context.listedAfter
    let seenFrom = Self.seenFrom(draft)
    let end = draft.match.tokens.upperBound
    var nearest: (place: Int, distance: Double)?
    for candidateAt in draft.candidates.indices {
      let candidate = draft.candidates[candidateAt]
      let unit = table.units[candidate.place]
      var inSentence = 0.0
      var inReport = 0.0
      var inUnit = 0.0
      var sameSense = 0.0
      for anchor in near where anchor.draft != at {
        if anchor.name == name {
          // One sense a report, most surely where a cue fixed it.
          if anchor.place == candidate.place, hasNoCue, anchor.fixesSense {
            sameSense = max(sameSense, 2.5 * anchor.certainty)
          } else if anchor.place == candidate.place {
            sameSense = max(sameSense, 0.5 * anchor.certainty)
          }
          continue
        }
        let anchorKind = table.kinds[anchor.place]
        let isHere = anchor.sentence == sentence
        if anchorKind == .governorate {
          if unit >= 0, unit == table.units[anchor.place] {
            inUnit = max(inUnit, (isHere ? 1.6 : 0.7) * anchor.certainty)
          }
          continue
        }
        let kilometres = table.distance(candidate.place, anchor.place)
        let scale = table.isExtensive[anchor.place] ? 60.0 : 25.0
        let ratio = kilometres / scale
        let closeness = anchor.certainty / (1 + ratio * ratio)
        if isHere {
          let listed =
            listedAfter == anchor.draft || anchor.listedAfter == at
            || anchor.seenFrom == end || seenFrom == anchor.end
          inSentence = max(inSentence, closeness * (listed ? 5.5 : 4))
        } else {
          inReport = max(inReport, closeness * 2.2)
        }
        if candidateAt == draft.best, !table.isExtensive[anchor.place],
          kilometres < nearest?.distance ?? 40
        {
          nearest = (anchor.place, kilometres)
        }
      }
      for outerPlace in outer {
        if table.kinds[outerPlace] == .governorate {
          if unit == table.units[outerPlace] { inUnit = max(inUnit, 0.7) }
        } else {
          let ratio = table.distance(candidate.place, outerPlace) / 40
          inReport = max(inReport, 1 / (1 + ratio * ratio))
        }
      }
      drafts[at].candidates[candidateAt].score =
        candidate.base + inSentence + inReport + inUnit + sameSense
    }
    drafts[at].nearest = nearest
    choose(&drafts[at])
    drafts[at].isRemote = isRemote(drafts[at], at, near, drafts)
  }

  /// Whether a village is hardly the one meant, as it lies far from what the report names.
  ///
  /// Villages of one list lie together: 45 km, the size of a district, is far for them. Else it is
  /// 80 km, about the depth of a governorate, from each of at least two other places, and only
  /// where the village has namesakes or its name is not quite the one in the text.
  func isRemote(
    _ draft: MentionDraft, _ at: Int, _ anchors: [Anchor], _ drafts: [MentionDraft]
  ) -> Bool {
    guard let place = draft.place, draft.context.role != .origin, draft.decision != .place,
      table.kinds[place] == .village || table.kinds[place] == .town
    else { return false }
    let unit = table.units[place]
    let isCertain =
      table.isProminent[place]
      || draft.candidates.count == 1 && draft.candidates[draft.best].level < 2
    var others: Set<Int> = []
    var isFar = true
    for anchor in anchors where anchor.draft != at && anchor.name != draft.match.nameKey {
      let kind = table.kinds[anchor.place]
      if kind == .governorate {
        if table.units[anchor.place] == unit { isFar = false }
        continue
      }
      let distance = table.distance(place, anchor.place)
      if kind == .village, draft.context.isOfSeveral, draft.context.cue == .village,
        draft.context.listedAfter == anchor.draft,
        distance > 45, !drafts[anchor.draft].isRemote
      {
        return true
      }
      if distance < 80 { isFar = false }
      if !table.isExtensive[anchor.place], !drafts[anchor.draft].isRemote {
        others.insert(anchor.place)
      }
    }
    return isFar && !isCertain && others.count >= 2
  }

  /// The word from which on a name tells where the one before lies: "قرية المشيرفة شرقي سراقب".
  static func seenFrom(_ draft: MentionDraft) -> Int {
    let context = draft.context
    return context.isNear || context.bearing >= 0 || context.isLocative ? context.head : -1
  }

  /// Takes the best candidate, and its share together with those that lie where it lies.
  func choose(_ draft: inout MentionDraft) {
    guard !draft.candidates.isEmpty else { return }
    var best = 0
    for at in draft.candidates.indices
    where draft.candidates[at].score > draft.candidates[best].score { best = at }
    draft.best = best
    let top = draft.candidates[best]
    var same = 0.0
    var all = 0.0
    for candidate in draft.candidates {
      let weight = candidate.weight(against: top)
      all += weight
      let kind = table.kinds[candidate.place]
      // Two records of one place, or a town and the unit named after it.
      if table.distance(candidate.place, top.place) < 3
        || (kind.isAdministrative != table.kinds[top.place].isAdministrative
          && table.distance(candidate.place, top.place) < 80)
      {
        same += weight
      }
    }
    draft.share = same / all
  }
}

extension Array {
  /// The first index at which `isSecond` holds, where it holds from some index on.
  fileprivate func partitioningIndex(_ isSecond: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
