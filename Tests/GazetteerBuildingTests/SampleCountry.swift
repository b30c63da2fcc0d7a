import Foundation
import GazetteerBuilding

/// A country of two governorates that nobody has been to, as reference tables in a folder.
///
/// SY01 is the square 36-37 E, 35-36 N with two sub-districts, SY02 the square east of it with one.
struct SampleCountry {
  var communities = [
    // p-code, Arabic, English, alias, lat, lon, sub-district, stated Who's On First number
    "C1,بلد,Balad,,,35.2,36.2,SY010100,",
    "C2,كفر سلام,Kafr Salam,,,35.3,36.3,SY010100,",
    "C3,تلعداي,Tal Addai,,,35.4,36.4,SY010100,",
    "C4,الحصن الشرقي,East Hisn,,,35.6,36.6,SY010101,",
    "C5,قصر,Qasr,,,35.7,36.7,SY010101,55",
    "C6,بلد,Balad,,,35.5,37.5,SY020100,",
    "C7,نهر - ساقية,Nahr,ساقية,Saqiya,35.8,37.8,SY020100,",
    "C8,طنجرة/ جرة (المنارة),Tanjara,,,35.9,37.9,SY020100,",
  ]
  var whosOnFirst = [
    // wof, geonames, code, name, Arabic, English, lat, lon, population, sub-district if not SY020100
    "11,111,PPLA,Balad,بلد,Balad,35.23,36.2,60000",  // 3.3 km from C1: a city's reach
    "12,112,PPL,Kafarsalam,كفرسلام|الكفر سلام,,35.301,36.301,",  // loose key of C2
    "13,113,PPL,Tall Adi,تل عدي,,35.4003,36.4,,SY010100",  // 33 m from C3, sounds alike
    "14,114,PPL,Hisn Gharbi,الحصن الغربي,,35.6003,36.6,",  // 33 m from C4, but the western one
    "55,155,PPL,Al Qasr,القصر,,35.74,36.7,",  // 4.4 km from C5: too far but stated
    "16,116,PPL,Wahid,الوحيد,Wahid,35.1,37.1,300",  // a pair 1.1 km apart, the populous one stays
    "17,117,PPL,Wahid,وحيد,,35.11,37.1,",
    "18,118,PPL,Thani,ثاني,,35.1,37.4,",  // 2.2 km from the next: two villages
    "19,119,PPL,Thani,ثاني,,35.12,37.4,",
    "20,,PPLX,Hara,,,35.15,37.15,",
    "21,121,PPL,7,5,,35.16,37.16,",  // no name at all
    "22,122,PPL,Nahr,محافظة بلد|نهر بعيد,,35.17,37.17,",
  ]
  var border = ["31,131,PPL,Baska,,Baska,36.5,36.5,", "32,131,PPL,Baska,,Baska,36.9,36.5,"]
  /// Points without names: row, lat, lon.
  var unnamedPoints: [String] = []
  var airfields = [
    "OS1,Balad Air Base,مطار بلد العسكري,35.22,36.25,OurAirports runways",
    ",Nowhere Air Base,مطار لا مكان,35.9,36.9,Wikipedia detailed map module (2017)",
  ]
  var ownPlaces = [
    "X0001,Red hill,التل الأحمر,Tal Ahmar,,hill,35.25,36.25,300,SY01,C1,",
    "X0002,Balad airport,مطار بلد,,,airport,35.22,36.25,1500,SY01,,ourairports:OS1",
    "X0003,Gate,البوابة,,,checkpoint,35.26,36.25,500,SY01,16,",
  ]
  var aliases = [
    "C2,Kafr Salaam,en,,,typed for the test",
    "C2,كفر الظلام,ar,hostile,2014-06-29/2015-01-01,typed for the test",
  ]
  var regions = [
    "R0001,The plain,السهل,,,region,union,SY0101|SY020100,,,,,",
    "R0002,The north,الشمال,,,region,union,SY010101,,,,,",
  ]
  /// Features of the shapes drawn by hand.
  var shapes: [String] = []

