import CivilCalendar
import SimpleFeatures
import TestSupport
import Testing

@testable import ControlInference

/// That what is kept from one surface to the next never shows.
struct SurfaceSeriesTests {
  static func expectSame(_ one: ControlSurface, _ other: ControlSurface, _ step: Comment) {
    #expect(one.points == other.points, step)
    #expect(one.holders == other.holders, step)
    #expect(one.labels == other.labels, step)
    #expect(one.shares == other.shares, step)
    #expect(one.distances == other.distances, step)
  }

  static func expectSame(_ one: ControlMap, _ other: ControlMap, _ step: Comment) {
    #expect(one.areas == other.areas, step)
    #expect(one.fronts == other.fronts, step)
    #expect(one.contestedGround == other.contestedGround, step)
    #expect(one.noDataGround == other.noDataGround, step)
  }

  /// Settlements of which most of one side of the grid have one holder.
  static func marks(
    _ count: Int, on ground: SampleGrid, using random: inout SplitMix64
  ) -> [ControlPoint] {
    randomPoints(count, on: ground, using: &random).map { point in
      var point = point
      if point.point.x < ground.boundingBox.maxX * 0.6 {
        point.holder = Holder("government")
        point.opponent = nil
        point.share = 1
      }
      return point
    }
  }

  // Few settlements and many, a blur of no and of more than one block's reach.
  @Test(arguments: 0..<12)
  func `a series of changes gives what each surface gives alone`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let ground = grid(30_500, 22_000)
    var model = ControlModel()
    model.blurCells = [1.2, 0, 2.5][seed % 3]
    let method: ControlMethod = seed % 4 == 3 ? .nearestSettlement : .smoothedLogOdds
    var points = Self.marks(seed < 3 ? 26 : 110, on: ground, using: &random)
    let spare = Self.marks(12, on: ground, using: &random).enumerated().map { number, point in
      var point = point
      point.placeID = "q\(number)"
      return point
    }
    var scaleFactor = 0.35
    var series = SurfaceSeries(
      grid: ground, camps: syrianCamps, model: model, method: method,
      kernelLimit: seed % 2 == 0 ? 30_000 : SurfaceSeries.greatestKernelCount)
    for step in 0..<16 {
      switch Int.random(in: 0..<9, using: &random) {
      case 0, 1:
        let which = Int.random(in: points.indices, using: &random)
        points[which].holder = Holder(
          ["hts", "sdf", "government", "isil"].randomElement(using: &random) ?? "hts")
      case 2:
        points.remove(at: .random(in: points.indices, using: &random))
      case 3, 4:
        let new = spare.filter { new in !points.contains { $0.placeID == new.placeID } }
        if let point = new.randomElement(using: &random) { points.append(point) }
      case 5:
        let which = Int.random(in: points.indices, using: &random)
        points[which].opponent = points[which].opponent == nil ? Holder("isil") : nil
        points[which].share = points[which].opponent == nil ? 1 : 0.3
      case 6:
        for which in points.indices { points[which].weight *= 0.99 }
        points[Int.random(in: points.indices, using: &random)].isDoubtful.toggle()
      case 7:
        points.shuffle(using: &random)
      default:
        // Once in a while everything is otherwise: another scale, or nobody is known at all.
        if step % 3 == 0 { scaleFactor = scaleFactor == 0.35 ? 0.45 : 0.35 }
        if step % 7 == 0 { _ = series.surface(of: [], scaleFactor: scaleFactor) }
      }
      Self.expectSame(
        series.surface(of: points, scaleFactor: scaleFactor),
        ControlSurface(
          points: points, camps: syrianCamps, grid: ground, model: model,
          scaleFactor: scaleFactor, method: method), "seed \(seed), step \(step)")
    }
  }

  @Test(arguments: 0..<4)
  func `each day of a history has the map that the day alone has`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let ground = grid(40_000, 30_000)
    // So short that one place more or less makes a difference.
    var model = ControlModel()
    model.noDataDistance = 3000
    let marks = Self.marks(70, on: ground, using: &random)
    let places = marks.map { ControlPlace(id: $0.placeID, point: $0.point) }
    let first = day("2019-05-01")
    func claim(_ number: Int, _ place: ControlPlace, _ side: String, _ date: CivilDate)
      -> ControlEvidence
    {
      ControlEvidence(
        claimID: "c\(number)", placeID: place.id, kind: number % 5 == 4 ? .clashInside : .capture,
        side: side, opponent: number % 5 == 4 ? "isil" : nil, span: DateSpan(date, date),
        confidence: .random(in: 0.6...1, using: &random),
        isReviewed: number < 100 || number % 7 > 0)
    }
    // Every eighth place gets its first holder later, or never.
    var evidence = zip(places, marks).enumerated().filter { $0.offset % 8 > 0 }.map {
      claim($0.offset * 5, $0.element.0, $0.element.1.holder.side, first)
    }
    for change in 0..<25 {
      let place = places[Int.random(in: places.indices, using: &random)]
      evidence.append(
        claim(
          1000 + change, place, ["hts", "sdf", "government"][change % 3],
          first + .random(in: 1...40, using: &random)))
    }
    let timeline = ControlTimeline(
      places: places, evidence: evidence, camps: syrianCamps, model: model)
    var count = 0
    let history = ControlHistory(
      places: places, evidence: evidence, over: DateSpan(first, first + 60), camps: syrianCamps,
      grid: ground, model: model
    ) { map in
      Self.expectSame(
        map,
        ControlMap(
          timeline.statuses(on: map.date), on: map.date, camps: syrianCamps, grid: ground,
          model: model),
        "seed \(seed), \(map.date)")
      count += 1
      return map
    }
    #expect(count == history.mapDates.count)
    #expect(count > 10)
  }

  // Eight times the lattice at which arcs are cut, so that most pieces are kept from map to map.
  @Test(arguments: 0..<3)
  func `a map after small changes is the map that is drawn anew`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let ground = grid(60_000, 50_000)
    let today = day("2019-05-01")
    var statuses = Self.marks(160, on: ground, using: &random).map { mark in
      SettlementStatus(
        place: ControlPlace(id: mark.placeID, point: mark.point), date: today, state: .held,
        holder: Holder(mark.holder.side), opponent: nil, heldSince: today, stateSince: today,
        probability: 1, decidedBy: [mark.placeID], confidence: 1, weight: mark.weight,
        isConfirmed: true, isReviewed: true, evidenceCount: 1, oldestEvidence: today,
        newestEvidence: today, lastSupport: today)
    }.sorted { $0.place.id < $1.place.id }
    var series = ControlMapSeries(
      grid: ground, camps: syrianCamps, model: ControlModel(), method: .smoothedLogOdds)
    for step in 0..<8 {
      let map = series.map(of: statuses, on: today)
      Self.expectSame(
        map, ControlMap(statuses, on: today, camps: syrianCamps, grid: ground),
        "seed \(seed), step \(step)")
      let faults = map.coverageFaults()
      #expect(faults.unmatchedEdges == 0)
      #expect(faults.badRings == 0)
      let which = Int.random(in: statuses.indices, using: &random)
      if step % 4 == 3 {
        // Nobody is known to hold it any more.
        statuses[which].holder = nil
      } else {
        statuses[which].holder = Holder(
          ["hts", "sdf", "government"].randomElement(using: &random) ?? "hts")
      }
    }
  }

  @Test(arguments: 0..<40)
  func `patches are those of a flood`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let columns = Int.random(in: 1...14, using: &random)
    let rows = Int.random(in: 1...14, using: &random)
    let labels = (0..<(columns * rows)).map { _ in
      Int.random(in: 0...(1 + seed % 3), using: &random)
    }
    var expected = Array(repeating: -1, count: labels.count)
    var sizes: [Int] = []
    for start in labels.indices where expected[start] < 0 {
      var open = [start]
      var size = 0
      while let sample = open.popLast() {
        guard expected[sample] < 0, labels[sample] == labels[start] else { continue }
        expected[sample] = sizes.count
        size += 1
        if sample % columns > 0 { open.append(sample - 1) }
        if sample % columns < columns - 1 { open.append(sample + 1) }
        if sample >= columns { open.append(sample - columns) }
        if sample + columns < labels.count { open.append(sample + columns) }
      }
      sizes.append(size)
    }
    let patches = GridComponents(labels, columns: columns)
    #expect(labels.indices.map(patches.component) == expected)
    #expect(patches.counts == sizes)
    for patch in sizes.indices {
      #expect(patches.firstSamples[patch] == expected.firstIndex(of: patch))
      #expect(
        patches.samples(of: patch).sorted() == labels.indices.filter { expected[$0] == patch })
    }
  }
}
