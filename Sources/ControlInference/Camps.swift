public import CivilCalendar

/// Which sides are allies, and since when.
public struct Camps: Hashable, Sendable {
  /// From a day on a side is of another camp.
  public struct Change: Hashable, Sendable {
    public var side: String
    public var camp: String
    public var from: CivilDate

    public init(side: String, camp: String, from: CivilDate) {
      self.side = side
      self.camp = camp
      self.from = from
    }
  }

  private let campOfSide: [String: String]
  /// By day, then by side and camp.
  private let changes: [Change]

  /// - Parameters:
  ///   - campOfSide: The camp of each side at first; a side that is not named is its own camp.
  ///   - changes: In any order; of two on one day for one side the last by the camp's name counts.
  public init(_ campOfSide: [String: String] = [:], changes: [Change] = []) {
    self.campOfSide = campOfSide
    self.changes = changes.sorted { ($0.from, $0.side, $0.camp) < ($1.from, $1.side, $1.camp) }
  }

  /// The camps of one day, which change no more.
  public func on(_ day: CivilDate) -> Camps {
    guard let first = changes.first, first.from <= day else {
      return changes.isEmpty ? self : Camps(campOfSide)
    }
    var camps = campOfSide
    for change in changes where change.from <= day { camps[change.side] = change.camp }
    return Camps(camps)
  }

  /// The days on which a side changes its camp, ascending.
  public var changeDays: [CivilDate] { Set(changes.map(\.from)).sorted() }

  /// The camp of `side` at first, or that of the day for which ``on(_:)`` was asked.
  public func camp(of side: String) -> String { campOfSide[side] ?? side }
  public func camp(of holder: Holder) -> String { camp(of: holder.side) }
  public func areHostile(_ a: String, _ b: String) -> Bool { camp(of: a) != camp(of: b) }
  public func areHostile(_ a: Holder, _ b: Holder) -> Bool { areHostile(a.side, b.side) }
}
