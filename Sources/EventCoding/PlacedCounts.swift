internal import CivilCalendar
internal import Geoparsing
internal import NewsIngest
internal import Numerals
internal import TextAnalysis

/// Numbers of people that are told place by place under one verb: "ثمانية في X وخمسة في Y وآخر في Z".
extension CountReader {
  /// How many words stand at most between a number and the preposition of its place.
  private static let placedReach = 6

  /// How many words a number and those who are counted have at most.
  private static let longestCount = 200

  private static let dead: Set<String> = ["قتيل", "شهيد", "قتيلا", "شهيدا"]
  private static let hurt: Set<String> = ["جريح", "مصاب", "جريحا", "مصابا"]
  private static let links: Set<String> = ["من", "كل", "كلا"]

  /// The counts that no verb of their own governs, each before its place.
  func placed(_ quantities: [Quantity], besides counts: [ReadCount]) -> [ReadCount] {
    var result: [ReadCount] = []
    for place in reading.namedPlaces {
      guard let start = preposition(of: place),
        let found = placedNumber(before: start, quantities, counts)
      else { continue }
      func isEarlier(_ count: ReadCount) -> Bool {
        count.tokens.upperBound <= found.tokens.lowerBound
          && isSameSentence(count.tokens.lowerBound, found.tokens.lowerBound)
      }
      let earlier =
        result.last(where: isEarlier)
        ?? counts.starting(in: 0..<found.tokens.lowerBound).last(where: isEarlier)
      guard let kind = found.kind ?? earlier?.mention.kind ?? verb(before: found.tokens)
      else { continue }
      result.append(
        ReadCount(
          tokens: found.tokens,
          mention: CountMention(
            span: reading.span(of: found.tokens), text: reading.text.text(of: found.tokens),
            kind: kind, tally: found.tally,
            areCivilians: earlier?.mention.areCivilians ?? false, rule: "placed"),
          areFighters: earlier?.areFighters ?? false, people: found.tokens))
    }
    return result
  }

  private func isSameSentence(_ a: Int, _ b: Int) -> Bool {
    reading.text.tokens[a].sentence == reading.text.tokens[b].sentence
  }

  /// Where "في" or "في كل من" stands before a name and the word for its kind.
  private func preposition(of place: Mention) -> Int? {
    let text = reading.text
    var at = place.tokens.lowerBound - 1
    let first = reading.sentenceRanges[place.sentence].lowerBound
    while at > first, place.tokens.lowerBound - at <= 4 {
      let word = text.foldedText(at)
      if word == "في" || word == "in" || word == "at" { return at }
      guard Self.links.contains(word) || PlaceWords.kinds.contains(word) else { return nil }
      at -= 1
    }
    return nil
  }

  private typealias Placed = (tokens: Range<Int>, tally: Tally, kind: CountMention.Kind?)

  private func placedNumber(
    before preposition: Int, _ quantities: [Quantity], _ counts: [ReadCount]
  ) -> Placed? {
    let text = reading.text
    var at = preposition - 1
    let first = max(0, preposition - Self.placedReach)
    while at >= first, isSameSentence(at, preposition) {
      let near = max(0, at - Self.longestCount)..<at + 1
      let counted = counts.starting(in: near).first {
        $0.tokens.contains(at) || $0.people.contains(at)
      }
      if let count = counted {
        guard count.isShare else { return nil }
        // "تسعة بينهم ثلاثة أطفال في X": the number before is the whole.
        at = min(at, count.tokens.lowerBound) - 1
        continue
      }
      if let quantity = quantities.starting(in: near).first(where: { $0.tokens.contains(at) }) {
        guard quantity.category == .people || quantity.category == .unknown,
          quantity.best != nil || quantity.low != nil, !isOfDoers(quantity)
        else { return nil }
        if let share = reading.markers(.share, in: max(0, at - 3)..<at).last {
          at = min(at, share.tokens.lowerBound) - 1
          continue
        }
        return (
          quantity.tokens,
          Tally(low: quantity.low, best: quantity.best, high: quantity.high), nil
        )
      }
      let isFresh = reading.cues.starting(in: at..<at + 1).allSatisfy { $0.countKind != nil }
      guard isFresh, text.tokens[at + 1].gap.isDisjoint(with: [.comma, .colon]) else { return nil }
      var word = text.foldedText(at)
      let isJoined = word.hasPrefix("و")
      if isJoined { word.removeFirst() }
      if Self.dead.contains(word) { return (at..<at + 1, Tally(low: 1, best: 1, high: 1), .killed) }
      if Self.hurt.contains(word) {
        return (at..<at + 1, Tally(low: 1, best: 1, high: 1), .injured)
      }
      if isJoined, word == "اخر" || word == "اخري" {
        return (at..<at + 1, Tally(low: 1, best: 1, high: 1), nil)
      }
      if PersonNoun.isOneMore(at, in: text) {
        var start = at
        while start > first, PersonNoun.isOneMore(start - 1, in: text),
          text.tokens[start].gap == .space
        { start -= 1 }
        let number = at + 1 - start
        return (start..<at + 1, Tally(low: number, best: number, high: number), nil)
      }
      at -= 1
    }
    return nil
  }

