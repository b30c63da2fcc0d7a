import CSVText
import EventLayers
import Foundation
import SimpleFeatures
import Testing

@testable import EventExchange

/// Rows that are made from cells against rows that are made by way of events.
struct ImportedRowsTests {
  /// A unit west and one east of a meridian.
  struct Halves: UnitLocating {
    func unit(at point: GeographicPoint) -> Int { point.longitude < 36.5 ? 0 : 1 }
    func codes(ofUnit unit: Int) -> [String] {
      unit == 0 ? ["", "", ""] : ["SY01", "SY0102", "SY010203"]
    }
  }

  static let mapping = """
    name: rows
    list_separator: "/"
    columns:
      event_id: id
      date_start: day
      date_end: until
      date_prec: sure
      sub_type: what
      side_a: who
      side_b: whom
      claimed_by: says
      civilian_targeting: civ
      place_id: code
      place_en: place
      place_ar: المكان
      lat: y
      lon: x
      geo_prec: exact
      killed_best: dead
      killed_high: most
      missing_low: gone
      killed_civ: dead_civ
      source: outlet
      title: title
      url: link
      published: printed
      language: tongue
    values:
      what: {}
      sub_type: {shots: armed_clash}
      side_a: {them: valley}
    defaults:
      geo_prec: "3"
      title: untitled
    """.replacing("  what: {}\n", with: "")

  static let columns = [
    "id", "day", "until", "sure", "what", "who", "whom", "says", "civ", "code", "place", "المكان",
    "y",
    "x", "exact", "dead", "most", "gone", "dead_civ", "outlet", "title", "link", "printed",
    "tongue",
    "not read",
  ]

  /// Cells that are plain, and such as a hand leaves.
  static let cells: [String: [String]] = [
    "id": [],
    "day": ["2019-06-06", "2019-06-07", "2019-02-30", " 2019-06-06", "2019-06-06 10:00", "6 June"],
    "until": ["", "", "", "2019-06-09", "2019-06-05", "2019-07-30"],
    "sure": ["", "", "1", "4", "9"],
    "what": ["shots", "armed_clash", "attack", "attack ", "unheard of", ""],
    "who": ["them", "valley fighters", "Valley Front/Russia", "nobody \"at all\"", "", " them "],
    "whom": ["River Front", "Valley Front", "", "حكومة"],
    "says": ["", "Russia", "a\u{7F}b"],
    "civ": ["", "true", "false", "yes"],
    "code": ["", "", "", "", "C1", "C9"],
    "place": [
      "Bridge town", "", "تل ملح", " blank before", "blank behind ", "no\u{A0}break", "\u{3000}",
    ],
    "المكان": ["", "بلدة الجسر", "كفر\u{200F}", "ملح\u{A0}"],
    "y": [
      "35.3", "35.300001", "-12", "91", "north", "", "1e1", "35.", ".5", "35.12345678901234567",
    ],
    "x": ["36.25", "37.1", "179.999999", "+36", "36,5", " 36.5", "0x10", "-0", "-0.0000001"],
    "exact": ["", "1", "2", "5", "6", "7", "8", "0", "12"],
    "dead": ["", "0", "3", "1200000", "-1", "three", "2.0"],
    "most": ["", "5", " 7", "99999999999"],
    "gone": ["", "2"],
    "dead_civ": ["", "1", "x"],
    "outlet": ["", "The \\ outlet", "tab\there"],
    "title": ["", "A \"title\"", "two\nlines", "عنوان"],
    "link": ["", "https://example.org/?a=1&b=2"],
    "printed": ["", "2019-06-08", "soon"],
    "tongue": ["", "ar"],
    "not read": ["", "kept, as it is", "\u{2028}"],
  ]

  static func table(seed: UInt64, rows: Int) -> [UInt8] {
    var random = SplitMix64(state: seed)
    func pick(_ values: [String]) -> String {
      // One of the first two, which are sound, more often.
      let count = random.next() % 20 > 0 ? min(2, values.count) : values.count
      return values[Int(random.next() % UInt64(count))]
    }
    var csv = CSVWriter()
    csv.append(columns)
    for row in 0..<rows {
      var line = columns.map { column in
        column == "id" ? String(row % 97 == 5 ? row - 1 : row) : pick(cells[column] ?? [])
      }
      if row % 41 == 40 { line[0] = ["", " 7", "a\u{0}b"][row % 3] }
      if row % 53 == 52 { line.removeLast() }
      csv.append(line)
    }
    return csv.bytes
  }

  struct SplitMix64: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static func reader() throws -> ImportedRowReader {
    let schema = FeatureTable.imported([], gazetteer: Fixture.gazetteer)
    return ImportedRowReader(
      .csv, mapping: try ColumnMapping(yaml: mapping), actors: try Fixture.actors(),
      gazetteer: Fixture.gazetteer, units: Halves(),
      encoding: GeoJSONRows(schema.fields, hasID: true))
  }

  /// Ids, for those that stand twice within a part are refused earlier on one of the ways.
  static func accepted(_ rows: ImportedRows) -> (text: String, refused: [ImportedEvents.Refused]) {
    var ids = IDLines()
    var refused = rows.refused
    var text = ""
    for (index, row) in rows.rows.enumerated() {
      if let line = ids.insert(row.idHash, line: row.line) {
        refused.append(rows.refusal(ofRow: index, repeating: line))
      } else {
        let start = index == 0 ? 0 : rows.rows[index - 1].bodyEnd
        text += String(decoding: rows.bytes.body[start..<row.bodyEnd], as: UTF8.self)
      }
    }
    return (text, refused.sorted { $0.line < $1.line })
  }

  @Test(arguments: 0..<40)
  func `rows from cells are those that events give`(seed: Int) throws {
    let reader = try Self.reader()
    var memory = ImportedRowReader.Memory()
    for part in 0..<3 {
      let table = Self.table(seed: UInt64(seed * 3 + part), rows: 120)
      let quick = try reader.rows(of: table, lineOffset: 7, memory: &memory)
      let slow = try reader.rows(of: table, lineOffset: 7, memory: &memory) { _ in }
      let (found, expected) = (Self.accepted(quick), Self.accepted(slow))
      #expect(found.refused == expected.refused)
      #expect(found.text == expected.text)
      #expect(quick.rows.count > 10)
    }
  }

  @Test func `a part that is no table fails on either way`() throws {
    let reader = try Self.reader()
    var memory = ImportedRowReader.Memory()
    let head = Self.columns.joined(separator: ",") + "\n"
    for text in [head + "1,\"x", head + "1,x\"y\n", head + "1,\"x\"y\n", "id,id\n1,2\n"] {
      #expect(throws: ExchangeError.self) {
        try reader.rows(of: Array(text.utf8), lineOffset: 0, memory: &memory)
      }
    }
  }
}
