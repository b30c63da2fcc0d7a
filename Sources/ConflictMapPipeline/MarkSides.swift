internal import CSVText
internal import ControlInference
internal import Foundation
internal import NewsIngest

/// What marks call the sides: the keys of `sides.csv`, and the other spellings of
/// `mark-sides.csv`.
public struct MarkSides: Sendable {
  private let keys: Set<String>
  private let spellings: [String: Holder]
  /// Whether a side that no table has is taken as it is written, a camp of its own.
  private let takesOthers: Bool

  public init(keys: Set<String>, takesOthers: Bool = false) {
    self.init(keys: keys, spellings: [:], takesOthers: takesOthers)
  }

  private init(keys: Set<String>, spellings: [String: Holder], takesOthers: Bool) {
    self.keys = keys
    self.spellings = spellings
    self.takesOthers = takesOthers
  }

  /// Reads `mark-sides.csv` of a gazetteer's folder; without one only the keys are known.
  ///
  /// - Throws: ``PipelineError`` of the kind `configuration`.
  init(folder: String, keys: Set<String>, takesOthers: Bool = false) throws {
    let path = folder + "/mark-sides.csv"
    guard let data = FileManager.default.contents(atPath: path) else {
      self.init(keys: keys, takesOthers: takesOthers)
      return
    }
    do {
      let table = try CSVTable(parsing: [UInt8](data))
      var spellings: [String: Holder] = [:]
      for row in table.rows {
        let other = row["shared_with"].isEmpty ? nil : row["shared_with"]
        guard !row["written"].isEmpty, keys.contains(row["side"]), other.map(keys.contains) ?? true
        else {
          throw PipelineError(
            .configuration,
            "\(printable(path)):\(row.line): the sides must be those of sides.csv")
        }
        spellings[Self.folded(row["written"])] = Holder(row["side"], sharedWith: other)
      }
      self.init(keys: keys, spellings: spellings, takesOthers: takesOthers)
    } catch let error as CSVTable.SyntaxError {
      throw PipelineError(.configuration, "\(printable(path)):\(error.line): \(error.message)")
    }
  }

  /// Who is meant by `text`: a side, or two as `a+b`; `nil` where no table has it.
  func holder(_ text: String) -> Holder? {
    let folded = Self.folded(text)
    if let known = known(folded) { return known }
    let parts = folded.split(separator: "+").map { Self.folded(String($0)) }
    if parts.count == 2, let a = known(parts[0]), let b = known(parts[1]), a.secondSide == nil,
      b.secondSide == nil
    {
      return Holder(a.side, sharedWith: b.side)
    }
    guard takesOthers, !folded.isEmpty, folded.unicodeScalars.count <= 64 else { return nil }
    return Holder(printable(folded))
  }

  /// Who is meant by a code of Wikipedia's maps, such as `gov_base`.
  func holder(ofMarkCode code: String) -> Holder? {
    let folded = Self.folded(code)
    for ending in ["_base", "_hill", "_airport", "_air", "_heli", "_industry", "_port"]
    where folded.hasSuffix(ending) {
      return holder(String(folded.dropLast(ending.count)))
    }
    return holder(folded)
  }

  /// Whether `key` is a side of the theatre.
  func isKnown(_ key: String) -> Bool { keys.contains(key) }

  var list: String { keys.sorted().joined(separator: ", ") }

  private func known(_ folded: String) -> Holder? {
    keys.contains(folded) ? Holder(folded) : spellings[folded]
  }

  private static func folded(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }
}
