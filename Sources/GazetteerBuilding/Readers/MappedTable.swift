internal import CivilCalendar
internal import Gazetteers
internal import SimpleFeatures

/// A table of any format, read by a mapping of its columns.
struct MappedTable: PlaceReader {
  var path: String
  var mapping: ColumnMapping
  var source: String
  var languages: Set<String>?

  func read() throws -> SourceReading {
    try read(SourceTable(path: path, layer: mapping.layer, separator: mapping.separator))
  }

  func read(_ table: SourceTable) throws -> SourceReading {
    try table.require(mapping.columns, for: "the mapping")
    var reading = SourceReading(omissions: table.omissions)
    var ids: Set<String> = []
    for row in table.rows {
      let origin = "\(table.file), \(row.position)"
      do throws(RowProblem) {
        let draft = try draft(row, origin) { reason in
          reading.omissions.addUnwanted(reason, in: table.file, at: row.position)
        }
        guard let draft else { continue }
        guard ids.insert(draft.place.id).inserted else { throw RowProblem("an id twice there") }
        reading.drafts.append(draft)
      } catch {
        reading.omissions.addProblem(error.reason, in: table.file, at: row.position)
      }
    }
    return reading
  }

  private struct RowProblem: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  /// - Returns: The draft; `nil` for a row that is sound and not wanted, of which `note` was told.
  private func draft(
    _ row: SourceTable.Row, _ origin: String, note: (String) -> Void
  ) throws(RowProblem) -> PlaceDraft? {
    for condition in mapping.conditions {
      let cell = row[condition.column]
      guard condition.isOne?.contains(cell) ?? true, !condition.isNone.contains(cell) else {
        note("rows that the filter leaves out")
        return nil
      }
    }
    let inhabitants = mapping.population.map { population(row[$0]) } ?? 0
    let word = mapping.kind.column.map { row[$0].lowercased() } ?? ""
    guard let stated = mapping.kind.values[word] ?? mapping.kind.otherwise else {
      note("rows of no kind that the mapping has")
      return nil
    }
    guard let id = KnownIdentifier.placeID(mapping.idPrefix, row[mapping.id]) else {
      throw RowProblem("no id")
    }
    let kind = stated.kind(population: inhabitants)
    var place = Place(
      id: "", kind: kind, point: try point(row), nameEnglish: "", nameArabic: "", country: "",
      population: inhabitants, sources: [source + ":" + NameList.cleaned(row[mapping.id])])
    switch mapping.country {
    case .fixed(let code): place.country = code
    case .column(let column): place.country = row[column].uppercased()
    }
    func code(_ level: Int) -> String { mapping.admin[level].map { row[$0] } ?? "" }
    place.adm1 = code(1)
    place.adm2 = code(2)
    place.adm3 = code(3)
    if let column = mapping.parent {
      place.parent = KnownIdentifier.placeID(mapping.idPrefix, row[column])
    }
    if let column = mapping.radius, let metres = Double(row[column]), metres > 0 {
      place.radius = metres.clamped(0, 20_000_000)
    }
    for (namespace, column) in mapping.identifiers where !row[column].isEmpty {
      guard let id = KnownIdentifier.id(row[column], in: namespace) else {
        note("ids of \(namespace) that are none")
        continue
      }
      if !place.sources.contains(id) { place.sources.append(id) }
    }
    let (validity, isRead) = ValidityPeriod.between(
      mapping.validFrom.map { row[$0] } ?? "", mapping.validTo.map { row[$0] } ?? "")
    if !isRead { note("periods that are no dates") }
    place.validity = validity
    guard
      var draft = PlaceDraft(
        id: id, kind: kind, names: names(row), in: place,
        source: source, origin: origin)
    else { throw RowProblem("no name") }
    if kind.isAdministrative { draft.polygons = row.geometry?.polygons ?? [] }
    return draft
  }

  private func point(_ row: SourceTable.Row) throws(RowProblem) -> GeographicPoint {
    if let columns = mapping.point {
      let (point, problem) = sourcePoint(
        latitude: row[columns.latitude], longitude: row[columns.longitude])
      guard let point else { throw RowProblem(problem) }
      return point
    }
    guard let point = row.geometry?.representativePoint else { throw RowProblem("no geometry") }
    return point.rounded
  }

  private func names(_ row: SourceTable.Row) -> NameList {
    var list = NameList(source: source)
    for column in mapping.names {
      let language = column.language ?? ""
      if let languages, !language.isEmpty, language != "und-Latn",
        !languages.contains(language.primarySubtag)
      {
        continue
      }
      let cell = row[column.column]
      let texts = column.separator.map { cell.parts($0) } ?? [cell]
      for (index, text) in texts.enumerated() {
        list.add(
          text, language: language.isEmpty ? languageTag(ofScriptOf: text) : language,
          role: index > 0 && column.role == .official ? .variant : column.role)
      }
    }
    return list
  }
}
