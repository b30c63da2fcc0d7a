internal import Cartography
internal import CivilCalendar
internal import ConflictSymbology
internal import Gazetteers
internal import PROJ
internal import SVGRendering
internal import SimpleFeatures

/// One map: which ground, which days, under which title.
struct MapSheet {
  var extent: BoundingBox<GeographicPoint>?
  /// The events of these days are shown, all of them where `nil`.
  var span: DateSpan?
  /// Control as of this day; none where `nil`.
  var controlDate: CivilDate?
  var title: LocalizedText
  var language: MapLanguage = .bilingual
  var theme: MapTheme = .light
}

extension Theatre {
  /// The SVG of `sheet`.
  ///
  /// - Throws: `PROJError` where the extent cannot be projected.
  func svg(
    of sheet: MapSheet, layers: MapLayers, reportCount: Int?
  ) throws -> [UInt8] {
    var content = self.content(of: sheet, layers: layers, reportCount: reportCount)
    content.extent = sheet.extent
    let shown =
      content.shownExtent
      ?? BoundingBox(minX: 35.5, minY: 32.2, maxX: 42.5, maxY: 37.4)
    let projection = MapProjection.suited(to: shown)
    let transformation = try CoordinateTransformation(to: projection)
    let scene = MapComposer(language: sheet.language, theme: sheet.theme).scene(
      of: content, projectionName: Self.name(of: projection.kind)
    ) { point in
      try? transformation.projected(point)
    }
    return Array(SVGRenderer().render(scene))
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

  private func content(
    of sheet: MapSheet, layers: MapLayers, reportCount: Int?
  ) -> ConflictMapContent {
    let events = layers.events.filter { event in
      guard event.isAsserted else { return false }
      guard let span = sheet.span else { return true }
      // What is known to the month or worse belongs to the days it may have been.
      return event.dates?.overlaps(span) ?? false
    }
    var content = ConflictMapContent(
      title: sheet.title, subtitle: subtitle(of: sheet, layers: layers), sides: sides,
      events: events.map { event in
        ConflictMapContent.Event(
          id: event.id, position: event.point, precision: event.precision, kind: event.kind,
          deaths: event.deaths, place: event.place, dates: event.dates, detail: event.detail)
      },
      baseMap: base())
    if let date = sheet.controlDate {
      content.areas = layers.areas(on: date)
      content.fronts = layers.fronts(on: date)
      content.controlPoints = layers.controlPoints(on: date)
      content.contestedGround = layers.ground("contested_ground", on: date)
      content.groundWithoutData = layers.ground("ground_without_data", on: date)
    }
    content.places = labelledPlaces(in: sheet.extent ?? content.shownExtent, events: events)
    content.notes = notes(
      sheet, events: events, hasControl: !content.areas.isEmpty,
      placeCount: content.controlPoints.count, reportCount: reportCount)
    return content
  }

  private func subtitle(of sheet: MapSheet, layers: MapLayers) -> LocalizedText {
    var english: [String] = []
    var arabic: [String] = []
    if let span = sheet.span {
      english.append("Reported events, \(MapDates.english(span))")
      arabic.append("أحداث وردت في التقارير، \(MapDates.arabic(span))")
    }
    if let date = sheet.controlDate, !layers.areas(on: date).isEmpty {
      let last = layers.lastControlDate ?? date
      if date > last {
        english.append("control as last reported, \(MapDates.english(last))")
        arabic.append("السيطرة وفق آخر ما ورد، \(MapDates.arabic(last))")
      } else {
        english.append("control on \(MapDates.english(date))")
        arabic.append("السيطرة في \(MapDates.arabic(date))")
      }
    }
    return LocalizedText(
      english: english.joined(separator: "; "), arabic: arabic.joined(separator: "؛ "))
  }

  /// The places whose names may be written: those where something happened, and the larger ones.
  private func labelledPlaces(
    in extent: BoundingBox<GeographicPoint>?, events: [MapLayers.MapEvent]
  ) -> [ConflictMapContent.Place] {
    guard let extent else { return [] }
    let named = Set(events.compactMap(\.placeID))
    // On a sheet of half a country villages would be a grey mist.
    let lowestRank = extent.width > 3 ? 2 : extent.width > 1.8 ? 3 : 4
    return gazetteer.places.compactMap { place in
      guard extent.contains(place.point), place.kind.isSettlement, place.country == "SY",
        place.kind != .neighbourhood || named.contains(place.id)
      else { return nil }
      let isNamed = named.contains(place.id)
      let rank = isNamed ? min(place.rank, 3) : place.rank
      guard rank <= 3 || (rank <= lowestRank && place.population >= 5000) else { return nil }
      guard rank <= lowestRank || isNamed else { return nil }
      return ConflictMapContent.Place(
        name: LocalizedText(english: place.nameEnglish, arabic: place.nameArabic),
        position: place.point, rank: rank, population: place.population)
    }
  }

  /// What lies below the events.
  func base() -> ConflictMapContent.BaseMap {
    let country = boundaries.areas(of: .country)
    func named(_ feature: BaseMap.Feature) -> LocalizedText {
      LocalizedText(english: feature.nameEnglish, arabic: feature.nameArabic)
    }
    let land = baseMap[.country].filter { $0.nameEnglish != "Syria" }
    return ConflictMapContent.BaseMap(
      country: country.flatMap(\.polygons),
      countryName: LocalizedText(english: "Syria", arabic: "سوريا"),
      foreignLand: land.compactMap { feature in
        polygons(feature.geometry).map {
          ConflictMapContent.NamedArea(name: named(feature), polygons: $0)
        }
      },
      seaNames: [
        ConflictMapContent.NamedPoint(
          name: LocalizedText(english: "Mediterranean Sea", arabic: "البحر المتوسط"),
          position: GeographicPoint(longitude: 35.2, latitude: 35.2))
      ],
      governorateLines: boundaries.borders.count > 1 ? boundaries.borders[1] : [],
      roads: (baseMap[.road].filter { $0.category != "Track" && $0.category != "Unknown" }
        + baseMap[.route]).flatMap { lines($0.geometry) ?? [] },
      rivers: baseMap[.river].compactMap { feature in
        lines(feature.geometry).map {
          ConflictMapContent.NamedLine(name: named(feature), lines: $0)
        }
      },
      lakes: baseMap[.lake].compactMap { feature in
        polygons(feature.geometry).map {
          ConflictMapContent.NamedArea(name: named(feature), polygons: $0)
        }
      },
      coast: baseMap[.coastline].flatMap { lines($0.geometry) ?? [] })
  }

  private func notes(
    _ sheet: MapSheet, events: [MapLayers.MapEvent], hasControl: Bool, placeCount: Int,
    reportCount: Int?
  ) -> [LocalizedText] {
    var notes: [LocalizedText] = []
    if hasControl {
      notes.append(
        LocalizedText(
          english: "Areas of control are interpolated between \(placeCount) places whose holder "
            + "is known (smoothed nearest-settlement log-odds, 500 m grid): the line between two "
            + "places is an estimate. Hatched: the leading camp is less than 82 % likely. Without "
            + "colour: no known place within 12 km.",
          arabic: "مناطق السيطرة مستنتجة مما بين \(MapDates.arabicIndic(placeCount)) موقعاً تُعرف "
            + "الجهة المسيطرة عليه، والخط بين موقعين تقديري. المخطط: احتمال الجهة الغالبة دون "
            + "\(MapDates.arabicIndic(82)) ٪. بلا لون: لا موقع معروفاً ضمن "
            + "\(MapDates.arabicIndic(12)) كم."))
    }
    let english = reportCount.map { ", coded by conflictmap from \($0) reports" } ?? ""
    let arabic = reportCount.map { " من \(MapDates.arabicIndic($0)) تقريراً" } ?? ""
    notes.append(
      LocalizedText(
        english: "Events as reported\(english); each can be followed to its source in "
          + "conflict.gpkg.",
        arabic: "الأحداث كما وردت\(arabic)، ويمكن تتبع كل منها إلى مصدره."))
    if let extent = sheet.extent {
      let outside = events.filter { event in
        (1...4).contains(event.precision) && !(event.point.map(extent.contains) ?? true)
      }
      if !outside.isEmpty {
        notes.append(
          LocalizedText(
            english: "\(outside.count) located events lie outside this map.",
            arabic: "خارج هذه الخريطة \(MapDates.arabicIndic(outside.count)) من الأحداث المحددة."))
      }
    }
    // The composer adds what it left out, the projection and the disclaimer on boundaries.
    notes.append(LocalizedText(english: attribution.joined(separator: " "), arabic: ""))
    return notes
  }
}
