public import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// Why a place came out wrong, told by rule from the text, the gazetteer and the answer.
public enum ToponymErrorCause: String, Hashable, Sendable, CaseIterable {
  /// Not found; a letter is joined before the name.
  case missedUnderClitic = "missed_under_clitic"
  /// Not found; the name is spelt as the gazetteer has it.
  case missedKnownName = "missed_known_name"
  /// Not found; the gazetteer has the place, but not under this spelling.
  case missedSpelling = "missed_spelling"
  /// Not found; the gazetteer does not have it, and its cue word was not enough.
  case missedUnlisted = "missed_unlisted"
  /// Found, and taken for a part of an actor's or an agreement's name.
  case placeTakenForName = "place_taken_for_name"
  /// Found, and left ambiguous or unknown though the gazetteer has it.
  case abstained
  /// Resolved, though the gazetteer does not have it.
  case resolvedUnlisted = "resolved_unlisted"
  /// Resolved to the unit of a settlement's name, its seat or another part of the same place.
  case unitForSettlement = "unit_or_settlement"
  /// Resolved to another bearer of the name.
  case wrongHomonym = "wrong_homonym"
  /// Resolved to a place that does not bear the name as it is written.
  case wrongPlace = "wrong_place"
  /// The place is right, the span is not.
  case wrongSpan = "wrong_span"
  /// The place is right, how the words lie to it is not: the relation or the precision.
  case wrongRelation = "wrong_relation"
  /// The place is right, its role is not.
  case wrongRole = "wrong_role"
  /// An actor's or an agreement's name, taken for a place.
  case nameTakenForPlace = "name_taken_for_place"
  /// Resolved where no place is named: a common word, a person, a street.
  case wordTakenForPlace = "word_taken_for_place"
  /// Left unknown or ambiguous where no place is named.
  case wordTakenForUnknown = "word_taken_for_unknown"
}

extension ToponymComparison {
  /// Every error of the text, in the order of the spans; one span may have several.
  public func errors(in text: String, _ gazetteer: Gazetteer) -> [EvaluationError] {
    var errors: [EvaluationError] = []
    let scalars = Array(text.unicodeScalars)
    for index in gold.indices {
      let pair = ToponymPair(self, index)
      let span = pair.gold.span
      for cause in causes(of: pair, scalars, gazetteer) {
        errors.append(
          EvaluationError(
            reportID: reportID, cause: cause.rawValue, start: span.start, end: span.end,
            expected: describe(pair.gold, for: cause, gazetteer),
            got: pair.found.map { describe($0, for: cause) } ?? "nothing",
            reason: pair.found?.reasons.joined(separator: "; ") ?? ""))
      }
    }
    if isComplete {
      for index in unmatched where found[index].role.isOfPlace {
        let mention = found[index]
        let cause: ToponymErrorCause =
          mention.resolution.place == nil ? .wordTakenForUnknown : .wordTakenForPlace
        errors.append(
          EvaluationError(
            reportID: reportID, cause: cause.rawValue, start: mention.span.start,
            end: mention.span.end, expected: "no place", got: describe(mention, for: cause),
            reason: mention.reasons.joined(separator: "; ")))
      }
    }
    return errors.enumerated()
      .sorted { ($0.element.start ?? 0, $0.offset) < ($1.element.start ?? 0, $1.offset) }
      .map(\.element)
  }

  private func causes(
    of pair: ToponymPair, _ scalars: [Unicode.Scalar], _ gazetteer: Gazetteer
  ) -> [ToponymErrorCause] {
    let gold = pair.gold
    guard gold.isPlace else { return pair.answer.isRecognised ? [.nameTakenForPlace] : [] }
    guard let found = pair.found else { return [missCause(gold, scalars, gazetteer)] }
    guard pair.answer.isRecognised else { return [.placeTakenForName] }
    var causes: [ToponymErrorCause] = []
    switch gold.place {
    case .notAnnotated: break
    case .unknown: if pair.answer.isResolved { causes.append(.resolvedUnlisted) }
    case .known:
      if let place = found.resolution.place {
        if !isRightPlace(pair) { causes.append(confusion(of: gold, with: place, gazetteer)) }
      } else {
        causes.append(.abstained)
      }
    }
    guard causes.isEmpty else { return causes }
    if !pair.isSameSpan { causes.append(.wrongSpan) }
    if pair.answer.isResolved {
      let isRelation = gold.relation.map { $0 == found.relation } ?? true
      let isPrecision = gold.precision.map { $0 == found.precision } ?? true
      if !isRelation || !isPrecision { causes.append(.wrongRelation) }
    }
    if let role = gold.role, role != found.role { causes.append(.wrongRole) }
    return causes
  }

