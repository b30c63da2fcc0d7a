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
    placesByID = Dictionary(
      uniqueKeysWithValues: places.enumerated().map { ($0.element.id, $0.offset) })
    var byName: [String: [NameBearer]] = [:]
    for (placeIndex, place) in places.enumerated() {
      var seen: Set<String> = []
      for (nameIndex, name) in place.names.enumerated() {
        let key = Folding.fold(name.text)
        guard !key.isEmpty, seen.insert(key).inserted else { continue }
        byName[key, default: []].append(NameBearer(place: placeIndex, name: nameIndex))
      }
    }
    placesByFoldedName = byName
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
}
