internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import Numerals
internal import TextAnalysis

/// All that was found in the words of one report, before it is put together.
///
/// A class, since all that puts it together shares one.
final class ReportReading {
  let text: TokenizedText
  let published: CivilDate?
  /// Words that tell an event, in their order.
  let cues: [CueMatch]
  /// Words that turn or tie what others tell.
  let markers: [CueMatch]
  let actors: [ActorMention]
  /// Resolved places where something happened.
  let places: [Mention]
  /// Places that people come from, and those that could not be resolved.
  let origins: [Mention]
  let unresolved: [Mention]
  let dates: [ReadDate]
  var counts: [ReadCount] = []
  /// The places of this country that it names, whatever for.
  var homePlaces: [Place] = []
  /// Whether the report names places of countries that take no part in the war.
  var namesAbroad = false
  let sentences: [[Clause]]
  let sentenceRanges: [Range<Int>]
  let timeWords: Coverage
  /// Those of both, in the order of the text.
  let namedPlaces: [Mention]
  /// Of each kind that the report has, a few at most.
  private let markersByKind: [(kind: EventCue.Marker, matches: [CueMatch])]

  /// A part of a sentence with at most one thing told.
  struct Clause {
    var tokens: Range<Int>
    /// The cues that it has, and the one that tells most.
    var cues: [CueMatch]
    var places: [Mention]
    /// Where cues begin that only say amid what it happened: "في ظل … وانسحاب …".
    var circumstances: Set<Int> = []
    /// Where the part begins that tells something, behind words that tell nothing.
    var start = 0

    var main: CueMatch? {
      // The first of the weightiest, since a subject's verb comes before its circumstances.
      var best: CueMatch?
      for cue in cues where cue.tellsEvent {
        if let old = best {
          // What follows a protest is what it was about.
          if old.isOfProtest, !cue.isOfProtest { continue }
          if circumstances.contains(cue.tokens.lowerBound) { continue }
          // "200 corpses of people believed to have been executed were found".
          if old.eventType == .burialOrRecovery, cue.eventType == .attack,
            cue.cue.id.hasPrefix("en-")
          {
            continue
          }
          // "A warplane was shot down": not what it does.
          if cue.eventType == .aircraftLoss, old.eventType == .airDroneStrike, old.part == .phrase,
            old.tokens.count == 1
          {
            best = cue
            continue
          }
          if old.cue.weight >= cue.cue.weight,
            !circumstances.contains(old.tokens.lowerBound)
          {
            continue
          }
          // "دُمر الرتل": the convoy was named before.
          if cue.cue.kind == .event(.reinforcement), cue.first.lostArticle { continue }
          // "هاجمت … رتلاً": a convoy that was attacked.
          if cue.cue.kind == .event(.reinforcement), old.isOfBattle || old.meansOfWar != nil {
            continue
          }
          // "هاجمت … بسيارة مفخخة": the attack is told, the bomb is its means.
          if cue.first.preposition == "ب", old.isOfBattle, !cue.isWeaponOf(old) { continue }
        }
        best = cue
      }
      return best
    }
  }

