/// What ends a job: one sentence that names the file and says what to do.
public struct PipelineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of trouble it is, for the exit status.
  public enum Kind: String, Hashable, Sendable {
    /// The command was given something that cannot be meant.
    case usage
    /// Input that is there cannot be understood.
    case badInput
    /// Input that is named is not there.
    case missingInput
    /// An output cannot be made.
    case cannotWrite
    /// The gazetteer or another part of the set-up is missing or damaged.
    case configuration
  }

  public var kind: Kind
  public var message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  public var description: String { message }
}
