public import SimpleFeatures

/// Places and their names, ready to be asked.
///
/// A handle of an index that lies in memory once, or in a file that is mapped: copies are cheap.
public struct Gazetteer: Sendable {
  let index: GazetteerIndex
  /// The lines that every output must print.
  public let attribution: [String]
  /// What a person should know of how it was loaded, such as that an index was damaged.
  public let notices: [String]

  /// A place that bears a name.
  package struct NameBearer: Hashable, Sendable {
    /// The index in `places`.
    package var place: Int
    /// The index in the place's `names`.
    package var name: Int
  }

  /// - Precondition: no two places have the same id.
  /// - Complexity: O(*n* log *n*) for *n* names; about half a second for 100 000.
  public init(places: [Place], attribution: [String] = []) {
    self.init(index: GazetteerIndex(places), attribution: attribution)
  }

  init(index: GazetteerIndex, attribution: [String], notices: [String] = []) {
    self.index = index
    self.attribution = attribution
    self.notices = notices
  }

  /// All places, sorted by the bytes of their ids.
  public var places: PlaceList { PlaceList(records: index.places, index: index) }

  /// The place with this id, or with another id that a source gives it.
  public func place(id: String) -> Place? {
    index.places.index(ofID: id).map { index.places.place($0) }
  }

  /// The names to print of the place with this id, as ``place(id:)`` has them.
  public func labels(id: String) -> (english: String, arabic: String)? {
    index.places.index(ofID: id).map { index.places.labels($0) }
  }

  /// The index in `places` of the place with this id.
  package func index(ofID id: String) -> Int? { index.places.index(ofID: id) }

  /// How many names the places bear, without those that fold as another name of their place.
  public var nameCount: Int { index.forms.bearerCount }

  /// The length of the index in memory, in bytes.
  public var byteCount: Int { index.byteCount }

  /// Every folded name with its bearers, sorted by the names' bytes, the bearers by place.
  package var foldedNames: [(key: String, bearers: [NameBearer])] {
    (0..<index.forms.count).map { form in
      (
        String(decoding: index.forms.folded(form), as: UTF8.self),
        index.forms.bearers(form).map {
          NameBearer(place: index.forms.place($0), name: index.forms.name($0))
        }
      )
    }
  }

  /// The settlements, sites and units that lie in the administrative unit or region with this p-code
  /// or id, by their codes, in the order of their ids; the unit itself is not among them.
  public func contained(in code: String) -> [Place] {
    let records = index.places
    guard let unit = records.index(ofID: code) else { return [] }
    var units = [unit]
    if records.kind(unit) == .region {
      units = records.place(unit).parts.compactMap { records.index(ofID: $0) }
    }
    return (0..<records.count)
      .filter { place in
        place != unit && units.contains { records.isWithin(place, unit: $0) }
      }
      .map { records.place($0) }
  }

  /// The places whose parent is the place with this id, such as the quarters of a city.
  public func parts(of id: String) -> [Place] {
    (0..<index.places.count).filter { index.places.parent($0) == id }.map { index.places.place($0) }
  }

  /// The names of the governorate, district, sub-district or country with this p-code; `nil` for a
  /// code that is none.
  public func unitNames(_ code: String) -> (english: String, arabic: String)? {
    guard let unit = place(id: code), unit.kind.isAdministrative else { return nil }
    return (unit.nameEnglish, unit.nameArabic)
  }
}

/// The places of a gazetteer; each is put together when it is asked for.
public struct PlaceList: RandomAccessCollection, Sendable {
  let records: PlaceRecords
  // Holds the memory that the records lie in.
  let index: GazetteerIndex

  public var startIndex: Int { 0 }
  public var endIndex: Int { records.count }
  public subscript(position: Int) -> Place { records.place(position) }

  /// The kind of the place at `position`, without the rest of it.
  public func kind(at position: Int) -> PlaceKind { records.kind(position) }
  /// ISO 3166-1 alpha-2 code of its country.
  public func country(at position: Int) -> String { records.country(position) }
  /// Its prominence, as ``Place/rank``.
  public func rank(at position: Int) -> Int { records.rank(position) }
  /// Its representative point.
  public func point(at position: Int) -> GeographicPoint { records.point(position) }
}
