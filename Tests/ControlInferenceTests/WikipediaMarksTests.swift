import CivilCalendar
import ControlInference
import Foundation
import SimpleFeatures
import Testing

/// 381 marks of northern Hama and Idlib, 2017, from Wikipedia (CC BY-SA): read where the shared
/// reference folder is, and never kept in this repository.
enum WikipediaMarks {
  static let path =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/reference/wikipedia_control_marks_hama_idlib_2017.csv").path
  static let areThere = FileManager.default.fileExists(atPath: path)

  static let holders = [
    "government": Holder("government"), "opposition": Holder("opposition"),
    "HTS (Jabhat al-Nusra/HTS)": Holder("hts"), "ISIL": Holder("isil"),
    "opposition+HTS mixed": Holder("opposition", sharedWith: "hts"),
  ]

  static func points() throws -> [ControlPoint] {
    let projection = LocalProjection(origin: .init(longitude: 36.6, latitude: 35.5))
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().enumerated().compactMap {
      number, line in
      // A label may hold commas within quotation marks; the fields counted from there do not.
      let rest = line.first == "\"" ? line.dropFirst().drop { $0 != "\"" } : line
      let fields = rest.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count > 5, let latitude = Double(fields[1]), let longitude = Double(fields[2]),
        let holder = holders[String(fields[3])]
      else { return nil }
      return ControlPoint(
        placeID: String(1000 + number),
        point: projection(.init(longitude: longitude, latitude: latitude)), holder: holder)
    }
  }
}

/// How often the holder and the camp of a settlement follow from the others.
func leaveOneOut(
  _ points: [ControlPoint], camps: Camps, scaleFactor: Double, method: ControlMethod
) -> (holder: Double, camp: Double) {
  let surface = ControlSurface(
    points: points, camps: camps, grid: grid(1000, 1000), scaleFactor: scaleFactor,
    method: method)
  var holders = 0
  var sides = 0
  for point in points {
    let shares = surface.shares(at: point.point, without: point.placeID)
    var campShares: [String: Double] = [:]
    for (holder, share) in zip(surface.holders, shares) {
      campShares[camps.camp(of: holder), default: 0] += share
    }
    let best = zip(surface.holders, shares).max { $0.1 < $1.1 }?.0
    let camp = campShares.max { $0.value < $1.value }?.key
    if best == point.holder { holders += 1 }
    if camp == camps.camp(of: point.holder) { sides += 1 }
  }
  return (Double(holders) / Double(points.count), Double(sides) / Double(points.count))
}

@Suite(.enabled(if: WikipediaMarks.areThere, "the shared reference data is not there"))
struct WikipediaMarksTests {
  // The figures are those of CARTOGRAPHY.md section 6, found with another program (NumPy), with
  // room for ten marks of 381: projection and weights differ.
  @Test(arguments: [
    (ControlMethod.nearestSettlement, 0.35, 0.769, 0.927),
    (.smoothedLogOdds, 0.30, 0.808, 0.927),
    (.smoothedLogOdds, 0.45, 0.795, 0.908),
  ])
  func `each mark left out in turn follows from the others`(
    method: ControlMethod, scaleFactor: Double, holders: Double, camps: Double
  ) throws {
    let points = try WikipediaMarks.points()
    #expect(points.count == 381)
    let found = leaveOneOut(
      points, camps: syrianCamps, scaleFactor: scaleFactor, method: method)
    #expect(abs(found.holder - holders) < 0.027)
    #expect(abs(found.camp - camps) < 0.027)
  }

  @Test func `areas tile the ground and every mark of weight lies in its camp`() throws {
    let points = try WikipediaMarks.points()
    let box = try #require(BoundingBox(points.map(\.point)))
    let folder = ProcessInfo.processInfo.environment["CONTROL_PICTURES"]
    let grid = try #require(
      SampleGrid(covering: box.insetBy(-20_000), cellSize: folder == nil ? 1000 : 500))
    for method in ControlMethod.allCases {
      let map = ControlMap(
        ControlSurface(points: points, camps: syrianCamps, grid: grid, method: method),
        on: day("2017-08-01"))
      let faults = map.coverageFaults()
      #expect(abs(faults.excessArea) < 1e-6 * box.width * box.height)
      #expect(faults.unmatchedEdges == 0)
      #expect(faults.badRings == 0)
      let right = points.count { point in
        map.holder(at: point.point).map { !syrianCamps.areHostile($0, point.holder) } ?? false
      }
      #expect(right >= 360)
      if let folder {
        try Data(map.svg().utf8).write(to: URL(filePath: "\(folder)/\(method).svg"))
      }
    }
  }
}
