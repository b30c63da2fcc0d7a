internal import TextAnalysis

/// Places and their names, ready to be asked.
public struct Gazetteer: Sendable {
  /// All places, sorted by id.
  public let places: [Place]
  /// The lines that every output must print.
  public let attribution: [String]
  private let placesByID: [String: Int]
  private let placesByFoldedName: [String: [NameBearer]]

  /// A place that bears a name.
  package struct NameBearer: Hashable, Sendable {
    /// The index in `places`.
    package var place: Int
    /// The index in the place's `names`.
    package var name: Int
  }

  /// - Precondition: no two places have the same id.
  public init(places: [Place], attribution: [String] = []) {
    let places = places.sorted { $0.id < $1.id }
    self.places = places
    self.attribution = attribution
    var byID = Dictionary(
      uniqueKeysWithValues: places.enumerated().map { ($0.element.id, $0.offset) })
    for (index, place) in places.enumerated() {
      // The id of an airfield that our own table has under another one still finds it.
      for source in place.sources where source.utf8.starts(with: "ourairports:".utf8) {
        let id = "A" + source.dropFirst("ourairports:".count)
        if byID[id] == nil { byID[id] = index }
      }
    }
    placesByID = byID
    placesByFoldedName = Self.index(places)
  }

  /// The bearers of every folded name, in the order of the places.
  ///
  /// All names are folded as one text, a name a line: a fold of each by itself takes four times as
  /// long. A line end parts words, so that the words of a line are those of its name.
  private static func index(_ places: [Place]) -> [String: [NameBearer]] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(places.count * 100)
    var ends: [Int] = []
    for place in places {
      for name in place.names {
        // A line end inside a name would be the end of it.
        for byte in name.text.utf8 { bytes.append(byte == 0x0A ? 0x20 : byte) }
        ends.append(bytes.count)
        bytes.append(0x0A)
      }
    }
    let tokenized = TokenizedText(String(decoding: bytes, as: UTF8.self))
    var byName: [String: [NameBearer]] = [:]
    byName.reserveCapacity(ends.count)
    var token = 0
    var line = 0
    var key: [UInt8] = []
    for (placeIndex, place) in places.enumerated() {
      for nameIndex in place.names.indices {
        key.removeAll(keepingCapacity: true)
        while token < tokenized.tokens.count, tokenized.tokens[token].bytes.lowerBound < ends[line]
        {
          if !key.isEmpty { key.append(0x20) }
          key.append(contentsOf: tokenized.folded[tokenized.tokens[token].folded])
          token += 1
        }
        line += 1
        guard !key.isEmpty else { continue }
        // Of several names of one place that fold alike the first counts; they stand together.
        byName[String(decoding: key, as: UTF8.self), default: []].appendFirst(
          NameBearer(place: placeIndex, name: nameIndex))
      }
    }
    return byName
  }

  /// The place with this id.
  public func place(id: String) -> Place? {
    placesByID[id].map { places[$0] }
  }

  /// The index in `places` of the place with this id.
  package func index(ofID id: String) -> Int? { placesByID[id] }

  /// The places one of whose names folds to `key`, in the order of their ids.
  package func bearers(ofFoldedName key: String) -> [NameBearer] {
    placesByFoldedName[key] ?? []
  }

  /// Every folded name with its bearers, sorted by the names' bytes.
  package var foldedNames: [(key: String, bearers: [NameBearer])] {
    placesByFoldedName
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { ($0.key, $0.value) }
  }

  /// The settlements, sites and units that lie in the administrative unit or region with this p-code
  /// or id, by their codes, in the order of their ids; the unit itself is not among them.
  public func contained(in code: String) -> [Place] {
    guard let unit = place(id: code) else { return [] }
    if unit.kind == .region {
      let parts = unit.parts.compactMap { place(id: $0) }
      return places.filter { place in
        parts.contains { place.isWithin($0) } && place.id != code
      }
    }
    return places.filter { $0.id != code && $0.isWithin(unit) }
  }

  /// The places whose parent is the place with this id, such as the quarters of a city.
  public func parts(of id: String) -> [Place] { places.filter { $0.parent == id } }

  /// The names of the governorate, district, sub-district or country with this p-code; `nil` for a
  /// code that is none.
  public func unitNames(_ code: String) -> (english: String, arabic: String)? {
    guard let unit = place(id: code), unit.kind.isAdministrative else { return nil }
    return (unit.nameEnglish, unit.nameArabic)
  }
}

extension [Gazetteer.NameBearer] {
  /// Appends `bearer` unless its place is the last one's.
  fileprivate mutating func appendFirst(_ bearer: Gazetteer.NameBearer) {
    if last?.place != bearer.place { append(bearer) }
  }
}
