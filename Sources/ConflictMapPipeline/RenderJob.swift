internal import Cartography
public import CivilCalendar
internal import ConflictSymbology
public import EventLayers
internal import Foundation
internal import NewsIngest
internal import SVGRendering
public import SimpleFeatures

/// Draws maps of a GeoPackage that `map` wrote, or of the user's own layers.
public struct RenderJob: Sendable {
  /// How several days stand on one sheet.
  public enum Presentation: Hashable, Sendable {
    case panels(columns: Int, rows: Int)
    case animation(secondsPerFrame: Double)
    case slider
  }

  /// The ground, where it is given by its middle.
  public struct Center: Hashable, Sendable {
    public var point: GeographicPoint
    /// As on web maps: 0 shows the globe in 256 u, and each step shows half as much.
    public var zoom: Double

    public init(point: GeographicPoint, zoom: Double) {
      self.point = point
      self.zoom = zoom
    }
  }

  /// The GeoPackage, `nil` where the user's own layers are all there is.
  public var input: String?
  /// A file `….svg`, `….png` or `….pdf`, or a folder where a map of each slice is wanted.
  public var output: String
  public var from: CivilDate?
  public var to: CivilDate?
  /// A map of each slice in place of one of all days; with a presentation, its frames.
  public var step: TimeSlices.Step?
  public var presentation: Presentation?
  /// Marks what changed hands since this day.
  public var changeSince: CivilDate?
  public var extent: BoundingBox<GeographicPoint>?
  /// The p-code of a unit, or the id of a region, in place of an extent.
  public var region: String?
  public var center: Center?
  public var title: String?
  public var titleArabic: String?
  public var design = MapDesign()
  /// Files of the user's own in place of the layers of control and of the base map.
  public var areas: String?
  public var fronts: String?
  public var baseMap: String?
  public var gazetteer: String?
  public var jobs = 1

  public init(input: String?, output: String) {
    self.input = input
    self.output = output
  }

  private static let drawn: Set<String> = [
    "events", "control_areas", "front_lines", "settlement_control", "contested_ground",
    "ground_without_data",
  ]

  /// Draws, and returns the paths of the maps.
  ///
  /// - Throws: ``PipelineError``.
  public func run(_ progress: any JobProgress) throws -> [String] {
    progress.begin("Loading layers")
    let isFolder = step != nil && presentation == nil
    let format = isFolder ? .svg : try MapPicture.Format(path: output)
    let renderer = try design.renderer()
    let background = try MapBackground(
      folder: try GazetteerFolder.locate(named: gazetteer), cache: GazetteerFolder.cache)
    let layers = try self.layers()
    let span = try self.span(of: layers)
    let sheets = try self.sheets(layers, background, span)
    let drawing = MapDrawing(background: background, layers: layers, design: design)
    progress.begin("Drawing maps")
    let maps = parallelMap(sheets, jobs: jobs, progress: progress) { sheet in
      Result {
        try MapPicture.bytes(
          of: try drawing.scene(of: sheet), renderer, as: format, lastDay: sheet.span?.last)
      }
    }
    guard isFolder else {
      for map in maps { try replaceFile(at: output, with: try map.get()) }
      return [output]
    }
    let folder = try OutputFolder(output)
    return try zip(sheets, maps).map { sheet, map in
      let name = sheet.span.map { "map-\($0.first)-\($0.last).svg" } ?? "map.svg"
      return try folder.write(try map.get(), to: name)
    }
  }

  private func layers() throws -> MapLayers {
    var tables: [FeatureTable] = []
    if let input {
      tables = try LayerFile(input, isWanted: Self.drawn.contains).tables
      guard !tables.isEmpty || areas != nil || fronts != nil || baseMap != nil else {
        throw PipelineError(
          .badInput,
          "\(printable(input)): none of the layers that conflictmap map writes is there; layers of "
            + "your own are drawn with --areas, --fronts and --basemap, events are read with "
            + "conflictmap import")
      }
    }
    if areas != nil || fronts != nil {
      // Control from elsewhere takes the place of all that was computed.
      tables.removeAll { $0.name != "events" }
    }
    if let areas { tables.append(try OwnLayers.areas(areas)) }
    if let fronts { tables.append(try OwnLayers.fronts(fronts)) }
    var layers = MapLayers(tables)
    if let baseMap { layers.ownBaseMap = try OwnBaseMap(path: baseMap) }
    return layers
  }

  /// What is on a map that nobody gave a title.
  private static func usualTitle(_ layers: MapLayers) -> LocalizedText {
    let hasControl = layers.firstControlDate != nil || layers.hasTimelessControl
    return switch (layers.events.isEmpty, hasControl) {
    case (false, true):
      LocalizedText(english: "Reported events and control", arabic: "الأحداث الواردة والسيطرة")
    case (false, false): LocalizedText(english: "Reported events", arabic: "الأحداث الواردة")
    case (true, true): LocalizedText(english: "Areas of control", arabic: "مناطق السيطرة")
    case (true, false): LocalizedText(english: "Map", arabic: "خريطة")
    }
  }

