public import CivilCalendar
internal import HTMLText
internal import JSONText
internal import Yams

/// Reports out of the bytes of one file or line.
public struct ReportParser: Sendable {
  /// The day of publication of reports that do not say theirs.
  public var published: CivilDate?

  /// The longest text of one report, in bytes: a hundred times what an outlet prints. What is
  /// longer is many reports in one file, and reading it as one would take gigabytes.
  public static let longestText = 16 << 20

  public init(published: CivilDate? = nil) { self.published = published }

  /// A report and the warnings that came with it.
  public struct Parsed: Sendable {
    public var report: Report
    public var warnings: [ReadingProblem]
  }

  /// The report in a plain text or Markdown file; it may begin with a YAML front matter block.
  ///
  /// - Throws: ``ReadingProblem`` where the bytes are not UTF-8, the front matter is not YAML, or
  ///   nothing but white space is left.
  public func plainText(
    _ bytes: [UInt8], name: String, path: String
  ) throws(ReadingProblem) -> Parsed {
    let text = try UTF8Text.decode(bytes[...], path: path)
    var fields = ReportFields()
    var body = text
    if let block = FrontMatter(of: text) {
      body = block.body
      try block.read(into: &fields, path: path)
    }
    return try finish(fields, text: body, fallbackID: name, path: path, line: nil)
  }

  /// The report in an HTML page.
  ///
  /// - Throws: ``ReadingProblem`` where the bytes are not UTF-8 or the page has no words.
  public func html(
    _ bytes: [UInt8], name: String, path: String
  ) throws(ReadingProblem) -> Parsed {
    _ = try UTF8Text.decode(bytes[...], path: path)
    guard let page = HTMLPage(parsing: bytes) else {
      throw ReadingProblem(path: path, reason: "no HTML in this file; is it empty?")
    }
    var fields = ReportFields()
    for (field, value) in [
      ("title", page.title), ("url", page.url), ("source", page.siteName),
      ("author", page.author), ("published", page.published), ("language", page.language),
    ] {
      if let value { fields.set(field, .text(value)) }
    }
    return try finish(fields, text: page.text, fallbackID: name, path: path, line: nil)
  }

  /// The report in a line of JSON Lines.
  ///
  /// - Throws: ``ReadingProblem`` where the line is no JSON object in UTF-8 with a text.
  public func jsonLine(
    _ bytes: ArraySlice<UInt8>, path: String, line: Int
  ) throws(ReadingProblem) -> Parsed {
    var fields = ReportFields()
    let bytes = Array(bytes)
    for member in try members(of: bytes, path: path, line: line) {
      let written = bytes[member.written]
      switch member.value {
      case .text(let text):
        fields.set(member.key, .text(text))
      case .number(let number) where member.key == "id" || member.key == "doc_id":
        fields.set(member.key, name(of: number, written: written))
      default:
        fields.set(member.key, .json(String(decoding: written, as: UTF8.self)))
      }
    }
    guard let body = fields.text("text") else {
      throw ReadingProblem(
        path: path, line: line, reason: "no text; the object needs a field \"text\" or \"content\"")
    }
    return try finish(fields, text: body, fallbackID: hashName(of: body), path: path, line: line)
  }

  /// How deep the values of a line may be nested.
  private static let deepestNesting = 512

  private func members(
    of bytes: [UInt8], path: String, line: Int
  ) throws(ReadingProblem) -> [JSONValue.WrittenMember] {
    let found: [JSONValue.WrittenMember]?
    do {
      found = try JSONValue.members(parsing: bytes, maximumDepth: Self.deepestNesting)
    } catch {
      // What is not UTF-8 is told as that.
      _ = try UTF8Text.decode(bytes[...], path: path, line: line)
      throw ReadingProblem(
        path: path, line: line,
        reason: "not JSON: byte \(error.column): expected \(error.expected); "
          + "one object a line is expected")
    }
    guard let found else {
      throw ReadingProblem(
        path: path, line: line, reason: "JSON, but not an object; write {\"text\": …} on each line")
    }
    return found
  }

  /// A number that names a report: an integer by all of its digits.
  private func name(of number: Double, written: ArraySlice<UInt8>) -> ReportFields.FieldContent {
    let text = String(decoding: written, as: UTF8.self)
    if written.allSatisfy({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }) {
      return .text(text)
    }
    return Int(exactly: number).map { .text(String($0)) } ?? .json(text)
  }

  private func finish(
    _ fields: ReportFields, text: String, fallbackID: @autoclosure () -> String, path: String,
    line: Int?
  ) throws(ReadingProblem) -> Parsed {
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw ReadingProblem(path: path, line: line, reason: "empty: there is no text to read")
    }
    guard text.utf8.count <= Self.longestText else {
      throw ReadingProblem(
        path: path, line: line,
        reason: "\(text.utf8.count >> 20) MiB of text is more than the "
          + "\(Self.longestText >> 20) MiB that one report may have; split it in its reports")
    }
    let (report, warnings) = fields.report(
      text: text, fallbackID: fallbackID(), origin: path, line: line, published: published)
    return Parsed(report: report, warnings: warnings)
  }
}

/// The block between two lines `---` at the head of a text file.
private struct FrontMatter {
  var yaml: String
  var body: String

  /// A block of more than this many bytes is taken for text.
  private static let longest = 65_536

  init?(of text: String) {
    let scalars = text.utf8
    guard scalars.starts(with: "---\n".utf8) || scalars.starts(with: "---\r\n".utf8) else {
      return nil
    }
    var lineStart = scalars.firstIndex(of: 0x0A).map(scalars.index(after:)) ?? scalars.endIndex
    let yamlStart = lineStart
    while lineStart < scalars.endIndex,
      scalars.distance(from: yamlStart, to: lineStart) < Self.longest
    {
      let lineEnd = scalars[lineStart...].firstIndex(of: 0x0A) ?? scalars.endIndex
      let line = text[lineStart..<lineEnd]
      let next = lineEnd < scalars.endIndex ? scalars.index(after: lineEnd) : lineEnd
      if line.utf8.elementsEqual("---".utf8) || line.utf8.elementsEqual("---\r".utf8) {
        yaml = String(text[yamlStart..<lineStart])
        body = String(text[next...])
        return
      }
      lineStart = next
    }
    return nil
  }

  func read(into fields: inout ReportFields, path: String) throws(ReadingProblem) {
    let node: Node?
    do {
      node = try Yams.compose(yaml: yaml)
    } catch {
      let line: Int? =
        if case YamlError.parser(_, _, let mark, _) = error {
          mark.line + 1
        } else if case YamlError.scanner(_, _, let mark, _) = error {
          mark.line + 1
        } else {
          nil
        }
      throw ReadingProblem(
        path: path, line: line,
        reason: "the front matter is not YAML; quote values that hold a colon: title: \"a: b\"")
    }
    guard let node else { return }
    guard let mapping = node.mapping else {
      throw ReadingProblem(
        path: path, line: 1, reason: "the front matter has no fields; write name: value lines")
    }
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { continue }
      if let text = value.scalar?.string {
        fields.set(name, .text(text))
      } else {
        fields.set(
          name, .json(jsonText(of: value.sequence?.compactMap { $0.scalar?.string } ?? [])))
      }
    }
  }
}
