internal import TextAnalysis

/// Decisions of a person about names, which lookups and the recogniser follow: `overrides.csv`.
///
/// The columns are `name`, `admin_hint` (a p-code, or empty for everywhere), `place_id` (the place
/// that is meant, `never` for a word that is no place, or `not:` and an id for a place that is not
/// meant), `alias` (another spelling of the same rule, may be empty) and `note`.
public struct PlaceOverrides: Hashable, Sendable {
  public enum Decision: Hashable, Sendable {
    case means(placeID: String)
    case doesNotMean(placeID: String)
    /// The name is no place at all.
    case never
  }

  public struct Rule: Hashable, Sendable {
    public var name: String
    /// P-code of the unit within which the rule holds; empty for everywhere.
    public var adminHint: String
    public var decision: Decision
    public var note: String

    public init(name: String, adminHint: String = "", decision: Decision, note: String = "") {
      self.name = name
      self.adminHint = adminHint
      self.decision = decision
      self.note = note
    }
  }

  /// A rule that names a place or a unit which the gazetteer does not have, or not any more.
  public struct StaleRule: Hashable, Sendable {
    public var file: String
    /// The line of the file, counted from 1.
    public var line: Int
    public var name: String
    /// What is missing, and what to do.
    public var reason: String

    public init(file: String, line: Int, name: String, reason: String) {
      self.file = file
      self.line = line
      self.name = name
      self.reason = reason
    }
  }

  public let rules: [Rule]
  /// The rules that cannot be followed, in the order of the file.
  public let stale: [StaleRule]
  private let rulesByName: [String: [Int]]

  public init(rules: [Rule] = [], stale: [StaleRule] = []) {
    self.rules = rules
    self.stale = stale
    var byName: [String: [Int]] = [:]
    for (index, rule) in rules.enumerated() {
      let key = Folding.fold(rule.name)
      if !key.isEmpty { byName[key, default: []].append(index) }
    }
    rulesByName = byName
  }

  /// The rules for `name` in their order, whatever their hints.
  public func rules(for name: String) -> [Rule] {
    (rulesByName[Folding.fold(name)] ?? []).map { rules[$0] }
  }

  /// What the rules say of a folded name where the units `hints` (p-codes) are known.
  func applying(
    to folded: String, hints: [String]
  ) -> (chosen: [String], excluded: Set<String>, isNever: Bool) {
    var chosen: [String] = []
    var excluded: Set<String> = []
    var isNever = false
    for index in rulesByName[folded] ?? [] {
      let rule = rules[index]
      guard rule.adminHint.isEmpty || hints.contains(where: { $0.hasPrefix(rule.adminHint) })
      else { continue }
      switch rule.decision {
      case .means(let id): chosen.append(id)
      case .doesNotMean(let id): excluded.insert(id)
      case .never: isNever = true
      }
    }
    return (chosen, excluded, isNever)
  }
}
