public import CivilCalendar

/// The intervals that time is cut into: together they cover the whole without a gap or an overlap.
public struct TimeSlices: Hashable, Sendable {
  /// How long a slice is.
  public enum Step: Hashable, Sendable {
    /// Calendar days, `1...`.
    case days(Int)
    /// Weeks that begin on this weekday.
    case weeks(startingOn: Weekday)
    /// Calendar months.
    case months
  }

  /// In order; the first and the last are cut at the ends of the whole.
  public let spans: [DateSpan]

  /// Cuts `whole` in slices.
  ///
  /// - Precondition: a step in days is at least 1.
  public init(of whole: DateSpan, every step: Step) {
    var spans: [DateSpan] = []
    var first = whole.first
    while first <= whole.last {
      let last = min(Self.lastDay(ofSliceWith: first, in: whole, step: step), whole.last)
      spans.append(DateSpan(first, last))
      first = last + 1
    }
    self.spans = spans
  }

  private static func lastDay(
    ofSliceWith day: CivilDate, in whole: DateSpan, step: Step
  ) -> CivilDate {
    switch step {
    case .days(let count):
      precondition(count >= 1)
      return day + (count - 1)
    case .weeks(let start):
      let since = (day.weekday.rawValue - start.rawValue + 7) % 7
      return day + (6 - since)
    case .months:
      let (year, month, dayOfMonth) = day.components
      return day + (CivilDate.days(inMonth: month, of: year) - dayOfMonth)
    }
  }
}
