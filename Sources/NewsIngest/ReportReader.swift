public import CivilCalendar
internal import Foundation

/// Reads reports out of files, folders and JSON Lines.
public struct ReportReader: Sendable {
  private let parser: ReportParser
  /// Files longer than this are refused, in bytes.
  private let longestFile: Int

  public init(published: CivilDate? = nil, longestFile: Int = ReportParser.longestText) {
    parser = ReportParser(published: published)
    self.longestFile = longestFile
  }

  /// What was read, and what was not and why.
  public struct Result: Sendable {
    /// In the order of the files' paths, then of the lines; every id is there once.
    public var reports: [Report] = []
    public var problems: [ReadingProblem] = []
    public var files: [ReportFolder.File] = []
    public var ignored: [String] = []
  }

  /// Reads everything that `paths` name. What cannot be read becomes a problem; nothing throws.
  public func read(_ paths: [String], progress: (Int, Int) -> Void = { _, _ in }) -> Result {
    let folder = ReportFolder(paths)
    var result = Result(problems: folder.problems, files: folder.files, ignored: folder.ignored)
    for (index, file) in folder.files.enumerated() {
      read(file, into: &result)
      progress(index + 1, folder.files.count)
    }
    makeIDsUnique(&result)
    return result
  }

  private func read(_ file: ReportFolder.File, into result: inout Result) {
    do throws(ReadingProblem) {
      switch file.format {
      case .plainText:
        let bytes = try content(of: file.path)
        append(try parser.plainText(bytes, name: file.name, path: file.path), to: &result)
      case .html:
        let bytes = try content(of: file.path)
        append(try parser.html(bytes, name: file.name, path: file.path), to: &result)
      case .jsonLines: try readLines(of: file.path, into: &result)
      }
    } catch {
      result.problems.append(error)
    }
  }

  private func append(_ parsed: ReportParser.Parsed, to result: inout Result) {
    result.reports.append(parsed.report)
    result.problems.append(contentsOf: parsed.warnings)
  }

  private func content(of path: String) throws(ReadingProblem) -> [UInt8] {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    // A pipe or a device would never end.
    guard let attributes, attributes[.type] as? FileAttributeType == .typeRegular else {
      throw ReadingProblem(path: path, reason: "gone, or not a regular file; it was passed over")
    }
    if let size = attributes[.size] as? Int, size > longestFile {
      throw ReadingProblem(
        path: path,
        reason: "\(size >> 20) MiB is more than the \(longestFile >> 20) MiB that one report may "
          + "have; split it, or give JSON Lines to conflictmap extract")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ReadingProblem(path: path, reason: "cannot be read; check its permissions")
    }
    return [UInt8](data)
  }

  private func readLines(of path: String, into result: inout Result) throws(ReadingProblem) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw ReadingProblem(path: path, reason: "cannot be read; check its permissions")
    }
    defer { try? handle.close() }
    var lines = LineReader(descriptor: handle.fileDescriptor)
    var number = 0
    var found = 0
    while true {
      let line: LineReader.Line?
      do {
        line = try lines.next()
      } catch {
        throw ReadingProblem(path: path, line: number + 1, reason: "reading stopped here: \(error)")
      }
      guard let line else { break }
      number += 1
      do throws(ReadingProblem) {
        switch line {
        case .tooLong(let limit):
          throw ReadingProblem(
            path: path, line: number, reason: "a line of more than \(limit >> 20) MiB")
        case .text(let bytes):
          guard bytes.contains(where: { $0 > 0x20 }) else { continue }
          found += 1
          append(try parser.jsonLine(bytes[...], path: path, line: number), to: &result)
        }
      } catch {
        result.problems.append(error)
      }
    }
    if found == 0 { throw ReadingProblem(path: path, reason: "empty: there is no line to read") }
  }

  /// Two reports of one name would be one for everything that follows.
  private func makeIDsUnique(_ result: inout Result) {
    var uses: [String: Int] = [:]
    var taken = Set(result.reports.map(\.id))
    for index in result.reports.indices {
      let id = result.reports[index].id
      let count = (uses[id] ?? 0) + 1
      uses[id] = count
      guard count > 1 else { continue }
      var number = count
      while !taken.insert("\(id)#\(number)").inserted { number += 1 }
      result.reports[index].id = "\(id)#\(number)"
      result.problems.append(
        ReadingProblem(
          .warning, path: result.reports[index].origin,
          reason: "the id \"\(id)\" is taken; this report is called \"\(id)#\(number)\""))
    }
  }
}