  init(
    _ text: TokenizedText, published: CivilDate?, cues found: [CueMatch], actors: [ActorMention],
    mentions: [Mention], dates: [ReadDate]
  ) {
    self.text = text
    self.published = published
    self.actors = actors
    self.dates = dates
    let names = Coverage(
      mentions.filter { $0.resolution.place != nil || $0.role == .actorName }.map(\.tokens),
      of: text.tokens.count)
    let doers = Coverage(actors.map(\.tokens), of: text.tokens.count)
    // "Syrian warplanes" is a name; of "warplanes bombed" the verb is left.
    let found = found.map {
      Self.fromAfar(Self.aimed(Self.withoutGround($0, in: text), in: text), in: text)
    }
    let free = found.filter {
      !names.overlaps($0.tokens) && !$0.tokens.allSatisfy(doers.contains)
        && (!doers.overlaps($0.tokens) || $0.tellsEvent) && Self.isWhole($0, in: text)
    }
    let times = Coverage(dates.map(\.tokens), of: text.tokens.count)
    markers = free.filter {
      // "On 5 May" is no doubt.
      !$0.tellsEvent && $0.countKind == nil
        && !($0.cue.kind == .marker(.conditional) && times.overlaps($0.tokens))
    }
    let reasons = markers.filter { $0.cue.kind == .marker(.reason) }
    cues = free.filter {
      ($0.tellsEvent || $0.countKind != nil) && !Self.isReason($0, after: reasons, in: text)
    }
    let mentions = mentions.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    places = mentions.filter {
      $0.role == .event && $0.resolution.place != nil && !doers.overlaps($0.tokens)
    }
    origins = mentions.filter { $0.role == .origin && $0.resolution.place != nil }
    unresolved = mentions.filter {
      $0.role == .event && $0.resolution.place == nil && $0.resolution != .notPlace
    }
    namedPlaces = (places + unresolved).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    var byKind: [(kind: EventCue.Marker, matches: [CueMatch])] = []
    for match in markers {
      guard case .marker(let kind) = match.cue.kind else { continue }
      if let known = byKind.firstIndex(where: { $0.kind == kind }) {
        byKind[known].matches.append(match)
      } else {
        byKind.append((kind, [match]))
      }
    }
    markersByKind = byKind
    sentenceRanges = text.sentences
    timeWords = times
    var sentences: [[Clause]] = []
    for sentence in sentenceRanges {
      sentences.append(
        Self.clauses(
          of: sentence, in: text, cues: cues, markers: markers, places: places,
          times: times))
    }
    self.sentences = sentences
  }

  func markers(_ kind: EventCue.Marker, in tokens: Range<Int>) -> ArraySlice<CueMatch> {
    for at in markersByKind.indices where markersByKind[at].kind == kind {
      return markersByKind[at].matches.starting(in: tokens)
    }
    return []
  }

  func has(_ kind: EventCue.Marker, in tokens: Range<Int>) -> Bool {
    for at in markersByKind.indices where markersByKind[at].kind == kind {
      return markersByKind[at].matches.hasOne(startingIn: tokens)
    }
    return false
  }

