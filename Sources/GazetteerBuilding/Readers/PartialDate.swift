internal import CivilCalendar
internal import Gazetteers

/// A date of which the month or the day may be missing: `1967`, `1967-06`, `196706`, `1967-06-05`,
/// `19670605`; what follows a `T` is ignored, as are the marks `~` and `?` of ISO 8601-2.
struct PartialDate {
  let first: CivilDate
  let last: CivilDate

  /// `nil` where `text` is no such date, or not of the years 1 to 9999.
  init?(_ text: some StringProtocol) {
    let kept = String(text.prefix { $0 != "T" }.filter { !" ~?".contains($0) })
    let parts: [String]
    if kept.contains("-") {
      parts = kept.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
      guard parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }) else { return nil }
    } else {
      guard [4, 6, 8].contains(kept.utf8.count) else { return nil }
      let digits = Array(kept)
      parts =
        [String(digits.prefix(4))]
        + stride(from: 4, to: digits.count, by: 2).map { String(digits[$0..<$0 + 2]) }
    }
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers[0] >= 1 else { return nil }
    let month = numbers.count > 1 ? numbers[1] : nil
    let day = numbers.count > 2 ? numbers[2] : nil
    guard let first = CivilDate(year: numbers[0], month: month ?? 1, day: day ?? 1) else {
      return nil
    }
    let lastMonth = month ?? 12
    guard
      let last = CivilDate(
        year: numbers[0], month: lastMonth,
        day: day ?? CivilDate.days(inMonth: lastMonth, of: numbers[0]))
    else { return nil }
    self.first = first
    self.last = last
  }
}

extension ValidityPeriod {
  /// The period that two texts bound, either of which may be empty or `..`.
  ///
  /// - Returns: The period, `nil` where neither bounds it, and whether both could be read.
  static func between(_ from: String, _ to: String) -> (period: ValidityPeriod?, isRead: Bool) {
    func isOpen(_ text: String) -> Bool { text.isEmpty || text == ".." || text == "open" }
    let first = isOpen(from) ? nil : PartialDate(from)
    let last = isOpen(to) ? nil : PartialDate(to)
    guard isOpen(from) || first != nil, isOpen(to) || last != nil else { return (nil, false) }
    if isOpen(from), isOpen(to) { return (nil, true) }
    let period = ValidityPeriod(first: first?.first, last: last?.last)
    return (period, period != nil)
  }
}
