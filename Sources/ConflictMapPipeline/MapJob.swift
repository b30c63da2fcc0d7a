public import CivilCalendar
internal import ConflictSymbology
internal import EventCoding
internal import EventLayers
internal import Foundation
internal import Gazetteers
internal import NewsIngest
internal import OGR
internal import SVGRendering
internal import SimpleFeatures

/// The main job: reports in, layers and maps out.
public struct MapJob: Sendable {
  /// Files and folders with reports.
  public var inputs: [String]
  /// A file of marks, who held what on a day.
  public var marks: String?
  /// The day of marks that do not say theirs.
  public var marksDate: CivilDate?
  /// The folder to write to; where reports are added to a GeoPackage, the one it lies in.
  public var output: String
  /// The name of the GeoPackage in the folder.
  public var packageName = ConflictPackage.packageName
  /// Whether reports are added to those that the GeoPackage holds already.
  public var isAdding = false
  /// The gazetteer's folder; the one that ships where `nil`.
  public var gazetteer: String?
  /// A file of decisions about names; that of the gazetteer's folder where `nil`.
  public var overrides: String?
  /// A file of decisions on merging; the gazetteer's `event-overrides.csv` where `nil`.
  public var eventOverrides: String?
  /// The day of publication of reports that do not say theirs.
  public var published: CivilDate?
  /// Tells only what reports that were published by this day tell, and marks of days until it; all
  /// of it where `nil`. Reports that do not say when they were published are left out.
  public var knownOn: CivilDate?
  /// Titles in English and Arabic; made from the places where `nil`.
  public var title: String?
  public var titleArabic: String?
  /// Where the reports are likely to be about: a p-code, a region's id, or west,south,east,north.
  public var region: String?
  /// The day on which weeks begin.
  public var weekStart: Weekday = .monday
  public var jobs = 1
  /// The command as it was given, for the record.
  public var command = "conflictmap map"

  public init(inputs: [String], output: String) {
    self.inputs = inputs
    self.output = output
  }

  /// Adds the reports to those of a GeoPackage that an earlier run wrote. All that the run writes
  /// lies beside it, and is what one run over all reports would have written.
  public init(inputs: [String], into package: String) {
    let name = (package as NSString).lastPathComponent
    let folder = (package as NSString).deletingLastPathComponent
    self.init(inputs: inputs, output: folder.isEmpty ? "." : folder)
    packageName = name
    isAdding = true
  }

  /// Does the job.
  ///
  /// - Throws: ``PipelineError`` where nothing can be read or written, and what the libraries
  ///   throw. Reports that cannot be read are in the summary's problems instead.
  public func run(_ progress: any JobProgress) throws -> MapSummary {
    var summary = MapSummary()
    progress.begin("Loading the gazetteer")
    let theatre = try Theatre(
      folder: try GazetteerFolder.locate(named: gazetteer), jobs: jobs, progress: progress)
    let placeOverrides = try theatre.overrides(from: self.overrides)
    let overrides = try EventOverrides(named: eventOverrides, folder: theatre.folder)
    let stage = try ReportStage(
      theatre, overrides: placeOverrides,
      region: try region.map { try theatre.regionOfInterest($0) }, decisions: overrides.decisions)

    progress.begin("Reading reports")
    let read = ReportReader(published: published).read(inputs) { done, total in
      progress.advance(done, of: total)
    }
    summary.problems = read.problems + placeOverrides.stale.map(\.problem)
    for path in read.ignored { progress.detail("passed over: \(printable(path))") }
    guard !read.reports.isEmpty else {
      throw nothingToRead(read.problems, isMissing: read.files.isEmpty)
    }
    let reports = try knownReports(of: read.reports, &summary)
    let output = try OutputFolder(output)
    let lock = try storedLock(in: output)
    defer { withExtendedLifetime(lock) {} }
    var stored = try storedCorpus(in: output)
    let (new, known, renamed) = stored.corpus.unknown(among: reports)
    summary.known = known
    summary.problems += renamed

    progress.begin("Coding events")
    let corpus = stored.corpus.adding(
      Corpus(stage.codings(of: new, jobs: jobs, progress: progress)))
    let (events, undecided) = stage.events(of: corpus)
    summary.problems += overrides.warnings(undecided)

    progress.begin("Computing control")
    var claims = ControlClaims()
    if let marks {
      let file = try ControlMarks(
        path: marks, gazetteer: theatre.gazetteer, sides: theatre.markSides(),
        date: marksDate)
      stored.marks += file.marks.filter { mark in
        !stored.marks.contains(where: mark.saysSame) && (knownOn.map { mark.date <= $0 } ?? true)
      }
      summary.problems += file.problems
    }
    claims.add(stored.marks, gazetteer: theatre.gazetteer, camps: theatre.camps)
    summary.marks = stored.marks.count
    claims.add(
      events, gazetteer: theatre.gazetteer, camps: theatre.camps, model: theatre.controlModel
    ) { theatre.actors.actor(id: $0)?.side }
    let control = try claims.layers(in: theatre)
    summary.controlChanges = control?.changes.count ?? 0

    progress.begin("Writing layers")
    let tables = try self.tables(
      events, corpus, marks: stored.marks, control: control, theatre: theatre)
    let layers = MapLayers(tables)
    let plan = MapPlan(
      layers: layers, theatre: theatre, weekStart: weekStart, title: titles(theatre, events),
      controlSpan: control?.evidenceSpan)
    var files = try write(
      tables, events: events, plan: plan, theatre: theatre, corpus: corpus, to: output)

    progress.begin("Drawing maps")
    let maps = try output.folder("maps")
    let drawing = MapDrawing(
      background: theatre.background, layers: layers, design: MapDesign(), knownOn: knownOn,
      reportCount: corpus.reports.count)
    let drawn = parallelMap(plan.sheets, jobs: jobs, progress: progress) { named in
      Result { SVGRenderer().render(try drawing.scene(of: named.sheet)) }
    }
    let names = Set(plan.sheets.map(\.name))
    maps.removeFiles { MapPlan.isNameOfMap($0) && !names.contains($0) }
    for (named, svg) in zip(plan.sheets, drawn) {
      files.append(try maps.write(try svg.get(), to: named.name))
    }
    summary.maps = plan.sheets.count

    summary.count(corpus, events)
    let record = record(read, summary, theatre: theatre, overrides, files: files)
    files.append(try output.write(record.json(), to: "run.json"))
    summary.files = files
    return summary
  }

