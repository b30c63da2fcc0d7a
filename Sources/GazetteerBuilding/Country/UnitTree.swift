internal import Gazetteers

/// The administrative units of a gazetteer, and how they lie in each other: by their parents, not by
/// how their codes begin.
struct UnitTree {
  /// The units, the higher levels first, then by id.
  private(set) var units: [PlaceDraft]
  private let indices: [String: Int]
  /// The ids of units by all that they are called in tables: id, and the ids of sources.
  private let idsByCode: [String: String]
  private let chains: [[String]]

  static let levels: [PlaceKind] = [.country, .governorate, .district, .subDistrict]

  /// - Throws: ``GazetteerError`` where units lie in each other in a circle, or in none that is
  ///   there.
  init(_ drafts: [PlaceDraft]) throws {
    var units = drafts.filter { $0.place.kind.isAdministrative }.sorted {
      (Self.level($0.place.kind), $0.place.id) < (Self.level($1.place.kind), $1.place.id)
    }
    var indices: [String: Int] = [:]
    var idsByCode: [String: String] = [:]
    for (index, unit) in units.enumerated() {
      if let other = indices.updateValue(index, forKey: unit.place.id) {
        throw GazetteerError(
          file: unit.origin,
          message: "the unit “\(unit.place.id)” is at \(units[other].origin), too")
      }
    }
    for unit in units {
      for source in unit.place.sources {
        let code = String(source.drop { $0 != ":" }.dropFirst())
        if idsByCode[code] == nil { idsByCode[code] = unit.place.id }
      }
    }
    // An id wins over what another unit is called elsewhere.
    for unit in units { idsByCode[unit.place.id] = unit.place.id }
    for index in units.indices where units[index].place.kind != .country {
      // A parent may be told by another of its ids; a level may be left out.
      let stated = units[index].place.parent.flatMap { idsByCode[$0] }
      let country = indices[units[index].place.country].map { units[$0].place.id }
      units[index].place.parent = stated ?? country
    }
    var chains: [[String]] = []
    for unit in units {
      var chain = [unit.place.id]
      var above = unit.place.parent
      while let id = above, let index = indices[id] {
        guard !chain.contains(id) else {
          throw GazetteerError(
            file: unit.origin, message: "“\(unit.place.id)” lies in itself; check its parent")
        }
        chain.append(id)
        above = units[index].place.parent
      }
      chains.append(chain.reversed())
    }
    self.units = units
    self.indices = indices
    self.idsByCode = idsByCode
    self.chains = chains
    for index in units.indices {
      let (adm1, adm2, adm3) = codes(of: units[index].place.id)
      self.units[index].place.adm1 = adm1
      self.units[index].place.adm2 = adm2
      self.units[index].place.adm3 = adm3
    }
  }

  static func level(_ kind: PlaceKind) -> Int { levels.firstIndex(of: kind) ?? levels.count }

  /// The unit with this id.
  subscript(id: String) -> PlaceDraft? { indices[id].map { units[$0] } }

  /// The id of the unit that a table calls `code`.
  func id(ofCode code: String) -> String? { code.isEmpty ? nil : idsByCode[code] }

  /// The ids from the country, or the highest unit there is, down to the unit itself.
  func chain(of id: String) -> [String] { indices[id].map { chains[$0] } ?? [] }

  /// The ids of the units of levels 1, 2 and 3 that the unit is or lies in.
  func codes(of id: String) -> (adm1: String, adm2: String, adm3: String) {
    func code(_ kind: PlaceKind) -> String {
      chain(of: id).first { indices[$0].map { units[$0].place.kind } == kind } ?? ""
    }
    return (code(.governorate), code(.district), code(.subDistrict))
  }

  /// Replaces a unit by one of the same id.
  mutating func update(_ unit: PlaceDraft) {
    if let index = indices[unit.place.id] { units[index] = unit }
  }
}