  /// The days that are asked for, else those of the events.
  private func span(of layers: MapLayers) throws -> DateSpan? {
    let dates = layers.events.compactMap(\.dates)
    let first = from ?? dates.map(\.first).min() ?? layers.firstControlDate
    let last = to ?? dates.map(\.last).max() ?? layers.lastControlDate
    guard let first, let last else { return nil }
    guard first <= last else {
      throw PipelineError(.usage, "the first day \(first) is after the last day \(last)")
    }
    return DateSpan(first, last)
  }

  private func sheets(
    _ layers: MapLayers, _ background: MapBackground, _ span: DateSpan?
  ) throws -> [MapSheet] {
    let extent =
      try self.extent ?? region.map { try background.box(ofRegion: $0) }
      ?? center.map(Self.extent) ?? self.extent(of: layers)
    let usual = Self.usualTitle(layers)
    // A title in one language alone is not joined by one in the other that says something else.
    let titles = LocalizedText(
      english: title ?? (titleArabic == nil ? usual.english : ""),
      arabic: titleArabic ?? (title == nil ? usual.arabic : ""))
    func sheet(_ days: DateSpan?) -> MapSheet {
      MapSheet(
        extent: extent, span: days, controlDate: layers.controlDate(by: days?.last),
        title: titles, changeSince: changeSince)
    }
    guard let presentation else {
      let spans = step.flatMap { step in span.map { TimeSlices(of: $0, every: step).spans } }
      return (spans.map { $0.map(Optional.init) } ?? [span]).map(sheet)
    }
    guard let span else {
      throw PipelineError(.badInput, "no layer says a day: there is nothing to show over time")
    }
    var all = sheet(span)
    all.frames = try frames(of: span, presentation)
    switch presentation {
    case .panels(let columns, _): all.presentation = .panels(columns: columns)
    case .animation(let seconds): all.presentation = .animation(secondsPerFrame: seconds)
    case .slider: all.presentation = .slider
    }
    return [all]
  }

  /// The spans that one sheet shows: slices of `step`, else as many equal ones as there are panels,
  /// else days, or weeks where the days are more than fit.
  private func frames(of span: DateSpan, _ presentation: Presentation) throws -> [DateSpan] {
    // More than a year of days is a file that no browser opens with pleasure.
    let most = 400
    var frames: [DateSpan]
    if case .panels(let columns, let rows) = presentation {
      let room = columns * rows
      guard let step else {
        let days = span.last - span.first + 1
        let count = min(room, days)
        return (0..<count).map { number in
          DateSpan(
            span.first + days * number / count, span.first + (days * (number + 1) / count - 1))
        }
      }
      frames = TimeSlices(of: span, every: step).spans
      guard frames.count <= room else {
        throw PipelineError(
          .usage,
          "\(frames.count) slices do not fit into \(columns)x\(rows) panels; give more panels, a "
            + "longer --every, or --from and --to")
      }
    } else if let step {
      frames = TimeSlices(of: span, every: step).spans
    } else {
      let days = span.last - span.first + 1
      frames =
        TimeSlices(
          of: span, every: days <= 60 ? .days(1) : .weeks(startingOn: .monday)
        ).spans
    }
    guard frames.count <= most else {
      throw PipelineError(
        .usage,
        "\(frames.count) frames are too many for one file; at most \(most): give a longer --every, "
          + "or --from and --to")
    }
    return frames
  }

  /// What 952 u, the width of the frame on the standard sheet, show of the globe at a zoom.
  private static func extent(_ center: Center) -> BoundingBox<GeographicPoint> {
    var width = 360 * 952 / 256.0
    for _ in 0..<Int(center.zoom.rounded(.down)) { width /= 2 }
    // Between whole steps the halving is drawn straight.
    width /= 1 + center.zoom - center.zoom.rounded(.down)
    let narrowing = max(0.05, (center.point.latitude * .pi / 180).cosine)
    let half = min(179, width / 2)
    let halfHeight = min(80, half * narrowing * 0.8)
    return BoundingBox(
      minX: max(-180, center.point.longitude - half),
      minY: max(-85, center.point.latitude - halfHeight),
      maxX: min(180, center.point.longitude + half),
      maxY: min(85, center.point.latitude + halfHeight))
  }

  private func extent(of layers: MapLayers) -> BoundingBox<GeographicPoint>? {
    // Areas of the user's own are what the map is of.
    guard !layers.hasTimelessControl else { return nil }
    let points = layers.events.filter { $0.isAsserted && (1...4).contains($0.precision) }
      .compactMap(\.point)
    return MapExtent.groups(of: points).first.flatMap { MapExtent.around($0) }
  }
}
