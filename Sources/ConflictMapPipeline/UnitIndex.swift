internal import EventExchange
internal import Gazetteers
internal import SimpleFeatures

/// Looks up the units of many points by a grid: a cell that no border goes through lies in one unit.
struct UnitIndex: UnitLocating {
  /// A unit by its number.
  private let units: [[String]]
  private let grid: Grid?
  /// The areas of units with their numbers: sub-districts, then governorates, each by code.
  private let areas: [NumberedArea]

  private struct NumberedArea {
    let box: BoundingBox<GeographicPoint>
    let polygons: [Polygon<GeographicPoint>]
    let unit: Int
  }

  private struct Grid {
    let box: BoundingBox<GeographicPoint>
    let columns: Int
    /// The unit of each cell, ``onBorder`` where a border goes through it.
    var cells: [Int32]

    func cell(of point: GeographicPoint) -> Int? {
      guard box.contains(point) else { return nil }
      let column = Int((point.longitude - box.minX) * UnitIndex.cellsPerDegree)
      let row = Int((point.latitude - box.minY) * UnitIndex.cellsPerDegree)
      let cell = row * columns + column
      return column < columns && cell < cells.count ? cell : nil
    }
  }

  /// Cells of somewhat less than a kilometre: of points in Syria one in eight lies in one with a
  /// border.
  private static let cellsPerDegree = 128.0
  private static let onBorder: Int32 = -1
  private static let notYet: Int32 = -2
  /// Cells of the largest country that gets a grid: 16 million, in 64 MiB.
  private static let mostCells = 16 << 20

  init(_ theatre: Theatre) {
    var units: [[String]] = [["", "", ""]]
    var areas: [NumberedArea] = []
    func add(_ area: AdministrativeBoundaries.Area, _ codes: [String]) {
      areas.append(
        NumberedArea(box: area.boundingBox, polygons: area.polygons, unit: units.count))
      units.append(codes)
    }
    for area in theatre.boundaries.areas(of: .subDistrict) {
      guard let unit = theatre.gazetteer.place(id: area.code) else { continue }
      add(area, [unit.adm1, unit.adm2, area.code])
    }
    for area in theatre.boundaries.areas(of: .governorate) { add(area, [area.code, "", ""]) }
    self.units = units
    self.areas = areas
    grid = Self.grid(over: areas)
  }

  func codes(ofUnit unit: Int) -> [String] { units[unit] }

  func unit(at point: GeographicPoint) -> Int {
    if let grid {
      guard grid.box.contains(point) else { return 0 }
      if let cell = grid.cell(of: point), grid.cells[cell] >= 0 { return Int(grid.cells[cell]) }
    }
    return Self.unit(at: point, areas)
  }

  /// The first one that contains the point, 0 where none does.
  private static func unit(at point: GeographicPoint, _ areas: [NumberedArea]) -> Int {
    for index in areas.indices where areas[index].box.contains(point) {
      if areas[index].polygons.contains(where: { $0.contains(point) }) { return areas[index].unit }
    }
    return 0
  }

  // MARK: The grid

  private static func grid(over areas: [NumberedArea]) -> Grid? {
    guard
      var box = BoundingBox<GeographicPoint>(
        areas.flatMap { area in
          [
            GeographicPoint(x: area.box.minX, y: area.box.minY),
            GeographicPoint(x: area.box.maxX, y: area.box.maxY),
          ]
        })
    else { return nil }
    box = box.insetBy(-1 / cellsPerDegree)
    let columns = Int(((box.maxX - box.minX) * cellsPerDegree).rounded(.up))
    let rows = Int(((box.maxY - box.minY) * cellsPerDegree).rounded(.up))
    guard columns * rows <= mostCells else { return nil }
    var grid = Grid(
      box: box, columns: columns, cells: [Int32](repeating: notYet, count: columns * rows))
    for area in areas {
      for polygon in area.polygons {
        for ring in [polygon.exterior] + polygon.holes {
          guard var previous = ring.vertices.last else { continue }
          for vertex in ring.vertices {
            markBorder(from: previous, to: vertex, in: &grid, rows: rows)
            previous = vertex
          }
        }
      }
    }
    fill(&grid, rows: rows) { unit(at: $0, areas) }
    return grid
  }

  /// Marks the cells that the segment may touch: those of its box, in pieces no longer than a cell.
  private static func markBorder(
    from a: GeographicPoint, to b: GeographicPoint, in grid: inout Grid, rows: Int
  ) {
    let (width, height) = (abs(b.x - a.x) * cellsPerDegree, abs(b.y - a.y) * cellsPerDegree)
    if width > 1 || height > 1 {
      let middle = GeographicPoint(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
      markBorder(from: a, to: middle, in: &grid, rows: rows)
      return markBorder(from: middle, to: b, in: &grid, rows: rows)
    }
    // Wider than what rounding may move.
    let margin = 1e-6
    func range(_ a: Double, _ b: Double, _ origin: Double, _ count: Int) -> ClosedRange<Int> {
      let low = Int(((min(a, b) - origin) * cellsPerDegree - margin).rounded(.down))
      let high = Int(((max(a, b) - origin) * cellsPerDegree + margin).rounded(.down))
      return max(0, min(low, count - 1))...max(0, min(high, count - 1))
    }
    let columns = range(a.x, b.x, grid.box.minX, grid.columns)
    for row in range(a.y, b.y, grid.box.minY, rows) {
      for column in columns { grid.cells[row * grid.columns + column] = onBorder }
    }
  }

  /// Gives cells that touch, with no border between them, the unit of one of them.
  private static func fill(
    _ grid: inout Grid, rows: Int, _ unit: (GeographicPoint) -> Int
  ) {
    var open: [Int] = []
    for start in grid.cells.indices where grid.cells[start] == notYet {
      let center = GeographicPoint(
        x: grid.box.minX + (Double(start % grid.columns) + 0.5) / cellsPerDegree,
        y: grid.box.minY + (Double(start / grid.columns) + 0.5) / cellsPerDegree)
      let number = Int32(unit(center))
      grid.cells[start] = number
      open.append(start)
      while let cell = open.popLast() {
        let (row, column) = (cell / grid.columns, cell % grid.columns)
        for (r, c) in [(row, column - 1), (row, column + 1), (row - 1, column), (row + 1, column)]
        where r >= 0 && r < rows && c >= 0 && c < grid.columns {
          let other = r * grid.columns + c
          if grid.cells[other] == notYet {
            grid.cells[other] = number
            open.append(other)
          }
        }
      }
    }
  }
}
