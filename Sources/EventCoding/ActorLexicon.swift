internal import CivilCalendar
internal import Numerals
package import TextAnalysis

/// The actors of a war and the words that name them.
public struct ActorLexicon: Sendable {
  /// In the order of the file.
  public let actors: [Actor]
  private let indexByID: [String: Int]
  private let names: PhraseTrie<NameUse>
  /// Of each actor, ``ShortNames/heads(of:)``.
  private let shortNames: [[Int]]

  struct NameUse: Sendable {
    var actor: Int
    var isHostileLabel: Bool
  }

  /// - Throws: ``LexiconError`` where two actors have one id.
  public init(_ actors: [Actor]) throws(LexiconError) {
    self.actors = actors
    var indexByID: [String: Int] = [:]
    var names: [(words: [String], value: NameUse)] = []
    for (index, actor) in actors.enumerated() {
      guard indexByID.updateValue(index, forKey: actor.id) == nil else {
        throw LexiconError(file: "actors", line: 0, message: "two actors have the id \(actor.id)")
      }
      let own = [actor.nameEnglish, actor.nameArabic] + actor.aliasesEnglish + actor.aliasesArabic
      let hostile = actor.hostileEnglish + actor.hostileArabic
      for (list, isHostile) in [(own, false), (hostile, true)] {
        for name in list {
          let words = TokenizedText(name)
          names.append(
            (
              words.tokens.indices.map(words.foldedText),
              NameUse(actor: index, isHostileLabel: isHostile)
            ))
        }
      }
    }
    self.indexByID = indexByID
    self.names = PhraseTrie(names)
    shortNames = actors.map { ShortNames.heads(of: $0.nameArabic) }
  }

  /// Reads the rows of `actors.csv`.
  ///
  /// - Throws: ``LexiconError`` with the line, for a missing column, an empty or repeated id, a type
  ///   outside `1...8` or a date that is none.
  public init(csv text: String, file: String = "actors.csv") throws(LexiconError) {
    let table = try LexiconTable(
      text, file: file, separator: UInt8(ascii: ","),
      columns: [
        "id", "name_en", "name_ar", "aliases_en", "aliases_ar", "hostile_en", "hostile_ar", "type",
        "camp", "side", "parent", "valid_from", "valid_to",
      ])
    var actors: [Actor] = []
    var seen: Set<String> = []
    for row in table.rows {
      func fail(_ message: String) -> LexiconError {
        LexiconError(file: file, line: row.line, message: message)
      }
      func date(_ column: String) throws(LexiconError) -> CivilDate? {
        if row(column).isEmpty { return nil }
        guard let date = CivilDate(iso: row(column)) else {
          throw fail("\(column) \"\(row(column))\" is no ISO date")
        }
        return date
      }
      guard !row("id").isEmpty else { throw fail("the id is empty") }
      guard seen.insert(row("id")).inserted else { throw fail("the id \(row("id")) comes twice") }
      guard let type = Int(row("type")), (1...8).contains(type) else {
        throw fail("the type \"\(row("type"))\" is not one of 1 to 8")
      }
      actors.append(
        Actor(
          id: row("id"), nameEnglish: row("name_en"), nameArabic: row("name_ar"),
          aliasesEnglish: row.list("aliases_en"), aliasesArabic: row.list("aliases_ar"),
          hostileEnglish: row.list("hostile_en"), hostileArabic: row.list("hostile_ar"),
          type: type, camp: row("camp"), side: row("side"),
          parent: row("parent").isEmpty ? nil : row("parent"), validFrom: try date("valid_from"),
          validTo: try date("valid_to")))
    }
    try self.init(actors)
  }

  /// Who stands for people and soldiers that have no other name in a report.
  var civilians: String? { id(named: "civilians") }
  var protesters: String? { id(named: "protesters") }
  var soldiers: String? { id(named: "syrian army") }

  /// The actor of a name in folded form.
  private func id(named name: String) -> String? {
    names.values(of: name.split(separator: " ").map(String.init)).first.map { actors[$0.actor].id }
  }

  /// The actor with this id.
  public func actor(id: String) -> Actor? { indexByID[id].map { actors[$0] } }

  /// Whether two actors fight on one side: the same camp.
  package func areAllied(_ a: String, _ b: String) -> Bool {
    guard a != b else { return true }
    guard let a = indexByID[a], let b = indexByID[b] else { return false }
    return actors[a].camp == actors[b].camp && actors[a].camp != "other"
  }

  /// Whether the actor is of a state, or fights for it: the types of territory changes ask.
  package func isOfGovernment(_ id: String) -> Bool {
    indexByID[id].map { actors[$0].camp == "government" } ?? false
  }
}

