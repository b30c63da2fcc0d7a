internal import Gazetteers
internal import SimpleFeatures

/// Populated places from OCHA's tables of any format: p-code, names by language, a point, the codes
/// of the units.
///
/// The tables of different countries have different columns; what this does not find, a mapping of
/// the columns does.
struct PopulatedPlaces: PlaceReader {
  var path: String
  var layer: String?
  var source: String
  var country: String
  /// Kinds by the table's own words for them.
  var kinds: [String: StatedKind]
  var languages: Set<String>?

  func read() throws -> SourceReading {
    let table = try SourceTable(path: path, layer: layer)
    let columns = AdministrativeColumns(table.columns)
    guard let code = columns.placeCode else {
      throw GazetteerError(
        file: table.file, line: 1,
        message: "no column with the places' p-codes; read it as a table with a mapping")
    }
    var reading = SourceReading(omissions: table.omissions)
    var ids: Set<String> = []
    for row in table.rows {
      func leaveOut(_ reason: String) {
        reading.omissions.addProblem(reason, in: table.file, at: row.position)
      }
      guard let id = KnownIdentifier.placeID("", row[code]) else {
        leaveOut("no p-code")
        continue
      }
      let stated = sourcePoint(
        latitude: columns.latitude.map { row[$0] } ?? "",
        longitude: columns.longitude.map { row[$0] } ?? "")
      guard let point = row.geometry?.representativePoint?.rounded ?? stated.point else {
        leaveOut(stated.problem)
        continue
      }
      let inhabitants = columns.population.map { population(row[$0]) } ?? 0
      let word = columns.placeType.map { row[$0].lowercased() } ?? ""
      let kind = (kinds[word] ?? StatedKind(word) ?? .settlement).kind(population: inhabitants)
      var place = Place(
        id: "", kind: kind, point: point, nameEnglish: "", nameArabic: "", country: country,
        population: inhabitants, sources: ["ocha:" + id])
      func unit(_ level: Int) -> String { columns.code(level).map { row[$0] } ?? "" }
      place.adm1 = unit(1)
      place.adm2 = unit(2)
      place.adm3 = unit(3)
      guard
        let draft = PlaceDraft(
          id: id, kind: kind, names: names(row, columns), in: place, source: source,
          origin: "\(table.file), \(row.position)")
      else {
        leaveOut("no name")
        continue
      }
      guard ids.insert(id).inserted else {
        leaveOut("a p-code twice there")
        continue
      }
      reading.drafts.append(draft)
    }
    return reading
  }

  private func names(_ row: SourceTable.Row, _ columns: AdministrativeColumns) -> NameList {
    var list = NameList(source: source)
    func add(_ text: String, _ language: String, _ role: PlaceName.Role) {
      if let languages, language != "und-Latn", !languages.contains(language.primarySubtag) {
        return
      }
      list.add(text, language: language, role: role)
    }
    var found = columns.unitNames(AdministrativeColumns.placePrefixes, row)
    // A table whose places are units of the fourth level names them as units.
    if found.isEmpty, columns.code(4) == columns.placeCode { found = columns.names(4, row) }
    for (column, language, isMain) in found {
      let text = row[column]
      add(text, language ?? languageTag(ofScriptOf: text), isMain ? .official : .variant)
    }
    if let column = columns.plainPlaceName {
      let text = row[column]
      add(text, languageTag(ofScriptOf: text), list.names.isEmpty ? .official : .variant)
    }
    return list
  }
}
