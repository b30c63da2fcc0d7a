internal import Gazetteers

/// The columns of OCHA's Common Operational Datasets of administrative boundaries (COD-AB) and of
/// populated places, which are spelt in several ways: `ADM1_PCODE`, `admin1Pcode`, `adm1_pcode`;
/// `ADM1_EN`, `admin1Name_en`, `adm1_name` with the language in `lang`, `adm1_name1` with `lang1`.
struct AdministrativeColumns {
  /// The columns by their names in small letters.
  private var byName: [String: String] = [:]

  init(_ columns: [String]) {
    for column in columns where byName[column.lowercased()] == nil {
      byName[column.lowercased()] = column
    }
  }

  private func column(_ names: [String]) -> String? {
    names.lazy.compactMap { byName[$0] }.first
  }

  /// The column with the p-code of the unit of this level, 0 to 4.
  func code(_ level: Int) -> String? {
    column(["adm\(level)_pcode", "admin\(level)pcode", "admin\(level)_pcode", "adm\(level)pcode"])
  }

  /// The deepest level that has a column of p-codes, `nil` where there is none.
  var deepestLevel: Int? { (0...5).last { code($0) != nil } }

  /// The columns with names of the unit of this level: language, whether it is the printed name.
  func names(
    _ level: Int, _ row: SourceTable.Row
  ) -> [(column: String, language: String?, isMain: Bool)] {
    unitNames(["adm\(level)", "admin\(level)"], row)
  }

  /// The same for the columns that begin with one of `prefixes`.
  ///
  /// `…_REF` (a Latin spelling for reference) and `…ALT1_EN` are variants.
  func unitNames(
    _ prefixes: [String], _ row: SourceTable.Row
  ) -> [(column: String, language: String?, isMain: Bool)] {
    var result: [(String, String?, Bool)] = []
    for prefix in prefixes {
      for (suffix, language) in [("", "lang"), ("1", "lang1"), ("2", "lang2"), ("3", "lang3")] {
        if let column = byName["\(prefix)_name\(suffix)"] {
          let tag = byName[language].map { row[$0] } ?? ""
          result.append((column, tag.isEmpty ? nil : tag.lowercased(), true))
        }
      }
      for (name, column) in byName.sorted(by: { $0.key < $1.key }) where name.hasPrefix(prefix) {
        let rest = name.dropFirst(prefix.count)
        if rest == "_ref" || rest == "refn" || rest == "_ref_name" {
          result.append((column, "und-Latn", false))
        } else if let language = Self.language(rest, after: ["_", "name_", "_name_"]) {
          result.append((column, language, true))
        } else if let language = Self.language(
          rest,
          after: ["alt1", "alt1_", "alt2", "alt2_", "alt1name_", "alt2name_", "altn1_", "altn2_"])
        {
          result.append((column, language, false))
        }
      }
    }
    return result
  }

  /// The two letters of a language after one of `heads`, and nothing behind them.
  private static func language(_ text: Substring, after heads: [String]) -> String? {
    for head in heads where text.hasPrefix(head) {
      let code = text.dropFirst(head.count)
      if code.utf8.count == 2, code.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
        return String(code)
      }
    }
    return nil
  }

  /// The column of the day until which a row holds.
  var validTo: String? { column(["validto", "valid_to"]) }
  /// The columns of coordinates of a table of points, or of the centre of a unit.
  var latitude: String? {
    column(["lat", "latitude", "y", "y_coord", "point_y", "lat_dd", "center_lat"])
  }
  var longitude: String? {
    column(["lon", "long", "lng", "longitude", "x", "x_coord", "point_x", "lon_dd", "center_lon"])
  }
  var population: String? { column(["population", "pop", "pop_total", "t_tl"]) }
  /// The p-code of a populated place.
  var placeCode: String? {
    column([
      "pcode", "ppl_pcode", "popplacepcode", "settlement_pcode", "location_pcode", "featurepcode",
      "loc_pcode", "place_pcode", "adm4_pcode", "admin4pcode",
    ])
  }
  /// What kind of place a row is, in the table's own words.
  var placeType: String? {
    column([
      "type", "pplclass", "ppl_class", "popplaceclass", "popplaceclass_en", "featuretype", "class",
      "settlement_type", "fclass",
    ])
  }
  /// What the columns with names of populated places begin with.
  static let placePrefixes = [
    "name", "featurename", "ppl", "ppl_name", "popplacename", "popplace", "settlement", "location",
    "loc", "place",
  ]
  /// The columns that have the plain name of a place.
  var plainPlaceName: String? {
    column([
      "name", "featurename", "ppl_name", "popplacename", "settlement_name", "location_name",
      "loc_name", "place_name",
    ])
  }
}
