internal import CSVText
internal import Foundation
internal import Gazetteers
internal import JSONText
internal import SimpleFeatures
internal import TextAnalysis

/// A row of `places-extra.csv`.
struct OwnPlace {
  var draft: PlaceDraft
  /// The id of a source's row that is this very place, such as `ocha:N0135`; mostly empty.
  var sameAs: String
  /// The line of the file.
  var line: Int
}

/// The rows of the reference tables as drafts of places.
struct PlaceReading {
  let folder: ReferenceFolder
  /// Names left out, by file.
  private(set) var droppedNames: [String: Int] = [:]
  /// Rows left out, by file and reason.
  private(set) var droppedRows: [String: Int] = [:]

  init(folder: ReferenceFolder) { self.folder = folder }

  // MARK: OCHA

  /// The communities of OCHA's list.
  mutating func communities() throws -> [PlaceDraft] {
    let file = "sy_ocha_communities.csv"
    let table = try folder.table(
      file,
      columns: [
        "pcode", "name_en", "name_ar", "base_en", "alias_en", "base_ar", "alias_ar", "lat", "lon",
        "adm3_pcode", "adm2_pcode", "adm1_pcode", "wof_id", "geonames_id",
      ])
    return try table.rows.map { row in
      var names = NameList(source: "ocha")
      // "طنجرة (المنارة)" holds two names, the second in brackets.
      for (column, language) in [("base_ar", "ar"), ("base_en", "en")] {
        let (base, bracketed) = Self.splitBrackets(row[column])
        names.add(base, language: language, role: .official)
        for name in Self.joinedNames(base) { names.add(name, language: language, role: .variant) }
        for name in bracketed { names.add(name, language: language, role: .variant) }
      }
      for name in row.list("alias_ar") { names.add(name, language: "ar", role: .variant) }
      for name in row.list("alias_en") { names.add(name, language: "en", role: .variant) }
      names.add(row["name_ar"], language: "ar", role: .variant)
      names.add(row["name_en"], language: "en", role: .variant)
      let point = try point(row, file)
      var place = Place(
        id: row["pcode"], kind: .village, point: point, nameEnglish: row["base_en"],
        nameArabic: NameList.cleaned(Self.splitBrackets(row["base_ar"]).0),
        adm1: row["adm1_pcode"], adm2: row["adm2_pcode"], adm3: row["adm3_pcode"],
        sources: ["ocha:" + row["pcode"]])
      place.names = take(names, file)
      return PlaceDraft(place: place)
    }
  }

  /// The Who's On First numbers that the communities' table states, by the community's position.
  func statedLinks() throws -> [Int: String] {
    let table = try folder.table("sy_ocha_communities.csv", columns: ["wof_id"])
    var links: [Int: String] = [:]
    for (index, row) in table.rows.enumerated() where !row["wof_id"].isEmpty {
      links[index] = row["wof_id"]
    }
    return links
  }

  /// The quarters of the cities; the point of one that lies outside its polygon is moved inside.
  mutating func neighbourhoods() throws -> [PlaceDraft] {
    let file = "sy_ocha_neighbourhoods.csv"
    let table = try folder.table(
      file,
      columns: [
        "pcode", "name_en", "name_ar", "city_pcode", "adm3_pcode", "adm1_pcode", "lat", "lon",
      ])
    var polygons: [String: [Polygon<GeographicPoint>]] = [:]
    for feature in try folder.features("sy_ocha_neighbourhoods.geojson") {
      polygons[feature.text("pcode")] = feature.geometry.polygons
    }
    return try table.rows.map { row in
      var names = NameList(source: "ocha")
      for (column, language) in [("name_ar", "ar"), ("name_en", "en")] {
        // "الحرية_ عش الورور" joins two names with an underscore.
        let parts = row[column].parts("_")
        names.add(parts.joined(separator: " - "), language: language, role: .official)
        for part in parts {
          if parts.count > 1 { names.add(part, language: language, role: .variant) }
          for name in Self.joinedNames(part) { names.add(name, language: language, role: .variant) }
        }
      }
      let stated = try point(row, file)
      let own = polygons[row["pcode"]] ?? []
      var place = Place(
        id: row["pcode"], kind: .neighbourhood, point: stated,
        nameEnglish: row["name_en"].parts("_").joined(separator: " - "),
        nameArabic: row["name_ar"].parts("_").joined(separator: " - "), adm1: row["adm1_pcode"],
        adm2: String(row["adm3_pcode"].prefix(6)), adm3: row["adm3_pcode"],
        parent: row["city_pcode"].isEmpty ? nil : row["city_pcode"],
        sources: ["ocha:" + row["pcode"]])
      if !own.isEmpty, !own.contains(where: { $0.contains(stated) }),
        let inside = own.compactMap(\.interiorPoint).first
      {
        place.point = inside.rounded
        place.points = [SourcePoint(source: "ocha", point: stated)]
      }
      place.names = take(names, file)
      return PlaceDraft(place: place)
    }
  }

