import Foundation
import Testing

/// A small war: eight reports in our own words, twelve marks, and the gazetteer cut down to the
/// ground that they speak of, so that a run takes a second or two.
enum Sample {
  static let reports: [String: String] = [
    "a-capture.en.md": """
    ---
    published: 2019-05-08
    source: Sample Wire
    title: "A town changes hands"
    url: https://example.org/1
    ---
    Government forces captured Kafr Nabudah on 8 May 2019 after clashes with the rebels. At least \
    12 rebel fighters were killed.
    """,
    "b-castle.ar.md": """
    ---
    published: 2019-05-10
    source: وكالة المثال
    ---
    سيطرت قوات النظام أمس على بلدة قلعة المضيق بعد معارك مع فصائل المعارضة.
    """,
    "c-strike.en.txt": """
    ---
    published: 2019-05-20
    ---
    Russian warplanes bombed Khan Shaykhun on Sunday. Three civilians were killed.
    """,
    "d-villages.ar.txt": """
    ---
    published: 2019-06-07
    ---
    سيطرت فصائل المعارضة أمس على قريتي تل ملح والجبين في ريف حماة، وقُتل 15 عنصراً من قوات النظام.
    """,
    "e-repelled.ar.txt": """
    ---
    published: 2019-06-20
    ---
    صدت فصائل المعارضة اليوم هجوماً لقوات النظام على تل ملح، وقُتل 20 عنصراً.
    """,
    "f-retaken.en.txt": """
    ---
    published: 2019-07-29
    ---
    The Syrian army recaptured Tal Milh and Jubbayn on 28 July 2019.
    """,
    "g-shelling.ar.txt": """
    ---
    published: 2019-07-13
    ---
    قصفت قوات النظام بلدة كفرنبودة بالمدفعية أول أمس، وأصيب أربعة مدنيين.
    """,
    "h-lines.jsonl": """
    {"id":"l1","published":"2019-06-21","text":"قصف الطيران الروسي بلدة كفرنبودة أمس."}
    {"id":"l2","published":"2019-06-22","text":"Rebels shelled Qalaat al-Madiq on 21 June 2019."}

    """,
  ]

  static let marks = """
    place_id,lat,lon,side,date,source
    C3209,,,hts,2019-04-24,sample
    C3207,,,hts,2019-04-24,sample
    C3987,,,hts,2019-04-24,sample
    C3459,,,hts,2019-04-24,sample
    ,35.55,36.60,hts,2019-04-24,sample
    ,35.50,36.45,hts,2019-04-24,sample
    C3445,,,government,2019-04-24,sample
    C3466,,,government,2019-04-24,sample
    C3447,,,government,2019-04-24,sample
    C3446,,,government,2019-04-24,sample
    C3448,,,government,2019-04-24,sample
    X0033,,,government,2019-04-24,sample

    """

  /// The gazetteer that ships, cut down to 36.2-36.9° E, 35.1-35.7° N.
  static let gazetteer = Result { () -> TemporaryFolder in
    let folder = try TemporaryFolder()
    let shipped = Program.repository.appending(path: "gazetteer").path
    func lines(_ name: String) throws -> [Substring] {
      try String(contentsOfFile: shipped + "/" + name, encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
    }
    for name in [
      "actors.csv", "aliases.csv", "attribution.txt", "event-cues.tsv", "foreign-places.csv",
      "place-cues.tsv",
      "place-roles.csv", "sides.csv",
    ] {
      try folder.write(try lines(name).joined(separator: "\n"), to: name)
    }
    for name in ["overrides.csv", "places-extra.csv", "regions.csv"] {
      try folder.write(String(try lines(name)[0]) + "\n", to: name)
    }
    let places = try lines("places.tsv")
    let columns = places[0].split(separator: "\t").map(String.init)
    let kind = try #require(columns.firstIndex(of: "kind"))
    let latitude = try #require(columns.firstIndex(of: "lat"))
    let longitude = try #require(columns.firstIndex(of: "lon"))
    let kept = places.dropFirst().filter { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count == places[0].split(separator: "\t").count else { return false }
      if ["country", "governorate"].contains(cells[kind]) { return true }
      guard let latitude = Double(cells[latitude]), let longitude = Double(cells[longitude]) else {
        return false
      }
      return (35.1...35.7).contains(latitude) && (36.2...36.9).contains(longitude)
    }
    try folder.write((places.prefix(1) + kept).joined(separator: "\n") + "\n", to: "places.tsv")
    for (name, wanted) in [
      ("boundaries.geojson", ["\"kind\":\"country\"", "\"kind\":\"governorate\""]),
      ("basemap.geojson", ["\"layer\":\"land\"", "\"layer\":\"river\""]),
    ] {
      let all = try lines(name)
      // A line a feature; the head of the collection is the first line.
      let features = all.dropFirst().filter { line in wanted.contains { line.contains($0) } }
        .map { $0.hasPrefix(",") ? $0.dropFirst() : $0 }
      #expect(!features.isEmpty)
      try folder.write("\(all[0])\n\(features.joined(separator: "\n,"))\n]}\n", to: name)
    }
    return folder
  }

  /// A folder with `reports/` and `marks.csv`.
  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in reports { try folder.write(text, to: "reports/" + name) }
    try folder.write(marks, to: "marks.csv")
    return folder
  }

  static var gazetteerOption: [String] {
    get throws { ["--gazetteer", try gazetteer.get().path] }
  }

  static let arguments = ["map", "reports", "--marks", "marks.csv", "-o", "out"]

  /// The outcome of one run over the whole sample, which many tests look at and none changes.
  static let run = Result { () -> (folder: TemporaryFolder, outcome: Program.Outcome) in
    let folder = try Sample.folder()
    let outcome = try Program.run(
      arguments + ["--jobs", "2"] + gazetteerOption, in: folder,
      environment: ["LANG": "C.UTF-8", "TZ": "UTC"])
    return (folder, outcome)
  }
}
