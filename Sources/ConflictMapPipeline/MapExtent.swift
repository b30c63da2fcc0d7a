internal import SimpleFeatures

/// Which ground a map shows.
enum MapExtent {
  /// Events nearer than this to each other belong to one theatre, in metres. Chosen so that the
  /// fronts of one campaign stay together and a single strike elsewhere does not shrink the map.
  static let linkage = 25_000.0

  /// The points in groups that `linkage` keeps together, the largest group first and equal ones by
  /// their first point.
  ///
  /// - Complexity: O(*n*²) for *n* different points.
  static func groups(of points: [GeographicPoint]) -> [[GeographicPoint]] {
    let points = points.sorted { ($0.longitude, $0.latitude) < ($1.longitude, $1.latitude) }
    var unique: [(point: GeographicPoint, count: Int)] = []
    for point in points {
      if unique.last?.point == point {
        unique[unique.count - 1].count += 1
      } else {
        unique.append((point, 1))
      }
    }
    var group = Array(repeating: -1, count: unique.count)
    var groups: [[GeographicPoint]] = []
    for start in unique.indices where group[start] < 0 {
      var members: [GeographicPoint] = []
      var pending = [start]
      group[start] = groups.count
      while let index = pending.popLast() {
        members += Array(repeating: unique[index].point, count: unique[index].count)
        for other in unique.indices
        where group[other] < 0 && unique[index].point.distance(to: unique[other].point) <= linkage {
          group[other] = groups.count
          pending.append(other)
        }
      }
      groups.append(members)
    }
    return groups.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
  }

  /// A box with room around `points` and a shape that fits a sheet, `nil` without points.
  static func around(_ points: [GeographicPoint]) -> BoundingBox<GeographicPoint>? {
    guard var box = BoundingBox(points) else { return nil }
    // A degree of latitude is 111.3 km; one of longitude shrinks with the cosine.
    let kilometre = 1 / 111.3
    let narrowing = max(0.2, (box.center.latitude * .pi / 180).cosine)
    var halfWidth = max(box.width / 2 * 1.12, 12 * kilometre / narrowing)
    var halfHeight = max(box.height / 2 * 1.12, 12 * kilometre)
    halfWidth += 3 * kilometre / narrowing
    halfHeight += 3 * kilometre
    let shape = halfWidth * narrowing / halfHeight
    if shape > 1.3 { halfHeight = halfWidth * narrowing / 1.3 }
    if shape < 0.95 { halfWidth = halfHeight * 0.95 / narrowing }
    let center = box.center
    box = BoundingBox(
      minX: max(-180, center.x - halfWidth), minY: max(-85, center.y - halfHeight),
      maxX: min(180, center.x + halfWidth), maxY: min(85, center.y + halfHeight))
    return box
  }
}
