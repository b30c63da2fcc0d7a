internal import TextAnalysis

/// The words that tell what happened, and what they tell of it.
public struct EventCueLexicon: Sendable {
  let entries: [EventCue]
  private let arabic: PhraseTrie<CueForm>
  private let english: PhraseTrie<CueForm>
  /// Numbers in `arabic` of words that speak of a place told before only with their article.
  private let needsArticle: Set<Int>

  /// Reads `event-cues.tsv`; the head of that file says what its columns hold.
  ///
  /// - Throws: ``LexiconError`` with the line, for a missing column, an unknown class, effect, frame
  ///   or language, a weight outside `0...1`, a repeated id, or forms that cannot be read.
  public init(tsv text: String, file: String = "event-cues.tsv") throws(LexiconError) {
    let table = try LexiconTable(
      text, file: file, separator: UInt8(ascii: "\t"),
      columns: ["id", "language", "class", "effect", "frame", "weight", "forms"])
    var entries: [EventCue] = []
    var arabic: [(words: [String], value: CueForm)] = []
    var english: [(words: [String], value: CueForm)] = []
    var seen: Set<String> = []
    for row in table.rows {
      func fail(_ message: String) -> LexiconError {
        LexiconError(file: file, line: row.line, message: message)
      }
      guard seen.insert(row("id")).inserted, !row("id").isEmpty else {
        throw fail("the id \"\(row("id"))\" is empty or comes twice")
      }
      let isArabic = row("language") == "ar"
      guard isArabic || row("language") == "en" else {
        throw fail("the language \"\(row("language"))\" is not ar or en")
      }
      guard let kind = EventCue.Kind(row("class")) else {
        throw fail("the class \"\(row("class"))\" is not known")
      }
      var effect = Event.ControlEffect.none
      if kind != .marker(.adjective) {
        guard let known = Event.ControlEffect(rawValue: row("effect")) else {
          throw fail("the effect \"\(row("effect"))\" is not known")
        }
        effect = known
      }
      guard row("frame") == "-" || EventCue.Frame(rawValue: row("frame")) != nil else {
        throw fail("the frame \"\(row("frame"))\" is not known")
      }
      guard let weight = Double(row("weight")), (0...1).contains(weight) else {
        throw fail("the weight \"\(row("weight"))\" is not in 0...1")
      }
      let index = entries.count
      entries.append(
        EventCue(
          id: row("id"), kind: kind, effect: effect, frame: .init(rawValue: row("frame")),
          weight: weight, actorID: kind == .marker(.adjective) ? row("effect") : nil))
      for item in row.list("forms", separator: ";") {
        guard let forms = CueInflection.forms(of: item, isArabic: isArabic), !forms.isEmpty else {
          throw fail("the form \"\(item)\" cannot be read")
        }
        for form in forms {
          let value = CueForm(entry: index, part: form.part)
          if isArabic {
            arabic.append((form.words, value))
          } else {
            english.append((form.words, value))
          }
        }
      }
    }
    self.entries = entries
    let trie = PhraseTrie(arabic)
    self.arabic = trie
    self.english = PhraseTrie(english)
    needsArticle = Set(Self.needsArticle.map { trie.words.find($0) })
  }
}

/// One row: words of one meaning.
final class EventCue: Sendable {
  enum Kind: Hashable, Sendable {
    case event(EventType)
    /// A change of territory, whose sub-type follows from who gains.
    case territory
    case count(CountMention.Kind)
    case marker(Marker)

    init?(_ name: String) {
      if let type = EventType(rawValue: name) {
        self = .event(type)
      } else if name == "territory" {
        self = .territory
      } else if let kind = CountMention.Kind(rawValue: name) {
        self = .count(kind)
      } else if let marker = Marker(rawValue: name) {
        self = .marker(marker)
      } else {
        return nil
      }
    }
  }

  enum Marker: String, Hashable, Sendable {
    case negation, failure, attempt, plan, conditional, history, habit, instrument, agent
    case opponent, light, claim, civilian, combatant, elsewhere, subordinate, adjective, ignore
    /// Words of this war's country, and of other countries.
    case home, abroad
    /// A given name: one person.
    case given = "given-name"
    /// Words that state that nobody was hurt.
    case unhurt
    case denial, share, anaphora, background, accident
    /// What somebody is accused of, or asks for: named, and not told.
    case reason
    case civilianObject = "civilian-object"
    case underDeal = "under-deal"
    /// "Took place", "وقع": a day beside it is that of what was told before.
    case happening
    case runningTotal = "running-total"
  }

  /// Who the subject of the words is.
  enum Frame: String, Hashable, Sendable {
    case attacker, defender, gainer, loser, mutual, victim, actor, patient
  }