/// Words of a text that name an actor.
extension ActorLexicon {
  /// "The terrorists" of a report that names one armed group only are that group.
  func withLabelsResolved(_ mentions: [ActorMention]) -> [ActorMention] {
    guard mentions.contains(where: \.isHostileLabel) else { return mentions }
    let groups = Set(
      mentions.lazy.filter { !$0.isHostileLabel }.compactMap(\.actorID).filter { id in
        actor(id: id).map { $0.type == 2 && ($0.camp == "isil" || $0.camp == "opposition") }
          ?? false
      })
    guard groups.count == 1, let group = groups.first, let camp = actor(id: group)?.camp else {
      return mentions
    }
    return mentions.map { mention in
      guard mention.isHostileLabel, let id = mention.actorID, let label = actor(id: id),
        label.camp == "opposition", label.parent == nil, camp != label.camp || id != group,
        camp == "isil"
      else { return mention }
      var resolved = mention
      resolved.actorID = group
      return resolved
    }
  }
}

package struct ActorMention: Hashable, Sendable {
  package var tokens: Range<Int>
  /// `nil` for a group that is named as one and is in no list.
  package var actorID: String?
  /// As written.
  package var text: String
  /// Whether it is what its enemies call it.
  package var isHostileLabel: Bool
  /// The preposition joined before it, such as the ل of "للنظام".
  package var preposition: Unicode.Scalar?
  package var hasConjunction: Bool
}

/// What groups are called once they have been named: "التنظيم" after "تنظيم الدولة".
struct ShortNames {
  /// The first words of groups' names and the same with the article, in folded form.
  private static let heads: [(name: StaticString, short: StaticString)] = [
    ("تنظيم", "التنظيم"), ("هيئه", "الهيئه"), ("حزب", "الحزب"), ("حركه", "الحركه"),
    ("قوات", "القوات"),
  ]

  /// The actor that each short name was last said of.
  private var known = [String?](repeating: nil, count: heads.count)
  private var isAnyKnown = false

  /// The numbers of the first words that a group's Arabic name has.
  static func heads(of name: String) -> [Int] {
    let name = TokenizedText(name)
    return heads.indices.filter { name.hasPrefix(0, heads[$0].name) }
  }

  /// - Parameters:
  ///   - own: ``heads(of:)`` of the actor's name.
  ///   - first: The token that begins the name in the text.
  mutating func learn(_ id: String, _ own: [Int], as first: Int, in text: TokenizedText) {
    for head in Self.heads.indices
    where own.contains(head) || text.isWord(first, Self.heads[head].name) {
      known[head] = id
      isAnyKnown = true
    }
  }

  func actor(_ token: Int, in text: TokenizedText) -> String? {
    guard isAnyKnown, text.hasPrefix(token, "ال") else { return nil }
    for (head, id) in known.enumerated() {
      guard let id, text.isWord(token, Self.heads[head].short) else { continue }
      // "التنظيم الإرهابي" is the same one, "الحزب الإسلامي" is another.
      guard token + 1 < text.tokens.count, text.tokens[token + 1].gap == .space else { return id }
      return text.hasPrefix(token + 1, "ال") ? nil : id
    }
    return nil
  }
}

extension ActorLexicon {
  /// The actors that a text names, in the order of the text, without overlaps.
  package func mentions(in text: TokenizedText) -> [ActorMention] {
    var result: [ActorMention] = []
    var short = ShortNames()
    var at = 0
    while at < text.tokens.count {
      if let last = result.last, isOnlyPeople(at, of: last, in: text) {
        // "Islamic State militants": the militants are no other group.
        result[result.count - 1].tokens = last.tokens.lowerBound..<at + 1
        result[result.count - 1].text = text.text(of: last.tokens.lowerBound..<at + 1)
        at += 1
        continue
      }
      if let id = short.actor(at, in: text) {
        result.append(
          ActorMention(
            tokens: at..<at + 1, actorID: id, text: text.text(of: at..<at + 1),
            isHostileLabel: false, preposition: nil, hasConjunction: false))
        at += 1
        continue
      }
      let match = names.longestMatches(at: at, in: text, dropsArticles: false).first
      let unlisted = unlistedGroup(at: at, in: text)
      if let match, let use = match.values.first,
        match.tokens.count >= (unlisted?.tokens.count ?? 0)
          || listed(within: unlisted?.tokens, in: text) != nil
      {
        if isName(match.tokens, in: text) {
          var mention = ActorMention(
            tokens: match.tokens, actorID: actors[use.actor].id,
            text: text.text(of: match.tokens),
            isHostileLabel: use.isHostileLabel, preposition: match.first.preposition,
            hasConjunction: match.first.hasConjunction)
          takePeople(before: &mention, after: result.last?.tokens.upperBound ?? 0, text)
          result.append(mention)
          short.learn(
            actors[use.actor].id, shortNames[use.actor], as: match.tokens.lowerBound, in: text)
          at = match.tokens.upperBound
          continue
        }
      } else if let unlisted {
        // "ميليشيا" and a listed name: the listed actor, under a label that is none of its own.
        if let inner = listed(within: unlisted.tokens, in: text) {
          var mention = unlisted
          mention.tokens = at..<inner.tokens.upperBound
          mention.actorID = actors[inner.use.actor].id
          mention.text = text.text(of: mention.tokens)
          mention.isHostileLabel = unlisted.isHostileLabel || inner.use.isHostileLabel
          result.append(mention)
          at = mention.tokens.upperBound
        } else {
          result.append(unlisted)
          at = unlisted.tokens.upperBound
        }
        continue
      }
      at += 1
    }
    return result
  }

