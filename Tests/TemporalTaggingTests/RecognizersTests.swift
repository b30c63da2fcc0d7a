import CivilCalendar
import Foundation
import Testing
import TextAnalysis

@testable import TemporalTagging

/// The Arabic dates of microsoft/Recognizers-Text, which are machine translated and some of them
/// odd, read looking back. The file is not part of this package.
struct RecognizersTests {
  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/reference/arabic_dates_recognizers.tsv").standardized
  static var isThere: Bool { FileManager.default.fileExists(atPath: file.path) }

  @Test(.enabled(if: isThere)) func `reads most of the days of Recognizers-Text`() throws {
    var right = 0
    var failures: [String] = []
    let rows = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n").dropFirst()
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
      .filter { $0.count > 6 && $0[5] == "date" }
    for row in rows {
      let reference = CivilDate(iso: row[2])
      let expressions = TemporalTagger(published: reference).expressions(in: TokenizedText(row[1]))
      let days = expressions.map { $0.nominalDay ?? $0.dates?.first }
      // Year 1 says that there is no such day ("the fifth Sunday"): found, and left without one.
      let isNone = row[3] == "0001-01-01" && !days.isEmpty && days.allSatisfy { $0 == nil }
      if let expected = CivilDate(iso: row[3]), days.contains(expected) || isNone {
        right += 1
      } else {
        let got = expressions.map {
          "\($0.rule) \($0.dates.map { "\($0.first)..\($0.last)" } ?? "-")"
        }
        failures.append(
          "\(reason(row)): \(row[1]) [\(row[2].prefix(10))] \(row[3]) got \(got.joined(separator: "; "))"
        )
      }
    }
    print("Recognizers-Text dates: \(right) of \(rows.count) right")
    for failure in failures.sorted() { print("  " + failure) }
    #expect(Double(right) >= 0.75 * Double(rows.count))
  }

  private func reason(_ row: [String]) -> String {
    let holidays = ["عيد", "رأس السنة", "يواندان", "يوم الشكر", "يوم الأب", "يوم الشباب"]
    if holidays.contains(where: { row[1].contains($0) }) { return "holiday" }
    if row[3] == "0001-01-01" { return "no such day" }
    if row[3] > row[2].prefix(10) { return "looks ahead" }
    return "form"
  }
}
