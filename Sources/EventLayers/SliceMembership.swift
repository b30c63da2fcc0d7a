public import CivilCalendar

/// Which events belong to which slice of time.
public struct SliceMembership: Hashable, Sendable {
  /// What becomes of events of which only the month or less is known (`date_prec` 4 to 6).
  public enum Imprecise: String, Hashable, Sendable, CaseIterable {
    /// They are in every slice that their possible days touch.
    case spread
    /// They are only in the slice that holds their first possible day.
    case include
    /// They are in none.
    case exclude
  }

  public var imprecise: Imprecise

  public init(imprecise: Imprecise = .include) { self.imprecise = imprecise }

  /// Whether an event of these days and date precision belongs to `slice`.
  ///
  /// An event of exact date that lasts longer than a slice is in each that it touches. One without
  /// a date is in none.
  public func contains(_ dates: DateSpan?, precision: Int, in slice: DateSpan) -> Bool {
    guard let dates else { return false }
    guard precision >= 4 else { return dates.overlaps(slice) }
    return switch imprecise {
    case .spread: dates.overlaps(slice)
    case .include: slice.contains(dates.first)
    case .exclude: false
    }
  }
}