  /// Words for people and means of war that stand after an English name and are of that name.
  private static let peopleAfter: WordSet = [
    "fighters", "militants", "insurgents", "gunmen", "soldiers", "troops", "jihadists", "rebels",
    "members", "men", "extremists", "terrorists", "inmates", "operatives", "cells", "militia",
    "militias", "militiamen", "fighter", "militant", "forces", "units", "artillery", "warplanes",
    "jets", "aircraft", "helicopters", "drones",
  ]
  /// The same before an Arabic name: "مقاتلو", "عناصر", "طائرات".
  private static let peopleBefore: WordSet = [
    "مقاتلو", "مقاتلي", "عناصر", "مسلحو", "مسلحي", "جنود", "ضباط", "قوات", "وحدات", "افراد",
    "خلايا", "مجموعات", "دوريات", "طايرات", "مدفعيه", "طيران", "مروحيات", "ميليشيات", "فصايل",
  ]

  /// Whether a word after an English name only says what the named are.
  private func isOnlyPeople(_ at: Int, of last: ActorMention, in text: TokenizedText) -> Bool {
    guard last.tokens.upperBound == at, last.actorID != nil, text.tokens[at].script == .latin,
      text.tokens[at].gap.subtracting(.possessive).joinsName,
      let final = last.tokens.last, text.tokens[final].script == .latin
    else { return false }
    return Self.peopleAfter.contains(at, in: text) && !Self.peopleAfter.contains(final, in: text)
  }

  /// "ومقاتلي العشائر": the word before belongs to the name, with what is joined before it.
  private func takePeople(
    before mention: inout ActorMention, after limit: Int, _ text: TokenizedText
  ) {
    let first = mention.tokens.lowerBound
    guard first > limit, mention.preposition == nil, !mention.hasConjunction,
      text.tokens[first].script == .arabic, text.tokens[first].gap.joinsName
    else { return }
    var people: WordForm?
    WordForm.forEach(of: first - 1, in: text) { word, form in
      if !form.lostArticle, Self.peopleBefore.contains(word) { people = form }
      return people == nil
    }
    guard let form = people else { return }
    mention.tokens = first - 1..<mention.tokens.upperBound
    mention.text = text.text(of: mention.tokens)
    mention.preposition = form.preposition
    mention.hasConjunction = form.hasConjunction
  }

  /// Short Latin names are abbreviations and count in capitals only: "IS" is not "is".
  private func isName(_ tokens: Range<Int>, in text: TokenizedText) -> Bool {
    guard tokens.count == 1, let index = tokens.first, text.tokens[index].script == .latin else {
      return true
    }
    let written = text.text(of: tokens)
    return written.utf8.count > 3 || written == written.uppercased()
  }

  /// Words for groups in folded form, and whether only enemies say them.
  private static let groupHeads = WordTable<Bool>([
    ("ميليشيا", true), ("ميليشيات", true), ("مليشيا", true), ("مليشيات", true), ("عصابات", true),
    ("فصيل", false), ("لواء", false), ("كتيبة", false), ("كتائب", false), ("فرقة", false),
    ("تنظيم", false), ("سرايا", false),
  ])

  /// A group by its head word and the name after it: "لواء …", and in quotation marks all of it.
  private func unlistedGroup(at start: Int, in text: TokenizedText) -> ActorMention? {
    var head: (form: WordForm, isHostile: Bool)?
    WordForm.forEach(of: start, in: text) { word, form in
      if !form.lostArticle, let isHostile = Self.groupHeads.value(of: word) {
        head = (form, isHostile)
      }
      return head == nil
    }
    guard let (form, isHostile) = head else { return nil }
    var end = start + 1
    guard end < text.tokens.count else { return nil }
    let gap = text.tokens[end].gap
    if !gap.isDisjoint(with: [.openQuote, .quote]) {
      end += 1
      while end < text.tokens.count, end - start <= 5,
        text.tokens[end].gap.isDisjoint(with: [.closeQuote, .quote, .sentenceEnd, .lineBreak])
      {
        end += 1
      }
      guard end - start <= 5 else { return nil }
    } else if gap.joinsName, text.tokens[end].script == .arabic,
      text.hasPrefix(end, "ال"), text.foldedText(end).count > 3
    {
      // Without quotation marks only a defined word is surely the name.
      end += 1
    } else {
      return nil
    }
    return ActorMention(
      tokens: start..<end, actorID: nil, text: text.text(of: start..<end),
      isHostileLabel: isHostile, preposition: form.preposition,
      hasConjunction: form.hasConjunction)
  }

  private func listed(
    within tokens: Range<Int>?, in text: TokenizedText
  ) -> (tokens: Range<Int>, use: NameUse)? {
    guard let tokens, let first = tokens.first, tokens.count > 1 else { return nil }
    guard
      let match = names.longestMatches(at: first + 1, in: text, dropsArticles: false).first,
      let use = match.values.first
    else { return nil }
    return (match.tokens, use)
  }
}