  /// The country, governorates, districts and sub-districts.
  mutating func administrativeUnits() throws -> [PlaceDraft] {
    var drafts: [PlaceDraft] = []
    for (level, kind) in [PlaceKind.country, .governorate, .district, .subDistrict].enumerated() {
      let file = "sy_ocha_adm\(level).geojson"
      for feature in try folder.features(file) {
        let code = feature.text("pcode")
        guard !code.isEmpty, let latitude = feature.properties["center_lat"]?.number,
          let longitude = feature.properties["center_lon"]?.number
        else {
          throw GazetteerError(
            file: file, message: "feature \(feature.index) has no p-code or no centre")
        }
        var names = NameList(source: "ocha")
        let english = NameList.cleaned(feature.text("name_en"))
        let arabic = NameList.cleaned(feature.text("name_ar"))
        names.add(arabic, language: "ar", role: .official)
        names.add(english, language: "en", role: .official)
        for (name, language) in Self.unitNames(kind, arabic: arabic, english: english) {
          names.add(name, language: language, role: .variant)
        }
        let isBelow = { (digits: Int) in code.utf8.count >= digits }
        var place = Place(
          id: code, kind: kind,
          point: GeographicPoint(longitude: longitude, latitude: latitude).rounded,
          nameEnglish: english, nameArabic: arabic, adm1: isBelow(4) ? String(code.prefix(4)) : "",
          adm2: isBelow(6) ? String(code.prefix(6)) : "", adm3: isBelow(8) ? code : "",
          parent: code.utf8.count > 2 ? String(code.dropLast(2)) : nil, sources: ["ocha:" + code])
        place.names = take(names, file)
        drafts.append(PlaceDraft(place: place))
      }
    }
    return drafts
  }

  /// What a unit is called with the word for its kind, typed by us from common usage.
  private static func unitNames(
    _ kind: PlaceKind, arabic: String, english: String
  ) -> [(String, String)] {
    switch kind {
    case .country:
      [
        ("سوريا", "ar"), ("سورية", "ar"), ("القطر العربي السوري", "ar"), ("Syria", "en"),
        ("Syrian Arab Republic", "en"),
      ]
    case .governorate:
      [
        ("محافظة " + arabic, "ar"), (english + " governorate", "en"), (english + " province", "en"),
      ]
        + (governorateSpellings[english] ?? []).flatMap {
          [($0, "en"), ($0 + " governorate", "en"), ($0 + " province", "en")]
        }
    case .district: [(english + " district", "en")]
    default:
      [
        ("ناحية " + arabic, "ar"), (english + " sub-district", "en"),
        (english + " subdistrict", "en"),
      ]
    }
  }

  /// The spellings of the governorates that news and data use beside OCHA's, by OCHA's.
  private static let governorateSpellings: [String: [String]] = [
    "Rural Damascus": ["Rif Dimashq", "Damascus countryside", "Rif Damascus"],
    "Idleb": ["Idlib"], "Lattakia": ["Latakia"], "Ar-Raqqa": ["Raqqa", "Ar Raqqah"],
    "Deir-ez-Zor": ["Deir ez Zor", "Deir Ezzor", "Deir al-Zor"],
    "Al-Hasakeh": ["Hasakah", "Al Hasakah", "Hassakeh"], "Dar'a": ["Daraa", "Deraa"],
    "As-Sweida": ["Suwayda", "As Suwayda", "Sweida"], "Tartous": ["Tartus"],
    "Quneitra": ["Al Qunaytirah", "Qunaitra"], "Hama": ["Hamah"], "Homs": ["Hims"],
    "Aleppo": ["Halab"], "Damascus": ["Dimashq"],
  ]

  // MARK: Who's On First and GeoNames

