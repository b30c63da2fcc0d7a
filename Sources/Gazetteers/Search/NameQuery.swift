internal import CivilCalendar
internal import Foundation
internal import SimpleFeatures

/// One search in an index: the levels of matching, one after the other, and the score of each match.
///
/// An object, so that what it holds is not copied for every name that it meets.
final class NameQuery {
  var found = Candidates()
  private let index: GazetteerIndex
  private let forms: NameForms
  private let records: PlaceRecords
  private let units: [Int]
  private let near: GeographicPoint?
  private let date: CivilDate?
  private let limit: Int
  private let weakest: MatchLevel
  /// Whether the name asked for is in Arabic script.
  private let isArabic: Bool
  /// What no match by sound reaches.
  private var ceiling = NameQuery.surelyBetterThanSound

  init(_ index: GazetteerIndex, isArabic: Bool, _ options: PlaceSearch.Options) {
    self.index = index
    forms = index.forms
    records = index.places
    units = options.units.positions
    near = options.near
    date = options.date
    limit = options.limit
    weakest = options.weakest
    self.isArabic = isArabic
  }

  // MARK: Levels

  /// Offers the names that are equal but for spelling, article, blanks or common words.
  func addEqual(_ name: String, _ folded: [UInt8], _ keys: NameKey.Hashes) {
    for (form, isAlias) in forms.keyed(keys.loose) {
      let isFolded = !isAlias && forms.folded(form).elementsEqual(folded)
      let level: MatchLevel = isFolded ? .folded : isAlias ? .alias : .articleIgnored
      for bearer in forms.bearers(form) {
        let place = forms.place(bearer)
        guard isInUse(bearer) else { continue }
        offer(place, isFolded && isExact(name, place) ? .exact : level, 1)
      }
    }
    guard keys.alias != keys.loose else { return }
    for (form, _) in forms.keyed(keys.alias) { offer(form: form, .alias, 1) }
  }

  private func isExact(_ name: String, _ place: Int) -> Bool {
    var name = name
    return name.withUTF8 { records.hasName(place, $0) }
  }

  /// Offers the names that sound as this one does, or nearly so.
  ///
  /// They are many, and are not asked where surer ones fill the answer. None is stronger than a name
  /// that is equal.
  func addSounding(_ sound: SoundBuffer) {
    let equal = found.equalMatches
    if near == nil, equal.count >= limit { return }
    ceiling = equal.strongest.map { min($0, ceiling) } ?? ceiling
    sound.sounds.withUnsafeBufferPointer { sounds in
      if !isFilled(Self.surelyBetterThanSound) {
        for form in index.tree.forms(of: sound.skeleton) {
          let similarity = SoundDistance.similarity(forms.sounds(Int(form)), sounds)
          offer(form: Int(form), .romanisation, similarity, crossesScripts(Int(form)))
        }
      }
      guard weakest >= .spelling, !isFilled(Self.surelyBetterThanSpelling) else { return }
      index.tree.forEachNear(sound.skeleton) { near in
        for form in near {
          let similarity = SoundDistance.similarity(forms.sounds(Int(form)), sounds)
          let crosses = crossesScripts(Int(form))
          if similarity
            >= (crosses ? Self.leastSimilarityAcrossScripts : Self.leastSimilarity)
          {
            offer(form: Int(form), .spelling, similarity, crosses)
          }
        }
      }
    }
  }

  private func isFilled(_ least: Double) -> Bool {
    near == nil && found.count(ofStrength: least) >= limit
  }

  private func offer(
    form: Int, _ level: MatchLevel, _ similarity: Double, _ crossesScripts: Bool = false
  ) {
    for bearer in forms.bearers(form) where isInUse(bearer) {
      offer(forms.place(bearer), level, similarity, crossesScripts)
    }
  }

  /// Whether a form is in another script than the name asked for.
  private func crossesScripts(_ form: Int) -> Bool {
    (forms.folded(form).first.map { (0xD8...0xDB).contains($0) } ?? false) != isArabic
  }

  private func isInUse(_ bearer: Int) -> Bool {
    guard let date else { return true }
    let name = forms.hasPeriod(bearer) ? forms.name(bearer) : nil
    return records.isValid(forms.place(bearer), name: name, on: date)
  }

  // MARK: Strength