  /// The kind of the nearest verb of the sentence before a number.
  private func verb(before tokens: Range<Int>) -> CountMention.Kind? {
    let sentence = reading.sentenceRanges[reading.text.tokens[tokens.lowerBound].sentence]
    return reading.cues.starting(in: sentence.lowerBound..<tokens.lowerBound).last {
      $0.countKind == .killed || $0.countKind == .injured
        || $0.cue.kind == .event(.arrests)
    }.map { $0.countKind ?? .captured }
  }
}

/// Words for the kind of a place that stand between a preposition and its name, in folded form.
enum PlaceWords {
  static let kinds: WordSet = [
    "مدينه", "بلده", "قريه", "بلدات", "قري", "مدن", "ريف", "منطقه", "محافظه", "مطار", "معسكر",
    "مدينتي", "بلدتي", "قريتي", "حي", "مخيم", "ناحيه", "محيط", "اطراف", "the", "city", "town",
    "village", "of", "nearby", "northern", "southern", "eastern", "western", "central", "suburb",
    "district", "province", "strategic", "key", "vital", "important", "major", "besieged", "held",
    "rebel", "border", "ancient", "historic", "provincial", "neighbouring", "neighboring",
  ]
}

extension EventAssembler {
  /// The numbers of a clause with the place that each of them stands before, where there are two such
  /// places or more: the numbers before all of them are their sum.
  func shares(
    of counts: [ReadCount], among places: [Mention]
  ) -> [(place: Mention, counts: [ReadCount])] {
    let places = places.filter { (1...4).contains($0.precision) }
      .sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    guard places.count > 1 else { return [] }
    var result: [(place: Mention, counts: [ReadCount])] = []
    var from = 0
    for place in places {
      let before = counts.filter {
        $0.tokens.lowerBound >= from && $0.tokens.upperBound <= place.tokens.lowerBound
      }
      from = place.tokens.upperBound
      if before.isEmpty, let last = result.last,
        isListed(last.place, place, Threshold.listGap)
      {
        result.append((place, last.counts.filter { $0.mention.rule == "placed" }))
      } else if !before.isEmpty {
        result.append((place, before))
      }
    }
    let kinds = result.map { Set($0.counts.map(\.mention.kind)) }
    let areOwn = result.allSatisfy { one in
      one.counts.contains { !$0.isShare && $0.mention.kind == .killed && isBefore(one.place, $0) }
    }
    guard result.count > 1,
      areOwn || result.contains(where: { $0.counts.contains(where: isPlaced) }),
      let common = kinds.first, kinds.dropFirst().allSatisfy({ !$0.isDisjoint(with: common) })
    else { return [] }
    for at in result.indices where result[at].counts.allSatisfy(\.isShare) {
      // "Seven of them died in X": parts of a sum that is told as a whole are new here.
      for count in result[at].counts.indices {
        result[at].counts[count].mention.countKind = .new
      }
    }
    // Of the numbers before the first place the last is its own, and the others are the sum.
    var first = result[0].counts.filter { !$0.isShare }
    if first.count > 1, let own = first.last, let whole = first.first,
      whole.mention.kind == own.mention.kind
    {
      first = [own]
    }
    result[0].counts = first
    return result
  }

  /// Whether a number stands before a place in the same part of the sentence.
  private func isBefore(_ place: Mention, _ count: ReadCount) -> Bool {
    let between = count.tokens.upperBound..<place.tokens.lowerBound
    return !between.contains { token in
      reading.cues.starting(in: token..<token + 1).contains(where: \.tellsEvent)
    }
  }

  private func isPlaced(_ count: ReadCount) -> Bool {
    count.mention.rule == "placed" || count.mention.rule.hasSuffix("+" + CountReader.others)
  }
}
