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

  /// The rows that are not read as the file has them, by the number of their ids, and why.
  static let unread: [String: String] = [
    "13": "4.22 and 22-4 without a year are scores and ranges in news more often than days",
    "14": "4.22 and 22-4 without a year are scores and ranges in news more often than days",
    "20": "8 December before month first: the file reads 08/12 as August, news in Arabic does not",
    "21": "8 December before month first: the file reads 08/12 as August, news in Arabic does not",
    "41": "the Sunday of next week, where the nearest one is read; looks ahead",
    "54": "يومي alone, which is 'daily' or 'my day', stands for today in the translation",
    "61": "a number alone after 'to' counts anything in news; looks ahead",
    "62": "looks ahead: the nearest past 27th is read",
    "63": "looks ahead: the nearest past 27th is read",
    "64": "a number alone after 'to' counts anything in news; looks ahead",
    "65": "a number alone after 'to' counts anything in news; looks ahead",
    "66": "an ordinal alone after 'to' numbers anything in news; looks ahead",
    "67": "an ordinal alone after 'to' numbers anything in news; looks ahead",
    "68": "an ordinal alone after 'to' numbers anything in news",
    "69": "an ordinal alone after 'to' numbers anything in news; looks ahead",
    "70": "an ordinal alone after 'to' numbers anything in news; looks ahead",
    "90": "years, months and days of one distance added up, which news does not write",
    "92": "years, months and days of one distance added up, which news does not write",
    "359": "the file expects no day for Easter",
    "362": "New Year of 'I will be back' is 31 December in the file, 1 January here",
    "364": "a holiday of China, kept by its Chinese name",
    "365": "Thanksgiving of the United States",
    "366": "Thanksgiving of the United States",
    "367": "Father's Day of the United States",
    "369": "Thanksgiving of the United States",
    "370": "Father's Day of the United States",
    "371": "translated from another day: the file expects Father's Day of 2015",
    "372": "translated from another day: the file expects Father's Day of 2015",
  ]

  @Test(.enabled(if: isThere)) func `reads most of the days of Recognizers-Text`() throws {
    let rows = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n").dropFirst()
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
      .filter { $0.count > 6 && $0[5] == "date" }
    var unread: [String] = []
    for row in rows {
      let reference = CivilDate(iso: row[2])
      let expressions = TemporalTagger(published: reference).expressions(in: TokenizedText(row[1]))
      let days = expressions.map { $0.nominalDay ?? $0.dates?.first }
      // Year 1 says that there is no such day ("the fifth Sunday"): found, and left without one.
      let isNone = row[3] == "0001-01-01" && !days.isEmpty && days.allSatisfy { $0 == nil }
      if let expected = CivilDate(iso: row[3]), days.contains(expected) || isNone { continue }
      unread.append(row[0].split(separator: "-").last.map(String.init) ?? row[0])
    }
    #expect(unread.sorted() == Self.unread.keys.sorted())
    #expect(Double(rows.count - unread.count) >= 0.75 * Double(rows.count))
  }
}