  /// The words of a time, found by where it stands.
  ///
  /// - Complexity: O(log *n*).
  func date(_ mention: DateMention) -> ReadDate? {
    var low = 0
    var high = dates.count
    while low < high {
      let middle = (low + high) / 2
      if dates[middle].mention.span.start < mention.span.start {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < dates.count && dates[low].mention.span == mention.span ? dates[low] : nil
  }

  func span(of tokens: Range<Int>) -> TextSpan {
    guard let first = tokens.first, let last = tokens.last else {
      return TextSpan(start: 0, end: 0)
    }
    return TextSpan(
      start: text.tokens[first].scalars.lowerBound, end: text.tokens[last].scalars.upperBound)
  }

  // MARK: Clauses

  static let thens = WordTable<Bool>([("ثم", true), ("then", true)])

  private static let links: WordSet = ["من", "عن", "الي"]

  /// "تمكنت … بعد اشتباكات، من السيطرة على", "أسفر …، وفق المرصد، عن مقتل": the comma parts no verb
  /// from its preposition.
  private static func goesOn(
    _ token: Int, before end: Int, in text: TokenizedText, _ cues: [CueMatch]
  ) -> Bool {
    text.tokens[token].gap.contains(.comma) && links.contains(token, in: text)
      && cues.starting(in: token + 1..<Swift.max(token + 1, min(token + 2, end))).contains {
        ($0.cue.kind == .territory || $0.countKind != nil)
          && ($0.part == .noun || $0.part == .phrase)
      }
  }

  /// Where the clauses of a sentence may begin.
  private struct ClauseStarts {
    let sentence: Range<Int>
    private var isStart: [Bool]
    private var seen: Int
    private var lastSeen: Int

    init(_ sentence: Range<Int>) {
      self.sentence = sentence
      isStart = [Bool](repeating: false, count: sentence.count)
      (seen, lastSeen) = (sentence.lowerBound, sentence.lowerBound)
      insert(sentence.lowerBound)
    }

    mutating func insert(_ token: Int) {
      if sentence.contains(token) { isStart[token - sentence.lowerBound] = true }
    }

    /// The last one before a token. Tokens are asked for in their order, and none is inserted before
    /// one that was asked for.
    mutating func last(before token: Int) -> Int {
      while seen < token {
        if isStart[seen - sentence.lowerBound] { lastSeen = seen }
        seen += 1
      }
      return lastSeen
    }

    var tokens: [Int] { sentence.filter { isStart[$0 - sentence.lowerBound] } }
  }

  /// As many words as no cue has.
  static let longestCue = 32

  static func clauses(
    of sentence: Range<Int>, in text: TokenizedText, cues allCues: [CueMatch],
    markers allMarkers: [CueMatch], places allPlaces: [Mention], times: Coverage
  ) -> [Clause] {
    let cues = allCues.starting(in: sentence)
    // Most sentences of most reports tell nothing.
    if cues.isEmpty { return [] }
    let markers = allMarkers.starting(in: sentence)
    var starts = ClauseStarts(sentence)
    for token in sentence.dropFirst() {
      let gap = text.tokens[token].gap
      if !gap.isDisjoint(with: Gap.clauseBreaks),
        !goesOn(token, before: sentence.upperBound, in: text, allCues)
      {
        starts.insert(token)
      }
    }
    for cue in cues where cue.first.hasConjunction && (cue.part == .past || cue.part == .present) {
      starts.insert(cue.tokens.lowerBound)
    }
    for marker in markers {
      switch marker.cue.kind {
      case .marker(.subordinate):
        let at = marker.tokens.lowerBound
        // "قبل يومين", "during the night": a time, and no clause.
        if times.overlaps(at..<at + 1) { continue }
        // "and" parts clauses only where both sides tell something.
        if text.isWord(at, "and") {
          let before = starts.last(before: at)..<at
          let after = (at + 1)..<min(at + 8, sentence.upperBound)
          let isParted =
            allCues.hasOne(startingIn: before)
            && allCues.starting(in: after).contains { $0.part != .noun }
          if !isParted { continue }
          // "Air strikes and missile attacks on …": one thing told by two nouns.
          let reach = Swift.max(sentence.lowerBound, at - Self.longestCue)..<at
          let isPair =
            allCues.starting(in: reach).contains {
              $0.tokens.upperBound == at && $0.meansOfWar != nil
            }
            && allCues.starting(in: at + 1..<min(at + 4, sentence.upperBound)).contains {
              $0.meansOfWar != nil
            }
          if !isPair { starts.insert(at) }
        } else {
          starts.insert(at)
        }
      case .marker(.light) where marker.first.hasConjunction:
        starts.insert(marker.tokens.lowerBound)
      case .marker(.claim) where marker.first.hasConjunction:
        starts.insert(marker.tokens.lowerBound)
      default: break
      }
    }
    for token in sentence where thens.value(of: token, in: text) != nil { starts.insert(token) }
    var clauses: [Clause] = []
    let ordered = starts.tokens
    var pendingStart: Int?
    for (index, start) in ordered.enumerated() {
      let end = index + 1 < ordered.count ? ordered[index + 1] : sentence.upperBound
      let from = pendingStart ?? start
      let tokens = from..<end
      let inside = Array(allCues.starting(in: tokens))
      if inside.isEmpty,
        clauses.isEmpty
          || !allMarkers.starting(in: tokens).contains(where: {
            $0.cue.kind == .marker(.denial)
          })
      {
        // Words that tell nothing belong to what is told before them, at the beginning to what
        // follows.
        if clauses.isEmpty {
          pendingStart = from
        } else {
          clauses[clauses.count - 1].tokens = clauses[clauses.count - 1].tokens.lowerBound..<end
        }
        continue
      }
      pendingStart = nil
      clauses.append(Clause(tokens: tokens, cues: inside, places: [], start: start))
    }
    if clauses.isEmpty { return [] }
    for index in clauses.indices {
      clauses[index].places = Array(allPlaces.starting(in: clauses[index].tokens))
      // "One survived in X, while another was shot dead in Y": in Y.
      let own = clauses[index].start..<clauses[index].tokens.upperBound
      if own.lowerBound > clauses[index].tokens.lowerBound,
        clauses[index].places.contains(where: {
          own.contains($0.tokens.lowerBound) && (1...5).contains($0.precision)
        }), text.tokens[own.lowerBound].script == .latin
      {
        clauses[index].places.removeAll { !own.contains($0.tokens.lowerBound) }
      }
      // "A market in X, where ten died, and a school in Y": ten in X.
      let start = clauses[index].start
      if start > sentence.lowerBound, text.isWord(start, "where"),
        text.tokens[start].gap.isSubset(of: [.space, .comma]),
        let place = allPlaces.starting(in: max(sentence.lowerBound, start - 6)..<start).last,
        (place.tokens.upperBound..<start).allSatisfy({
          times.contains($0) || text.isWord($0, "on")
        }), (1...4).contains(place.precision)
      {
        clauses[index].places = [place]
      }
      for marker in allMarkers.starting(in: clauses[index].tokens)
      where marker.cue.kind == .marker(.instrument) {
        for cue in clauses[index].cues
        where cue.tokens.lowerBound >= marker.tokens.lowerBound
          && cue.tokens.lowerBound - marker.tokens.upperBound <= 6
          && (cue.part == .noun || (cue.part == .phrase && cue.meansOfWar != nil))
        {
          clauses[index].circumstances.insert(cue.tokens.lowerBound)
        }
      }
    }
    return clauses
  }
}

/// What covers words of a text.
protocol CoversTokens {
  var tokens: Range<Int> { get }
}

extension [ReportReading.Clause] {
  /// Where the clause with a word is, of those of one sentence in their order.
  ///
  /// - Complexity: O(log *n*).
  func indexOfOne(holding token: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].tokens.upperBound <= token { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].tokens.contains(token) ? low : nil
  }
}

extension CueMatch: CoversTokens {}
extension ActorMention: CoversTokens {}
extension Mention: CoversTokens {}
extension ReadCount: CoversTokens {}
extension Quantity: CoversTokens {}

extension Array where Element: CoversTokens {
  /// Those that begin in a range of words, of an array in the order of the text.
  ///
  /// - Complexity: O(log *n*).
  func starting(in range: Range<Int>) -> ArraySlice<Element> {
    let start = firstIndex(from: range.lowerBound)
    var end = start
    // Nearly all ranges are of a few words.
    while end < count, end - start < 8, self[end].tokens.lowerBound < range.upperBound { end += 1 }
    if end - start == 8 { end = Swift.max(end, firstIndex(from: range.upperBound)) }
    return self[start..<end]
  }

