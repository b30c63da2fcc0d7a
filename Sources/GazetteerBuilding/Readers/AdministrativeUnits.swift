internal import Gazetteers
internal import SimpleFeatures

/// Administrative units from OCHA's COD-AB tables, a level a file, of any format that GDAL reads.
///
/// A file holds the units of the deepest level whose p-code it has. The codes above are their
/// parents; a country is made of the first level's columns where no file has it.
struct AdministrativeUnits: PlaceReader {
  var paths: [String]
  var layers: [String]
  var source: String
  /// ISO 3166-1 alpha-2 code: the id of the country, whatever its p-code.
  var country: String
  var languages: Set<String>?

  static let kinds: [PlaceKind] = [.country, .governorate, .district, .subDistrict]

  func read() throws -> SourceReading {
    var reading = SourceReading()
    var ids: Set<String> = []
    var impliedCountry: PlaceDraft?
    for path in paths {
      for layer in layers.isEmpty ? [nil] : layers.map(Optional.some) {
        let table = try SourceTable(path: path, layer: layer)
        let columns = AdministrativeColumns(table.columns)
        guard let level = columns.deepestLevel else {
          throw GazetteerError(
            file: table.file, line: 1,
            message: "no column of p-codes such as ADM1_PCODE; read it as a table with a mapping")
        }
        reading.omissions.add(table.omissions)
        guard Self.kinds.indices.contains(level) else {
          reading.omissions.addUnwanted(
            "units below the third level", in: table.file, at: "level \(level)")
          continue
        }
        for row in table.rows {
          let origin = "\(table.file), \(row.position)"
          guard let draft = unit(row, columns, level, origin) else {
            reading.omissions.addProblem(
              "no p-code, no name or no geometry", in: table.file, at: row.position)
            continue
          }
          guard ids.insert(draft.place.id).inserted else {
            reading.omissions.addProblem("a p-code twice there", in: table.file, at: row.position)
            continue
          }
          reading.drafts.append(draft)
          if impliedCountry == nil, level > 0 {
            impliedCountry = self.impliedCountry(row, columns, draft, origin)
          }
        }
      }
    }
    if let impliedCountry, !ids.contains(impliedCountry.place.id) {
      reading.drafts.append(impliedCountry)
    }
    return reading
  }

  private func id(_ code: String, level: Int) -> String { level == 0 ? country : code }

  private func unit(
    _ row: SourceTable.Row, _ columns: AdministrativeColumns, _ level: Int, _ origin: String
  ) -> PlaceDraft? {
    let codes = (0...level).map { level in
      columns.code(level).flatMap { KnownIdentifier.placeID("", row[$0]) } ?? ""
    }
    guard let code = codes.last, !code.isEmpty else { return nil }
    let centre = sourcePoint(
      latitude: columns.latitude.map { row[$0] } ?? "",
      longitude: columns.longitude.map { row[$0] } ?? ""
    ).point
    guard let point = row.geometry?.representativePoint?.rounded ?? centre else { return nil }
    var place = Place(
      id: "", kind: Self.kinds[level], point: point, nameEnglish: "", nameArabic: "",
      country: country, sources: ["ocha:" + code])
    if level > 0 {
      // The parent is the nearest level above that has a code.
      let above = codes.indices.dropLast().last { $0 > 0 && !codes[$0].isEmpty }
      place.parent = above.map { codes[$0] } ?? country
    }
    if let column = columns.validTo {
      place.validity = ValidityPeriod.between("", row[column]).period
    }
    var draft = PlaceDraft(
      id: id(code, level: level), kind: place.kind, names: names(row, columns, level), in: place,
      source: source, origin: origin)
    draft?.polygons = row.geometry?.polygons ?? []
    return draft
  }

  private func impliedCountry(
    _ row: SourceTable.Row, _ columns: AdministrativeColumns, _ unit: PlaceDraft, _ origin: String
  ) -> PlaceDraft? {
    let code = columns.code(0).map { row[$0] } ?? ""
    let place = Place(
      id: "", kind: .country, point: unit.place.point, nameEnglish: "", nameArabic: "",
      country: country, sources: code.isEmpty ? [] : ["ocha:" + code])
    return PlaceDraft(
      id: country, kind: .country, names: names(row, columns, 0), in: place, source: source,
      origin: origin)
  }

  private func names(
    _ row: SourceTable.Row, _ columns: AdministrativeColumns, _ level: Int
  ) -> NameList {
    var list = NameList(source: source)
    for (column, language, isMain) in columns.names(level, row) {
      let text = row[column]
      let language = language ?? languageTag(ofScriptOf: text)
      if let languages, language != "und-Latn", !languages.contains(language.primarySubtag) {
        continue
      }
      list.add(text, language: language, role: isMain ? .official : .variant)
    }
    return list
  }
}
