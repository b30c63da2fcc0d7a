internal import Foundation
internal import Gazetteers
internal import JSONText
internal import SimpleFeatures

/// Records of Who's On First: a folder of `.geojson` files, a record a file, as its repositories have
/// them; also one such file, or one file of several records.
struct WhosOnFirstRecords: PlaceReader {
  /// A folder, or a file.
  var path: String
  var source: String
  var languages: Set<String>?

  func read() throws -> SourceReading {
    var reading = SourceReading()
    var ids: Set<String> = []
    for file in try files() {
      let name = SourceFile.shortName(file)
      let value: JSONValue
      do {
        value = try JSONValue(parsing: SourceFile.bytes(file))
      } catch let error as JSONValue.SyntaxError {
        reading.omissions.addProblem("not JSON", in: name, at: "line \(error.line)")
        continue
      }
      for (index, record) in (value["features"]?.array ?? [value]).enumerated() {
        let position = "record \(index + 1)"
        do throws(RecordProblem) {
          guard let draft = try draft(record, name, position, &reading.omissions) else { continue }
          guard ids.insert(draft.place.id).inserted else {
            throw RecordProblem("a number twice there")
          }
          reading.drafts.append(draft)
        } catch {
          reading.omissions.addProblem(error.reason, in: name, at: position)
        }
      }
    }
    return reading
  }

