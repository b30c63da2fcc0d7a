internal import CSVText
internal import Foundation
internal import Gazetteers
internal import SimpleFeatures

/// Our own tables beside a manifest, in the layouts of the gazetteer that ships: regions as unions
/// of units, and names with their sources.
enum OwnTables {
  /// The regions of the file at `path`, with points inside their areas.
  static func regions(
    _ path: String, country: String, tree: UnitTree, boundaries: UnitBoundaries
  ) throws -> [PlaceDraft] {
    let file = SourceFile.shortName(path)
    return try table(path, ["id", "name_en", "name_ar", "parts"]).rows.map { row in
      func error(_ message: String) -> GazetteerError {
        GazetteerError(file: file, line: row.line, message: message)
      }
      guard row["id"].hasPrefix("R") else { throw error("the id of a region begins with R") }
      guard ["", "union"].contains(row["rule"]) else {
        throw error("“\(row["rule"])”: in a gazetteer of one's own regions are unions of units")
      }
      let parts = try row.list("parts").map { part in
        guard let id = tree.id(ofCode: part) else { throw error("no unit has the code “\(part)”") }
        return id
      }
      guard !parts.isEmpty else { throw error("a region without parts") }
      let largest = boundaries.area(of: parts).max { $0.area < $1.area }
      guard let point = largest?.interiorPoint else {
        throw error("the parts of “\(row["id"])” have no area; give boundaries to their units")
      }
      var names = NameList(source: "own")
      names.add(row["name_ar"], language: "ar", role: .official)
      names.add(row["name_en"], language: "en", role: .official)
      for name in row.list("aliases_ar") { names.add(name, language: "ar", role: .variant) }
      for name in row.list("aliases_en") { names.add(name, language: "en", role: .variant) }
      let place = Place(
        id: "", kind: .region, point: point.rounded, nameEnglish: "", nameArabic: "",
        country: country, sources: ["own:" + row["id"]], parts: parts)
      guard
        let draft = PlaceDraft(
          id: row["id"], kind: .region, names: names, in: place, source: "own",
          origin: "\(file), line \(row.line)")
      else { throw error("a region without a name") }
      return draft
    }
  }

  /// Adds the names of the table at `path` and returns how many no source had.
  static func addAliases(_ path: String, to drafts: inout [PlaceDraft]) throws -> Int {
    let folder = (path as NSString).deletingLastPathComponent
    return try GazetteerBuild.addAliases(
      in: ReferenceFolder(path: folder.isEmpty ? "." : folder), file: SourceFile.shortName(path),
      to: &drafts)
  }

  private static func table(_ path: String, _ columns: [String]) throws -> CSVTable {
    let file = SourceFile.shortName(path)
    do {
      let table = try CSVTable(parsing: SourceFile.bytes(path))
      for column in columns where !table.columns.contains(column) {
        throw GazetteerError(file: file, line: 1, message: "no column “\(column)”")
      }
      return table
    } catch let error as CSVTable.SyntaxError {
      throw GazetteerError(file: file, line: error.line, message: error.message)
    }
  }
}
