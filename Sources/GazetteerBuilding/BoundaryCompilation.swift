internal import Gazetteers
internal import JSONText
internal import SimpleFeatures

/// The generalised areas of units, regions and neighbourhoods.
struct BoundaryCompilation {
  /// Metres: about a line's width on a sheet of the whole country (1 : 1 000 000 and smaller).
  static let toleranceOfCountryAndGovernorates = 150.0
  static let toleranceOfDistricts = 250.0
  static let toleranceOfNeighbourhoods = 25.0

  private(set) var subDistricts: BoundaryTopology
  private let units: [ReferenceFeature]
  private let neighbourhoods: [ReferenceFeature]

  init(folder: ReferenceFolder) throws {
    units = try (0...3).flatMap { try folder.features("sy_ocha_adm\($0).geojson") }
    subDistricts = BoundaryTopology(
      units.filter { $0.text("pcode").utf8.count == 8 }
        .map { ($0.text("pcode"), $0.geometry.polygons) })
    let codes = subDistricts.units
    subDistricts.generalise { left, right in
      guard left >= 0, right >= 0 else { return Self.toleranceOfCountryAndGovernorates }
      return codes[left].prefix(4) == codes[right].prefix(4)
        ? Self.toleranceOfDistricts : Self.toleranceOfCountryAndGovernorates
    }
    neighbourhoods = try folder.features("sy_ocha_neighbourhoods.geojson")
  }

  /// The union of the sub-districts whose codes begin with one of `codes`.
  func area(of codes: [String]) -> [Polygon<GeographicPoint>] {
    let isInside = subDistricts.units.map { unit in codes.contains { unit.hasPrefix($0) } }
    return subDistricts.union { isInside[$0] }
  }

  /// Whether a unit's code is or begins with `code`.
  func hasUnit(_ code: String) -> Bool {
    !code.isEmpty && subDistricts.units.contains { $0.hasPrefix(code) }
  }

  /// The area of a city's quarter, `nil` for another id.
  func neighbourhood(_ id: String) -> [Polygon<GeographicPoint>]? {
    neighbourhoods.first { $0.text("pcode") == id }?.geometry.polygons
  }

  /// An area with what `boundaries.geojson` says of it.
  struct NamedArea {
    var place: Place
    var polygons: [Polygon<GeographicPoint>]
    var squareKilometers: Double
  }

  /// The file `boundaries.geojson`.
  func file(regions: [NamedArea]) throws -> [UInt8] {
    var lines = GeoJSONLines(
      name: "boundaries",
      attribution: "OCHA Common Operational Datasets for Syria v02 (2020-12-17), CC BY 3.0 IGO; "
        + "generalised. OCHA's operational boundaries: no endorsement is implied; the Golan and "
        + "other disputed lines are drawn as OCHA draws them.")
    let kinds: [Int: PlaceKind] = [2: .country, 4: .governorate, 6: .district, 8: .subDistrict]
    for unit in units.sorted(by: { $0.text("pcode") < $1.text("pcode") }) {
      let code = unit.text("pcode")
      guard let kind = kinds[code.utf8.count] else {
        throw GazetteerError(file: unit.file, message: "“\(code)” is no p-code of a unit")
      }
      let polygons = area(of: [code])
      guard !polygons.isEmpty else {
        throw GazetteerError(file: unit.file, message: "“\(code)” has no sub-district")
      }
      lines.append(
        [
          ("pcode", .text(code)), ("kind", .text(kind.rawValue)),
          ("name_en", .text(unit.text("name_en"))), ("name_ar", .text(unit.text("name_ar"))),
          ("area_sqkm", .real(unit.properties["area_sqkm"]?.number ?? 0)),
        ], Geometry(polygons))
    }
    for region in regions.sorted(by: { $0.place.id < $1.place.id }) {
      lines.append(
        [
          ("pcode", .text(region.place.id)), ("kind", .text(region.place.kind.rawValue)),
          ("name_en", .text(region.place.nameEnglish)),
          ("name_ar", .text(region.place.nameArabic)),
          ("area_sqkm", .real(region.squareKilometers)),
        ], Geometry(region.polygons))
    }
    for feature in neighbourhoods.sorted(by: { $0.text("pcode") < $1.text("pcode") }) {
      let polygons = feature.geometry.polygons.map { polygon in
        func generalised(_ ring: Ring<GeographicPoint>) -> Ring<GeographicPoint> {
          let closed = LineGeneralisation.generalised(
            ring.vertices + ring.vertices.prefix(1), tolerance: Self.toleranceOfNeighbourhoods)
          return Ring(Array(closed.dropLast()))
        }
        return Polygon(
          exterior: generalised(polygon.exterior), holes: polygon.holes.map(generalised))
      }
      lines.append(
        [
          ("pcode", .text(feature.text("pcode"))),
          ("kind", .text(PlaceKind.neighbourhood.rawValue)),
          ("name_en", .text(feature.text("name_en"))),
          ("name_ar", .text(feature.text("name_ar"))),
        ], Geometry(polygons))
    }
    // Every border once, for drawing: level 0 is the country's, 3 between sub-districts.
    for level in 0...3 {
      let borders = subDistricts.arcs.filter { arc in
        guard arc.left >= 0, arc.right >= 0 else { return level == 0 }
        let (a, b) = (subDistricts.units[arc.left], subDistricts.units[arc.right])
        return level > 0 && a.prefix(2 + 2 * level) != b.prefix(2 + 2 * level)
          && a.prefix(2 * level) == b.prefix(2 * level)
      }
      guard !borders.isEmpty else { continue }
      lines.append(
        [("kind", .text("border")), ("level", .integer(level))],
        .multiLineString(borders.map { LineString($0.vertices) }))
    }
    return lines.finished()
  }
}

extension Geometry {
  /// One polygon, or several.
  init(_ polygons: [Polygon<P>]) {
    self = polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons)
  }
}
