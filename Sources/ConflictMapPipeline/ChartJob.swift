internal import Cartography
public import CivilCalendar
internal import ConflictSymbology
public import EventLayers
internal import Foundation
internal import NewsIngest
internal import SVGRendering
internal import SimpleFeatures

/// Draws charts of a GeoPackage that `map` wrote: events and deaths over time, and the area of each
/// side.
public struct ChartJob: Sendable {
  public var input: String
  /// A file `….svg`, `….png` or `….pdf`.
  public var output: String
  public var from: CivilDate?
  public var to: CivilDate?
  public var step = TimeSlices.Step.weeks(startingOn: .monday)
  public var title: String?
  public var titleArabic: String?
  public var design = MapDesign()
  public var gazetteer: String?

  public init(input: String, output: String) {
    self.input = input
    self.output = output
  }

  /// Draws, and returns the path of the chart.
  ///
  /// - Throws: ``PipelineError``.
  public func run(_ progress: any JobProgress) throws -> String {
    progress.begin("Loading layers")
    let format = try MapPicture.Format(path: output)
    let renderer = try design.renderer()
    let folder = try GazetteerFolder.locate(named: gazetteer)
    let layers = MapLayers(
      try LayerFile(input, isWanted: ["events", "control_areas"].contains).tables)
    let events = layers.events.filter { $0.isAsserted && $0.dates != nil }
    let dates = events.compactMap(\.dates)
    let first = from ?? dates.map(\.first).min() ?? layers.firstControlDate
    let last = to ?? dates.map(\.last).max() ?? layers.lastControlDate
    guard let first, let last else {
      throw PipelineError(
        .badInput, "\(printable(input)): neither dated events nor areas of control are there")
    }
    guard first <= last else {
      throw PipelineError(.usage, "the first day \(first) is after the last day \(last)")
    }
    let spans = TimeSlices(of: DateSpan(first, last), every: step).spans
    guard spans.count <= 2000 else {
      throw PipelineError(
        .usage, "\(spans.count) steps are more than a chart shows; give a longer --every")
    }
    progress.begin("Drawing the chart")
    var chart = TimelineChart(
      title: LocalizedText(
        english: title ?? (titleArabic == nil ? "Events, deaths and control over time" : ""),
        arabic: titleArabic ?? (title == nil ? "الأحداث والقتلى والسيطرة عبر الزمن" : "")),
      subtitle: LocalizedText(
        english: MapDates.english(DateSpan(first, last)),
        arabic: MapDates.arabic(DateSpan(first, last))),
      sides: design.sides(try Theatre.sides(folder: folder)),
      steps: steps(spans, events, layers))
    chart.notes = [
      LocalizedText(
        english: "Events as reported, each in the step of its first day; deaths by their best "
          + "estimates. Areas as estimated for the last day of each step.",
        arabic: "الأحداث كما وردت، كل منها في فترة يومه الأول، والقتلى وفق أفضل تقدير. "
          + "المساحات تقديرية لليوم الأخير من كل فترة."),
      LocalizedText(
        english: try Theatre.attribution(folder: folder).joined(separator: " "), arabic: ""),
    ]
    chart.notes.insert(
      contentsOf: design.notes.map { LocalizedText(english: $0, arabic: "") }, at: 1)
    let scene = design.composer.scene(of: chart)
    try replaceFile(
      at: output,
      with: try MapPicture.bytes(of: scene, renderer, as: format, lastDay: last))
    return output
  }

  private func steps(
    _ spans: [DateSpan], _ events: [MapLayers.MapEvent], _ layers: MapLayers
  ) -> [TimelineChart.Step] {
    var steps = spans.map { span in
      TimelineChart.Step(
        name: LocalizedText(english: MapDates.english(span), arabic: MapDates.arabic(span)),
        first: span.first)
    }
    for event in events {
      guard let day = event.dates?.first else { continue }
      // The last span that begins on or before the day.
      var low = 0
      var high = spans.count
      while low < high {
        let middle = (low + high) / 2
        if spans[middle].first <= day { low = middle + 1 } else { high = middle }
      }
      guard low > 0, day <= spans[low - 1].last else { continue }
      steps[low - 1].events += 1
      steps[low - 1].deaths += min(10_000_000, max(0, event.deaths ?? 0))
    }
    for row in layers.controlRows {
      guard let side = row.text("side"), let area = row.real("area_km2"), area > 0 else { continue }
      for (index, span) in spans.enumerated() where row.holds(on: span.last) {
        steps[index].areas[side, default: 0] += area
      }
    }
    return steps
  }
}
