package import CivilCalendar
internal import Foundation

/// The Islamic calendar of Umm al-Qura, as Foundation has it.
package enum HijriCalendar {
  /// The day, or `nil` where that calendar has none such; `year` in `1300...1600`.
  package static func date(year: Int, month: Int, day: Int) -> CivilDate? {
    guard (1300...1600).contains(year), (1...12).contains(month), (1...30).contains(day) else {
      return nil
    }
    let components = DateComponents(year: year, month: month, day: day)
    guard let date = calendar.date(from: components),
      calendar.dateComponents([.month], from: date).month == month
    else { return nil }
    return CivilDate(dayNumber: Int((date.timeIntervalSince1970 / 86_400).rounded(.down)))
  }

  /// The year, month and day that a day has in that calendar.
  package static func components(of date: CivilDate) -> (year: Int, month: Int, day: Int) {
    let parts = calendar.dateComponents(
      [.year, .month, .day], from: Date(timeIntervalSince1970: Double(date.dayNumber) * 86_400))
    return (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
  }

  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .islamicUmmAlQura)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
    return calendar
  }()
}