  let id: String
  let kind: Kind
  let effect: Event.ControlEffect
  let frame: Frame?
  let weight: Double
  let actorID: String?
  /// The words of which one must follow for the cue to tell anything; `nil` where none need.
  let objects: WordSet?
  /// Whether the id ends so: words for shots, and nouns for those who were killed or hurt.
  let isOfShots: Bool
  let isOfVictims: Bool

  init(
    id: String, kind: Kind, effect: Event.ControlEffect, frame: Frame?, weight: Double,
    actorID: String?
  ) {
    objects = ReportReading.objects.first { id.hasSuffix($0.suffix) }?.words
    isOfShots = id.hasSuffix("-shot")
    isOfVictims = id.hasSuffix("-dead") || id.hasSuffix("-hurt")
    self.id = id
    self.kind = kind
    self.effect = effect
    self.frame = frame
    self.weight = weight
    self.actorID = actorID
  }

  /// The same words where they mean something else, which changes no ground.
  func meaning(_ kind: Kind, frame: Frame? = nil, weight: Double? = nil) -> EventCue {
    EventCue(
      id: id, kind: kind, effect: .none, frame: frame ?? self.frame,
      weight: weight ?? self.weight, actorID: actorID)
  }
}

struct CueForm: Hashable, Sendable {
  enum Part: Hashable, Sendable { case past, present, noun, participle, phrase }
  var entry: Int
  var part: Part
}

/// Words of a text that match a row.
struct CueMatch: Sendable {
  var tokens: Range<Int>
  var cue: EventCue
  var part: CueForm.Part
  var first: WordForm
}

extension EventCueLexicon {
  /// The cues of a text in its order, the longest at each word; markers and cues do not overlap.
  func matches(in text: TokenizedText) -> [CueMatch] {
    var result: [CueMatch] = []
    var at = 0
    while at < text.tokens.count {
      let isArabic = text.tokens[at].script == .arabic
      let matches = (isArabic ? arabic : english).longestMatches(
        at: at, in: text, dropsArticles: isArabic)
      var end = at + 1
      // "بقصف" says both what was done and, before an actor, that he did it.
      var hasMarker = false
      var hasCue = false
      for match in matches {
        for form in match.values where isPossible(form, match.first, match.word) {
          let cue = entries[form.entry]
          if case .marker = cue.kind {
            if hasMarker { continue }
            hasMarker = true
          } else {
            if hasCue { continue }
            hasCue = true
          }
          result.append(
            CueMatch(tokens: match.tokens, cue: cue, part: form.part, first: match.first))
          end = match.tokens.upperBound
        }
      }
      // "جراء قصف مدفعي" says who did it before an actor, and what was done from its second word on.
      if !hasCue, end > at + 1, let kind = result.last?.cue.kind,
        kind == .marker(.agent) || kind == .marker(.instrument)
      {
        end = appendCues(in: at + 1..<end, of: text, to: &result)
      }
      at = end
    }
    return result
  }

  /// Appends the cues that begin in `tokens`, without markers.
  ///
  /// - Returns: Where the last of them, or `tokens`, ends.
  private func appendCues(
    in tokens: Range<Int>, of text: TokenizedText, to result: inout [CueMatch]
  ) -> Int {
    for at in tokens {
      let isArabic = text.tokens[at].script == .arabic
      let matches = (isArabic ? arabic : english).longestMatches(
        at: at, in: text, dropsArticles: isArabic)
      for match in matches {
        let form = match.values.first { form in
          if case .marker = entries[form.entry].kind { return false }
          return isPossible(form, match.first, match.word)
        }
        guard let form else { continue }
        result.append(
          CueMatch(
            tokens: match.tokens, cue: entries[form.entry], part: form.part, first: match.first))
        return max(tokens.upperBound, match.tokens.upperBound)
      }
    }
    return tokens.upperBound
  }

  private static let needsArticle = [
    "بلده", "قريه", "مدينه", "تله", "منطقه", "حي", "موقع", "بلدات", "قري", "قريتين", "بلدتين",
    "مطار", "مخيم",
  ]

  /// Two letters with something joined before them are too often another word ("كفر" is not ك and
  /// "فر"), a verb takes no article, and its past none of ب, ل, ك.
  private func isPossible(_ form: CueForm, _ first: WordForm, _ word: Int) -> Bool {
    if entries[form.entry].kind == .marker(.anaphora) {
      // "البلدة", "منها", "هذه القرى", but not "بلدة" before a name.
      return first.lostArticle || !needsArticle.contains(word)
    }
    if first.isFuture, form.part != .present { return false }
    if first.isJoined, first.isShort, form.part != .phrase { return false }
    switch form.part {
    case .past: return !first.lostArticle && first.preposition == nil
    case .present: return !first.lostArticle && (first.preposition ?? "ل") == "ل"
    default: return true
    }
  }
}