  /// The reports that were known on the day that is asked for.
  private func knownReports(
    of reports: [Report], _ summary: inout MapSummary
  ) throws -> [Report] {
    guard let knownOn else { return reports }
    let known = reports.filter { $0.published.map { $0 <= knownOn } ?? false }
    let undated = reports.count { $0.published == nil }
    let option = "--as-known-on \(knownOn)"
    guard !known.isEmpty else {
      throw PipelineError(
        .badInput,
        "\(option): no report was published by then; "
          + (undated == 0 ? "name a later day" : "--published dates reports that do not say when"))
    }
    if known.count < reports.count {
      summary.problems.append(
        ReadingProblem(
          .warning, path: option,
          reason: "\(reports.count - known.count - undated) reports of later days and \(undated) "
            + "that do not say their day are left out"))
    }
    return known
  }

  /// Holds the GeoPackage that is added to: of two runs at once one would undo the other's.
  private func storedLock(in output: OutputFolder) throws -> FileLock? {
    guard isAdding else { return nil }
    let path = output.path(of: packageName)
    guard FileManager.default.fileExists(atPath: path) else {
      throw PipelineError(
        .missingInput, "\(printable(path)): no such file; make it with conflictmap map --output")
    }
    return try FileLock(path)
  }

  /// What the GeoPackage that is added to holds; nothing where the run makes a new one.
  private func storedCorpus(
    in output: OutputFolder
  ) throws -> (corpus: Corpus, marks: [ControlMark]) {
    guard isAdding else { return (Corpus([]), []) }
    let path = output.path(of: packageName)
    let wanted = ["reports", "mentions", "claims", "control_marks"]
    let file = try LayerFile(path, isWanted: wanted.contains)
    let marks = file.tables.first { $0.name == "control_marks" }
    return (try Corpus(file), TableRows(marks).compactMap { ControlMark($0) })
  }

  private func tables(
    _ events: [Event], _ corpus: Corpus, marks: [ControlMark], control: ControlLayers?,
    theatre: Theatre
  ) throws -> [FeatureTable] {
    let gazetteer = theatre.gazetteer
    let mentions = corpus.mentionTable
    var uses: [String: Int] = [:]
    for row in TableRows(mentions) {
      if let place = row.text("place_id") { uses[place, default: 0] += 1 }
    }
    var tables = [
      corpus.eventTable(events, gazetteer: gazetteer),
      try theatre.uncertaintyTable(of: events), mentions,
      FeatureTable.places(named: uses, gazetteer: gazetteer),
    ]
    if let control {
      tables += [control.settlementTable(gazetteer: gazetteer), control.frontTable()]
      tables += control.groundTables()
      tables.append(control.areaTable())
    }
    if !marks.isEmpty { tables.append(ControlMark.table(of: marks)) }
    tables.append(SliceContents.table(of: slices(of: events)))
    return tables + theatre.baseMapTables()
      + [corpus.reportTable, corpus.claimTable(events, gazetteer: gazetteer)]
  }

  /// The weeks from the first to the last event, as `slice --every week` cuts them.
  private func slices(of events: [Event]) -> [SliceContents] {
    let dates = events.compactMap(\.dates)
    guard let first = dates.map(\.first).min(), let last = dates.map(\.last).max(),
      last - first < 200_000
    else { return [] }
    let weeks = TimeSlices(of: DateSpan(first, last), every: .weeks(startingOn: weekStart)).spans
    return weeks.map { week in
      SliceContents(
        week,
        events: events.filter {
          SliceMembership().contains($0.dates, precision: $0.datePrecision, in: week)
        })
    }
  }

