/// What PROJ could not do.
public struct PROJError: Error, Hashable, Sendable {
  /// The step that failed, for the program to act on; the message is for a person.
  public enum Step: String, Hashable, Sendable {
    case create, transform
  }

  public let step: Step
  /// The coordinate reference system that was asked for.
  public let definition: String
  /// PROJ's `PROJ_ERR_` number, 0 where PROJ gave none.
  public let code: Int32
  /// PROJ's own words, kept as they came.
  public let message: String
}

extension PROJError: CustomStringConvertible {
  public var description: String {
    "PROJ: \(step.rawValue) \(definition): \(message)" + (code == 0 ? "" : " (\(code))")
  }
}
