internal import CivilCalendar
internal import Foundation
internal import JSONText

/// The fields of a report as a file or a line gives them, under any of their names.
struct ReportFields {
  private var values: [String: FieldContent] = [:]

  enum FieldContent {
    case text(String)
    case json(String)
  }

  private static let names: [String: [String]] = [
    "id": ["id", "doc_id"], "text": ["text", "content"], "title": ["title"], "url": ["url"],
    "source": ["source"], "author": ["author"], "published": ["published", "date", "ref_date"],
    "language": ["language"],
  ]
  private static let known = Set(names.values.joined())

  mutating func set(_ name: String, _ content: FieldContent) { values[name] = content }

  /// The text of a field, under the first of its names that has one.
  func text(_ field: String) -> String? {
    for name in Self.names[field] ?? [] {
      if case .text(let text)? = values[name], !text.isEmpty { return text }
    }
    return nil
  }

  /// The report, and a warning where a field could not be understood.
  func report(
    text: String, fallbackID: @autoclosure () -> String, origin: String, line: Int?,
    published: CivilDate?
  ) -> (report: Report, problems: [ReadingProblem]) {
    var problems: [ReadingProblem] = []
    var day = published
    if let written = self.text("published") {
      if let parsed = CivilDate(iso: written)
        ?? CivilDate(iso: written.trimmingCharacters(in: .whitespaces))
      {
        day = parsed
      } else {
        problems.append(
          ReadingProblem(
            .warning, path: origin, line: line,
            reason: "published \"\(written.prefix(40))\" is not a date like 2019-06-20; "
              + (published == nil
                ? "relative dates of this report stay relative" : "--published is used instead")))
      }
    }
    let extra = values.keys.filter { !Self.known.contains($0) }.sorted().map { name in
      switch values[name] {
      case .json(let json)?: Report.ExtraField(name: name, json: json)
      case .text(let text)?: Report.ExtraField(name: name, json: jsonText(of: text))
      case nil: Report.ExtraField(name: name, json: "null")
      }
    }
    let report = Report(
      id: self.text("id") ?? fallbackID(), text: text, title: self.text("title"),
      url: self.text("url"), source: self.text("source"), author: self.text("author"),
      published: day, language: self.text("language").map(Language.init(tag:)),
      origin: line.map { "\(origin):\($0)" } ?? origin, extra: extra)
    return (report, problems)
  }
}

/// A text as a JSON text.
func jsonText(of text: String) -> String {
  var json = JSONWriter()
  json.value(text)
  return String(decoding: json.bytes, as: UTF8.self)
}

/// Texts as a JSON array.
func jsonText(of texts: [String]) -> String {
  var json = JSONWriter()
  json.beginArray()
  for text in texts { json.value(text) }
  json.endArray()
  return String(decoding: json.bytes, as: UTF8.self)
}

/// A name made of the text alone, for a report that has no other: FNV-1a, 64 bits.
///
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV Non-Cryptographic Hash
/// Algorithm", RFC 9923.
func hashName(of text: String) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  let digits = String(hash, radix: 16)
  return "r" + String(repeating: "0", count: 16 - digits.count) + digits
}