  /// The places of a Who's On First table.
  mutating func whosOnFirst(_ file: String) throws -> [PlaceDraft] {
    let table = try folder.table(
      file,
      columns: [
        "wof_id", "geonames_id", "wikidata_id", "country", "placetype", "gn_feature_code", "name",
        "names_ar", "names_en", "names_tr", "names_ku", "names_fr", "names_latin_other", "lat",
        "lon", "population",
      ])
    return try table.rows.compactMap { row in
      var names = NameList(source: "wof")
      // A village's record may carry the name of its governorate: "محافظة إدلب" of the city Idlib.
      let arabic = row.list("names_ar").filter { !Folding.fold($0).hasPrefix("محافظه ") }
      for (index, name) in arabic.enumerated() {
        names.add(name, language: "ar", role: index == 0 ? .official : .variant)
      }
      let english = row.list("names_en")
      for (index, name) in english.enumerated() {
        names.add(name, language: "en", role: index == 0 ? .official : .variant)
      }
      names.add(row["name"], language: "und-Latn", role: .variant)
      names.add(row["ascii_name"], language: "und-Latn", role: .variant)
      for (column, language) in [
        ("names_tr", "tr"), ("names_ku", "ku"), ("names_fr", "fr"),
        ("names_latin_other", "und-Latn"),
      ] {
        for name in row.list(column) { names.add(name, language: language, role: .variant) }
      }
      let kept = take(names, file)
      guard !kept.isEmpty else {
        droppedRows["\(file): no name", default: 0] += 1
        return nil
      }
      let geonames = row["geonames_id"]
      let district = row["ocha_adm3_pcode"]
      var sources = ["wof:" + row["wof_id"]]
      if !geonames.isEmpty { sources.append("geonames:" + geonames) }
      if !row["wikidata_id"].isEmpty { sources.append("wikidata:" + row["wikidata_id"]) }
      let place = Place(
        id: geonames.isEmpty ? "W" + row["wof_id"] : "G" + geonames, kind: .village,
        point: try point(row, file),
        nameEnglish: kept.first { $0.language == "en" }?.text
          ?? kept.first { !$0.language.hasPrefix("ar") && $0.language != "ku-Arab" }?.text ?? "",
        nameArabic: kept.first { $0.language == "ar" }?.text ?? "", names: kept,
        country: row["country"], adm1: String(district.prefix(4)),
        adm2: String(district.prefix(6)), adm3: district,
        population: row.number("population").map { Int($0.rounded().clamped(0, 1e9)) } ?? 0,
        sources: sources)
      return PlaceDraft(
        place: place, featureCode: row["gn_feature_code"], placetype: row["placetype"])
    }
  }

  // MARK: Airfields, our own places and regions

  mutating func airfields() throws -> [PlaceDraft] {
    let file = "sy_airfields.csv"
    let table = try folder.table(
      file, columns: ["ident", "name_en", "names_ar_curated", "lat", "lon", "coord_source"])
    return try table.rows.compactMap { row in
      // A point from Wikipedia would bring its share-alike licence with it.
      guard !row["ident"].isEmpty, row["coord_source"].hasPrefix("OurAirports") else {
        droppedRows["\(file): not from OurAirports", default: 0] += 1
        return nil
      }
      var names = NameList(source: "conflictmap")
      for (index, name) in row.list("names_ar_curated").enumerated() {
        names.add(name, language: "ar", role: index == 0 ? .official : .variant)
      }
      for (index, name) in row["name_en"].parts(" / ").enumerated() {
        let (plain, bracketed) = Self.splitBrackets(name)
        names.add(plain, language: "en", role: index == 0 ? .official : .variant)
        for alias in bracketed {
          let suffix = plain.hasSuffix(" Air Base") ? " Air Base" : " Airport"
          names.add(alias + suffix, language: "en", role: .variant)
        }
        // "Abu al-Duhur (X) Air Base" leaves a double blank behind, which cleaning removes.
        if plain.hasSuffix(" Air Base") {
          names.add(
            plain.replacing(" Air Base", with: " airbase"), language: "en", role: .variant)
          names.add(
            plain.replacing(" Air Base", with: " military airport"), language: "en",
            role: .variant)
        }
      }
      let kept = take(names, file)
      let place = Place(
        id: "A" + row["ident"], kind: .airport, point: try point(row, file),
        nameEnglish: kept.first { $0.language == "en" }?.text ?? "",
        nameArabic: kept.first { $0.language == "ar" }?.text ?? "", names: kept,
        sources: ["ourairports:" + row["ident"]])
      return PlaceDraft(place: place)
    }
  }

  /// The rows of `places-extra.csv` in `folder`.
  mutating func ownPlaces() throws -> [OwnPlace] {
    let file = "places-extra.csv"
    let table = try folder.table(
      file, columns: ["id", "name_en", "name_ar", "aliases_en", "aliases_ar", "kind", "same_as"])
    return try table.rows.map { row in
      OwnPlace(
        draft: try ownPlace(row, file, point: try point(row, file)), sameAs: row["same_as"],
        line: row.line)
    }
  }

