internal import CSVText
internal import Foundation
public import Gazetteers
internal import SimpleFeatures
internal import TextAnalysis

/// The gazetteer compiled from the reference tables: the same tables give the same bytes.
public struct GazetteerBuild: Sendable {
  /// The places, sorted by id.
  public let places: [Place]
  /// The files to write into the gazetteer's folder, sorted by name.
  public let files: [File]
  /// What was counted on the way, sorted by what it is: merged rows, names left out.
  public let counts: [Count]

  public struct File: Hashable, Sendable {
    public let name: String
    public let bytes: [UInt8]
  }

  public struct Count: Hashable, Sendable {
    public let what: String
    public let count: Int
  }

  /// Compiles the tables in the folder `reference` with our own ones (`places-extra.csv`,
  /// `aliases.csv`, `regions.csv` and `shapes.geojson`) in the folder `own`.
  ///
  /// - Throws: ``GazetteerError`` with the file and the line for what cannot be read.
  public init(reference: String, own: String) throws {
    let folder = ReferenceFolder(path: reference)
    let ownFolder = ReferenceFolder(path: own)
    var counts: [String: Int] = [:]
    let compilation = try BoundaryCompilation(folder: folder)
    let baseMap = try BaseMapCompilation.file(folder: folder)
    var regionReading = PlaceReading(folder: ownFolder)
    let regions = try regionReading.regions()
    var places = try Self.places(
      folder, own: ownFolder, regions: regions.map(\.draft), counts: &counts)
    var shapes = try RegionShapes(
      boundaries: compilation, baseMap: try BaseMap(parsing: baseMap),
      drawn: try ownFolder.features("shapes.geojson"), places: places, regions: regions)
    var areas: [BoundaryCompilation.NamedArea] = []
    let rules = Dictionary(
      regions.map { ($0.draft.place.id, $0.rule) }, uniquingKeysWith: { first, _ in first })
    for index in places.indices {
      guard rules[places[index].id] != nil else { continue }
      let shape = try shapes.shape(of: places[index].id)
      // The middle of the largest part stands for the region.
      guard let point = shape.max(by: { $0.area < $1.area })?.interiorPoint else { continue }
      places[index].point = point.rounded
      places[index].parts = try shapes.subDistricts(of: shape)
      areas.append(
        BoundaryCompilation.NamedArea(
          place: places[index], polygons: shape,
          squareKilometers: try shapes.squareKilometers(shape)))
    }
    Self.locate(&places, in: compilation, besides: Set(rules.keys))
    self.places = places
    files = [
      File(name: "basemap.geojson", bytes: baseMap),
      File(name: "boundaries.geojson", bytes: try compilation.file(regions: areas)),
      File(name: "places.tsv", bytes: PlaceTable.bytes(of: places)),
    ]
    self.counts = counts.map { Count(what: $0.key, count: $0.value) }.sorted { $0.what < $1.what }
  }

  /// Writes the files into `folder`, which is made where it is missing.
  public func write(to folder: String) throws {
    let url = URL(filePath: folder)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for file in files {
      try Data(file.bytes).write(to: url.appending(path: file.name), options: .atomic)
    }
  }

