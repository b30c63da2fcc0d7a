internal import Gazetteers
internal import SimpleFeatures

/// A country's file of a GeoNames export: 19 columns between tabs, no header, no quotes, UTF-8, as
/// GeoNames' `readme.txt` has them. The names of `alternateNamesV2.txt` are added where it is given.
///
/// Places get the id `G` and their number. Administrative codes, which GeoNames writes as codes of
/// its own, become the ids of the units in the same file.
struct GeoNamesDump: PlaceReader {
  var path: String
  /// `alternateNamesV2.txt` or `XX.txt` of the alternate names by country.
  var alternateNames: String?
  var kinds: FeatureCodeTable
  /// The short name of the source.
  var source: String
  /// The languages to keep names in; all where `nil`.
  var languages: Set<String>?

  private enum Column {
    static let id = 0
    static let name = 1
    static let asciiName = 2
    static let alternateNames = 3
    static let latitude = 4
    static let longitude = 5
    static let featureClass = 6
    static let featureCode = 7
    static let country = 8
    static let admin1 = 10
    static let admin2 = 11
    static let admin3 = 12
    static let population = 14
    static let count = 19
  }

  func read() throws -> SourceReading {
    let file = SourceFile.shortName(path)
    var reading = SourceReading()
    var rows: [Row] = []
    var seen: Set<Int> = []
    try LineFile(path: path).forEach { line in
      let position = "line \(line.number)"
      do throws(RowProblem) {
        let row = try row(line)
        guard let kind = kinds[row.featureClass, row.featureCode] else {
          reading.omissions.addUnwanted(
            "feature codes that are no place here", in: file, at: position)
          return
        }
        guard seen.insert(row.number).inserted else { throw RowProblem("a number twice there") }
        rows.append(row.with(kind.kind(population: row.population)))
      } catch {
        reading.omissions.addProblem(error.reason, in: file, at: position)
      }
    }
    var alternates: [Int: AlternateNames] = [:]
    if let alternateNames {
      alternates = try AlternateNames.read(
        alternateNames, of: seen, languages: languages, source: source,
        omissions: &reading.omissions)
    }
    let units = unitIDs(rows)
    for row in rows {
      let list = names(of: row, alternates[row.number], hasTable: alternateNames != nil)
      var place = Place(
        id: "", kind: row.kind, point: row.point, nameEnglish: "", nameArabic: "",
        country: row.country, population: row.population,
        sources: ["geonames:\(row.number)"] + (alternates[row.number]?.identifiers ?? []))
      (place.adm1, place.adm2, place.adm3) = row.unitCodes(units)
      if row.kind.isAdministrative {
        place.parent = parent(of: row, place)
      }
      let id = row.kind == .country ? row.country : "G\(row.number)"
      guard
        var draft = PlaceDraft(
          id: id, kind: row.kind, names: list, in: place, source: source,
          origin: "\(file), line \(row.line)")
      else {
        reading.omissions.addProblem("no name", in: file, at: "line \(row.line)")
        continue
      }
      draft.featureCode = row.featureCode
      reading.drafts.append(draft)
    }
    return reading
  }

  private struct RowProblem: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private struct Row {
    var line: Int
    var number: Int
    var name: String
    var asciiName: String
    var alternateNames: String
    var point: GeographicPoint
    var featureClass: String
    var featureCode: String
    var country: String
    /// GeoNames' own codes of the three levels, empty where there is none.
    var codes: [String]
    var population: Int
    var kind = PlaceKind.village

    func with(_ kind: PlaceKind) -> Row {
      var row = self
      row.kind = kind
      return row
    }

    /// The codes down to `level` as one key; `nil` where one is missing. `00` is GeoNames' word for
    /// "no first-level unit".
    func key(_ level: Int) -> String? {
      let path = codes.prefix(level)
      guard path.allSatisfy({ !$0.isEmpty }), path.first != "00" else { return nil }
      return ([country] + path).joined(separator: ".")
    }

    func unitCodes(_ units: [String: String]) -> (String, String, String) {
      func id(_ level: Int) -> String { key(level).flatMap { units[$0] } ?? "" }
      return (id(1), id(2), id(3))
    }
  }

  private func row(_ line: LineFile.Line) throws(RowProblem) -> Row {
    guard line.cells.count == Column.count else {
      throw RowProblem("rows that have not 19 columns")
    }
    var cells: [String] = []
    for index in 0..<Column.count {
      guard let text = line.text(index) else { throw RowProblem("not UTF-8") }
      cells.append(text)
    }
    guard let number = line.number(Column.id) else { throw RowProblem("no GeoNames number") }
    let (point, problem) = sourcePoint(
      latitude: cells[Column.latitude], longitude: cells[Column.longitude])
    guard let point else { throw RowProblem(problem) }
    return Row(
      line: line.number, number: number, name: cells[Column.name],
      asciiName: cells[Column.asciiName], alternateNames: cells[Column.alternateNames],
      point: point, featureClass: cells[Column.featureClass],
      featureCode: cells[Column.featureCode], country: cells[Column.country],
      codes: [cells[Column.admin1], cells[Column.admin2], cells[Column.admin3]],
      population: population(cells[Column.population]))
  }

  private static let levels: [PlaceKind: Int] = [.governorate: 1, .district: 2, .subDistrict: 3]

  /// The ids of the units by their codes; of two with one code the smaller number.
  private func unitIDs(_ rows: [Row]) -> [String: String] {
    var ids: [String: String] = [:]
    for row in rows.sorted(by: { $0.number < $1.number }) {
      guard let level = Self.levels[row.kind], let key = row.key(level) else { continue }
      if ids[key] == nil { ids[key] = "G\(row.number)" }
    }
    return ids
  }

  private func parent(of row: Row, _ place: Place) -> String? {
    let above: String
    switch row.kind {
    case .governorate: above = ""
    case .district: above = place.adm1
    case .subDistrict: above = place.adm2.isEmpty ? place.adm1 : place.adm2
    default: return nil
    }
    return above.isEmpty ? row.country : above
  }

  /// The names with the official ones first; the column of names without languages only where there
  /// is no table of alternate names, which has the same ones.
  private func names(of row: Row, _ alternates: AlternateNames?, hasTable: Bool) -> NameList {
    var list = NameList(source: source)
    for name in alternates?.names ?? [] {
      list.add(name.text, language: name.language, role: name.role, validity: name.validity)
    }
    list.add(row.name, language: languageTag(ofScriptOf: row.name), role: .variant)
    list.add(row.asciiName, language: "und-Latn", role: .variant)
    if !hasTable {
      for name in row.alternateNames.split(separator: ",") {
        let name = NameList.cleaned(String(name))
        let language = languageTag(ofScriptOf: name)
        guard languages == nil || language != "und" else { continue }
        list.add(name, language: language, role: .variant)
      }
    }
    return list
  }
}
