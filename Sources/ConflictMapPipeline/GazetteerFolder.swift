internal import Foundation
internal import NewsIngest

/// Where the gazetteer that ships with the program is.
public enum GazetteerFolder {
  /// The folder to use.
  ///
  /// In this order: `named`; the environment's `CONFLICTMAP_GAZETTEER`; `share/conflictmap/gazetteer`
  /// beside the program's `bin`; a folder `gazetteer` in a folder above the program, as in a clone
  /// of the repository; `gazetteer` in the working folder.
  ///
  /// - Throws: ``PipelineError`` of the kind `configuration` where there is none.
  public static func locate(named: String?) throws -> String {
    if let named {
      guard isGazetteer(named) else {
        throw PipelineError(
          .configuration,
          "\(printable(named)): no places.tsv there; make one with conflictmap gazetteer build")
      }
      return named
    }
    if let path = ProcessInfo.processInfo.environment["CONFLICTMAP_GAZETTEER"], !path.isEmpty {
      guard isGazetteer(path) else {
        throw PipelineError(
          .configuration,
          "\(printable(path)): CONFLICTMAP_GAZETTEER names this folder, and no places.tsv is there")
      }
      return path
    }
    if let found = candidates().first(where: isGazetteer) { return found }
    throw PipelineError(
      .configuration,
      "no gazetteer found; name its folder with --gazetteer or in CONFLICTMAP_GAZETTEER")
  }

  /// Where compiled gazetteers are kept between runs: the environment's `CONFLICTMAP_CACHE`, else
  /// `conflictmap` in `XDG_CACHE_HOME` or in `~/.cache`; `nil` for `CONFLICTMAP_CACHE=off` and where
  /// there is no home.
  public static var cache: String? {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["CONFLICTMAP_CACHE"], !path.isEmpty {
      return path == "off" ? nil : path
    }
    // The XDG Base Directory Specification ignores paths that are not absolute.
    if let path = environment["XDG_CACHE_HOME"], path.hasPrefix("/") {
      return path + "/conflictmap"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.cache/conflictmap"
  }

  private static func candidates() -> [String] {
    var result: [String] = []
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    var folder = program.deletingLastPathComponent()
    result.append(
      folder.deletingLastPathComponent().appendingPathComponent("share/conflictmap/gazetteer").path)
    while folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      result.append(folder.appendingPathComponent("gazetteer").path)
    }
    result.append("gazetteer")
    return result
  }

  private static func isGazetteer(_ path: String) -> Bool {
    FileManager.default.isReadableFile(atPath: path + "/places.tsv")
  }
}
