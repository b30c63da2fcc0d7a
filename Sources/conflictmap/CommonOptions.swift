internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import Foundation
internal import NewsIngest

/// What every command understands.
struct CommonOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more of what is done.")
  var verbose = false

  @Option(
    name: .shortAndLong,
    help: "Threads to use; the results are the same for any number.")
  var jobs: Int = max(1, min(ProcessInfo.processInfo.activeProcessorCount, 64))

  @Option(
    help: ArgumentHelp(
      "The gazetteer's folder; by default the one that ships with the program.",
      valueName: "folder"),
    completion: .directory)
  var gazetteer: String?

  mutating func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
    guard (1...256).contains(jobs) else {
      throw ValidationError("--jobs takes a number from 1 to 256.")
    }
  }

  /// Runs `body` and turns what it throws into one line on the standard error and a status.
  func run(_ body: (Console) throws -> Void) throws {
    let console = Console(quiet ? .quiet : verbose ? .verbose : .normal)
    do {
      try body(console)
      console.finish()
    } catch let code as ExitCode {
      console.finish()
      throw code
    } catch let error as ValidationError {
      throw error
    } catch {
      console.fail("\(error)")
      throw ExitStatus.status(of: error)
    }
  }
}

/// The day that an option gives.
func civilDate(_ text: String) throws -> CivilDate {
  guard text.utf8.count == 10, let date = CivilDate(iso: text) else {
    throw ValidationError("'\(text)' is not a date; write it like 2019-06-20.")
  }
  return date
}

/// A format of layers as an option.
enum LayerFormatOption: String, ExpressibleByArgument, CaseIterable {
  case geojson, geojsonseq, csv, hxl, gpkg, flatgeobuf, kml

  var format: LayerFormat {
    switch self {
    case .geojson: .geojson
    case .geojsonseq: .geojsonseq
    case .csv: .csv
    case .hxl: .hxl
    case .gpkg: .gpkg
    case .flatgeobuf: .flatgeobuf
    case .kml: .kml
    }
  }
}

/// The command as it was given, without the path of the program: the same on every machine.
func commandLine() -> String {
  (["conflictmap"] + CommandLine.arguments.dropFirst()).map(printable).joined(separator: " ")
}
