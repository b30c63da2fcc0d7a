internal import Gazetteers
internal import TextAnalysis

/// A person's decisions about names, ready to be used on the names of a text.
///
/// A decision holds for its name as it is spelled, but for what folding ignores. One for a unit
/// holds where the name's own place, a place in its sentence or one of the title lies there, and
/// then goes before those that hold everywhere.
struct PlaceDecisions: Sendable {
  /// What the reasons of a mention say.
  static let reason = "decision in overrides.csv"

  private struct Rule: Sendable {
    /// The code of the unit that the rule holds in, empty for everywhere.
    var unit: String
    var effect: Effect
  }

  /// The places that bear a name by a decision only, which holds in some unit, by the hash of the
  /// name's spelling.
  private var lentNames: [UInt64: Set<Int>] = [:]

  private enum Effect: Sendable {
    case means(Int)
    case doesNotMean(Int)
    case never
  }

  /// The rules by the hash of the name's spelling.
  private var rules: [UInt64: [Rule]] = [:]
  /// The folded names that mean no place anywhere.
  private var neverNames: Set<String> = []

  init(_ overrides: PlaceOverrides, in gazetteer: Gazetteer) {
    for rule in overrides.rules {
      guard let spelling = NameIndex.spelling(of: rule.name) else { continue }
      let effect: Effect
      switch rule.decision {
      case .means(let id):
        guard let place = gazetteer.index(ofID: id) else { continue }
        effect = .means(place)
        let names = gazetteer.places[place].names.map(\.text)
        if !rule.adminHint.isEmpty,
          !names.contains(where: { NameIndex.spelling(of: $0) == spelling })
        {
          lentNames[spelling, default: []].insert(place)
        }
      case .doesNotMean(let id):
        guard let place = gazetteer.index(ofID: id) else { continue }
        effect = .doesNotMean(place)
      case .never:
        effect = .never
        if rule.adminHint.isEmpty { neverNames.insert(Folding.fold(rule.name)) }
      }
      rules[spelling, default: []].append(Rule(unit: rule.adminHint, effect: effect))
    }
  }

  /// Whether the name is decided to mean a place, somewhere at least.
  func meansPlace(_ match: NameMatch) -> Bool {
    guard !rules.isEmpty, let all = rules[match.spelling] else { return false }
    return all.contains { if case .means = $0.effect { true } else { false } }
  }

  /// The candidates without those that bear the name by a decision for a unit alone: whether it
  /// holds is not known yet.
  func ownBearers(
    _ candidates: [MentionDraft.Candidate], of match: NameMatch
  ) -> [MentionDraft.Candidate] {
    guard !lentNames.isEmpty, let lent = lentNames[match.spelling] else { return candidates }
    return candidates.filter { !lent.contains($0.place) }
  }

  /// Whether the words, folded, are decided to mean no place anywhere.
  func isNever(_ tokens: Range<Int>, of text: TokenizedText) -> Bool {
    !neverNames.isEmpty && neverNames.contains(text.foldedText(of: tokens))
  }

  /// Whether a decision about the name holds in a certain unit only.
  func dependsOnUnit(_ match: NameMatch) -> Bool {
    rules[match.spelling]?.contains { !$0.unit.isEmpty } == true
  }

  /// Follows what is decided about the name of `draft`.
  ///
  /// - Parameter isIn: Whether the name stands in the context of the unit with this code.
  func apply(to draft: inout MentionDraft, isIn: (String) -> Bool = { _ in false }) {
    guard !rules.isEmpty, let all = rules[draft.match.spelling] else { return }
    let local = all.filter { !$0.unit.isEmpty && isIn($0.unit) }
    let active = local.isEmpty ? all.filter(\.unit.isEmpty) : local
    guard !active.isEmpty else { return }
    var chosen: [Int] = []
    var excluded: Set<Int> = []
    var isNever = false
    for rule in active {
      switch rule.effect {
      case .means(let place): if !chosen.contains(place) { chosen.append(place) }
      case .doesNotMean(let place): excluded.insert(place)
      case .never: isNever = true
      }
    }
    if !chosen.isEmpty {
      let known = draft.candidates
      draft.candidates = chosen.map { place in
        var candidate =
          known.first { $0.place == place }
          ?? MentionDraft.Candidate(place: place, level: 0, base: 0, score: 0)
        candidate.level = 0
        return candidate
      }
      draft.decision = .place
      draft.isOrdinary = false
      // As sure as a name can be: see `ToponymResolver.placehood`.
      draft.placehood = max(draft.placehood, 1)
    } else if isNever {
      draft.candidates = []
      draft.decision = .noPlace
    } else if draft.candidates.contains(where: { excluded.contains($0.place) }) {
      draft.candidates.removeAll { excluded.contains($0.place) }
      draft.decision = draft.candidates.isEmpty ? .noPlace : .fewerPlaces
    }
    if draft.decision == .noPlace { draft.placehood = -1 }
  }

  /// Follows the decisions that hold in certain units, by where the names of the text turned out to
  /// be: `resolved` are the drafts after a first resolution, `drafts` those before it.
  ///
  /// - Parameter outer: Places that the report is about, such as those of its title.
  /// - Returns: Whether a decision was taken, so that the text must be resolved anew.
  func applyInContext(
    to drafts: inout [MentionDraft], resolved: [MentionDraft], _ text: TokenizedText,
    _ table: PlaceTable, outer: [Int]
  ) -> Bool {
    if rules.isEmpty { return false }
    var hasChanged = false
    for at in drafts.indices where dependsOnUnit(drafts[at].match) {
      let sentence = text.tokens[drafts[at].match.tokens.lowerBound].sentence
      var around = outer
      if let own = resolved[at].place { around.append(own) }
      for other in resolved where other.isAccepted && other.context.role != .actorName {
        guard text.tokens[other.match.tokens.lowerBound].sentence == sentence,
          other.match.tokens != drafts[at].match.tokens, let place = other.place
        else { continue }
        around.append(place)
      }
      let codes = around.flatMap { index in
        let place = table.places[index]
        return [place.kind.isAdministrative ? place.id : "", place.adm1, place.adm2, place.adm3]
      }
      let before = drafts[at].candidates.map(\.place)
      apply(to: &drafts[at]) { unit in codes.contains { $0.hasPrefix(unit) } }
      if drafts[at].decision != resolved[at].decision
        || drafts[at].candidates.map(\.place) != before
      {
        hasChanged = true
      }
    }
    return hasChanged
  }
}
