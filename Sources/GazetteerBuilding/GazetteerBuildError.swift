/// Why a gazetteer cannot be built or read, with the file and the line.
public struct GazetteerBuildError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  /// Counted from 1; 0 where the whole file is meant.
  public let line: Int
  public let message: String

  public init(file: String, line: Int = 0, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String {
    line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)"
  }
}
