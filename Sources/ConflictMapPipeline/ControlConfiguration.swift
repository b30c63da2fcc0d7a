internal import CSVText
internal import CivilCalendar
internal import ConflictSymbology
internal import ControlInference
internal import Foundation
internal import NewsIngest

/// The tables that control inference goes by: its constants, and camps that change.
enum ControlConfiguration {
  /// The model of a gazetteer's folder, `control-model.csv`; the built-in one where there is none.
  ///
  /// - Throws: ``PipelineError`` of the kind `configuration`.
  static func model(folder: String) throws -> ControlModel {
    let path = folder + "/control-model.csv"
    guard FileManager.default.fileExists(atPath: path) else { return ControlModel() }
    return try model(at: path, over: ControlModel(), kind: .configuration)
  }

  /// The model whose numbers the table at `path` replaces.
  ///
  /// - Throws: ``PipelineError`` of the kind `missingInput` or `badInput`.
  static func model(at path: String, over base: ControlModel) throws -> ControlModel {
    guard FileManager.default.fileExists(atPath: path) else {
      throw PipelineError(
        .missingInput,
        "\(printable(path)): no such file; --model takes a table with the columns key and value")
    }
    return try model(at: path, over: base, kind: .badInput)
  }

  private static func model(
    at path: String, over base: ControlModel, kind: PipelineError.Kind
  ) throws -> ControlModel {
    let table = try table(at: path, kind: kind)
    do throws(ControlModel.TableError) {
      return try ControlModel(csv: table, over: base)
    } catch {
      throw PipelineError(kind, "\(printable(path)):\(error.line): \(printable(error.message))")
    }
  }

  /// The camps of `sides.csv`, with the changes of `camp-changes.csv` where there is one: `side`,
  /// `camp` and `from`, the day on which the side comes to it.
  ///
  /// - Throws: ``PipelineError`` of the kind `configuration`.
  static func camps(of sides: [SideStyle], folder: String) throws -> Camps {
    let first = Dictionary(sides.map { ($0.key, $0.camp) }, uniquingKeysWith: { first, _ in first })
    let path = folder + "/camp-changes.csv"
    guard FileManager.default.fileExists(atPath: path) else { return Camps(first) }
    let changes = try table(at: path, kind: .configuration).rows.map { row in
      guard first[row["side"]] != nil, !row["camp"].isEmpty, let day = CivilDate(iso: row["from"])
      else {
        throw PipelineError(
          .configuration,
          "\(printable(path)):\(row.line): a side of sides.csv, a camp and a day are needed")
      }
      return Camps.Change(side: row["side"], camp: row["camp"], from: day)
    }
    return Camps(first, changes: changes)
  }

  private static func table(at path: String, kind: PipelineError.Kind) throws -> CSVTable {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(kind, "\(printable(path)): it cannot be read")
    }
    do throws(CSVTable.SyntaxError) {
      return try CSVTable(parsing: [UInt8](data), comment: "#")
    } catch {
      throw PipelineError(kind, "\(printable(path)):\(error.line): \(error.message)")
    }
  }
}
