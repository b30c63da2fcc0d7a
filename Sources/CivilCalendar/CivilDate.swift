/// A day of the proleptic Gregorian calendar, without a time of day or a time zone.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, which is day 0.
  public let dayNumber: Int

  public init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// The day `year`-`month`-`day`, or `nil` where the calendar has no such day.
  ///
  /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), days_from_civil.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year),
      (-9999...9999).contains(year)
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(dayNumber: era * 146_097 + dayOfEra - 719_468)
  }

  /// The day that `text` begins with, written `YYYY-MM-DD`; a time may follow after `T` or a blank.
  public init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes.count == 10 || bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ")
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month `1...12` and day of the month `1...31`.
  public var components: (year: Int, month: Int, day: Int) {
    let z = dayNumber + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  public var year: Int { components.year }
  public var month: Int { components.month }
  public var day: Int { components.day }

  /// The weekday.
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let index = (dayNumber + 3) % 7
    return Weekday.allCases[index < 0 ? index + 7 : index]
  }

  /// The number of days in a month, `28...31`.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func < (a: CivilDate, b: CivilDate) -> Bool { a.dayNumber < b.dayNumber }
  public static func + (date: CivilDate, days: Int) -> CivilDate {
    CivilDate(dayNumber: date.dayNumber + days)
  }
  public static func - (date: CivilDate, days: Int) -> CivilDate {
    CivilDate(dayNumber: date.dayNumber - days)
  }
  /// The days from `b` to `a`.
  public static func - (a: CivilDate, b: CivilDate) -> Int { a.dayNumber - b.dayNumber }
}

/// The days of the week, Monday first as in ISO 8601.
public enum Weekday: Int, CaseIterable, Hashable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday
}

extension CivilDate: CustomStringConvertible {
  /// The day as ISO 8601 writes it, such as `2019-06-16`.
  public var description: String {
    let (year, month, day) = components
    let digits = year.magnitude < 10_000 ? 4 : String(year.magnitude).utf8.count
    let length = (year < 0 ? 1 : 0) + digits + 6
    return String(unsafeUninitializedCapacity: length) { bytes in
      var end = length
      func put(_ number: Int, digits: Int) {
        var rest = number.magnitude
        for _ in 0..<digits {
          end -= 1
          bytes[end] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
        guard end > 0 else { return }
        end -= 1
        bytes[end] = UInt8(ascii: "-")
      }
      put(day, digits: 2)
      put(month, digits: 2)
      put(year, digits: digits)
      return length
    }
  }

  /// The first second of the day in UTC, such as `2019-06-16T00:00:00Z`.
  public var firstSecond: String { description + "T00:00:00Z" }
  /// The last second of the day in UTC, such as `2019-06-16T23:59:59Z`.
  public var lastSecond: String { description + "T23:59:59Z" }
}

/// Days from a first to a last one, both included.
public struct DateSpan: Hashable, Sendable {
  public let first: CivilDate
  public let last: CivilDate

  /// - Precondition: `first` is not after `last`.
  public init(_ first: CivilDate, _ last: CivilDate) {
    precondition(first <= last)
    self.first = first
    self.last = last
  }

  public var dayCount: Int { last - first + 1 }

  public func contains(_ date: CivilDate) -> Bool { first <= date && date <= last }
  public func overlaps(_ other: DateSpan) -> Bool { first <= other.last && other.first <= last }
}
