internal import Cartography
internal import CivilCalendar
internal import ConflictSymbology
internal import PROJ
internal import SimpleFeatures

/// Draws sheets of one set of layers.
struct MapDrawing: Sendable {
  let background: MapBackground
  let layers: MapLayers
  let design: MapDesign
  /// The day by which what is drawn was published; `nil` for all that is known.
  var knownOn: CivilDate?
  /// How many reports the events come from, where it is known.
  var reportCount: Int?

  /// The scene of `sheet`.
  ///
  /// - Throws: `PROJError` where the extent cannot be projected.
  func scene(of sheet: MapSheet) throws -> MapScene {
    var content = try self.content(of: sheet)
    content.extent = sheet.extent
    let shown =
      content.shownExtent ?? background.countryBox
      ?? BoundingBox(minX: 35.5, minY: 32.2, maxX: 42.5, maxY: 37.4)
    // Areas that are compared side by side keep their sizes.
    let projection = MapProjection.suited(
      to: shown, areasAreCompared: shown.width > 6 && !sheet.frames.isEmpty)
    let transformation = try CoordinateTransformation(to: projection)
    return design.composer.scene(
      of: content, projectionName: Self.name(of: projection.kind)
    ) { point in
      try? transformation.projected(point)
    }
  }

  private static func name(of kind: MapProjection.Kind) -> LocalizedText {
    switch kind {
    case .transverseMercator:
      LocalizedText(english: "Transverse Mercator", arabic: "إسقاط ميركاتور المستعرض")
    case .lambertConformalConic:
      LocalizedText(english: "Lambert conformal conic", arabic: "إسقاط لامبرت المخروطي المتطابق")
    case .albersEqualArea:
      LocalizedText(english: "Albers equal-area conic", arabic: "إسقاط ألبرس المتساوي المساحات")
    case .mercator: LocalizedText(english: "Mercator", arabic: "إسقاط ميركاتور")
    case .cylindricalEqualArea:
      LocalizedText(english: "Cylindrical equal-area", arabic: "إسقاط أسطواني متساوي المساحات")
    }
  }

  private func content(of sheet: MapSheet) throws -> ConflictMapContent {
    let events = events(in: sheet.span)
    var content = ConflictMapContent(
      title: sheet.title, subtitle: subtitle(of: sheet), sides: design.sides(background.sides),
      events: sheet.frames.isEmpty ? events.map(Self.shown) : [], baseMap: background.base)
    layers.ownBaseMap?.replace(&content.baseMap)
    if sheet.frames.isEmpty, let date = sheet.controlDate {
      let situation = situation(on: date)
      content.areas = situation.areas
      content.fronts = situation.fronts
      content.controlPoints = situation.controlPoints
      content.contestedGround = situation.contestedGround
      content.groundWithoutData = situation.groundWithoutData
    }
    content.situations = sheet.frames.map(situation)
    content.presentation = sheet.presentation
    if let since = sheet.changeSince, let date = sheet.controlDate {
      content.gains = try gains(since: since, until: date)
      content.gainsName = LocalizedText(
        english: "gained since \(MapDates.english(since))",
        arabic: "مكتسبة منذ \(MapDates.arabic(since))")
    }
    content.places =
      (layers.ownBaseMap?.places ?? [])
      + labelledPlaces(
        in: sheet.extent ?? content.shownExtent, events: events, isSmall: isSmall(sheet))
    let last = content.situations.last
    content.notes = notes(
      sheet, events: events, hasControl: !(last?.areas ?? content.areas).isEmpty,
      placeCount: (last?.controlPoints ?? content.controlPoints).count)
    return content
  }

  private func isSmall(_ sheet: MapSheet) -> Bool {
    guard !sheet.frames.isEmpty, case .panels = sheet.presentation else { return false }
    return true
  }

  private func events(in span: DateSpan?) -> [MapLayers.MapEvent] {
    layers.events.filter { event in
      guard event.isAsserted else { return false }
      guard let span else { return true }
      // What is known to the month or worse belongs to the days it may have been.
      return event.dates?.overlaps(span) ?? false
    }
  }

  private static func shown(_ event: MapLayers.MapEvent) -> ConflictMapContent.Event {
    var shown = ConflictMapContent.Event(
      id: event.id, position: event.point, precision: event.precision, kind: event.kind,
      deaths: event.deaths, place: event.place, dates: event.dates, detail: event.what)
    shown.sources = event.sources
    return shown
  }

  private func situation(on date: CivilDate) -> ConflictMapContent.Situation {
    ConflictMapContent.Situation(
      key: "\(date)",
      name: LocalizedText(english: MapDates.english(date), arabic: MapDates.arabic(date)),
      areas: layers.areas(on: date),
      contestedGround: layers.ground("contested_ground", on: date),
      groundWithoutData: layers.ground("ground_without_data", on: date),
      fronts: layers.fronts(on: date), controlPoints: layers.controlPoints(on: date))
  }

  /// The events of a span and control at its end.
  private func situation(of span: DateSpan) -> ConflictMapContent.Situation {
    let name = LocalizedText(english: MapDates.english(span), arabic: MapDates.arabic(span))
    var situation = ConflictMapContent.Situation(key: "\(span.last)", name: name)
    if let date = layers.controlDate(by: span.last) {
      situation = self.situation(on: date)
      situation.key = "\(span.last)"
      situation.name = name
    }
    situation.events = events(in: span).map(Self.shown)
    return situation
  }

  /// The places whose names may be written: those where something happened, and the larger ones.
  private func labelledPlaces(
    in extent: BoundingBox<GeographicPoint>?, events: [MapLayers.MapEvent], isSmall: Bool
  ) -> [ConflictMapContent.Place] {
    guard let extent else { return [] }
    let named = isSmall ? [] : Set(events.compactMap(\.placeID))
    // On a sheet of half a country villages would be a grey mist; a small panel holds as much as a
    // sheet of three times the ground.
    let span = extent.width * (isSmall ? 3 : 1)
    let lowestRank = span > 3 ? 2 : span > 1.8 ? 3 : 4
    // The frame may show a little more than the extent.
    let around = extent.insetBy(-0.05 * extent.width)
    return background.places.compactMap { place in
      guard around.contains(place.point) else { return nil }
      let isNamed = named.contains(place.id)
      guard !place.isNeighbourhood || isNamed else { return nil }
      // A village in the news is worth a name wherever the sheet has room.
      let rank = isNamed ? min(place.rank, 3) : place.rank
      guard rank <= 3 || (rank <= lowestRank && place.population >= 5000) else { return nil }
      guard rank <= lowestRank || isNamed else { return nil }
      return ConflictMapContent.Place(
        name: place.name, position: place.point, rank: rank, population: place.population)
    }
  }
}
