public import CivilCalendar
public import ConflictSymbology
public import EventLayers
internal import Foundation
internal import Gazetteers
internal import NewsIngest
public import SimpleFeatures

/// Draws maps of a GeoPackage that `map` wrote.
public struct RenderJob: Sendable {
  public var input: String
  /// A file `….svg`, or a folder where a map of each slice is wanted.
  public var output: String
  public var from: CivilDate?
  public var to: CivilDate?
  /// A map of each slice in place of one of all days.
  public var step: TimeSlices.Step?
  public var extent: BoundingBox<GeographicPoint>?
  /// The p-code of a unit, or the id of a region, in place of an extent.
  public var region: String?
  public var title: String?
  public var titleArabic: String?
  public var language = MapLanguage.bilingual
  public var theme = MapTheme.light
  public var gazetteer: String?
  public var jobs = 1

  public init(input: String, output: String) {
    self.input = input
    self.output = output
  }

  /// Draws, and returns the paths of the maps.
  ///
  /// - Throws: ``PipelineError``.
  public func run(_ progress: any JobProgress) throws -> [String] {
    progress.begin("Loading layers")
    let theatre = try Theatre(
      folder: try GazetteerFolder.locate(named: gazetteer), jobs: jobs, progress: progress)
    let drawn: Set<String> = [
      "events", "control_areas", "front_lines", "settlement_control", "contested_ground",
      "ground_without_data",
    ]
    let file = try LayerFile(input, isWanted: drawn.contains)
    guard !file.tables.isEmpty else {
      throw PipelineError(
        .badInput, "\(printable(input)): none of the layers that conflictmap map writes is there")
    }
    let layers = MapLayers(file.tables)
    let dates = layers.events.compactMap(\.dates)
    let first = from ?? dates.map(\.first).min() ?? layers.firstControlDate
    let last = to ?? dates.map(\.last).max() ?? layers.lastControlDate
    var span: DateSpan?
    if let first, let last {
      guard first <= last else {
        throw PipelineError(.usage, "the first day \(first) is after the last day \(last)")
      }
      span = DateSpan(first, last)
    }
    let extent =
      try self.extent ?? region.map { try boundingBox(of: $0, in: theatre) }
      ?? self.extent(of: layers)
    let titles = LocalizedText(
      english: title ?? "Reported events and control",
      arabic: titleArabic ?? "الأحداث الواردة والسيطرة")
    let spans = step.flatMap { step in span.map { TimeSlices(of: $0, every: step).spans } }
    let sheets = (spans.map { $0.map(Optional.init) } ?? [span]).map { days in
      MapSheet(
        extent: extent, span: days, controlDate: controlDate(days, layers: layers),
        title: titles, language: language, theme: theme)
    }
    progress.begin("Drawing maps")
    let maps = parallelMap(sheets, jobs: jobs, progress: progress) { sheet in
      Result { try theatre.svg(of: sheet, layers: layers, reportCount: nil) }
    }
    guard spans != nil else {
      for map in maps { try replaceFile(at: output, with: try map.get()) }
      return [output]
    }
    let folder = try OutputFolder(output)
    return try zip(sheets, maps).map { sheet, map in
      let name = sheet.span.map { "map-\($0.first)-\($0.last).svg" } ?? "map.svg"
      return try folder.write(try map.get(), to: name)
    }
  }

  private func controlDate(_ span: DateSpan?, layers: MapLayers) -> CivilDate? {
    guard let first = layers.firstControlDate, let last = span?.last ?? layers.lastControlDate
    else { return nil }
    return last < first ? nil : last
  }

  private func boundingBox(
    of code: String, in theatre: Theatre
  ) throws -> BoundingBox<GeographicPoint> {
    guard let area = theatre.boundaries[code] else {
      throw PipelineError(
        .usage, "no region \(printable(code)); give a p-code such as SY05, or R0001")
    }
    return area.boundingBox
  }

  private func extent(of layers: MapLayers) -> BoundingBox<GeographicPoint>? {
    let points = layers.events.filter { $0.isAsserted && (1...4).contains($0.precision) }
      .compactMap(\.point)
    return MapExtent.groups(of: points).first.flatMap { MapExtent.around($0) }
  }
}
