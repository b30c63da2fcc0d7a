package import CivilCalendar

/// Words of a text that tell a day or some days.
package struct TemporalExpression: Hashable, Sendable {
  package var tokens: Range<Int>
  /// `nil` where the words are relative and nothing says to which day.
  package var dates: DateSpan?
  /// EVENTS.md table 5: 1 (the day) to 5 (longer than a month), 6 without dates.
  package var precision: Int
  /// How it was read; "+text_date" where the day counted from is one that the text gives itself.
  package var rule: String
  /// Whether it is counted from another day: the publication, or a day told before.
  package var isRelative: Bool
  /// The day that counting gives to the letter ("a month ago"), inside `dates`.
  package var nominalDay: CivilDate?
  /// Whether it lies after the day counted from.
  package var isFuture: Bool
  /// `0...1`: 1 for a full date or one counted from the publication, 0.7 counted from a day that
  /// the text gives itself, 0.6 from a day told before in it.
  package var confidence: Double

  package var isUnanchored: Bool { isRelative && dates == nil }
}
