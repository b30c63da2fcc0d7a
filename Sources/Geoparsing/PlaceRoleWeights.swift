internal import CSVText

/// What of a name's surroundings speaks for or against its place being where something happened.
enum PlaceRoleFeature: String, CaseIterable, Sendable {
  // Terms of a sum; a place whose sum is below zero is only named.
  case base, dateline, journey, from, encloses, reference, speakers, source, foreign, country
  // Factors of the score by which several places of one clause are told apart.
  case eventWord = "event_word"
  case locative, bare, near
  case firstThird = "first_third"
  case secondThird = "second_third"
  case lastThird = "last_third"
  case unresolved
}

/// The weights of `place-roles.csv`, by which the place of an event is told from places that are only
/// named.
///
/// A place is an event's where the sum of the terms that hold for it is not below zero. How likely
/// it is the event's among several is the product of the weight of the cue word before it (or of
/// `event_word`, `locative`, `bare`), of the third of the report that it stands in, and of how fine
/// the place is (`precision_1` to `precision_10`).
public struct PlaceRoleWeights: Sendable {
  private let weights: [PlaceRoleFeature: Double]
  private let cues: [PlaceCue: Double]
  /// By the codes of EVENTS.md table 6, 0 for a place that is not resolved.
  private let precisions: [Double]

  /// Reads `place-roles.csv`: the columns feature, weight and origin.
  ///
  /// - Throws: ``PlaceTableError`` with the line, for a feature that is not known, comes twice or is
  ///   missing, a weight that is no number, or a factor outside `0...1`.
  public init(csv text: String, file: String = "place-roles.csv") throws(PlaceTableError) {
    let table = try PlaceTableError.table(
      text, file: file, separator: UInt8(ascii: ","), columns: ["feature", "weight", "origin"])
    var values: [String: Double] = [:]
    let known = Self.features
    for row in table.rows {
      func fail(_ message: String) -> PlaceTableError {
        PlaceTableError(file: file, line: row.line, message: message)
      }
      let feature = row["feature"]
      guard known.contains(feature) else { throw fail("no feature is called \"\(feature)\"") }
      guard let weight = row.number("weight"), abs(weight) <= 100 else {
        throw fail("the weight \"\(row["weight"])\" is not a number in -100...100")
      }
      if !Self.terms.contains(feature), !(0...1).contains(weight) {
        throw fail("\(feature) is a factor: its weight is in 0...1")
      }
      guard values.updateValue(weight, forKey: feature) == nil else {
        throw fail("\(feature) comes twice")
      }
    }
    if let missing = known.first(where: { values[$0] == nil }) {
      throw PlaceTableError(file: file, line: 0, message: "the feature \(missing) is missing")
    }
    weights = Dictionary(
      uniqueKeysWithValues: PlaceRoleFeature.allCases.map { ($0, values[$0.rawValue] ?? 0) })
    cues = Dictionary(
      uniqueKeysWithValues: PlaceCue.allCases.map { ($0, values["cue_" + $0.rawValue] ?? 0) })
    precisions = (0...10).map { values["precision_\($0)"] ?? 0 }
  }

  subscript(feature: PlaceRoleFeature) -> Double { weights[feature] ?? 0 }
  subscript(cue: PlaceCue) -> Double { cues[cue] ?? 0 }
  func factor(ofPrecision code: Int) -> Double { precisions[max(0, min(10, code))] }

  /// What speaks against a place whose sum of terms is below zero; `nil` where it is the event's.
  func objection(_ features: [PlaceRoleFeature]) -> PlaceRoleFeature? {
    let sum = features.reduce(self[PlaceRoleFeature.base]) { $0 + self[$1] }
    return sum < 0 ? features.min { self[$0] < self[$1] } : nil
  }

  private static let terms: Set<String> = Set(
    [
      PlaceRoleFeature.base, .dateline, .journey, .from, .encloses, .reference, .speakers, .source,
      .foreign, .country,
    ].map(\.rawValue))

  private static let features: [String] =
    PlaceRoleFeature.allCases.map(\.rawValue) + PlaceCue.allCases.map { "cue_" + $0.rawValue }
    + (0...10).map { "precision_\($0)" }
}