  /// Whether one begins in a range of words, of an array in the order of the text.
  ///
  /// - Complexity: O(log *n*).
  func hasOne(startingIn range: Range<Int>) -> Bool {
    let first = firstIndex(from: range.lowerBound)
    return first < count && self[first].tokens.lowerBound < range.upperBound
  }

  private func firstIndex(from token: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].tokens.lowerBound < token { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension CueMatch {
  var tellsEvent: Bool {
    switch cue.kind {
    case .event, .territory: true
    default: false
    }
  }

  var isOfBattle: Bool {
    switch cue.kind {
    case .event(let type): type.category == .battles
    case .territory: true
    default: false
    }
  }

  /// What an explosion or bombardment was done with, where the words say it.
  var meansOfWar: EventType? {
    guard case .event(let type) = cue.kind, type.category == .explosions else { return nil }
    return type
  }

  /// "هجوم بغاز الكلور", "هجوم بطائرة مسيرة": what an attack without fighters was done with.
  func isWeaponOf(_ attack: CueMatch) -> Bool {
    guard case .event(let type) = cue.kind, attack.part == .noun,
      attack.cue.weight < EventAssembler.Threshold.entryWeight
    else { return false }
    return type == .chemicalWeapon || type == .airDroneStrike
  }

  var isOfProtest: Bool {
    guard case .event(let type) = cue.kind else { return false }
    return type.category == .protests || type.category == .riots
  }

  var eventType: EventType? {
    if case .event(let type) = cue.kind { type } else { nil }
  }

  var countKind: CountMention.Kind? {
    if case .count(let kind) = cue.kind { kind } else { nil }
  }
}

/// Words that tell a time, by their tokens.
struct ReadDate: CoversTokens {
  var tokens: Range<Int>
  var mention: DateMention
}

/// Which words of a text are covered by some ranges of them.
struct Coverage {
  private var isCovered: [Bool]

  init(_ ranges: [Range<Int>], of count: Int) {
    isCovered = [Bool](repeating: false, count: count)
    for token in ranges.joined() where isCovered.indices.contains(token) { isCovered[token] = true }
  }

  func contains(_ token: Int) -> Bool { isCovered.indices.contains(token) && isCovered[token] }
  func overlaps(_ tokens: Range<Int>) -> Bool { tokens.contains(where: contains) }
}
