internal import CSVText

/// Decisions of a person on which claims tell one event, which every later run follows:
/// `event-overrides.csv`.
///
/// The columns are `number` (1, 2 …: of two decisions on the same claims the later one holds,
/// whatever the order of the rows), `action` (`together` or `apart`), `claims` and `others` (ids of
/// claims between vertical bars: each of the first is together with, or apart from, each of the
/// second) and `note`. Claims keep their ids as long as their report and the reading of it do not
/// change; a decision on claims that are gone is told and does no harm.
public struct MergeDecisions: Hashable, Sendable {
  public enum Action: String, Hashable, Sendable, CaseIterable { case together, apart }

  public struct Decision: Hashable, Sendable {
    /// Above 0 and of no other decision.
    public var number: Int
    public var action: Action
    /// Claim ids, sorted and without repetitions; none is in both lists.
    public var claims: [String]
    public var others: [String]
    public var note: String

    public init(
      number: Int, action: Action, claims: some Sequence<String>, others: some Sequence<String>,
      note: String = ""
    ) {
      self.number = number
      self.action = action
      self.claims = Set(claims).sorted()
      self.others = Set(others).sorted()
      self.note = note
    }
  }

  /// A decision that is not followed as it was meant.
  public struct Problem: Hashable, Sendable {
    public var number: Int
    public var reason: String
  }

  public static let columns = ["number", "action", "claims", "others", "note"]

  /// By their numbers.
  public let decisions: [Decision]

  public init(_ decisions: [Decision] = []) {
    self.decisions = decisions.sorted { $0.number < $1.number }
  }

  /// Reads the rows of an `event-overrides.csv`; a row that begins with `#` is a comment.
  ///
  /// - Throws: ``LexiconError`` with the line of what is no decision.
  public init(csv bytes: [UInt8], file: String) throws(LexiconError) {
    let table: CSVTable
    do throws(CSVTable.SyntaxError) {
      table = try CSVTable(parsing: bytes, comment: "#")
    } catch {
      throw LexiconError(file: file, line: error.line, message: error.message)
    }
    for column in Self.columns where !table.columns.contains(column) {
      throw LexiconError(file: file, line: 1, message: "column \(column) is missing")
    }
    var decisions: [Decision] = []
    var numbers: Set<Int> = []
    for row in table.rows {
      func fail(_ message: String) -> LexiconError {
        LexiconError(file: file, line: row.line, message: message)
      }
      guard let number = Int(row["number"]), number > 0 else {
        throw fail("the number \"\(row["number"])\" is not 1, 2 …")
      }
      guard numbers.insert(number).inserted else {
        throw fail("two decisions have the number \(number); give each its own")
      }
      guard let action = Action(rawValue: row["action"]) else {
        throw fail("the action \"\(row["action"])\" is neither together nor apart")
      }
      let decision = Decision(
        number: number, action: action, claims: row.list("claims"), others: row.list("others"),
        note: row["note"])
      guard !decision.claims.isEmpty, !decision.others.isEmpty else {
        throw fail("claims and others both need the id of a claim")
      }
      if let both = decision.claims.first(where: decision.others.contains) {
        throw fail("the claim \(both) is in claims and in others")
      }
      decisions.append(decision)
    }
    self.init(decisions)
  }

  /// The table as a file has it.
  public var csv: [UInt8] {
    var csv = CSVWriter(lineEnd: .lf)
    csv.append(Self.columns)
    for decision in decisions {
      csv.append([
        String(decision.number), decision.action.rawValue,
        decision.claims.joined(separator: "|"), decision.others.joined(separator: "|"),
        decision.note,
      ])
    }
    return csv.bytes
  }

  /// The same decisions and one more after them.
  public func adding(
    _ action: Action, claims: some Sequence<String>, others: some Sequence<String>, note: String
  ) -> MergeDecisions {
    let last = decisions.last?.number ?? 0
    return MergeDecisions(
      decisions + [
        Decision(number: last + 1, action: action, claims: claims, others: others, note: note)
      ])
  }

  /// Decisions that speak of any of `claims`.
  public func speaking(of claims: Set<String>) -> MergeDecisions {
    MergeDecisions(
      decisions.filter { decision in
        (decision.claims + decision.others).contains(where: claims.contains)
      })
  }
}
