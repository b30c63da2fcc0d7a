/// Input that could not be read, or not as its author meant it.
public struct ReadingProblem: Error, Hashable, Sendable {
  /// Whether the report was lost, or done all the same.
  public enum Severity: String, Hashable, Sendable { case error, warning }

  public var severity: Severity
  public var path: String
  /// Counted from 1.
  public var line: Int?
  /// What is wrong and what to do, in one sentence.
  public var reason: String

  public init(_ severity: Severity = .error, path: String, line: Int? = nil, reason: String) {
    self.severity = severity
    self.path = path
    self.line = line
    self.reason = reason
  }
}

extension ReadingProblem: CustomStringConvertible {
  /// `path:line: reason`, on one line.
  public var description: String {
    let place = line.map { "\(path):\($0)" } ?? path
    return printable("\(place): \(reason)")
  }
}

/// `text` on one line, with control characters made visible so that no name of a file can write
/// to the terminal.
package func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