  private static func places(
    _ folder: ReferenceFolder, own: ReferenceFolder, regions: [PlaceDraft],
    counts: inout [String: Int]
  ) throws -> [Place] {
    var reading = PlaceReading(folder: folder)
    let units = try reading.administrativeUnits()
    var communities = try reading.communities()
    let neighbourhoods = try reading.neighbourhoods()
    let stated = try reading.statedLinks()

    var syrian = try reading.whosOnFirst("wof_geonames_places_sy.csv")
    let syrianRows = syrian.count
    (syrian, counts["rows of Who's On First, Syria, merged with a duplicate"]) =
      PlaceMerging.mergingDuplicates(syrian)
    var border = try reading.whosOnFirst("wof_geonames_places_border_tr_iq_lb.csv")
    (border, counts["rows of Who's On First, neighbours, merged with a duplicate"]) =
      PlaceMerging.mergingDuplicates(border)

    let links = PlaceMerging.links(from: syrian, to: communities, stated: stated)
    for row in links.keys.sorted() {
      guard let place = links[row] else { continue }
      communities[place].place.absorb(syrian[row].place, pointSource: "wof")
      if communities[place].featureCode.isEmpty {
        communities[place].featureCode = syrian[row].featureCode
      }
    }
    counts["rows of Who's On First, Syria"] = syrianRows
    counts["rows of Who's On First that are an OCHA community"] = links.count
    counts["OCHA communities with a row of Who's On First"] = Set(links.values).count

    var settlements = communities
    for (row, draft) in syrian.enumerated() where links[row] == nil { settlements.append(draft) }
    for index in settlements.indices {
      settlements[index].place.kind = PlaceMerging.kind(of: settlements[index])
    }
    counts["places of Who's On First that an unnamed point of OCHA confirms"] =
      ConfirmingPoints.confirm(
        &settlements,
        with: try folder.table(
          "sy_ocha_points_2018_unnamed.csv", columns: ["row_in_source", "lat", "lon"]))
    PlaceMerging.appointSeats(&settlements, of: units.map(\.place))
    for index in border.indices {
      border[index].place.kind = PlaceMerging.kind(of: border[index])
    }

    var drafts = units + settlements + neighbourhoods + border
    drafts += try reading.airfields()
    var ownReading = PlaceReading(folder: own)
    let ownPlaces = try ownReading.ownPlaces()
    let resolved = try Self.resolvingParents(of: ownPlaces, against: &drafts)
    drafts += resolved
    drafts += regions
    drafts += Self.neighbouringCountries

    // A GeoNames number that two rows have stays with the first; the other takes its own number.
    var seen: Set<String> = []
    for index in drafts.indices where !seen.insert(drafts[index].place.id).inserted {
      let id = drafts[index].place.id
      guard id.hasPrefix("G"),
        let wof = drafts[index].place.sources.first(where: { $0.hasPrefix("wof:") }),
        seen.insert("W" + wof.dropFirst(4)).inserted
      else { throw GazetteerError(file: "places.tsv", message: "“\(id)” is twice there") }
      drafts[index].place.id = "W" + wof.dropFirst(4)
    }
    counts["names added by hand"] = try Self.addAliases(in: own, to: &drafts)
    for (file, count) in reading.droppedNames.merging(ownReading.droppedNames, uniquingKeysWith: +)
    {
      counts["names without two letters in \(file)"] = count
    }
    for (reason, count) in reading.droppedRows { counts["rows left out of \(reason)"] = count }

    return drafts.map { draft in
      var place = draft.place
      if place.country == "SY", place.adm1.isEmpty, let parent = place.parent, parent.count > 1 {
        // A part lies in the units of what it is a part of.
        if let whole = drafts.first(where: { $0.place.id == parent })?.place {
          place.adm1 = whole.adm1
        }
      }
      return place
    }.sorted { $0.id < $1.id }
  }

