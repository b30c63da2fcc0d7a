internal import CivilCalendar
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

  init(_ index: GazetteerIndex, _ options: PlaceSearch.Options) {
    self.index = index
    forms = index.forms
    records = index.places
    units = options.units.positions
    near = options.near
    date = options.date
    limit = options.limit
    weakest = options.weakest
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
  /// They are many, and are not asked where surer ones fill the answer.
  func addSounding(_ sound: SoundBuffer) {
    sound.sounds.withUnsafeBufferPointer { sounds in
      if !isFilled(Self.surelyBetterThanSound) {
        for form in index.tree.forms(of: sound.skeleton) {
          let similarity = SoundDistance.similarity(forms.sounds(Int(form)), sounds)
          offer(form: Int(form), .romanisation, similarity)
        }
      }
      guard weakest >= .spelling, !isFilled(Self.surelyBetterThanSpelling) else { return }
      index.tree.forEachNear(sound.skeleton) { near in
        for form in near {
          let similarity = SoundDistance.similarity(forms.sounds(Int(form)), sounds)
          if similarity >= Self.leastSimilarity {
            offer(form: Int(form), .spelling, similarity)
          }
        }
      }
    }
  }

  private func isFilled(_ least: Double) -> Bool {
    near == nil && found.count(scoring: least) >= limit
  }

  private func offer(form: Int, _ level: MatchLevel, _ similarity: Double) {
    for bearer in forms.bearers(form) where isInUse(bearer) {
      offer(forms.place(bearer), level, similarity)
    }
  }

  private func isInUse(_ bearer: Int) -> Bool {
    guard let date else { return true }
    let name = forms.hasPeriod(bearer) ? forms.name(bearer) : nil
    return records.isValid(forms.place(bearer), name: name, on: date)
  }

  // MARK: Scores

  /// Below this a spelling is another name: of one-letter changes in names of five letters.
  private static let leastSimilarity = 0.7
  /// More than a match by sound, or a near one, can score.
  private static let surelyBetterThanSound = 0.88
  private static let surelyBetterThanSpelling = 0.8

  /// Offers the match, which scores by its level, times what the context says, plus a little for
  /// prominence that decides between equals; in `0...1`.
  private func offer(_ place: Int, _ level: MatchLevel, _ similarity: Double) {
    if level > weakest { return }
    var score =
      switch level {
      case .override: 1.0
      case .exact: 0.95
      case .folded: 0.94
      case .articleIgnored: 0.9
      case .alias: 0.84
      case .romanisation: 0.5 + 0.33 * similarity
      case .spelling: 0.75 * similarity
      }
    if !units.isEmpty, !units.contains(where: { records.isWithin(place, unit: $0) }) {
      score *= 0.5
    }
    if let near {
      // Half the score at 50 km and beyond it less and less.
      score *= 0.3 + 0.7 / (1 + records.point(place).distance(to: near) / 50_000)
    }
    // A name alone mostly means the settlement, not the unit called after it.
    let kind = records.kind(place)
    let prominence = Double(4 - records.rank(place)) / 3
    score +=
      0.03 * prominence * (kind.isAdministrative ? 0 : 1) + (kind.isSettlement ? 0.015 : 0)
    found.offer(PlaceSearch.Match(position: place, level: level, score: min(1, score)))
  }
}

/// Matches as they are found, each place with its best in the end.
struct Candidates {
  private var matches: [PlaceSearch.Match] = []
  private var isUnique = true

  mutating func offer(_ match: PlaceSearch.Match) {
    isUnique = isUnique && matches.isEmpty
    matches.append(match)
  }

  /// How many places score at least so much.
  mutating func count(scoring least: Double) -> Int {
    makeUnique()
    return matches.count { $0.score >= least }
  }

  /// The best of each place, the best first, equal ones in the order of the places.
  mutating func best(limit: Int) -> [PlaceSearch.Match] {
    makeUnique()
    if matches.count > 1 {
      matches.sort { ($1.score, $0.position) < ($0.score, $1.position) }
    }
    return matches.count > limit ? Array(matches.prefix(limit)) : matches
  }

  private mutating func makeUnique() {
    if isUnique { return }
    matches.sort { ($0.position, $1.score, $0.level) < ($1.position, $0.score, $1.level) }
    var kept = 0
    for match in matches where kept == 0 || matches[kept - 1].position != match.position {
      matches[kept] = match
      kept += 1
    }
    matches.removeSubrange(kept...)
    isUnique = true
  }
}
