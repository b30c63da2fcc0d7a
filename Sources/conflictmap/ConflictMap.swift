internal import ArgumentParser
internal import ConflictMapPipeline

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
      MapCommand.self, ExtractCommand.self, GazetteerCommand.self, ControlCommand.self,
      RenderCommand.self, SliceCommand.self, ImportCommand.self, ExportCommand.self,
    ])
}
