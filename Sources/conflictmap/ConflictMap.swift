internal import ArgumentParser

@main
struct ConflictMap: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "conflictmap")
}
