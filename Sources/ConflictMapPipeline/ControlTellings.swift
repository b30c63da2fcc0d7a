internal import CivilCalendar
internal import ControlInference
internal import EventLayers
internal import OGR
internal import PROJ
internal import SimpleFeatures

/// The map of a day as each camp's sources tell it, as neutral ones do, and where they disagree.
///
/// Marks without a claimant are the common ground of all tellings.
struct ControlTellings {
  private struct Telling {
    /// A camp, or `neutral`.
    var teller: String
    var areas: [ControlArea]
  }

  private let tellings: [Telling]
  private let camps: Camps
  private let projection: MapProjection?

  /// - Throws: As ``ControlStage``, and `OGRError`.
  init(
    _ claims: ControlClaims, _ camps: Camps, _ request: ControlStage.Request, on day: CivilDate
  ) throws {
    var request = request
    request.span = DateSpan(day, day)
    request.days = [day]
    self.camps = camps.on(day)
    // One projection for all, so that their areas can be laid on one another.
    if request.extent == nil { request.extent = BoundingBox(claims.places.values.map(\.point)) }
    var tellings: [Telling] = []
    var projection: MapProjection?
    for teller in claims.claimantCamps.map({ Optional($0) }) + [nil] {
      guard let stage = try ControlStage(claims.told(by: teller), camps: camps, request) else {
        continue
      }
      projection = stage.projection
      tellings.append(
        Telling(teller: teller ?? "neutral", areas: stage.history.areas.map(\.value)))
    }
    self.tellings = tellings
    self.projection = projection
  }

  /// The disagreement of each two tellings, in m²: ground that hostile camps are said to hold.
  private func disagreements() throws -> [(a: String, b: String, area: Double)] {
    var result: [(a: String, b: String, area: Double)] = []
    for (index, a) in tellings.enumerated() {
      for b in tellings[(index + 1)...] {
        var area = 0.0
        for mine in a.areas {
          for other in b.areas where camps.areHostile(mine.holder, other.holder) {
            area += try GeometryOperations.intersection(mine.polygons, other.polygons)
              .reduce(0) { $0 + $1.area }
          }
        }
        result.append((a.teller, b.teller, area))
      }
    }
    return result
  }

  var lines: [String] {
    get throws {
      try disagreements().map { a, b, area in
        "told by \(a) and by \(b): they disagree on \(rounded(area / 1e6, 1)) km²"
      }
    }
  }

  /// The areas of all tellings as a layer.
  var table: FeatureTable {
    get throws {
      guard let projection else { return .empty }
      let transformation = try CoordinateTransformation(to: projection)
      return FeatureTable(
        name: "control_told", title: "Control as told by each camp",
        summary: "Who holds the ground by the word of one camp's sources, or of neutral ones.",
        geometryType: .multiPolygon,
        fields: [
          Field("told_by", .text, alias: "Told by"), Field("side", .text, alias: "Side"),
          Field("shared_with", .text, alias: "Shared with"), Field("camp", .text, alias: "Camp"),
          Field("probability", .real, alias: "Probability (mean)"),
          Field("area_km2", .real, alias: "Area (km²)"),
        ],
        features: try tellings.flatMap { telling in
          try telling.areas.map { area in
            Feature(
              values: [
                .text(telling.teller), .text(area.holder.side), .init(area.holder.secondSide),
                .text(area.camp), .real(rounded(area.meanProbability, 3)),
                .real(rounded(area.area / 1e6, 2)),
              ],
              geometry: .multiPolygon(
                try area.polygons.map { polygon in
                  try polygon.mapPositions { try transformation.geographic($0) }
                }))
          }
        })
    }
  }
}

extension FeatureTable {
  /// A layer of areas without rows.
  static let empty = FeatureTable(
    name: "empty", title: "", summary: "", geometryType: .multiPolygon, fields: [], features: [])
}
