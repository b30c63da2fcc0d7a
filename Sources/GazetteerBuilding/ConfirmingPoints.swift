internal import CSVText
internal import Gazetteers
internal import SimpleFeatures

/// Points of OCHA whose names are lost, and the places of another source that lie there.
///
/// A point and a place that are each other's nearest, and that no other lies nearly as close to, are
/// taken for one: the point confirms the place's coordinate and takes its stead where that is only
/// good to a minute of arc. No name comes of it.
enum ConfirmingPoints {
  /// How far apart the two may lie, in metres. Of the 1 539 points 756 have such a place within
  /// 500 m; moved by 7 km, 73 have any place there.
  static let distance = 500.0
  /// The same for places that are good to a minute of arc only: in Syria half the diagonal of one is
  /// 1.2 km.
  static let distanceOfWholeMinutes = 1_200.0
  /// How much farther the second nearest must lie, on both sides.
  static let ratio = 2.0

  /// - Returns: How many places a point confirms.
  static func confirm(_ drafts: inout [PlaceDraft], with table: CSVTable) -> Int {
    var points: [(id: String, point: GeographicPoint)] = []
    for row in table.rows {
      guard let latitude = row.number("lat"), let longitude = row.number("lon") else { continue }
      points.append(
        (
          row["row_in_source"],
          GeographicPoint(longitude: longitude, latitude: latitude).rounded
        ))
    }
    let settlements = drafts.indices.filter {
      let place = drafts[$0].place
      return place.country == "SY" && place.kind.isSettlement && place.kind != .neighbourhood
        && !place.sources.contains { $0.hasPrefix("ocha:") }
    }
    let places = settlements.map { drafts[$0].place.point }
    let positions = points.map(\.point)
    let placeOfPoint = NearestPoints(places)
    let pointOfPlace = NearestPoints(positions)
    var confirmed = 0
    for (number, source) in points.enumerated() {
      guard let place = placeOfPoint.unrivalled(for: source.point),
        pointOfPlace.unrivalled(for: places[place]) == number,
        isWholeMinute(places[place]) || source.point.distance(to: places[place]) <= distance
      else { continue }
      confirmed += 1
      let index = settlements[place]
      drafts[index].place.sources.append("ocha-point:" + source.id)
      let own = drafts[index].place.point
      guard own != source.point else { continue }
      if isWholeMinute(own) {
        drafts[index].place.point = source.point
        drafts[index].place.points.append(SourcePoint(source: "wof", point: own))
      } else {
        drafts[index].place.points.append(
          SourcePoint(source: "ocha-point", point: source.point))
      }
    }
    return confirmed
  }

  private static func isWholeMinute(_ point: GeographicPoint) -> Bool {
    GazetteerAudit.isWholeMinute(point.latitude) && GazetteerAudit.isWholeMinute(point.longitude)
  }
}

/// Points in cells of a fiftieth of a degree, for finding the one that lies alone near another.
private struct NearestPoints {
  private let points: [GeographicPoint]
  private var cells: [Cell: [Int]] = [:]

  private struct Cell: Hashable {
    var column: Int
    var row: Int
  }

  init(_ points: [GeographicPoint]) {
    self.points = points
    for (index, point) in points.enumerated() { cells[Self.cell(point), default: []].append(index) }
  }

  private static func cell(_ point: GeographicPoint) -> Cell {
    Cell(
      column: Int((point.longitude * 50).rounded(.down)),
      row: Int((point.latitude * 50).rounded(.down)))
  }

  /// The nearest of the points within the larger distance, where no other is nearly as near.
  func unrivalled(for point: GeographicPoint) -> Int? {
    let middle = Self.cell(point)
    var near: [(distance: Double, index: Int)] = []
    for column in middle.column - 1...middle.column + 1 {
      for row in middle.row - 1...middle.row + 1 {
        for index in cells[Cell(column: column, row: row)] ?? [] {
          near.append((point.distance(to: points[index]), index))
        }
      }
    }
    near.sort { $0 < $1 }
    guard let first = near.first, first.distance <= ConfirmingPoints.distanceOfWholeMinutes
    else { return nil }
    if near.count > 1, near[1].distance <= ConfirmingPoints.ratio * first.distance { return nil }
    return first.index
  }
}
