internal import Foundation

/// The files with reports that some paths name.
public struct ReportFolder: Sendable {
  public enum Format: String, Hashable, Sendable { case plainText, html, jsonLines }

  public struct File: Hashable, Sendable {
    public var path: String
    public var format: Format
    /// The name without its ending, with the folders below the path that was given.
    public var name: String
  }

  /// Sorted by the bytes of their paths, each once.
  public private(set) var files: [File] = []
  /// What could not be looked at, and files that are passed over.
  public private(set) var problems: [ReadingProblem] = []
  /// Files in folders whose ending is none of ours.
  public private(set) var ignored: [String] = []

  /// Looks for reports in `paths`: files of any name, and folders with everything below them.
  ///
  /// Names that begin with a dot and `README` files are passed over. Links to folders are
  /// followed, and a folder that was seen before is not entered again.
  public init(_ paths: [String]) {
    var seen: Set<String> = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        problems.append(
          ReadingProblem(path: path, reason: "no such file or folder; check the path"))
        continue
      }
      if isFolder.boolValue {
        let before = files.count
        visit(path, prefix: "", seen: &seen)
        if files.count == before {
          problems.append(
            ReadingProblem(
              path: path,
              reason: "a folder without reports; .txt, .md, .html and .jsonl files are read"))
        }
      } else {
        add(path, name: Self.stem(of: (path as NSString).lastPathComponent), isNamed: true)
      }
    }
    var known: Set<String> = []
    files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      .filter { known.insert(Self.resolved($0.path)).inserted }
  }

  private mutating func visit(_ folder: String, prefix: String, seen: inout Set<String>) {
    guard seen.insert(Self.resolved(folder)).inserted else { return }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      problems.append(ReadingProblem(path: folder, reason: "the folder cannot be listed"))
      return
    }
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard !name.hasPrefix(".") else { continue }
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        problems.append(ReadingProblem(path: path, reason: "a link that leads nowhere"))
        continue
      }
      if isFolder.boolValue {
        visit(path, prefix: prefix + name + "/", seen: &seen)
      } else {
        add(path, name: prefix + Self.stem(of: name), isNamed: false)
      }
    }
  }

  private mutating func add(_ path: String, name: String, isNamed: Bool) {
    let ending = (path as NSString).pathExtension.lowercased()
    let format: Format
    switch ending {
    case "txt", "md", "markdown", "text": format = .plainText
    case "html", "htm", "xhtml": format = .html
    case "jsonl", "ndjson": format = .jsonLines
    default:
      guard isNamed else {
        ignored.append(path)
        return
      }
      format = .plainText
    }
    if !isNamed, name.split(separator: "/").last?.uppercased() == "README" {
      ignored.append(path)
      return
    }
    files.append(File(path: path, format: format, name: name))
  }

  private static func stem(of name: String) -> String {
    let stem = (name as NSString).deletingPathExtension
    return stem.isEmpty ? name : stem
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