  private struct RecordProblem: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  /// The files in the order of their paths; alternative geometries (`…-alt-….geojson`) are no
  /// records.
  private func files() throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw GazetteerError(file: path, message: "no such file or folder; check the manifest")
    }
    guard isFolder.boolValue else { return [path] }
    // What a link leads to is listed, not the link.
    let path = URL(filePath: path).resolvingSymlinksInPath().path
    let names = try FileManager.default.subpathsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".geojson") && !$0.contains("-alt-") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !names.isEmpty else {
      throw GazetteerError(file: path, message: "no .geojson files in this folder")
    }
    return names.map { path + "/" + $0 }
  }

  private static let kinds: [String: StatedKind] = [
    "country": .kind(.country), "region": .kind(.governorate), "county": .kind(.district),
    "localadmin": .kind(.subDistrict), "locality": .settlement, "borough": .kind(.neighbourhood),
    "neighbourhood": .kind(.neighbourhood), "macrohood": .kind(.neighbourhood),
    "microhood": .kind(.neighbourhood), "campus": .kind(.site),
  ]

  private func draft(
    _ record: JSONValue, _ file: String, _ position: String, _ omissions: inout Omissions
  ) throws(RecordProblem) -> PlaceDraft? {
    guard let properties = record["properties"] else { throw RecordProblem("no properties") }
    guard let number = Self.number(properties["wof:id"] ?? record["id"]) else {
      throw RecordProblem("no wof:id")
    }
    // -1 is unknown, 0 is no.
    let isGone =
      properties["mz:is_current"]?.number == 0
      || !["", "uuuu"].contains(properties["edtf:deprecated"]?.text ?? "")
      || !(properties["wof:superseded_by"]?.array ?? []).isEmpty
    guard !isGone else {
      omissions.addUnwanted("records that are deprecated or superseded", in: file, at: position)
      return nil
    }
    guard let stated = Self.kinds[properties["wof:placetype"]?.text ?? ""] else {
      omissions.addUnwanted("placetypes that are no kind here", in: file, at: position)
      return nil
    }
    let shape = record["geometry"].flatMap(Geometry.init(geoJSON:))
    let centre = Self.point(properties, "lbl:") ?? Self.point(properties, "geom:")
    guard let point = centre ?? shape?.representativePoint else {
      throw RecordProblem("no coordinates on the globe")
    }
    let inhabitants =
      ["wof:population", "gn:population"].lazy
      .compactMap { properties[$0]?.number }.first.map { Int($0.clamped(0, 1e9)) } ?? 0
    let kind = stated.kind(population: inhabitants)
    let country = properties["wof:country"]?.text ?? properties["iso:country"]?.text ?? ""
    var sources = ["wof:" + number]
    for (key, namespace) in [("gn:id", "geonames"), ("wd:id", "wikidata")] {
      guard let value = properties["wof:concordances"]?[key] else { continue }
      let text = Self.number(value) ?? value.text ?? ""
      if let id = KnownIdentifier.id(text, in: namespace) { sources.append(id) }
    }
    let (validity, _) = ValidityPeriod.between(
      Self.edtf(properties["edtf:inception"]), Self.edtf(properties["edtf:cessation"]))
    var place = Place(
      id: "", kind: kind, point: point.rounded, nameEnglish: "", nameArabic: "", country: country,
      population: inhabitants, sources: sources, validity: validity)
    let hierarchy = properties["wof:hierarchy"]?.array?.first
    func unit(_ key: String) -> String {
      hierarchy?[key].flatMap(Self.number).map { "W" + $0 } ?? ""
    }
    place.adm1 = unit("region_id")
    place.adm2 = unit("county_id")
    place.adm3 = unit("localadmin_id")
    if kind.isAdministrative {
      let above = [place.adm2, place.adm1].filter { $0 != "W" + number && !$0.isEmpty }
      place.parent =
        kind == .country ? nil : kind == .governorate ? country : above.first ?? country
    } else if kind == .neighbourhood {
      let city = unit("locality_id")
      place.parent = city.isEmpty ? nil : city
    }
    guard
      var draft = PlaceDraft(
        id: kind == .country ? country : "W" + number, kind: kind, names: names(properties),
        in: place, source: source, origin: "\(file), \(position)")
    else { throw RecordProblem("no name") }
    draft.placetype = properties["wof:placetype"]?.text ?? ""
    if kind.isAdministrative { draft.polygons = shape?.polygons ?? [] }
    return draft
  }

  private static func number(_ value: JSONValue?) -> String? {
    if let number = value?.number, let whole = Int(exactly: number), whole > 0 {
      return String(whole)
    }
    guard let text = value?.text, let whole = Int(text), whole > 0 else { return nil }
    return String(whole)
  }

  private static func point(_ properties: JSONValue, _ prefix: String) -> GeographicPoint? {
    guard let latitude = properties[prefix + "latitude"]?.number,
      let longitude = properties[prefix + "longitude"]?.number
    else { return nil }
    let point = GeographicPoint(longitude: longitude, latitude: latitude)
    return point.isValid ? point : nil
  }

  /// A date of the Extended Date/Time Format, empty where it says unknown.
  private static func edtf(_ value: JSONValue?) -> String {
    let text = value?.text ?? ""
    return text.contains("u") || text.contains("X") ? "" : text
  }

  /// Names stand under `name:` and an ISO 639-3 code, then `_x_preferred`, `_x_variant`,
  /// `_x_colloquial` or `_x_historical`.
  private func names(_ properties: JSONValue) -> NameList {
    var list = NameList(source: source)
    var found: [PlaceName] = []
    if case .object(let members) = properties {
      for member in members where member.key.hasPrefix("name:") {
        let parts = member.key.dropFirst("name:".count).components(separatedBy: "_x_")
        guard parts.count == 2 else { continue }
        let language = Self.languages[parts[0]] ?? parts[0]
        if let languages, !languages.contains(language.primarySubtag) { continue }
        let role: PlaceName.Role
        switch parts[1] {
        case "preferred": role = .official
        case "variant", "historical": role = .variant
        case "colloquial": role = .local
        default: continue
        }
        for (index, text) in (member.value.array ?? []).compactMap(\.text).enumerated() {
          found.append(
            PlaceName(
              text, language: language, role: role == .official && index > 0 ? .variant : role))
        }
      }
    }
    for name in found.officialFirst {
      list.add(name.text, language: name.language, role: name.role)
    }
    let own = properties["wof:name"]?.text ?? ""
    list.add(own, language: languageTag(ofScriptOf: own), role: .variant)
    return list
  }

  /// ISO 639-1 by ISO 639-3, for the languages that are common in the gazetteers of wars.
  private static let languages: [String: String] = [
    "ara": "ar", "eng": "en", "fra": "fr", "tur": "tr", "kur": "ku", "fas": "fa", "pus": "ps",
    "urd": "ur", "heb": "he", "rus": "ru", "ukr": "uk", "spa": "es", "deu": "de", "som": "so",
    "amh": "am", "tir": "ti", "hau": "ha", "ita": "it", "por": "pt", "swa": "sw", "zho": "zh",
    "und": "und-Latn",
  ]
}