  /// Below this a spelling is another name: of those of one script from 0.85 to 0.9 seven in ten
  /// were right, of those from 0.75 to 0.84 one in five. One sound in seven is 0.86.
  private static let leastSimilarity = 0.85
  /// Across scripts, where the short vowels are missing.
  private static let leastSimilarityAcrossScripts = 0.78
  /// A score of 0.05.
  private static let leastStrength = -4.7
  /// Equal names that are so strong settle the search; no match by sound is stronger, and none of a
  /// near sound reaches the other.
  private static let surelyBetterThanSound = 3.9
  private static let surelyBetterThanSpelling = 0.0

  /// Offers the match with its strength in logits: its level, what speaks for the place, and what
  /// the context says. The weights were fitted with those of ``PlacePrior``.
  ///
  /// In another unit than the one that is known a name must be more than alike.
  private func offer(
    _ place: Int, _ level: MatchLevel, _ similarity: Double, _ crossesScripts: Bool = false
  ) {
    if level > weakest { return }
    let isOutside =
      !units.isEmpty && !units.contains(where: { records.isWithin(place, unit: $0) })
    if isOutside, level >= .romanisation { return }
    var strength =
      crossesScripts
      ? Self.weightAcrossScripts(of: level, similarity)
      : Self.weight(of: level, similarity, isArabic: isArabic)
    strength += records.prior(place)
    if isOutside { strength -= 5 }
    // At 20 km 1.5, and as much for each time the distance doubles.
    if let near { strength -= 1.5 * log2(1 + records.point(place).distance(to: near) / 20_000) }
    if strength < Self.leastStrength { return }
    if level >= .romanisation { strength = min(strength, ceiling - 0.1) }
    found.offer(
      Candidates.Candidate(
        position: place, level: level, strength: strength, isOutside: isOutside))
  }

  private static func weight(
    of level: MatchLevel, _ similarity: Double, isArabic: Bool
  ) -> Double {
    switch level {
    case .override, .exact: 4.2
    case .folded: 3.9
    // The article is left out in Arabic lists, but tells places apart in Latin ones.
    case .articleIgnored: isArabic ? 3 : 2
    case .alias: 1.2
    case .romanisation: 0.6 - 11 * (1 - similarity)
    case .spelling: -3.8 - 5 * (1 - similarity)
    }
  }

  /// Across scripts the short vowels are missing on one side: names that are equal sound less so,
  /// and one that nearly does is mostly the one that is meant.
  ///
  /// Set on the gazetteer's own names (`conflictmap evaluate names --held-out`).
  private static func weightAcrossScripts(
    of level: MatchLevel, _ similarity: Double
  ) -> Double {
    (level == .romanisation ? 1.2 : 0) - 12 * (1 - similarity)
  }
}

/// Matches as they are found, each place with its best in the end.
struct Candidates {
  struct Candidate {
    var position: Int
    var level: MatchLevel
    var strength: Double
    /// Whether it lies outside the units that are known.
    var isOutside: Bool
  }

  private var candidates: [Candidate] = []
  private var isUnique = true

  mutating func offer(_ candidate: Candidate) {
    isUnique = isUnique && candidates.isEmpty
    candidates.append(candidate)
  }

  /// The places with an equal name that are not held back by where they are: how many, and how strong
  /// the strongest is.
  var equalMatches: (count: Int, strongest: Double?) {
    mutating get {
      makeUnique()
      let equal = candidates.filter { $0.level <= .folded && !$0.isOutside }
      return (equal.count, equal.map(\.strength).max())
    }
  }

  /// How many places are at least so strong.
  mutating func count(ofStrength least: Double) -> Int {
    makeUnique()
    return candidates.count { $0.strength >= least }
  }

  /// The best of each place, the best first, equal ones in the order of the places.
  mutating func best(limit: Int) -> [PlaceSearch.Match] {
    makeUnique()
    if candidates.count > 1 {
      candidates.sort { ($1.strength, $0.position) < ($0.strength, $1.position) }
    }
    return candidates.prefix(limit).map {
      PlaceSearch.Match(
        position: $0.position, level: $0.level, score: Self.score(ofStrength: $0.strength))
    }
  }

  /// About how often the first answer is right that has this strength: read off the same places.
  private static func score(ofStrength strength: Double) -> Double {
    1 / (1 + exp(-(0.7 * strength + 0.3)))
  }

  private mutating func makeUnique() {
    if isUnique { return }
    candidates.sort {
      ($0.position, $1.strength, $0.level) < ($1.position, $0.strength, $1.level)
    }
    var kept = 0
    for candidate in candidates
    where kept == 0 || candidates[kept - 1].position != candidate.position {
      candidates[kept] = candidate
      kept += 1
    }
    candidates.removeSubrange(kept...)
    isUnique = true
  }
}
