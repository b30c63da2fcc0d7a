internal import CSVText
internal import EventCoding
internal import EventExchange
internal import Foundation
internal import NewsIngest

extension Theatre {
  /// The actors by the names that datasets give them: those of `actors.csv`, and those of
  /// `dataset-actors.csv`, which would mislead a reader of news ("IS") and need not be there.
  ///
  /// - Throws: ``PipelineError`` of the kind `configuration` where a row names no actor.
  func actorDirectory() throws -> ActorDirectory {
    let path = folder + "/dataset-actors.csv"
    guard let data = FileManager.default.contents(atPath: path) else {
      return ActorDirectory(actors)
    }
    let table: CSVTable
    do {
      table = try CSVTable(parsing: [UInt8](data))
    } catch {
      throw PipelineError(.configuration, "\(printable(path)):\(error.line): \(error.message)")
    }
    var names: [(name: String, id: String)] = []
    for row in table.rows {
      guard actors.actor(id: row["actor_id"]) != nil, !row["name"].isEmpty else {
        throw PipelineError(
          .configuration,
          "\(printable(path)):\(row.line): no actor has the id \"\(printable(row["actor_id"]))\"")
      }
      names.append((row["name"], row["actor_id"]))
    }
    return ActorDirectory(actors, names: names)
  }
}
