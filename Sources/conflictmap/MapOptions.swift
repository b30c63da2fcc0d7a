internal import ArgumentParser
internal import ConflictMapPipeline
internal import ConflictSymbology

/// How a map looks.
struct DesignOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "en,ar (both, English first), ar,en (both, Arabic first), en, or ar (mirrored).",
      valueName: "languages"))
  var language: LanguageOption = .enAr

  @Option(help: "light, dark, grey (for print in one ink) or auto (dark where readers prefer it).")
  var theme: ThemeOption?

  @Option(
    help: ArgumentHelp(
      "live text, paths (outlines that look the same everywhere) or embedded fonts.",
      valueName: "mode"))
  var text: TextOption = .live

  @Option(
    help: ArgumentHelp(
      "Colours, sides, symbols, fonts and what is shown, in YAML (docs/maps.md).",
      valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var style: String?

  @Option(
    help: ArgumentHelp(
      "The sheet in quarters of a millimetre, which are pixels on screen: 1000, or 1200x900.",
      valueName: "width[xheight]"))
  var size: SizeOption?

  @Option(
    help: ArgumentHelp(
      "A paragraph for the notes below, such as the source of marks; may be given again.",
      valueName: "text"))
  var note: [String] = []

  enum LanguageOption: String, ExpressibleByArgument, CaseIterable {
    case enAr = "en,ar"
    case arEn = "ar,en"
    case en, ar, both

    var language: MapLanguage {
      switch self {
      case .enAr, .both: .bilingual
      case .arEn: .arabicFirst
      case .en: .english
      case .ar: .arabic
      }
    }
  }

  enum ThemeOption: String, ExpressibleByArgument, CaseIterable { case light, dark, grey, auto }
  enum TextOption: String, ExpressibleByArgument, CaseIterable { case live, paths, embedded }

  /// - Throws: `PipelineError` where the style file cannot be read.
  func design() throws -> MapDesign {
    var design = MapDesign()
    design.language = language.language
    design.theme = theme.flatMap { MapDesign.Theme(rawValue: $0.rawValue) }
    design.text = MapDesign.Text(rawValue: text.rawValue) ?? .live
    design.style = try style.map { try MapStyleFile(path: $0) }
    design.notes = note
    design.width = size?.width
    design.height = size?.height
    return design
  }
}

/// A size as `1000` or `1200x900`.
struct SizeOption: ExpressibleByArgument {
  let width: Double
  let height: Double?

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false).map { Double($0) }
    guard (1...2).contains(parts.count), let width = parts[0], (400...8000).contains(width) else {
      return nil
    }
    self.width = width
    if parts.count == 2 {
      guard let height = parts[1], (300...8000).contains(height) else { return nil }
      self.height = height
    } else {
      height = nil
    }
  }
}

/// Columns and rows as `3x4`.
struct GridOption: ExpressibleByArgument {
  let columns: Int
  let rows: Int

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], (1...6).contains(columns),
      (1...30).contains(rows)
    else { return nil }
    self.columns = columns
    self.rows = rows
  }
}

/// A point as `longitude,latitude`.
struct PointOption: ExpressibleByArgument {
  let longitude: Double
  let latitude: Double

  init?(argument: String) {
    let parts = argument.split(separator: ",").map { Double($0.filter { $0 != " " }) }
    guard parts.count == 2, let longitude = parts[0], let latitude = parts[1],
      (-180...180).contains(longitude), (-85...85).contains(latitude)
    else { return nil }
    self.longitude = longitude
    self.latitude = latitude
  }
}
