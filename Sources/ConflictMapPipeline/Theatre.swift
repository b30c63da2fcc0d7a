public import ConflictSymbology
public import ControlInference
internal import CSVText
public import EventCoding
internal import Foundation
public import Gazetteers
internal import Geoparsing
internal import NewsIngest

/// The place and the parties of a war: everything that the gazetteer's folder holds.
public struct Theatre: Sendable {
  public let folder: String
  public let gazetteer: Gazetteer
  public let boundaries: AdministrativeBoundaries
  public let baseMap: BaseMap
  public let actors: ActorLexicon
  public let eventCues: EventCueLexicon
  let placeCues: CueLexicon
  let placeRoles: PlaceRoleWeights
  let foreignPlaces: ForeignPlaces
  public let sides: [SideStyle]
  /// The numbers of control inference.
  public let controlModel: ControlModel
  /// The camp of each side, and where it changes with time.
  public let camps: Camps

  /// Loads the gazetteer's folder, the parts of it on up to `jobs` threads.
  ///
  /// - Parameter progress: Is warned where the compiled gazetteer was damaged.
  /// - Throws: ``PipelineError`` of the kind `configuration`, with the file and the line.
  public init(
    folder: String, jobs: Int = 1, progress: (any JobProgress)? = nil
  ) throws {
    self.folder = folder
    enum Part {
      case gazetteer(Gazetteer)
      case map(AdministrativeBoundaries, BaseMap)
      case lexicons(Result<(ActorLexicon, EventCueLexicon), any Error>)
      case failed(String)
    }
    // What takes longest begins first.
    let parts = parallelMap([0, 1, 2], jobs: jobs) { part -> Part in
      do throws(GazetteerError) {
        switch part {
        case 0: return .gazetteer(try Gazetteer(folder: folder, cache: GazetteerFolder.cache))
        case 1:
          return .map(try AdministrativeBoundaries(folder: folder), try BaseMap(folder: folder))
        default: return .lexicons(Result { try Self.lexicons(folder: folder) })
        }
      } catch {
        return .failed("\(error)")
      }
    }
    guard case .gazetteer(let gazetteer) = parts[0],
      case .map(let boundaries, let base) = parts[1], case .lexicons(let lexicons) = parts[2]
    else {
      let reasons = parts.compactMap { if case .failed(let reason) = $0 { reason } else { nil } }
      throw PipelineError(
        .configuration,
        "\(reasons.joined(separator: "; ")); build the gazetteer again with "
          + "conflictmap gazetteer build")
    }
    for notice in gazetteer.notices { progress?.warn(printable(notice)) }
    self.gazetteer = gazetteer
    self.boundaries = boundaries
    baseMap = base
    sides = try Self.sides(folder: folder)
    controlModel = try ControlConfiguration.model(folder: folder)
    camps = try ControlConfiguration.camps(of: sides, folder: folder)
    (actors, eventCues) = try lexicons.get()
    (placeCues, placeRoles, foreignPlaces) = try Self.placeTables(folder: folder)
  }

  /// What marks may call the sides.
  ///
  /// - Parameter takesOthers: Whether a side that the theatre does not have is taken as written.
  func markSides(takingOthers takesOthers: Bool = false) throws -> MarkSides {
    try MarkSides(folder: folder, keys: Set(sides.map(\.key)), takesOthers: takesOthers)
  }

  /// The lines that every output must print.
  public var attribution: [String] { gazetteer.attribution }

  /// The lines of attribution alone, without loading the places.
  static func attribution(folder: String) throws -> [String] {
    try text("attribution.txt", in: folder).split(whereSeparator: \.isNewline).map(String.init)
      .filter { !$0.hasPrefix("#") && $0.contains { !$0.isWhitespace } }
  }

  /// The actors alone, without loading the places.
  static func actors(folder: String) throws -> ActorLexicon { try lexicons(folder: folder).0 }

  private static func text(_ name: String, in folder: String) throws -> String {
    let path = folder + "/" + name
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(.configuration, "\(printable(path)): the file is missing")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw PipelineError(.configuration, "\(printable(path)): not UTF-8")
    }
    return text
  }

  private static func lexicons(folder: String) throws -> (ActorLexicon, EventCueLexicon) {
    do {
      return (
        try ActorLexicon(csv: text("actors.csv", in: folder), file: folder + "/actors.csv"),
        try EventCueLexicon(
          tsv: text("event-cues.tsv", in: folder), file: folder + "/event-cues.tsv")
      )
    } catch let error as LexiconError {
      throw PipelineError(.configuration, printable("\(error)"))
    }
  }

  static func placeTables(folder: String) throws -> (CueLexicon, PlaceRoleWeights, ForeignPlaces) {
    do {
      return (
        try CueLexicon(
          tsv: text("place-cues.tsv", in: folder), file: folder + "/place-cues.tsv"),
        try PlaceRoleWeights(
          csv: text("place-roles.csv", in: folder), file: folder + "/place-roles.csv"),
        try foreignPlaces(folder: folder)
      )
    } catch let error as PlaceTableError {
      throw PipelineError(.configuration, printable("\(error)"))
    }
  }

  /// Of a gazetteer that was made before there was such a table: none.
  private static func foreignPlaces(folder: String) throws -> ForeignPlaces {
    let file = "foreign-places.csv"
    guard FileManager.default.fileExists(atPath: folder + "/" + file) else {
      return ForeignPlaces()
    }
    return try ForeignPlaces(csv: text(file, in: folder), file: folder + "/" + file)
  }

  static func sides(folder: String) throws -> [SideStyle] {
    let path = folder + "/sides.csv"
    let table: CSVTable
    do {
      table = try CSVTable(parsing: Array(text("sides.csv", in: folder).utf8))
    } catch let error as CSVTable.SyntaxError {
      throw PipelineError(.configuration, "\(printable(path)):\(error.line): \(error.message)")
    }
    return try table.rows.map { row in
      guard
        let side = SideStyle(
          key: row["side"],
          name: LocalizedText(english: row["name_en"], arabic: row["name_ar"]),
          camp: row["camp"], fill: row["fill"], line: row["line"], darkFill: row["fill_dark"])
      else {
        throw PipelineError(
          .configuration, "\(printable(path)):\(row.line): colours are written like #E99A84")
      }
      return side
    }
  }
}
