import PROJ
import SimpleFeatures
import Testing

/// A place and where `cs2cs` of PROJ 9.1.1 (Debian's proj-bin) puts it, in metres to four decimals.
struct ProjectionCase: Sendable, CustomTestStringConvertible {
  let definition: String
  let longitude: Double
  let latitude: Double
  let easting: Double
  let northing: Double

  var testDescription: String { "\(definition) \(longitude) \(latitude)" }

  static let transverse =
    "+proj=tmerc +lat_0=35.3 +lon_0=36.6 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"
  static let parallels =
    "+lat_0=34.7 +lat_1=33.066667 +lat_2=36.333333 +lon_0=39 +x_0=0 +y_0=0 +datum=WGS84 +units=m"

  // printf "36.2 35.8\n..." | cs2cs -f %.4f +proj=longlat +datum=WGS84 +to DEFINITION
  static let all = [
    ProjectionCase(
      definition: "EPSG:32637", longitude: 36.2, latitude: 35.8, easting: 246974.9465,
      northing: 3965384.1234),
    ProjectionCase(
      definition: transverse, longitude: 36.2, latitude: 35.8, easting: -36156.4126,
      northing: 55549.1697),
    ProjectionCase(
      definition: transverse, longitude: 36.75, latitude: 35.13, easting: 13671.5387,
      northing: -18850.2699),
    ProjectionCase(
      definition: transverse, longitude: 35.5, latitude: 37, easting: -97914.5131,
      northing: 189200.7687),
    ProjectionCase(
      definition: "+proj=lcc \(parallels)", longitude: 36.2, latitude: 35.8,
      easting: -253005.3833, northing: 125517.7504),
    ProjectionCase(
      definition: "+proj=lcc \(parallels)", longitude: 42, latitude: 37, easting: 267102.7064,
      northing: 259146.1),
    ProjectionCase(
      definition: "+proj=aea \(parallels)", longitude: 42, latitude: 37, easting: 267104.7799,
      northing: 259213.9734),
  ]
}

@Suite struct CoordinateTransformationTests {
  @Test(arguments: ProjectionCase.all)
  func `agrees with cs2cs, forth and back, one by one and in bulk`(_ row: ProjectionCase) throws {
    let transformation = try CoordinateTransformation(to: row.definition)
    let place = GeographicPoint(longitude: row.longitude, latitude: row.latitude)
    let projected = try transformation.projected(place)
    #expect(abs(projected.easting - row.easting) < 0.0001)
    #expect(abs(projected.northing - row.northing) < 0.0001)
    #expect(try transformation.projected([place, place]) == [projected, projected])

    let back = try transformation.geographic(projected)
    #expect(abs(back.longitude - row.longitude) < 1e-9)
    #expect(abs(back.latitude - row.latitude) < 1e-9)
    #expect(try transformation.geographic([projected]) == [back])
  }

  @Test func `nothing becomes nothing`() throws {
    let transformation = try CoordinateTransformation(to: "EPSG:32637")
    #expect(try transformation.projected([]).isEmpty)
  }

  @Test(arguments: [
    "EPSG:999999", "+proj=nonsense", "", "EPSG:4326", "+proj=longlat +datum=WGS84",
    "+proj=tmerc +lat_0=nonsense +lon_0=400000000000000000000", "حلب", "+proj=pipeline",
  ])
  func `refuses what is no projected system, and says so`(definition: String) {
    let error = #expect(throws: PROJError.self) {
      _ = try CoordinateTransformation(to: definition)
    }
    #expect(error?.step == .create)
    #expect(error?.message.isEmpty == false)
  }

  @Test func `refuses a source that is projected`() {
    let error = #expect(throws: PROJError.self) {
      _ = try CoordinateTransformation(from: "EPSG:32637", to: "EPSG:32637")
    }
    #expect(error?.message == "not a geographic coordinate reference system")
  }

  @Test(arguments: [
    GeographicPoint(longitude: .nan, latitude: 35), .init(longitude: 36, latitude: .infinity),
    .init(longitude: 36, latitude: 91), .init(longitude: 36, latitude: -1000),
  ])
  func `a point that is not on the globe is an error`(_ point: GeographicPoint) throws {
    let transformation = try CoordinateTransformation(to: ProjectionCase.transverse)
    let good = GeographicPoint(longitude: 36.2, latitude: 35.8)
    let error = #expect(throws: PROJError.self) { _ = try transformation.projected(point) }
    #expect(error?.step == .transform)
    #expect(throws: PROJError.self) { _ = try transformation.projected([good, point]) }
    // What went wrong once leaves no trace.
    #expect(abs(try transformation.projected(good).easting + 36156.4126) < 0.0001)
  }
}

