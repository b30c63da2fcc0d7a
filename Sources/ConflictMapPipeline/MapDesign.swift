internal import Cartography
public import ConflictSymbology
internal import Foundation
internal import NewsIngest
internal import SVGRendering
internal import TextShaping

/// How maps of a run look, apart from what is on them.
public struct MapDesign: Sendable {
  public enum Theme: String, CaseIterable, Sendable {
    case light, dark, grey, auto
  }

  /// How a file carries its texts.
  public enum Text: String, CaseIterable, Sendable {
    case live, paths, embedded
  }

  public var language = MapLanguage.bilingual
  /// `nil` is that of the style file, else light.
  public var theme: Theme?
  public var text = Text.live
  public var style: MapStyleFile?
  /// Paragraphs for the notes below the map, such as the source of its marks.
  public var notes: [String] = []
  /// Of the sheet, in u.
  public var width: Double?
  public var height: Double?

  public init() {}

  var composer: MapComposer {
    let name = theme ?? style?.themeName.flatMap(Theme.init(rawValue:)) ?? .light
    let theme: MapTheme =
      switch name {
      case .light: .light
      case .dark: .dark
      case .grey: .gray
      case .auto: .automatic
      }
    var composer = MapComposer(language: language, theme: style?.applied(to: theme) ?? theme)
    if let style {
      composer.parts = style.applied(to: composer.parts)
      composer.symbols = style.symbols
      composer.fonts = style.fonts
    }
    if let width { composer.sheetWidth = width }
    composer.sheetHeight = height
    return composer
  }

  func sides(_ sides: [SideStyle]) -> [SideStyle] { style?.applied(to: sides) ?? sides }

  /// What writes scenes.
  ///
  /// - Throws: ``PipelineError`` of the kind `configuration` where a font is missing.
  func renderer() throws -> SVGRenderer {
    guard text != .live else { return SVGRenderer() }
    do {
      let fonts = try MapFonts(folder: Self.fontFolder)
      return SVGRenderer(textMode: text == .paths ? .paths(fonts) : .embedded(fonts))
    } catch {
      throw PipelineError(.configuration, printable("\(error)"))
    }
  }
}

extension MapDesign {
  /// Where fonts are looked for in place of the system's folders.
  private static var fontFolder: String? {
    let folder = ProcessInfo.processInfo.environment["CONFLICTMAP_FONTS"]
    return folder.flatMap { $0.isEmpty ? nil : $0 }
  }
}
