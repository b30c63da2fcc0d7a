import CivilCalendar
import SimpleFeatures
import TestSupport
import Testing

@testable import ControlInference

struct ControlMapTests {
  static let date = day("2019-06-16")

  static func map(_ points: [ControlPoint], _ grid: SampleGrid, _ method: ControlMethod)
    -> ControlMap
  {
    ControlMap(
      ControlSurface(points: points, camps: syrianCamps, grid: grid, method: method), on: date)
  }

  @Test(arguments: 0..<30)
  func `areas tile the ground and share their vertices`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let ground = grid(
      .random(in: 500...16_000, using: &random), .random(in: 500...16_000, using: &random))
    let points = randomPoints(.random(in: 1...60, using: &random), on: ground, using: &random)
    for method in ControlMethod.allCases {
      let map = Self.map(points, ground, method)
      let faults = map.coverageFaults()
      let box = ground.boundingBox
      #expect(abs(faults.excessArea) <= 1e-9 * box.width * box.height)
      #expect(faults.unmatchedEdges == 0)
      #expect(faults.badRings == 0)
      // Each front is in the rings of both its areas.
      for front in map.fronts {
        for holder in [front.a, front.b] {
          let vertices = Set(
            map.areas.filter { $0.holder == holder }.flatMap(\.polygons)
              .flatMap { [$0.exterior] + $0.holes }.flatMap(\.vertices))
          #expect(front.lines.allSatisfy { $0.vertices.allSatisfy(vertices.contains) })
        }
      }
    }
  }

  /// Labels at random are the worst case: every cell may have a node.
  static func noise(
    _ seed: Int, labels count: Int, rounds: Int = 0, area: Double = 0
  ) -> ArcTopology {
    var random = SplitMix64(seed: UInt64(seed))
    let ground = grid(
      Double(Int.random(in: 1...10, using: &random)) * 500,
      Double(Int.random(in: 1...10, using: &random)) * 500)
    let labels = (0..<ground.count).map { _ in Int.random(in: 0..<count, using: &random) }
    let shares = (0..<ground.count).map { _ in Double.random(in: 0...1, using: &random) }
    var generaliser = ArcGeneraliser(grid: ground, rounds: rounds, area: area)
    return ArcTopology(
      grid: ground, labels: labels, patches: GridComponents(labels, columns: ground.columns),
      isRowChanged: Array(repeating: true, count: ground.rows), generaliser: &generaliser
    ) { first, second in
      shares[first] / (shares[first] + shares[second])
    }
  }

  static func cross(
    _ a: ProjectedPoint, _ b: ProjectedPoint, _ c: ProjectedPoint, _ d: ProjectedPoint
  ) -> Bool {
    func side(_ p: ProjectedPoint, _ q: ProjectedPoint, _ r: ProjectedPoint) -> Double {
      (q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y)
    }
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
  }

  @Test(arguments: 0..<60)
  func `arcs do not cross, before and after smoothing and simplifying`(seed: Int) {
    for step in 0..<3 {
      // Far more than the 12 000 m² of the maps.
      let topology = Self.noise(
        seed, labels: 2 + seed % 4, rounds: step > 0 ? 2 : 0, area: step > 1 ? 200_000 : 0)
      let segments = topology.arcs.flatMap { arc in
        let line = arc.start == nil ? arc.vertices + arc.vertices.prefix(1) : arc.vertices
        return Array(zip(line, line.dropFirst()))
      }
      for (number, first) in segments.enumerated() {
        for second in segments[(number + 1)...] {
          let doCross = Self.cross(first.0, first.1, second.0, second.1)
          if doCross { Issue.record("crossing after step \(step)") }
        }
      }
      let polygons = topology.polygons()
      let box = topology.grid.boundingBox
      let sum = polygons.reduce(0) { $0 + $1.area }
      #expect(abs(sum - box.width * box.height) < 1e-9 * box.width * box.height)
      for polygon in polygons {
        #expect(polygon.exterior.signedArea > 0)
        #expect(polygon.holes.allSatisfy { $0.signedArea < 0 })
        for ring in [polygon.exterior] + polygon.holes {
          #expect(Set(ring.vertices).count == ring.vertices.count)
          #expect(ring.vertices.count >= 3)
        }
      }
    }
  }

  @Test(arguments: 0..<15)
  func `each sample lies in the polygon of its patch before simplifying`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let ground = grid(5000, 4000)
    let labels = (0..<ground.count).map { _ in Int.random(in: 0..<3, using: &random) }
    let topology = ArcTopology(grid: ground, labels: labels) { _, _ in 0.5 }
    let polygons = topology.polygons()
    for row in 1..<(ground.rows - 1) {
      for column in 1..<(ground.columns - 1) {
        let p = ground.point(column: column, row: row)
        let found = polygons.indices.filter { polygons[$0].contains(p) }
        #expect(found.map { topology.labels[$0] } == [labels[row * ground.columns + column]])
      }
    }
  }

  @Test func `a disc keeps its area and is smooth`() throws {
    // Distance to the centre as the field: a disc of radius 5 km, area π r² = 78.540 km².
    let ground = grid(20_000, 20_000)
    let field = (0..<ground.count).map { sample in
      ground.point(column: sample % ground.columns, row: sample / ground.columns)
        .distance(to: point(10_123, 9877)) - 5000
    }
    let labels = field.map { $0 < 0 ? 1 : 0 }
    var generaliser = ArcGeneraliser(grid: ground, rounds: 2, area: 1.2e4)
    let topology = ArcTopology(
      grid: ground, labels: labels, patches: GridComponents(labels, columns: ground.columns),
      isRowChanged: Array(repeating: true, count: ground.rows), generaliser: &generaliser
    ) { field[$0] / (field[$0] - field[$1]) }
    let polygons = topology.polygons()
    #expect(polygons.count == 2)
    let disc = try #require(zip(topology.labels, polygons).first { $0.0 == 1 }?.1)
    #expect(abs(disc.area - .pi * 25e6) < 0.01 * .pi * 25e6)
    for vertex in disc.exterior.vertices {
      #expect(abs(vertex.distance(to: point(10_123, 9877)) - 5000) < 60)
    }
    #expect(disc.exterior.vertices.count < 60)
  }

  @Test(arguments: 0..<6)
  func `the order of the settlements does not matter`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let ground = grid(20_000, 20_000)
    let points = randomPoints(60, on: ground, using: &random)
    let one = Self.map(points, ground, .smoothedLogOdds)
    let other = Self.map(points.shuffled(using: &random), ground, .smoothedLogOdds)
    #expect(one.areas == other.areas)
    #expect(one.fronts == other.fronts)
    #expect(one.contestedGround == other.contestedGround)
    #expect(one.noDataGround == other.noDataGround)
  }

  @Test(arguments: 0..<4)
  func `in an easy case every settlement lies in its side's area`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let ground = grid(40_000, 40_000)
    // A straight front, and nobody within 1.5 km of it.
    let points = (0..<120).compactMap { number -> ControlPoint? in
      let x = Double.random(in: 0...40_000, using: &random)
      let y = Double.random(in: 0...40_000, using: &random)
      guard abs(y - 20_000) > 1500 else { return nil }
      return ControlPoint(
        placeID: "p\(number)", point: point(x, y),
        holder: Holder(y > 20_000 ? "opposition" : "government"))
    }
    for method in ControlMethod.allCases {
      let map = Self.map(points, ground, method)
      for point in points { #expect(map.holder(at: point.point) == point.holder) }
      #expect(map.fronts.linesJoined == 1)
      #expect(!map.fronts.contains { !$0.isHostile })
    }
  }

  @Test func `a front knows its sides, its dates and its settlements`() throws {
    let places = (0..<12).map { number in
      ControlPlace(
        id: "p\(10 + number)",
        point: point(Double(number % 6) * 4000 + 2000, number < 6 ? 7000 : 13_000))
    }
    let evidence = places.enumerated().map { number, place in
      ControlEvidence(
        claimID: "claim-\(place.id)", placeID: place.id, kind: .capture,
        side: number < 6 ? "government" : "hts",
        span: DateSpan(day("2019-06-01") + number, day("2019-06-01") + number), isReviewed: true)
    }
    let timeline = ControlTimeline(places: places, evidence: evidence, camps: syrianCamps)
    let map = ControlMap(
      timeline.statuses(on: day("2019-07-01")), on: day("2019-07-01"), camps: syrianCamps,
      grid: grid(24_000, 20_000))
    #expect(map.fronts.linesJoined == 1)
    #expect(map.fronts.allSatisfy { $0.a == Holder("government") && $0.b == Holder("hts") })
    #expect(!map.fronts.contains { !$0.isHostile })
    // Pieces end where other settlements become the nearest, and have the claims on theirs.
    #expect(map.fronts.count >= 2)
    #expect(Set(map.fronts.flatMap(\.placeIDs)) == Set(places.map(\.id)))
    for front in map.fronts {
      #expect(front.claimIDs == front.placeIDs.map { "claim-\($0)" })
      let newest = front.placeIDs.compactMap { Int($0.dropFirst()) }.map { $0 - 10 }.max()
      // A capture a day in the order of the settlements.
      #expect(front.since == day("2019-06-01") + (newest ?? 0))
      #expect(front.lastEvidence == front.since)
      #expect(!front.isInferred)
      // The rows are 6 km apart; seen from a place between two settlements, a bit more.
      #expect(front.uncertainty > 3000 && front.uncertainty < 3800)
    }
    let length = map.fronts.reduce(0) { $0 + $1.length }
    #expect(length > 23_900 && length < 26_000)
    // 120 days after 12 June, the day of the newest claim, and the day after.
    for (date, areInferred) in [("2019-10-03", false), ("2019-10-11", true)] {
      let later = ControlMap(
        timeline.statuses(on: day(date)), on: day(date), camps: syrianCamps,
        grid: grid(24_000, 20_000))
      #expect(later.fronts.allSatisfy { $0.isInferred == areInferred })
    }
    let area = try #require(map.areas.first)
    #expect(area.holder == Holder("government"))
    #expect(area.placeCount == 6)
    #expect(area.evidenceCount == 6)
    #expect(area.oldestEvidence == day("2019-06-01"))
    #expect(area.newestEvidence == day("2019-06-06"))
    // Of two holders the likelier has at least half; at the line hardly more.
    #expect(area.leastProbability >= 0.5 && area.leastProbability < 0.6)
    #expect(area.meanProbability > 0.6 && area.meanProbability < 1)
  }

  @Test func `ground is contested along a hostile line and not along an allied one`() throws {
    func points(_ north: String) -> [ControlPoint] {
      (0..<20).map { number in
        ControlPoint(
          placeID: "p\(number)",
          point: point(Double(number % 10) * 3000 + 1500, number < 10 ? 6000 : 14_000),
          holder: Holder(number < 10 ? "opposition" : north))
      }
    }
    let hostile = Self.map(points("government"), grid(30_000, 20_000), .smoothedLogOdds)
    #expect(hostile.contestedGround.contains { $0.contains(point(15_000, 10_000)) })
    #expect(!hostile.contestedGround.contains { $0.contains(point(15_000, 6000)) })
    let allied = Self.map(points("hts"), grid(30_000, 20_000), .smoothedLogOdds)
    #expect(allied.contestedGround.isEmpty)
    #expect(!allied.fronts.isEmpty && !allied.fronts.contains(where: \.isHostile))
  }

  @Test func `ground far from every settlement has no data`() throws {
    let points = [
      ControlPoint(placeID: "a", point: point(20_000, 20_000), holder: Holder("government"))
    ]
    let map = Self.map(points, grid(40_000, 40_000), .smoothedLogOdds)
    let ground = map.noDataGround
    #expect(map.areas.map(\.area) == [1600e6])
    // 40 x 40 km less a disc of 12 km: 1600 - 452.389 km².
    #expect(abs(ground.reduce(0) { $0 + $1.area } - (1600e6 - .pi * 144e6)) < 2e6)
    #expect(!ground.contains { $0.contains(point(20_000, 20_000)) })
    let none = Self.map([], grid(40_000, 40_000), .smoothedLogOdds)
    #expect(none.areas.isEmpty && none.fronts.isEmpty && none.contestedGround.isEmpty)
    #expect(none.noDataGround.map(\.area) == [1600e6])
  }

  @Test func `clipping drops what lies outside and keeps the rest`() {
    let map = Self.map(
      [
        ControlPoint(placeID: "a", point: point(5000, 5000), holder: Holder("government")),
        ControlPoint(placeID: "b", point: point(15_000, 5000), holder: Holder("sdf")),
      ], grid(20_000, 10_000), .smoothedLogOdds)
    let clipped = map.clipped(
      areas: { $0.filter { $0.contains(point(5000, 5000)) } }, noData: { $0 }, lines: { _ in [] })
    #expect(clipped.areas.map(\.holder) == [Holder("government")])
    #expect(clipped.fronts.isEmpty)
  }

  @Test(arguments: [Double.nan, .infinity, 0, -1])
  func `settlements without a place or weight are left out`(bad: Double) {
    let good = ControlPoint(placeID: "a", point: point(5000, 5000), holder: Holder("government"))
    var other = ControlPoint(placeID: "b", point: point(6000, 5000), holder: Holder("sdf"))
    other.weight = bad
    let map = Self.map([good, other], grid(10_000, 10_000), .smoothedLogOdds)
    #expect(map.areas.map(\.holder) == [Holder("government")])
  }

  @Test func `an unconfirmed claim against all its neighbours weighs little`() throws {
    let places = (0..<9).map { number in
      ControlPlace(
        id: "p\(number)", point: point(Double(number % 3) * 3000, Double(number / 3) * 3000))
    }
    let today = day("2019-06-01")
    func weight(isReviewed: Bool) -> Double? {
      let evidence = places.map { place in
        ControlEvidence(
          claimID: place.id, placeID: place.id, kind: .capture,
          side: place.id == "p4" ? "opposition" : "government", span: DateSpan(today, today),
          isReviewed: isReviewed)
      }
      let timeline = ControlTimeline(places: places, evidence: evidence, camps: syrianCamps)
      return ControlPoint.points(
        of: timeline.statuses(on: today), camps: syrianCamps, model: ControlModel()
      ).first { $0.placeID == "p4" }?.weight
    }
    #expect(weight(isReviewed: false) == 0.15)
    #expect(weight(isReviewed: true) == 1)
  }
}

extension [FrontLine] {
  /// How many lines the pieces make when each is joined to the one that begins where it ends.
  var linesJoined: Int {
    let beginnings = Set(flatMap(\.lines).compactMap(\.vertices.first))
    let ends = flatMap(\.lines).compactMap(\.vertices.last)
    return ends.count { !beginnings.contains($0) }
  }
}
