import Benchmark
import Cartography
import CivilCalendar
import ConflictMapPipeline
import ControlInference
import EventLayers
import Foundation
import NewsIngest
import SimpleFeatures

/// The folder of the repository, two above this package's sources.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path

/// 3 000 settlements, and one of those beside the line captured on each of `days`.
func captures(days: Int) -> ([ControlPlace], [ControlEvidence]) {
  var (places, evidence) = settlements(3000)
  places.sort { $0.id < $1.id }
  let middle = (places.map(\.point.easting).max() ?? 0) / 2
  let near = places.filter { abs($0.point.easting - middle) < 5000 }
  for day in 1..<days {
    let date = CivilDate(dayNumber: 18_000 + day)
    evidence.append(
      ControlEvidence(
        claimID: "E\(day)", placeID: near[day * 7919 % near.count].id, kind: .capture,
        side: day % 2 == 0 ? "government" : "opposition", span: DateSpan(date, date)))
  }
  return (places, evidence)
}

/// Settlements on a lattice with a little noise, west of a line held by one side, east by the other.
func settlements(_ count: Int) -> ([ControlPlace], [ControlEvidence]) {
  let side = Int(Double(count).squareRoot().rounded(.up))
  var places: [ControlPlace] = []
  var evidence: [ControlEvidence] = []
  let day = CivilDate(dayNumber: 18_000)
  for index in 0..<count {
    let wobble = Double(index * 7919 % 1000) - 500
    let x = Double(index % side) * 2500 + wobble
    let y = Double(index / side) * 2500 - wobble
    places.append(ControlPlace(id: "P\(index)", point: ProjectedPoint(easting: x, northing: y)))
    evidence.append(
      ControlEvidence(
        claimID: "M\(index)", placeID: "P\(index)", kind: .fullControl,
        side: index % side < side / 2 ? "government" : "opposition", span: DateSpan(day, day),
        isReviewed: true))
  }
  return (places, evidence)
}

/// Points in a table with three fields.
func table(_ count: Int) -> FeatureTable {
  FeatureTable(
    name: "events", title: "Events", summary: "", geometryType: .point,
    fields: [
      Field("event_id", .text, alias: "id"), Field("killed", .integer, alias: "killed"),
      Field("place", .text, alias: "place"),
    ],
    features: (0..<count).map { index in
      Feature(
        values: [.text("e\(index)"), .integer(index % 50), .text("تل ملح")],
        geometry: .point(
          GeographicPoint(
            longitude: 36 + Double(index % 1000) / 500, latitude: 35 + Double(index % 777) / 500)))
    })
}

/// Labels 25 to 75 u wide at made-up points of a sheet of 1 000 by 800 u, each with the usual places
/// around its point.
func labels(_ count: Int) -> [LabelRequest] {
  // Lehmer's generator with the constants of Park and Miller (1988).
  var state = 48_271
  func number(_ range: ClosedRange<Double>) -> Double {
    state = state * 48_271 % 2_147_483_647
    return range.lowerBound
      + Double(state) / 2_147_483_647 * (range.upperBound - range.lowerBound)
  }
  return (0..<count).map { _ in
    let point = PagePoint(x: number(20...980), y: number(20...780))
    let width = number(25...75)
    return LabelRequest(
      candidates: LabelPosition.all.map {
        .init(box: $0.box(beside: point, gap: 5, width: width, height: 12), price: $0.price)
      }, point: point, dot: point.box(radius: 2), spacing: 0, dropPrice: 26)
  }
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal, .peakMemoryResident], maxDuration: .seconds(10))

  let reports = ReportReader().read([repository + "/Examples/reports"]).reports

  // Arabic text of the example reports, in megabytes of UTF-8; the smallest is less than a tenth.
  let arabic = reports.filter { $0.language == .arabic }
  let bytes = arabic.reduce(0) { $0 + $1.text.utf8.count }
  for copies in [1, 20, 200] {
    let size = (Double(bytes * copies) / 10_000).rounded() / 100
    let many = (0..<copies).flatMap { _ in arabic }
    Benchmark("Names recognised, \(size) MB of Arabic") { benchmark, stage in
      for _ in benchmark.scaledIterations {
        for report in many { blackHole(stage.names(in: report.text)) }
      }
    } setup: {
      try ReportStage(Theatre(folder: repository + "/gazetteer"))
    }
    Benchmark("Places recognised and resolved, \(size) MB of Arabic") { benchmark, stage in
      for _ in benchmark.scaledIterations {
        for report in many { blackHole(stage.mentions(in: report)) }
      }
    } setup: {
      try ReportStage(Theatre(folder: repository + "/gazetteer"))
    }
    Benchmark("Places and events, \(size) MB of Arabic") { benchmark, stage in
      for _ in benchmark.scaledIterations {
        for report in many { blackHole(stage.coding(of: report)) }
      }
    } setup: {
      try ReportStage(Theatre(folder: repository + "/gazetteer"))
    }
  }

  for copies in [1, 10, 50] {
    Benchmark("Reports read and coded, \(copies * reports.count)") { benchmark, stage in
      let many = (0..<copies).flatMap { _ in reports }
      for _ in benchmark.scaledIterations { blackHole(stage.codings(of: many, jobs: 1)) }
    } setup: {
      try ReportStage(Theatre(folder: repository + "/gazetteer"))
    }
  }

  for count in [100, 1000, 3000] {
    Benchmark("Control of a day, \(count) settlements") { benchmark, input in
      let (places, evidence) = input
      guard let box = BoundingBox(places.map(\.point)),
        let grid = SampleGrid(covering: box.insetBy(-20_000), cellSize: 500)
      else { return }
      let timeline = ControlTimeline(places: places, evidence: evidence)
      let day = CivilDate(dayNumber: 18_000)
      for _ in benchmark.scaledIterations {
        blackHole(ControlMap(timeline.statuses(on: day), on: day, grid: grid))
      }
    } setup: {
      settlements(count)
    }
  }

  // A capture a day beside the line: 3 000 settlements, and a map for each day.
  for days in [2, 31, 365] {
    Benchmark("Control of \(days) days, 3000 settlements") { benchmark, input in
      let (places, evidence) = input
      guard let box = BoundingBox(places.map(\.point)),
        let grid = SampleGrid(covering: box, cellSize: 500)
      else { return }
      let first = CivilDate(dayNumber: 18_000)
      for _ in benchmark.scaledIterations {
        blackHole(
          ControlHistory(
            places: places, evidence: evidence, over: DateSpan(first, first + (days - 1)),
            grid: grid))
      }
    } setup: {
      captures(days: days)
    }
  }

  for count in [150, 400, 1000] {
    Benchmark("Annealing of labels, \(count)") { benchmark, requests in
      let sheet = BoundingBox<PagePoint>(minX: 0, minY: 0, maxX: 1000, maxY: 800)
      for _ in benchmark.scaledIterations {
        blackHole(LabelRequest.annealed(requests, in: sheet))
      }
    } setup: {
      labels(count)
    }
  }

  for count in [1000, 100_000, 1_000_000] {
    Benchmark("GeoJSON, \(count) points") { benchmark, table in
      for _ in benchmark.scaledIterations { blackHole(GeoJSON.featureCollection(table)) }
    } setup: {
      table(count)
    }
  }
}