  /// Writes the tables and returns the folder; the caller's test process owns it.
  func write() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "sample-country-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "natural_earth"), withIntermediateDirectories: true)
    func put(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    try put(
      "sy_ocha_communities.csv",
      "pcode,name_ar,name_en,base_ar,base_en,alias_ar,alias_en,lat,lon,adm3_pcode,adm2_pcode,"
        + "adm1_pcode,wof_id,geonames_id\n"
        + communities.map { row in
          let c = row.components(separatedBy: ",")
          let base = c[1].components(separatedBy: " - ")[0]
          let (adm3, adm2, adm1) = (c[7], c[7].prefix(6), c[7].prefix(4))
          return
            "\(c[0]),\(c[1]),\(c[2]),\(base),\(c[2]),\(c[3]),\(c[4]),\(c[5]),\(c[6]),"
            + "\(adm3),\(adm2),\(adm1),\(c[8]),\n"
        }.joined())
    try put(
      "sy_ocha_neighbourhoods.csv",
      "pcode,name_en,name_ar,city_pcode,adm3_pcode,adm1_pcode,lat,lon\n"
        + "N1,Old_ Town,القديمة_ البلدة,C1,SY010100,SY01,35.5,36.9\n")
    try put("sy_ocha_neighbourhoods.geojson", collection([("N1", 36.20, 35.20, 36.22, 35.22)]))
    for (level, units) in [
      [("SY", 36.0, 35.0, 38.0, 36.0)],
      [("SY01", 36.0, 35.0, 37.0, 36.0), ("SY02", 37.0, 35.0, 38.0, 36.0)],
      [("SY0101", 36.0, 35.0, 37.0, 36.0), ("SY0201", 37.0, 35.0, 38.0, 36.0)],
      [
        ("SY010100", 36.0, 35.0, 37.0, 35.5), ("SY010101", 36.0, 35.5, 37.0, 36.0),
        ("SY020100", 37.0, 35.0, 38.0, 36.0),
      ],
    ].enumerated() {
      try put("sy_ocha_adm\(level).geojson", collection(units))
    }
    let columns =
      "wof_id,geonames_id,wikidata_id,country,placetype,gn_feature_code,name,ascii_name,names_ar,"
      + "names_en,names_tr,names_ku,names_fr,names_latin_other,lat,lon,population,ocha_adm3_pcode\n"
    func rows(_ rows: [String], _ country: String) -> String {
      columns
        + rows.map { row in
          let c = row.components(separatedBy: ",")
          let unit = country != "SY" ? "" : c.count > 9 ? c[9] : "SY020100"
          return
            "\(c[0]),\(c[1]),,\(country),locality,\(c[2]),\(c[3]),,\(c[4]),\(c[5]),,,,,"
            + "\(c[6]),\(c[7]),\(c[8]),\(unit)\n"
        }.joined()
    }
    try put("wof_geonames_places_sy.csv", rows(whosOnFirst, "SY"))
    try put("wof_geonames_places_border_tr_iq_lb.csv", rows(border, "TR"))
    try put(
      "sy_ocha_points_2018_unnamed.csv",
      "row_in_source,lat,lon\n" + unnamedPoints.map { $0 + "\n" }.joined())
    try put(
      "sy_airfields.csv",
      "ident,name_en,names_ar_curated,lat,lon,coord_source\n"
        + airfields.map { $0 + "\n" }.joined())
    try put(
      "places-extra.csv",
      "id,name_en,name_ar,aliases_en,aliases_ar,kind,lat,lon,radius_m,adm1_pcode,parent_place_id,"
        + "same_as\n"
        + ownPlaces.map { $0 + "\n" }.joined())
    try put(
      "aliases.csv",
      "place_id,name,language,role,valid,source\n" + aliases.map { $0 + "\n" }.joined())
    try put(
      "regions.csv",
      "id,name_en,name_ar,aliases_en,aliases_ar,kind,rule,parts,line,side,km,within,minus\n"
        + regions.map { $0 + "\n" }.joined())
    try put(
      "shapes.geojson",
      "{\"type\":\"FeatureCollection\",\"features\":[\(shapes.joined(separator: ","))]}")
    let empty = "{\"type\":\"FeatureCollection\",\"features\":[]}"
    for name in [
      "land", "admin_0_countries", "admin_0_disputed_areas", "urban_areas", "lakes",
      "rivers_lake_centerlines", "coastline", "admin_0_boundary_lines_land",
      "admin_0_boundary_lines_disputed", "railroads", "roads",
    ] {
      try put("natural_earth/ne_10m_\(name).geojson", empty)
    }
    try put(
      "schematic_lines.geojson",
      """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ref":"M9"},\
      "geometry":{"type":"LineString","coordinates":[[36,35],[37,36]]}}]}
      """)
    return folder.path
  }

  /// Compiles the country.
  func build() throws -> GazetteerBuild {
    let folder = try write()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try GazetteerBuild(reference: folder, own: folder)
  }

  private func collection(_ boxes: [(String, Double, Double, Double, Double)]) -> String {
    let features = boxes.map { code, west, south, east, north in
      // Vertices at every half degree, so that neighbours share theirs.
      var ring: [(Double, Double)] = []
      let ys = stride(from: south, to: north, by: 0.5)
      ring += [(west, south), (east, south)]
      ring += ys.dropFirst().map { (east, $0) }
      ring += [(east, north), (west, north)]
      ring += ys.dropFirst().reversed().map { (west, $0) }
      ring.append((west, south))
      let coordinates = ring.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
      return """
        {"type":"Feature","properties":{"pcode":"\(code)","name_en":"\(Self.unitNames[code]?.0 ?? "")",\
        "name_ar":"\(Self.unitNames[code]?.1 ?? "")","center_lat":\((south + north) / 2),\
        "center_lon":\((west + east) / 2),"area_sqkm":1},\
        "geometry":{"type":"Polygon","coordinates":[[\(coordinates)]]}}
        """
    }
    return
      "{\"type\":\"FeatureCollection\",\"features\":[\n\(features.joined(separator: ",\n"))\n]}"
  }

  private static let unitNames = [
    "SY": ("Sample Republic", "الجمهورية"), "SY01": ("Balad", "بلد"), "SY02": ("Sahl", "سهل"),
    "SY0101": ("Balad", "مركز بلد"), "SY0201": ("Nahr", "نهر"), "SY010100": ("Balad", "مركز بلد"),
    "SY010101": ("Qasr", "القصر"), "SY020100": ("Nahr", "نهر"),
  ]
}
