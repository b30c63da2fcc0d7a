internal import ArgumentParser
internal import ConflictMapPipeline

/// The statuses of `sysexits.h` that the program ends with.
enum ExitStatus {
  static let usage = ExitCode(64)
  static let badInput = ExitCode(65)
  static let missingInput = ExitCode(66)
  static let internalError = ExitCode(70)
  static let cannotWrite = ExitCode(73)
  static let configuration = ExitCode(78)

  static func status(of error: any Error) -> ExitCode {
    switch (error as? PipelineError)?.kind {
    case .usage: usage
    case .badInput: badInput
    case .missingInput: missingInput
    case .cannotWrite: cannotWrite
    case .configuration: configuration
    case nil: internalError
    }
  }
}
