internal import Foundation
public import GazetteerBuilding
internal import Gazetteers
internal import NewsIngest

/// `conflictmap gazetteer build`: a gazetteer's folder out of its sources.
public struct GazetteerBuildJob: Sendable {
  /// What was done.
  public struct Result: Sendable {
    /// What was read, linked and not taken.
    public var counts: [GazetteerBuild.Count]
    /// What could not be used, a line each; the rest was.
    public var problems: [String]
    /// Files that the folder lacked and that were copied from another gazetteer, a line each.
    public var notes: [String]
  }

  /// A manifest, a folder with one, or a folder of reference tables.
  public var source: String
  /// The gazetteer's folder.
  public var folder: String
  /// Where `actors.csv` and the other tables that are no places are taken from where the folder
  /// lacks them; `nil` where no gazetteer is found.
  public var defaults: String?

  public init(source: String, folder: String, defaults: String?) {
    self.source = source
    self.folder = folder
    self.defaults = defaults
  }

  /// The tables of a theatre of war that are not made from sources of places.
  static let theatreTables = [
    "actors.csv", "event-cues.tsv", "foreign-places.csv", "place-cues.tsv", "place-roles.csv",
    "sides.csv",
  ]

  /// Builds the gazetteer.
  ///
  /// - Throws: ``PipelineError`` with the file, and the line where there is one.
  public func run() throws -> Result {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder) else {
      throw PipelineError(
        .missingInput,
        "\(printable(source)): no such file or folder; name a gazetteer.yaml or the folder of the "
          + "reference tables")
    }
    if !isFolder.boolValue { return try country(manifest: source) }
    let manifest = source.hasSuffix("/") ? source + "gazetteer.yaml" : source + "/gazetteer.yaml"
    if FileManager.default.fileExists(atPath: manifest) { return try country(manifest: manifest) }
    let build = try reading { try GazetteerBuild(reference: source, own: folder) }
    let output = try OutputFolder(folder)
    try write(build.files, to: output)
    return Result(counts: build.counts, problems: [], notes: [])
  }

  private func country(manifest path: String) throws -> Result {
    let (manifest, build) = try reading {
      let manifest = try GazetteerManifest(path: path)
      let codes = defaults.map { $0 + "/geonames-kinds.csv" }.flatMap {
        FileManager.default.fileExists(atPath: $0) ? $0 : nil
      }
      return (manifest, try CountryBuild(manifest, featureCodes: codes))
    }
    let output = try OutputFolder(folder)
    try write(build.files, to: output)
    return Result(
      counts: build.counts, problems: build.problems,
      notes: try complete(output, overrides: manifest.overrides))
  }

  /// Writes the files, and beside the table of places the index that it is compiled to.
  private func write(_ files: [GazetteerBuild.File], to output: OutputFolder) throws {
    for file in files { try output.write(file.bytes, to: file.name) }
    guard let table = files.first(where: { $0.name == "places.tsv" }) else { return }
    let index = try reading { try Gazetteer.compiledIndex(ofTable: table.bytes) }
    try output.write(index, to: Gazetteer.indexFile)
  }

  /// Adds the tables that a theatre needs and that the folder lacks; one that is there stays.
  private func complete(_ output: OutputFolder, overrides: String?) throws -> [String] {
    var notes: [String] = []
    func isThere(_ name: String) -> Bool {
      FileManager.default.fileExists(atPath: output.path(of: name))
    }
    if !isThere("overrides.csv") {
      var bytes = Array("name,admin_hint,place_id,alias,note\n".utf8)
      if let overrides {
        guard let data = FileManager.default.contents(atPath: overrides) else {
          throw PipelineError(
            .missingInput,
            "\(printable(overrides)): no such file; check “overrides” in the manifest")
        }
        bytes = Array(data)
      }
      try output.write(bytes, to: "overrides.csv")
    }
    for name in Self.theatreTables where !isThere(name) {
      guard let defaults, let data = FileManager.default.contents(atPath: defaults + "/" + name)
      else {
        throw PipelineError(
          .configuration,
          "\(printable(output.path(of: name))): not there, and no gazetteer to copy it from; name "
            + "one with --gazetteer")
      }
      try output.write(Array(data), to: name)
      notes.append(
        "\(printable(output.path(of: name))): copied from \(printable(defaults)); edit it for your war"
      )
    }
    return notes
  }

  private func reading<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as GazetteerError {
      let isMissing = error.message.hasPrefix("no such file")
      throw PipelineError(isMissing ? .missingInput : .badInput, printable("\(error)"))
    }
  }
}