@Suite struct MapProjectionTests {
  /// The parallels and the centre are computed by hand from the box.
  @Test func `is transverse Mercator up to six degrees, and a conic beyond`() {
    let hama = BoundingBox<GeographicPoint>(minX: 35.8, minY: 34.9, maxX: 37.4, maxY: 35.7)
    let syria = BoundingBox<GeographicPoint>(minX: 35.5, minY: 32.3, maxX: 42.5, maxY: 37.1)
    #expect(
      MapProjection.suited(to: hama).definition
        == "+proj=tmerc +lat_0=35.3 +lon_0=36.6 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs")
    #expect(
      MapProjection.suited(to: syria).definition
        == "+proj=lcc +lat_0=34.7 +lat_1=33.1 +lat_2=36.3 +lon_0=39.0 "
        + "+x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs")
    #expect(
      MapProjection.suited(to: syria, areasAreCompared: true).definition
        == "+proj=aea +lat_0=34.7 +lat_1=33.1 +lat_2=36.3 +lon_0=39.0 "
        + "+x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs")
  }

  @Test func `the scale is wrong by less than a thousandth within 250 km`() throws {
    let box = BoundingBox<GeographicPoint>(minX: 34, minY: 33, maxX: 39, maxY: 37)
    let transformation = try CoordinateTransformation(to: .suited(to: box))
    let geodesic = Geodesic()
    for latitude in stride(from: 33.0, through: 37, by: 0.5) {
      let a = GeographicPoint(longitude: 34, latitude: latitude)
      let b = geodesic.point(from: a, azimuth: 60, distance: 1000)
      let drawn = try transformation.projected(a).distance(to: transformation.projected(b))
      #expect(abs(drawn - 1000) < 1)
    }
  }

  @Test(arguments: [
    BoundingBox<GeographicPoint>(minX: -180, minY: -90, maxX: 180, maxY: 90),
    .init(minX: -20, minY: -30, maxX: 20, maxY: 30), .init(minX: 36, minY: 35, maxX: 36, maxY: 35),
    .init(minX: 10, minY: -89, maxX: 40, maxY: -60), .init(minX: -3, minY: -1, maxX: 3, maxY: 1),
    .init(minX: 0, minY: 0, maxX: 30, maxY: 0),
  ])
  func `every box of the globe has one that PROJ takes`(box: BoundingBox<GeographicPoint>) throws {
    for areasAreCompared in [false, true] {
      let projection = MapProjection.suited(to: box, areasAreCompared: areasAreCompared)
      let center = try CoordinateTransformation(to: projection).projected(box.center)
      #expect(abs(center.easting) < 1e-6)
    }
  }

  @Test(arguments: [
    BoundingBox<GeographicPoint>(minX: 35.8, minY: 34.9, maxX: 37.4, maxY: 35.7),
    .init(minX: 35.5, minY: 32.3, maxX: 42.5, maxY: 37.1),
    .init(minX: -20, minY: -30, maxX: 20, maxY: 30),
  ])
  func `without PROJ's database a place is the same to the last bit`(
    box: BoundingBox<GeographicPoint>
  ) throws {
    for areasAreCompared in [false, true] {
      let projection = MapProjection.suited(to: box, areasAreCompared: areasAreCompared)
      let ours = try CoordinateTransformation(to: projection)
      // This one looks both systems up.
      let theirs = try CoordinateTransformation(to: projection.definition)
      for column in 0...20 {
        for row in 0...20 {
          let point = GeographicPoint(
            longitude: box.minX + box.width * Double(column) / 20,
            latitude: box.minY + box.height * Double(row) / 20)
          let place = try ours.projected(point)
          #expect(try place == theirs.projected(point))
          #expect(try ours.geographic(place) == theirs.geographic(place))
        }
      }
    }
  }

  @Test func `numbers that are none are refused`() {
    let box = BoundingBox<GeographicPoint>(minX: .nan, minY: 0, maxX: 1, maxY: .infinity)
    #expect(throws: PROJError.self) { _ = try CoordinateTransformation(to: .suited(to: box)) }
  }
}

@Suite struct GeodesicTests {
  // printf "33.51 36.29 36.2 37.16\n" | geod -I -f %.8f -F %.6f +ellps=WGS84
  @Test(arguments: [
    (35.13, 36.75, 36.2, 37.16, 17.24489780, -162.51604261, 124387.789456),
    (33.51, 36.29, 36.2, 37.16, 14.68089550, -164.82175425, 308842.021788),
    (0, 0, 0.5, 179.5, 25.67187287, -25.67291453, 19936288.578965),
  ])
  func `distance and direction agree with geod`(
    row: (Double, Double, Double, Double, Double, Double, Double)
  ) {
    let segment = Geodesic().segment(
      from: GeographicPoint(longitude: row.1, latitude: row.0),
      to: GeographicPoint(longitude: row.3, latitude: row.2))
    #expect(abs(segment.azimuth - row.4) < 1e-8)
    // geod prints the way back, this the way on.
    #expect(abs(abs(segment.finalAzimuth - row.5) - 180) < 1e-8)
    #expect(abs(segment.distance - row.6) < 1e-6)
  }

  // printf "35.13 36.75 90 5000\n" | geod -f %.9f -F %.6f +ellps=WGS84
  @Test(arguments: [
    (35.13, 36.75, 90, 5000, 35.129987585, 36.804858508),
    (35.13, 36.75, -135, 100_000, 34.490154661, 35.980165374),
    (0, 179.9, 90, 50000, 0, -179.650842358),
  ])
  func `a point some way off agrees with geod`(
    row: (Double, Double, Double, Double, Double, Double)
  ) {
    let point = Geodesic().point(
      from: GeographicPoint(longitude: row.1, latitude: row.0), azimuth: row.2, distance: row.3)
    #expect(abs(point.latitude - row.4) < 1e-9)
    #expect(abs(point.longitude - row.5) < 1e-9)
  }

  @Test func `a circle runs counterclockwise at its radius`() {
    let geodesic = Geodesic()
    let center = GeographicPoint(longitude: 36.75, latitude: 35.13)
    let circle = geodesic.circle(around: center, radius: 1000)
    #expect(circle.vertices.count == 64)
    #expect(circle.signedArea > 0)
    for vertex in circle.vertices {
      #expect(abs(geodesic.segment(from: center, to: vertex).distance - 1000) < 1e-6)
    }
  }

  @Test func `what is no place gives no number`() {
    let nowhere = GeographicPoint(longitude: .nan, latitude: 91)
    let here = GeographicPoint(longitude: 36, latitude: 35)
    #expect(Geodesic().segment(from: nowhere, to: here).distance.isNaN)
    #expect(Geodesic().point(from: nowhere, azimuth: 0, distance: 1).latitude.isNaN)
  }
}