  /// By id where the gold has one, else within 161 km: foreign capitals stand for countries.
  private func isRightPlace(_ pair: ToponymPair) -> Bool {
    pair.answer.isExactPlace ?? pair.answer.isWithin(161)
  }

  private func missCause(
    _ gold: GoldToponym, _ scalars: [Unicode.Scalar], _ gazetteer: Gazetteer
  ) -> ToponymErrorCause {
    let names = gold.place.ids.compactMap { gazetteer.place(id: $0) }.flatMap(\.names)
    guard !names.isEmpty else { return .missedUnlisted }
    let start = gold.span.start
    if start > 0, start < scalars.count, scalars[start - 1].properties.isAlphabetic {
      return .missedUnderClitic
    }
    let name = Folding.fold(words(gold, scalars))
    return names.contains { Folding.fold($0.text) == name } ? .missedKnownName : .missedSpelling
  }

  private func words(_ gold: GoldToponym, _ scalars: [Unicode.Scalar]) -> String {
    let range = (gold.span.start..<gold.span.end).clamped(to: 0..<scalars.count)
    return String(String.UnicodeScalarView(scalars[range]))
  }

  private func confusion(
    of gold: GoldToponym, with place: Place, _ gazetteer: Gazetteer
  ) -> ToponymErrorCause {
    let accepted = gold.place.ids.compactMap { gazetteer.place(id: $0) }
    let names = Set(accepted.flatMap(\.names).map { Folding.fold($0.text) })
    let isNamesake = place.names.contains { names.contains(Folding.fold($0.text)) }
    let isUnit = accepted.contains { other in
      place.kind.isAdministrative != other.kind.isAdministrative
        && (place.isWithin(other) || other.isWithin(place))
    }
    if isNamesake && isUnit { return .unitForSettlement }
    return isNamesake ? .wrongHomonym : .wrongPlace
  }

  // MARK: - In words

  private func describe(
    _ gold: GoldToponym, for cause: ToponymErrorCause, _ gazetteer: Gazetteer
  ) -> String {
    switch cause {
    case .wrongRole, .placeTakenForName, .nameTakenForPlace: return gold.role?.rawValue ?? "a place"
    case .wrongSpan: return "\(gold.span.start)..<\(gold.span.end)"
    case .wrongRelation:
      return [gold.relation?.rawValue, gold.precision.map { "geo_prec \($0)" }]
        .compactMap { $0 }.joined(separator: ", ")
    default: break
    }
    switch gold.place {
    case .notAnnotated: return "a place"
    case .unknown: return "a place of no gazetteer"
    case .known(let ids, let point):
      guard let id = ids.first else {
        return point.map { "\($0.latitude), \($0.longitude)" } ?? ""
      }
      return id + (gazetteer.place(id: id).map { " " + $0.nameEnglish } ?? "")
    }
  }

  private func describe(_ mention: Mention, for cause: ToponymErrorCause) -> String {
    switch cause {
    case .wrongRole, .placeTakenForName: return mention.role.rawValue
    case .wrongSpan: return "\(mention.span.start)..<\(mention.span.end)"
    case .wrongRelation: return "\(mention.relation.rawValue), geo_prec \(mention.precision)"
    default:
      guard let place = mention.resolution.place else { return mention.resolution.status }
      return "\(place.id) \(place.nameEnglish) (\(mention.role.rawValue))"
    }
  }
}