  /// A row of one of our own tables, whose ids begin with an X, or with an R for regions.
  mutating func ownPlace(
    _ row: CSVTable.Row, _ file: String, point: GeographicPoint
  ) throws -> PlaceDraft {
    guard let kind = PlaceKind(rawValue: row["kind"]) else {
      throw GazetteerError(
        file: file, line: row.line, message: "“\(row["kind"])” is no kind of place")
    }
    guard row["id"].hasPrefix(file == "regions.csv" ? "R" : "X") else {
      throw GazetteerError(
        file: file, line: row.line, message: "the id “\(row["id"])” does not fit the table")
    }
    var names = NameList(source: "conflictmap")
    names.add(row["name_ar"], language: "ar", role: .official)
    names.add(row["name_en"], language: "en", role: .official)
    for name in row.list("aliases_ar") { names.add(name, language: "ar", role: .variant) }
    for name in row.list("aliases_en") { names.add(name, language: "en", role: .variant) }
    let parent = row["parent_place_id"]
    var place = Place(
      id: row["id"], kind: kind, point: point, nameEnglish: NameList.cleaned(row["name_en"]),
      nameArabic: NameList.cleaned(row["name_ar"]), adm1: row["adm1_pcode"],
      parent: parent.isEmpty ? nil : parent, radius: row.number("radius_m"),
      sources: ["conflictmap:" + row["id"]])
    place.names = take(names, file)
    return PlaceDraft(place: place)
  }

  // MARK: Helpers

  private func point(_ row: CSVTable.Row, _ file: String) throws -> GeographicPoint {
    guard let latitude = row.number("lat"), let longitude = row.number("lon") else {
      throw GazetteerError(file: file, line: row.line, message: "no coordinates")
    }
    let point = GeographicPoint(longitude: longitude, latitude: latitude)
    guard point.isValid else {
      throw GazetteerError(
        file: file, line: row.line, message: "\(latitude), \(longitude) is not on the globe")
    }
    return point.rounded
  }

  private mutating func take(_ list: NameList, _ file: String) -> [PlaceName] {
    if list.droppedCount > 0 { droppedNames[file, default: 0] += list.droppedCount }
    return list.names
  }

  /// The names that a slash joins ("بيت محب/ جديدة"); of one that slashes explain
  /// ("شاميه /اللاذقية/") the name alone; none where there is no slash.
  static func joinedNames(_ text: String) -> [String] {
    let parts = text.parts("/")
    guard text.contains("/"), let first = parts.first else { return [] }
    return text.hasSuffix("/") ? [first] : parts
  }

  /// The text outside round brackets and the texts inside them.
  static func splitBrackets(_ text: String) -> (String, [String]) {
    var outside = ""
    var inside: [String] = []
    var current: String?
    for character in text {
      switch (character, current) {
      case ("(", nil): current = ""
      case (")", let name?):
        inside.append(name)
        current = nil
      case (_, let name?): current = name + String(character)
      default: outside.append(character)
      }
    }
    if let current { outside += "(" + current }
    return (NameList.cleaned(outside), inside.map(NameList.cleaned))
  }
}

extension GeographicPoint {
  /// Rounded to the five decimals, about a metre, that the gazetteer's table keeps.
  var rounded: GeographicPoint {
    GeographicPoint(
      longitude: (longitude * 100_000).rounded() / 100_000,
      latitude: (latitude * 100_000).rounded() / 100_000)
  }
}

extension Double {
  func clamped(_ low: Double, _ high: Double) -> Double { Swift.min(Swift.max(self, low), high) }
}

extension Geometry {
  /// The polygons that the geometry consists of, none for points and lines.
  var polygons: [Polygon<P>] {
    switch self {
    case .polygon(let polygon): [polygon]
    case .multiPolygon(let polygons): polygons
    default: []
    }
  }
}

extension Polygon {
  /// A point well inside: the middle of the widest of the chords that seven lines of equal `y` cut
  /// out of the polygon; `nil` for a polygon without area.
  var interiorPoint: P? {
    guard let box = BoundingBox(exterior.vertices) else { return nil }
    var best: (width: Double, point: P)?
    // The middle line first, so that it wins where widths are equal.
    for eighth in [4.0, 3, 5, 2, 6, 1, 7] {
      let y = box.minY + box.height * eighth / 8
      var crossings: [Double] = []
      for ring in [exterior] + holes {
        guard var previous = ring.vertices.last else { continue }
        for vertex in ring.vertices {
          if (vertex.y > y) != (previous.y > y) {
            crossings.append(
              (previous.x - vertex.x) * (y - vertex.y) / (previous.y - vertex.y) + vertex.x)
          }
          previous = vertex
        }
      }
      crossings.sort()
      for index in stride(from: 0, to: crossings.count - 1, by: 2) {
        let width = crossings[index + 1] - crossings[index]
        if width > (best?.width ?? 0) {
          best = (width, P(x: (crossings[index] + crossings[index + 1]) / 2, y: y))
        }
      }
    }
    return best?.point
  }
}
