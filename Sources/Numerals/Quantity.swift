/// A number of something in a text: EVENTS.md section 7.
package struct Quantity: Hashable, Sendable {
  /// How the words bound the number.
  package enum Rule: String, Hashable, Sendable, CaseIterable {
    case exact, about, between, dual, several, dozens, hundreds, thousands
    case moreThan = "more_than"
    case atLeast = "at_least"
    /// "up to 20", "fewer than 20": not in the table, but said in reports.
    case atMost = "at_most"
  }

  /// What is counted.
  package enum Category: String, Hashable, Sendable, CaseIterable {
    case people, age, year, datePart, distance, money, weaponModel, unitNumber, things, timeSpan,
      percent, unknown
  }

  /// The words of the number and of what bounds it, without what is counted (but a dual is both).
  package var tokens: Range<Int>
  package var low: Int?
  package var best: Int?
  package var high: Int?
  package var rule: Rule
  package var category: Category
  /// The noun that is counted, where it stands by the number.
  package var head: Int?
  /// Whether the words point to people already told of: "الخمسين", "جثامين عناصرها الـ 46".
  package var isDefinite: Bool
  /// Whether it says "others", "آخرين".
  package var isOthers: Bool
}