/// The written forms of a word from its entry.
enum CueInflection {
  struct Form: Hashable {
    var words: [String]
    var part: CueForm.Part
  }

  /// The forms of an item such as `n=سيطرة` or `e=capture`, `nil` where it is not one.
  static func forms(of item: String, isArabic: Bool) -> [Form]? {
    guard let mark = item.firstIndex(of: "=") else { return nil }
    let kind = item[..<mark]
    let body = String(item[item.index(after: mark)...])
    switch (kind, isArabic) {
    case ("v", true), ("w", true):
      let stems = body.split(separator: ":").map { Folding.fold(String($0)) }
      guard stems.count == 2, stems.allSatisfy({ $0.count >= 2 }) else { return nil }
      return arabicVerb(
        past: stems[0], imperfect: stems[1], objects: kind == "v" ? objects : [""])
    case ("n", true): return arabicNoun(Folding.fold(body))
    case ("n", false): return english(noun: body)
    case ("e", false): return english(verb: body)
    case ("i", false):
      let parts = body.split(separator: " ", maxSplits: 1).map(String.init)
      guard let first = parts.first else { return nil }
      return first.split(separator: "/").map { form in
        phrase(([String(form)] + parts.dropFirst()).joined(separator: " "), .past)
      }
    case ("x", _):
      let form = phrase(body, .phrase, dropsArticles: isArabic)
      return form.words.isEmpty ? nil : [form]
    default: return nil
    }
  }

  private static func phrase(
    _ text: String, _ part: CueForm.Part, dropsArticles: Bool = false
  ) -> Form {
    let words = Folding.fold(text).split(separator: " ").map { word in
      dropsArticles && word.hasPrefix("ال") && word.count >= 4
        ? String(word.dropFirst(2)) : String(word)
    }
    return Form(words: words, part: part)
  }

  private static let objects = ["", "ه", "ها", "هم"]

  /// Past and imperfect of the third person with object pronouns.
  ///
  /// A stem that ends in ى loses it before ت and و, as in "تصدى", "تصدت", "تصدوا".
  private static func arabicVerb(
    past: String, imperfect: String, objects: [String]
  ) -> [Form] {
    var forms: Set<String> = []
    func open(_ stem: String) -> String { stem.hasSuffix("ي") ? String(stem.dropLast()) : stem }
    for object in objects {
      let stem = past.hasSuffix("ي") && !object.isEmpty ? open(past) + "ا" : past
      forms.insert(stem + object)
      forms.insert(open(past) + "ت" + object)
      forms.insert(open(past) + (object.isEmpty ? "وا" : "و" + object))
    }
    forms.insert(past + "ا")
    forms.insert(past + "ن")
    var result = forms.sorted().map { Form(words: [$0], part: .past) }
    forms = []
    for person in ["ي", "ت", "ن"] {
      for object in objects { forms.insert(person + imperfect + object) }
      for ending in ["ون", "وا", "ان", "ا"] { forms.insert(person + open(imperfect) + ending) }
    }
    result += forms.sorted().map { Form(words: [$0], part: .present) }
    return result
  }

  private static func arabicNoun(_ noun: String) -> [Form]? {
    guard noun.count >= 2, !noun.contains(" ") else { return nil }
    let bound = noun.hasSuffix("ه") ? noun.dropLast() + "ت" : noun[...]
    var forms = [noun]
    for owner in ["ه", "ها", "هم", "هما"] { forms.append(bound + owner) }
    if !noun.hasSuffix("ه") { forms.append(noun + "ا") }
    return forms.map { Form(words: [$0], part: .noun) }
  }

  private static func english(noun: String) -> [Form] {
    [phrase(noun, .noun), phrase(withS(noun), .noun)]
  }

  private static func withS(_ word: String) -> String {
    if ["s", "x", "ch", "sh"].contains(where: word.hasSuffix) { return word + "es" }
    if word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) {
      return word.dropLast() + "ies"
    }
    return word + "s"
  }

  private static func english(verb: String) -> [Form] {
    let parts = verb.split(separator: " ").map(String.init)
    guard let first = parts.first else { return [] }
    func form(_ text: String, _ part: CueForm.Part) -> Form {
      phrase(([text] + parts.dropFirst()).joined(separator: " "), part)
    }
    let past: String
    let gerund: String
    if first.hasSuffix("e") {
      past = first + "d"
      gerund = first.dropLast() + "ing"
    } else if first.hasSuffix("y"), let before = first.dropLast().last, !"aeiou".contains(before) {
      past = first.dropLast() + "ied"
      gerund = first + "ing"
    } else {
      past = first + "ed"
      gerund = first + "ing"
    }
    return [
      form(first, .present), form(withS(first), .present), form(past, .past),
      form(gerund, .participle),
    ]
  }
}
