internal import Gazetteers

/// What a reader got out of a source's files.
struct SourceReading {
  var drafts: [PlaceDraft] = []
  var omissions = Omissions()
}

/// Rows and names that were left out, by file and reason, with the place of the first of each.
struct Omissions {
  struct Entry: Hashable {
    var file: String
    var reason: String
    var count: Int
    /// Where the first one stands, such as `line 14` or `feature 3`.
    var first: String
    /// Whether the input is wrong, as against right and not wanted.
    var isProblem: Bool
    /// Whether the row was taken all the same.
    var isKept: Bool

    var description: String {
      "\(file): \(reason): \(count)\(isKept ? "" : " left out"), the first at \(first)"
    }
  }

  private var entries: [String: Entry] = [:]

  /// Counts a row that cannot be used.
  mutating func addProblem(_ reason: String, in file: String, at position: String) {
    add(reason, file, position, isProblem: true, isKept: false)
  }

  /// Counts a row that is taken without what is wrong in it.
  mutating func addFlaw(_ reason: String, in file: String, at position: String) {
    add(reason, file, position, isProblem: true, isKept: true)
  }

  /// Counts a row that is sound, but no place of ours.
  mutating func addUnwanted(_ reason: String, in file: String, at position: String) {
    add(reason, file, position, isProblem: false, isKept: false)
  }

  private mutating func add(
    _ reason: String, _ file: String, _ position: String, isProblem: Bool, isKept: Bool
  ) {
    entries[
      file + "\u{0}" + reason,
      default: Entry(
        file: file, reason: reason, count: 0, first: position, isProblem: isProblem,
        isKept: isKept)
    ].count += 1
  }

  mutating func add(_ other: Omissions) {
    for (key, entry) in other.entries {
      if let own = entries[key] {
        entries[key]?.count = own.count + entry.count
      } else {
        entries[key] = entry
      }
    }
  }

  /// Sorted by file and reason.
  var all: [Entry] {
    entries.values.sorted { ($0.file, $0.reason) < ($1.file, $1.reason) }
  }
}

/// A reader of one of the formats that a gazetteer can be built from.
protocol PlaceReader {
  /// Reads the whole source.
  ///
  /// Rows that cannot be used are counted in the reading's omissions.
  ///
  /// - Throws: ``GazetteerError`` where a file is missing or not of the format at all.
  func read() throws -> SourceReading
}

extension PlaceDraft {
  /// A draft whose printed names are picked from its names; `nil` where it has none.
  init?(
    id: String, kind: PlaceKind, names: NameList, in place: Place, source: String, origin: String
  ) {
    guard !names.names.isEmpty else { return nil }
    var place = place
    place.id = id
    place.kind = kind
    place.names = names.names.officialFirst
    place.nameArabic = names.names.printed(in: "ar", script: "Arab")
    place.nameEnglish = names.names.printed(in: "en", script: "Latn")
    self.init(place: place)
    self.source = source
    self.origin = origin
  }
}

extension [PlaceName] {
  /// The same names, the official ones before the others.
  var officialFirst: [PlaceName] {
    filter { $0.role == .official } + filter { $0.role != .official }
  }

  /// The name to print: the official one in `language`, else any in it, else any in its script;
  /// those of today before those whose time is over, and never a hostile one.
  func printed(in language: String, script: String) -> String {
    func rank(_ name: PlaceName) -> Int? {
      guard name.role != .hostile, name.script == script else { return nil }
      let isOver = name.validity?.last != nil
      return (name.language == language ? 0 : 2) + (name.role == .official ? 0 : 1)
        + (isOver ? 4 : 0)
    }
    var best: (rank: Int, text: String)?
    for name in self {
      guard let rank = rank(name) else { continue }
      if rank < best?.rank ?? .max { best = (rank, name.text) }
    }
    return best?.text ?? ""
  }
}

/// The language tag for a name whose source tells none.
func languageTag(ofScriptOf text: String) -> String {
  switch PlaceName(text, language: "und", role: .variant).script {
  case "Arab": "ar"
  case "Latn": "und-Latn"
  default: "und"
  }
}

/// The kind of a populated place: city from 50 000 inhabitants, town from 10 000, else village.
func settlementKind(population: Int) -> PlaceKind {
  population >= 50_000 ? .city : population >= 10_000 ? .town : .village
}

/// A kind as files of ours name it: one of ``PlaceKind``'s, or `settlement`, which is a city, town or
/// village by its inhabitants.
enum StatedKind: Hashable {
  case kind(PlaceKind)
  case settlement

  init?(_ word: String) {
    if word == "settlement" {
      self = .settlement
    } else if let kind = PlaceKind(rawValue: word) {
      self = .kind(kind)
    } else {
      return nil
    }
  }

  func kind(population: Int) -> PlaceKind {
    switch self {
    case .kind(let kind): kind
    case .settlement: settlementKind(population: population)
    }
  }

  /// The words that are understood, for messages.
  static let words =
    (["settlement"] + PlaceKind.allCases.map(\.rawValue)).joined(separator: ", ")
}

/// The number of inhabitants that `text` writes, 0 where it writes none.
func population(_ text: String) -> Int {
  guard let number = Double(text), number.isFinite, number > 0 else { return 0 }
  return Int(number.rounded().clamped(0, 1e9))
}
