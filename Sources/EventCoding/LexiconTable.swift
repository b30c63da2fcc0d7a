/// What is wrong with a lexicon file.
public struct LexiconError: Error, Hashable, Sendable, CustomStringConvertible {
  public var file: String
  /// From 1; 0 where the file as a whole is meant.
  public var line: Int
  public var message: String

  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String { "\(file):\(line): \(message)" }
}

/// Rows of a delimited file under its header, with the line that each begins on.
///
/// RFC 4180: fields may be quoted, and a quoted one may hold the separator, doubled quotation marks
/// and line breaks. A line that begins with `#` and an empty line are no rows.
struct LexiconTable {
  struct Row {
    var line: Int
    var fields: [String: String]

    func callAsFunction(_ name: String) -> String { fields[name] ?? "" }

    /// The parts of a field between the marks, without blanks around them and empty ones.
    func list(_ name: String, separator: Character = "|") -> [String] {
      self(name).split(separator: separator).map { $0.trimmingBlanks }.filter { !$0.isEmpty }
    }
  }

  var rows: [Row] = []

  init(_ text: String, file: String, separator: Character, columns: [String]) throws(LexiconError) {
    var header: [String]?
    for (line, fields) in try Self.records(text, file: file, separator: separator) {
      guard let names = header else {
        for column in columns where !fields.contains(column) {
          throw LexiconError(file: file, line: line, message: "column \(column) is missing")
        }
        header = fields
        continue
      }
      guard fields.count == names.count else {
        throw LexiconError(
          file: file, line: line,
          message: "\(fields.count) fields where the header has \(names.count)")
      }
      let named = Dictionary(zip(names, fields), uniquingKeysWith: { first, _ in first })
      rows.append(Row(line: line, fields: named))
    }
    if header == nil { throw LexiconError(file: file, line: 0, message: "no header") }
  }

  private static func records(
    _ text: String, file: String, separator: Character
  ) throws(LexiconError) -> [(line: Int, fields: [String])] {
    var records: [(Int, [String])] = []
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    var wasQuoted = false
    var line = 1
    var start = 1

    func endRecord() {
      fields.append(wasQuoted ? field : field.trimmingBlanks)
      let isEmpty = fields.count == 1 && fields[0].isEmpty
      if !isEmpty, !(fields[0].hasPrefix("#")) { records.append((start, fields)) }
      fields = []
      field = ""
      wasQuoted = false
    }

    var characters = text.makeIterator()
    var pushedBack: Character?
    while let character = pushedBack ?? characters.next() {
      pushedBack = nil
      if isQuoted {
        if character == "\"" {
          let next = characters.next()
          if next == "\"" {
            field.append("\"")
          } else {
            isQuoted = false
            pushedBack = next
          }
        } else {
          if character.isNewline { line += 1 }
          field.append(character)
        }
      } else if character == "\"", field.isEmpty, !wasQuoted {
        isQuoted = true
        wasQuoted = true
      } else if character == separator {
        fields.append(wasQuoted ? field : field.trimmingBlanks)
        field = ""
        wasQuoted = false
      } else if character.isNewline {
        endRecord()
        line += 1
        start = line
      } else if character != "\u{FEFF}" {
        field.append(character)
      }
    }
    if isQuoted {
      throw LexiconError(file: file, line: start, message: "a quotation mark is not closed")
    }
    endRecord()
    return records
  }
}

extension StringProtocol {
  var trimmingBlanks: String {
    var part = Substring(self)
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}
