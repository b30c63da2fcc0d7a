internal import CivilCalendar
internal import ConflictSymbology
internal import SimpleFeatures

/// Pieces of fronts joined to the lines that a sheet shows: a piece of two kilometres has no room
/// for casing, ticks and dashes of its own.
struct JoinedFronts {
  private struct Key: Hashable {
    var a: String
    var b: String
    var isHostile: Bool
  }

  private struct Pieces {
    var lines: [LineString<GeographicPoint>] = []
    var since: CivilDate?
    /// The number of the first of them in the layer.
    var row: Int
    var uncertainties: [Double] = []
  }

  private var keys: [Key] = []
  private var pieces: [Key: Pieces] = [:]

  /// - Parameter rows: Rows of the layer `front_lines`, numbered from 1 as a GeoPackage does.
  init(_ rows: [(number: Int, row: TableRows.Row)]) {
    for (number, row) in rows {
      guard let a = row.text("side_a"), let b = row.text("side_b") else { continue }
      let lines: [LineString<GeographicPoint>] =
        switch row.feature.geometry {
        case .lineString(let line)?: [line]
        case .multiLineString(let lines)?: lines
        default: []
        }
      guard !lines.isEmpty else { continue }
      let key = Key(a: a, b: b, isHostile: row.flag("hostile") ?? true)
      if pieces[key] == nil { keys.append(key) }
      var known = pieces[key] ?? Pieces(row: number)
      known.lines += lines
      known.since = [known.since, row.date("since")].compactMap { $0 }.max()
      if let metres = row.real("uncertainty_m") { known.uncertainties.append(metres) }
      pieces[key] = known
    }
  }

  /// One front for each two sides, in the order of the rows.
  var fronts: [ConflictMapContent.Front] {
    keys.compactMap { key in
      guard let pieces = pieces[key] else { return nil }
      var detail: [String] = []
      if let since = pieces.since { detail.append("last moved \(MapDates.english(since))") }
      if let least = pieces.uncertainties.min(), let most = pieces.uncertainties.max() {
        let low = rounded(least / 1000, 1)
        let high = rounded(most / 1000, 1)
        detail.append(low == high ? "± \(low) km" : "± \(low) to \(high) km")
      }
      return ConflictMapContent.Front(
        sideA: key.a, sideB: key.b, isHostile: key.isHostile, lines: Self.joined(pieces.lines),
        detail: detail.isEmpty ? nil : detail.joined(separator: ", "),
        row: "front_lines/\(pieces.row)")
    }
  }

  /// The lines, those joined of which one begins where another ends.
  ///
  /// - Complexity: O(*n*) for *n* vertices.
  static func joined(_ lines: [LineString<GeographicPoint>]) -> [LineString<GeographicPoint>] {
    var beginning: [GeographicPoint: [Int]] = [:]
    var endings: Set<GeographicPoint> = []
    for (index, line) in lines.enumerated() {
      guard let first = line.vertices.first, let last = line.vertices.last else { continue }
      beginning[first, default: []].append(index)
      endings.insert(last)
    }
    var isTaken = Array(repeating: false, count: lines.count)
    var result: [LineString<GeographicPoint>] = []
    func follow(from start: Int) {
      isTaken[start] = true
      var vertices = lines[start].vertices
      while let last = vertices.last,
        let next = beginning[last]?.first(where: { !isTaken[$0] })
      {
        isTaken[next] = true
        vertices += lines[next].vertices.dropFirst()
      }
      result.append(LineString(vertices))
    }
    // First the lines that nothing leads into, then the rest: rings.
    for (index, line) in lines.enumerated() where !isTaken[index] {
      if let first = line.vertices.first, !endings.contains(first) { follow(from: index) }
    }
    for index in lines.indices where !isTaken[index] && !lines[index].vertices.isEmpty {
      follow(from: index)
    }
    return result
  }
}
