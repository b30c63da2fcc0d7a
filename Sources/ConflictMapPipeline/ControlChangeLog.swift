internal import CSVText
public import CivilCalendar
internal import ControlInference
internal import Gazetteers
internal import OGR
internal import SimpleFeatures

/// The change log: what came into other hands on each day, by which claim, and how much ground.
public struct ControlChangeLog: Sendable {
  public struct Entry: Hashable, Sendable {
    public var date: CivilDate
    public var placeID: String
    public var nameArabic: String
    public var nameEnglish: String
    /// `nobody known`, a side, or two as `a+b`; with the state where it is not simply held.
    public var from: String
    public var to: String
    /// `claim`, or `lapse` where a contest has grown old.
    public var cause: String
    public var claims: [String]
    /// What the old holder lost around the place, in km²; `nil` where the ground stayed his.
    public var lostArea: Double?
  }

  public private(set) var entries: [Entry] = []

  public init() {}

  /// - Throws: `OGRError`.
  init(_ stage: ControlStage, names: [String: String], gazetteer: Gazetteer) throws {
    let pointOf = Dictionary(uniqueKeysWithValues: stage.places.map { ($0.id, $0.point) })
    for (date, changes) in Dictionary(grouping: stage.history.changes, by: \.date)
      .sorted(by: { $0.key < $1.key })
    {
      let areas = try Self.lostAreas(of: changes, on: date, stage.history, pointOf)
      for (change, area) in zip(changes, areas) {
        let place = gazetteer.place(id: change.placeID)
        entries.append(
          Entry(
            date: date, placeID: change.placeID, nameArabic: place?.nameArabic ?? "",
            nameEnglish: place?.nameEnglish ?? names[change.placeID] ?? "",
            from: Self.words(change.oldHolder, change.oldState),
            to: Self.words(change.newHolder, change.newState), cause: change.cause.rawValue,
            claims: change.claims, lostArea: area))
      }
    }
  }

  private static func words(_ holder: Holder?, _ state: SettlementStatus.State) -> String {
    guard let holder else { return "nobody known" }
    switch state {
    case .held, .shared, .unknown: return "\(holder)"
    case .contested, .besieged: return "\(holder) (\(state.rawValue))"
    }
  }

  /// For each change the ground that went from the old holder to the new one, each part to the
  /// nearest of the day's places that changed so.
  private static func lostAreas(
    of changes: [ControlChange], on date: CivilDate, _ history: ControlHistory,
    _ pointOf: [String: ProjectedPoint]
  ) throws -> [Double?] {
    var areas: [Double?] = changes.map { _ in nil }
    func polygons(of holder: Holder, on day: CivilDate) -> [Polygon<ProjectedPoint>] {
      history.areas.filter {
        $0.value.holder == holder && holds(from: $0.validFrom, to: $0.validTo, on: day)
      }.flatMap(\.value.polygons)
    }
    struct Passage: Hashable {
      var from: Holder
      var to: Holder
    }
    var indices: [Passage: [Int]] = [:]
    for (index, change) in changes.enumerated() {
      guard let from = change.oldHolder, let to = change.newHolder, from != to else { continue }
      indices[Passage(from: from, to: to), default: []].append(index)
    }
    for (passage, indices) in indices {
      let ground = try GeometryOperations.intersection(
        polygons(of: passage.from, on: date - 1), polygons(of: passage.to, on: date))
      for index in indices { areas[index] = 0 }
      for patch in ground {
        let parts = parts(of: patch, among: indices.map { pointOf[changes[$0].placeID] })
        for (index, part) in zip(indices, parts) { areas[index] = (areas[index] ?? 0) + part / 1e6 }
      }
    }
    return areas
  }

  /// What of a patch is nearest to each of some places, in m²: sampled at some hundred points.
  private static func parts(
    of patch: Polygon<ProjectedPoint>, among places: [ProjectedPoint?]
  ) -> [Double] {
    var counts = Array(repeating: 0, count: places.count)
    if places.count > 1, let box = BoundingBox(patch.exterior.vertices) {
      let step = max((box.width * box.height / 400).squareRoot(), 1)
      for row in 0...Int(box.height / step) {
        for column in 0...Int(box.width / step) {
          let sample = ProjectedPoint(
            easting: box.minX + (Double(column) + 0.5) * step,
            northing: box.minY + (Double(row) + 0.5) * step)
          guard patch.contains(sample) else { continue }
          let distances = places.map { $0?.distance(to: sample) ?? .infinity }
          if let least = distances.min(), let nearest = distances.firstIndex(of: least) {
            counts[nearest] += 1
          }
        }
      }
    }
    let total = counts.reduce(0, +)
    // A sliver that no sample fell on is the first place's.
    guard total > 0 else { return places.indices.map { $0 == 0 ? patch.area : 0 } }
    return counts.map { patch.area * Double($0) / Double(total) }
  }

  /// One line an entry, such as `2019-07-10: الحماميات (C3059) from government to opposition, area
  /// −3.1 km², by claim …`.
  public var lines: [String] {
    entries.map { entry in
      let name = entry.nameArabic.isEmpty ? entry.nameEnglish : entry.nameArabic
      let area = entry.lostArea.map { ", area −\(rounded($0, 1)) km²" } ?? ""
      let cause = entry.cause == "lapse" ? "as its claims grew old: " : "by claim "
      return
        "\(entry.date): \(name.isEmpty ? "" : name + " ")(\(entry.placeID)) from \(entry.from) "
        + "to \(entry.to)\(area), \(cause)\(entry.claims.joined(separator: ", "))"
    }
  }

  /// The same as a table of comma-separated values.
  var csv: [UInt8] {
    var writer = CSVWriter()
    writer.append([
      "date", "place_id", "name_ar", "name_en", "from", "to", "area_lost_km2", "cause", "claims",
    ])
    for entry in entries {
      writer.append([
        entry.date.description, entry.placeID, entry.nameArabic, entry.nameEnglish, entry.from,
        entry.to, entry.lostArea.map { "\(rounded($0, 2))" } ?? "", entry.cause,
        entry.claims.joined(separator: "|"),
      ])
    }
    return writer.bytes
  }
}
