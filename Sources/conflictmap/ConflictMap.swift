internal import ArgumentParser
internal import ConflictMapPipeline
internal import Foundation
internal import NewsIngest

@main
struct ConflictMap: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflictmap",
    abstract: "Turns news reports of a war, in Arabic and English, into sourced layers and maps.",
    discussion: """
      EXAMPLES
        conflictmap map reports/ --marks marks.csv --output output/
        conflictmap extract - < reports.jsonl > records.jsonl
        conflictmap gazetteer lookup "تل ملح" --admin Hama
      """,
    version: programVersion,
    subcommands: [
      MapCommand.self, ExtractCommand.self, ExplainCommand.self, GazetteerCommand.self,
      ControlCommand.self, RenderCommand.self, ChartCommand.self, SliceCommand.self,
      LedgerCommand.self,
      EventsCommand.self,
      ImportCommand.self, ExportCommand.self, EvaluateCommand.self,
    ])

  /// Runs the command; what is wrong with its options is said in one line too.
  static func main() {
    // A file that grows beyond the limit of the system fails as on a full disk, and is told.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      // An exit code alone comes from a command that has said what was wrong.
      guard !(error is ExitCode), exitCode(for: error) == ExitStatus.usage else {
        exit(withError: error)
      }
      var message = onOneLine(message(for: error))
      if !message.hasSuffix(".") { message += "." }
      // The last line of what the parser would print names the command whose help is wanted.
      let hint = fullMessage(for: error).split(separator: "\n").last { $0.contains("--help") }
        .map { " " + onOneLine(String($0)) }
      FileHandle.standardError.write(Data("error: \(message)\(hint ?? "")\n".utf8))
      exit(withError: ExitStatus.usage)
    }
  }

  private static func onOneLine(_ text: String) -> String {
    printable(
      text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        .joined(separator: " "))
  }
}
