public import SimpleFeatures

/// From the globe to the sheet: a projection, a scale and the frame that the map fills.
public struct SheetProjection {
  /// The frame on the sheet.
  public let frame: BoundingBox<PagePoint>
  /// u on the sheet per metre on the projected plane.
  public let scale: Double
  private let west: Double
  private let north: Double
  private let project: (GeographicPoint) -> ProjectedPoint?

  /// The part of the projected plane that shows, `west` and `north` being its upper left corner.
  public init(
    frame: BoundingBox<PagePoint>, west: Double, north: Double, scale: Double,
    project: @escaping (GeographicPoint) -> ProjectedPoint?
  ) {
    self.frame = frame
    self.west = west
    self.north = north
    self.scale = scale
    self.project = project
  }

  /// The projection that shows all of `extent` in the middle of a frame.
  ///
  /// - Parameters:
  ///   - origin: The upper left corner of the frame.
  ///   - width: Of the frame, in u.
  ///   - heights: Within which the frame is as high as the extent asks; beyond, more of the
  ///     surroundings show. The lower edge is at a whole u.
  /// - Returns: `nil` where the extent is no area on the projected plane.
  public init?(
    showing extent: BoundingBox<GeographicPoint>, origin: PagePoint, width: Double,
    heights: ClosedRange<Double>, project: @escaping (GeographicPoint) -> ProjectedPoint?
  ) {
    var outline: [ProjectedPoint] = []
    for step in 0...16 {
      let t = Double(step) / 16
      let x = extent.minX + extent.width * t
      let y = extent.minY + extent.height * t
      for point in [
        GeographicPoint(longitude: x, latitude: extent.minY),
        GeographicPoint(longitude: x, latitude: extent.maxY),
        GeographicPoint(longitude: extent.minX, latitude: y),
        GeographicPoint(longitude: extent.maxX, latitude: y),
      ] {
        if let projected = project(point), projected.easting.isFinite, projected.northing.isFinite {
          outline.append(projected)
        }
      }
    }
    guard let box = BoundingBox(outline), box.width > 1, box.height > 1, box.width < 1e8,
      box.height < 1e8
    else { return nil }
    let height = min(heights.upperBound, max(heights.lowerBound, width * box.height / box.width))
    let scale = min(width / box.width, height / box.height)
    self.init(
      frame: BoundingBox<PagePoint>(
        minX: origin.x, minY: origin.y, maxX: origin.x + width,
        maxY: (origin.y + height).rounded()),
      west: box.center.easting - width / scale / 2,
      north: box.center.northing + height / scale / 2, scale: scale, project: project)
  }

  /// Where `point` comes on the sheet, or `nil` where the projection does not show it.
  public func position(of point: GeographicPoint) -> PagePoint? {
    guard point.isValid, let projected = project(point) else { return nil }
    let page = PagePoint(
      x: frame.minX + (projected.easting - west) * scale,
      y: frame.minY + (north - projected.northing) * scale)
    // Far beyond any sheet: not a place, and its squares would lose the decimals of the others.
    guard abs(page.x) < 1e7, abs(page.y) < 1e7 else { return nil }
    return page
  }

  /// The line on the sheet, with vertices added where a straight edge in degrees bends.
  ///
  /// An edge is halved until its midpoint moves by less than 0.15 u. Vertices that cannot be shown
  /// part the line. The same edge gives the same vertices in either direction.
  public func line(_ vertices: [GeographicPoint]) -> [[PagePoint]] {
    var lines: [[PagePoint]] = []
    var line: [PagePoint] = []
    var previous: (GeographicPoint, PagePoint)?
    for vertex in vertices {
      guard let page = position(of: vertex) else {
        if line.count > 1 { lines.append(line) }
        line = []
        previous = nil
        continue
      }
      if let (from, fromPage) = previous {
        guard page != fromPage else { continue }
        appendBend(from, fromPage, vertex, page, to: &line)
      }
      line.append(page)
      previous = (vertex, page)
    }
    if line.count > 1 { lines.append(line) }
    return lines
  }

  /// The ring on the sheet; vertices that cannot be shown are left out.
  public func ring(_ vertices: [GeographicPoint]) -> [PagePoint] {
    let placed = vertices.compactMap { vertex in position(of: vertex).map { (vertex, $0) } }
    guard var previous = placed.last else { return [] }
    var ring: [PagePoint] = []
    ring.reserveCapacity(placed.count)
    for (vertex, page) in placed where page != previous.1 {
      appendBend(previous.0, previous.1, vertex, page, to: &ring)
      ring.append(page)
      previous = (vertex, page)
    }
    return ring.count >= 3 ? ring : []
  }

  /// Appends the vertices between two positions, without the two.
  private func appendBend(
    _ a: GeographicPoint, _ aPage: PagePoint, _ b: GeographicPoint, _ bPage: PagePoint,
    to line: inout [PagePoint]
  ) {
    let dx = aPage.x - bPage.x
    let dy = aPage.y - bPage.y
    // An arc of 12 u bends by 12² / 8R: below 0.15 u for any globe of more than 120 u.
    guard dx * dx + dy * dy > 144 else { return }
    var bend: [PagePoint] = []
    let swapped = (a.longitude, a.latitude) > (b.longitude, b.latitude)
    if swapped {
      halve(b, bPage, a, aPage, depth: 0, into: &bend)
      line.append(contentsOf: bend.reversed())
    } else {
      halve(a, aPage, b, bPage, depth: 0, into: &line)
    }
  }

  private func halve(
    _ a: GeographicPoint, _ aPage: PagePoint, _ b: GeographicPoint, _ bPage: PagePoint, depth: Int,
    into line: inout [PagePoint]
  ) {
    let middle = GeographicPoint(
      longitude: (a.longitude + b.longitude) / 2, latitude: (a.latitude + b.latitude) / 2)
    guard depth < 8, let page = position(of: middle) else { return }
    let dx = page.x - (aPage.x + bPage.x) / 2
    let dy = page.y - (aPage.y + bPage.y) / 2
    guard dx * dx + dy * dy >= 0.15 * 0.15 else { return }
    halve(a, aPage, middle, page, depth: depth + 1, into: &line)
    line.append(page)
    halve(middle, page, b, bPage, depth: depth + 1, into: &line)
  }
}