  private func write(
    _ tables: [FeatureTable], events: [Event], plan: MapPlan, theatre: Theatre,
    corpus: Corpus, to output: OutputFolder
  ) throws -> [String] {
    var files: [String] = []
    if let table = tables.first {
      files.append(
        try output.write(
          GeoJSON.featureCollection(
            table, idField: "event_id", attribution: theatre.attribution),
          to: "events.geojson"))
    }
    let lastDay =
      (corpus.reports.compactMap(\.published) + events.compactMap(\.dates?.last)).max()
      ?? CivilDate(dayNumber: 0)
    let package = ConflictPackage(
      theatre: theatre,
      title: plan.title.english + (knownOn.map { ", as known on \(MapDates.english($0))" } ?? ""),
      extent: plan.extent, timeSpan: plan.span,
      timestamp: lastDay.firstSecond)
    files += try package.write(tables, to: output, as: packageName)
    return files
  }

  /// The given titles, or the governorates where most happened.
  private func titles(_ theatre: Theatre, _ events: [Event]) -> LocalizedText {
    var counts: [String: Int] = [:]
    for event in events where !event.place.adm1.isEmpty && event.polarity == .asserted {
      counts[event.place.adm1, default: 0] += 1
    }
    let total = counts.values.reduce(0, +)
    let leading = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(2).filter { $0.value * 5 >= total }
      .compactMap { theatre.gazetteer.place(id: $0.key) }
    let english = leading.map(\.nameEnglish).joined(separator: " and ")
    let arabic = leading.map(\.nameArabic).joined(separator: " و")
    return LocalizedText(
      english: title
        ?? (english.isEmpty ? "Reported events" : "\(english): what the reports say"),
      arabic: titleArabic
        ?? (arabic.isEmpty ? "أحداث وردت في التقارير" : "\(arabic): ما تقوله التقارير"))
  }

  private func record(
    _ read: ReportReader.Result, _ summary: MapSummary, theatre: Theatre,
    _ overrides: EventOverrides,
    files: [String]
  ) -> RunRecord {
    var record = RunRecord(command: command, versions: componentVersions())
    record.inputs = (read.files.map(\.path) + [marks].compactMap { $0 }).map {
      RunRecord.FileRecord(path: $0)
    }
    record.configuration = [
      "places.tsv", "boundaries.geojson", "basemap.geojson", "actors.csv", "event-cues.tsv",
      "foreign-places.csv", "place-cues.tsv", "place-roles.csv", "sides.csv",
    ].map {
      RunRecord.FileRecord(path: theatre.folder + "/" + $0, shownAs: "gazetteer/" + $0)
    }
    let decisions = self.overrides ?? theatre.folder + "/overrides.csv"
    if FileManager.default.fileExists(atPath: decisions) {
      record.configuration.append(
        RunRecord.FileRecord(
          path: decisions, shownAs: self.overrides ?? "gazetteer/overrides.csv"))
    }
    if overrides.exists {
      record.configuration.append(
        RunRecord.FileRecord(
          path: overrides.path,
          shownAs: eventOverrides ?? "gazetteer/" + EventOverrides.fileName))
    }
    let prefix = output.hasSuffix("/") ? output : output + "/"
    record.outputs = files.map {
      RunRecord.FileRecord(
        path: $0, shownAs: $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0)
    }
    record.counts = [
      ("reports", summary.reports), ("reports_known", summary.known),
      ("mentions", summary.mentions),
      ("places_resolved", summary.resolved), ("places_ambiguous", summary.ambiguous),
      ("places_unknown", summary.unknown), ("claims", summary.claims),
      ("events", summary.events), ("marks", summary.marks),
      ("control_changes", summary.controlChanges), ("maps", summary.maps),
    ]
    record.problems = summary.problems
    record.warnings = summary.warnings
    record.attribution = theatre.attribution
    return record
  }
}

extension MapSummary {
  mutating func count(_ corpus: Corpus, _ events: [Event]) {
    reports = corpus.reports.count
    self.events = events.count
    claims = corpus.reports.reduce(0) { $0 + $1.claims.count }
    var names: [String: Int] = [:]
    for row in TableRows(corpus.mentionTable) {
      mentions += 1
      switch row.text("status") {
      case "resolved": resolved += 1
      case "ambiguous": ambiguous += 1
      default:
        unknown += 1
        names[row.text("text") ?? "", default: 0] += 1
      }
    }
    unknownNames = names.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(10).map { ($0.key, $0.value) }
    var types: [String: Int] = [:]
    for event in events { types[event.type.rawValue, default: 0] += 1 }
    eventsByType = types.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { ($0.key, $0.value) }
    undated = events.count { $0.dates == nil }
    coarse = events.count { $0.place.precision == 0 || $0.place.precision >= 5 }
  }
}