  /// Adds the names of `aliases.csv` to the places that they are of.
  ///
  /// - Returns: How many of them no table had.
  static func addAliases(
    in own: ReferenceFolder, file: String = AliasTable.file, to drafts: inout [PlaceDraft]
  ) throws -> Int {
    var added = 0
    let aliases = try AliasTable(csv: own.bytes(of: file), file: file)
    var bySource: [String: Int] = [:]
    for (index, draft) in drafts.enumerated() {
      for source in draft.place.sources where bySource[source] == nil { bySource[source] = index }
    }
    let byID = Dictionary(
      drafts.enumerated().map { ($0.element.place.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    for row in aliases.rows {
      // A p-code that another id took over still means the place.
      guard
        let index = byID[row.placeID] ?? bySource[row.placeID] ?? bySource["ocha:" + row.placeID]
      else {
        throw GazetteerError(
          file: file, line: row.line, message: "no place “\(row.placeID)”")
      }
      var list = NameList(drafts[index].place.names, source: "conflictmap")
      let before = list.names.count
      list.add(
        row.name.text, language: row.name.language, role: row.name.role,
        validity: row.name.validity)
      added += list.names.count - before
      drafts[index].place.names = list.names
    }
    return added
  }

  /// Gives the Syrian places that no table gives a sub-district, airfields and our own ones, the one
  /// that their point lies in, unless their table names another governorate.
  private static func locate(
    _ places: inout [Place], in compilation: BoundaryCompilation, besides regions: Set<String>
  ) {
    let units = compilation.subDistricts.units.map { ($0, compilation.area(of: [$0])) }
    for index in places.indices
    where places[index].country == "SY" && places[index].adm3.isEmpty
      && !places[index].kind.isAdministrative && !regions.contains(places[index].id)
    {
      let point = places[index].point
      guard let code = units.first(where: { $0.1.contains { $0.contains(point) } })?.0,
        places[index].adm1.isEmpty || code.hasPrefix(places[index].adm1)
      else { continue }
      places[index].adm1 = String(code.prefix(4))
      places[index].adm2 = String(code.prefix(6))
      places[index].adm3 = code
    }
  }

  /// Our own places with parents that are ids of the gazetteer, where they are given as a Who's On
  /// First number.
  ///
  /// A row that is the same as one of a source (`same_as`, such as `ourairports:OS71` or
  /// `ocha:N0135`) is that place under the name that reports use: it takes its names, point, units
  /// and parent, and replaces it. The other id still finds it.
  private static func resolvingParents(
    of ownPlaces: [OwnPlace], against drafts: inout [PlaceDraft]
  ) throws -> [PlaceDraft] {
    var bySource: [String: Int] = [:]
    for (index, draft) in drafts.enumerated() {
      for source in draft.place.sources { bySource[source] = index }
    }
    var replaced: Set<Int> = []
    let resolved = try ownPlaces.sorted { $0.draft.place.id < $1.draft.place.id }.map { own in
      var draft = own.draft
      if !own.sameAs.isEmpty {
        guard let index = bySource[own.sameAs], replaced.insert(index).inserted else {
          throw GazetteerError(
            file: "places-extra.csv", line: own.line,
            message: "no place is “\(own.sameAs)”, or two rows are")
        }
        let other = drafts[index].place
        draft.place.absorb(other, pointSource: "")
        // The source's point is measured, the row's is copied from it.
        draft.place.point = other.point
        draft.place.points = other.points
        draft.place.parent = draft.place.parent ?? other.parent
        if !other.adm3.isEmpty {
          (draft.place.adm1, draft.place.adm2, draft.place.adm3) = (
            other.adm1, other.adm2, other.adm3
          )
        }
      }
      if let parent = draft.place.parent, let place = bySource["wof:" + parent] {
        draft.place.parent = drafts[place].place.id
      }
      return draft
    }
    drafts = drafts.enumerated().filter { !replaced.contains($0.offset) }.map(\.element)
    return resolved
  }

  /// The countries around Syria, which reports name all the time; names and middles typed by us.
  private static let neighbouringCountries: [PlaceDraft] = [
    ("TR", "Turkey", "تركيا", ["Türkiye", "Turkiye"], 35.2, 39.0),
    ("IQ", "Iraq", "العراق", [], 43.7, 33.2),
    ("LB", "Lebanon", "لبنان", [], 35.9, 33.9),
    ("JO", "Jordan", "الأردن", [], 36.5, 31.2),
    ("IL", "Israel", "إسرائيل", [], 34.9, 31.4),
    ("PS", "Palestine", "فلسطين", [], 35.2, 32.0),
    ("IR", "Iran", "إيران", [], 54.3, 32.6),
    ("SA", "Saudi Arabia", "السعودية", ["المملكة العربية السعودية"], 44.6, 24.0),
    ("EG", "Egypt", "مصر", [], 29.9, 26.5),
    ("CY", "Cyprus", "قبرص", [], 33.2, 35.0),
    ("RU", "Russia", "روسيا", [], 96.7, 61.9),
  ].map { code, english, arabic, others, longitude, latitude in
    var names = NameList(source: "conflictmap")
    names.add(arabic, language: "ar", role: .official)
    names.add(english, language: "en", role: .official)
    for other in others { names.add(other, language: "en", role: .variant) }
    return PlaceDraft(
      place: Place(
        id: code, kind: .country,
        point: GeographicPoint(longitude: longitude, latitude: latitude), nameEnglish: english,
        nameArabic: arabic, names: names.names, country: code, sources: ["conflictmap:" + code]))
  }
}
