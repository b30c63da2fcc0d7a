internal import ConflictSymbology
internal import Cartography
internal import Foundation
internal import NewsIngest
internal import Yams

/// How a map looks, as a person writes it in YAML: colours, sides, symbols, fonts, what is shown.
///
/// Every key may be left out. Keys that are not known are an error, so that a slip of the pen does
/// not pass for the usual look.
public struct MapStyleFile: Sendable {
  public private(set) var themeName: String?
  /// By the names of ``MapTheme/colorNames``.
  private var colors: [(name: String, value: SheetColor)] = []
  private(set) var sides: [SideChange] = []
  private(set) var symbols = SymbolStyle()
  private(set) var fonts = MapScene.FontFamilies()
  private var shown: [(part: MapParts, isShown: Bool)] = []

  /// What the file says of one side; what is `nil` stays as it is.
  struct SideChange: Sendable {
    var key: String
    var nameEnglish: String?
    var nameArabic: String?
    var camp: String?
    var fill: SheetColor?
    var line: SheetColor?
    var darkFill: SheetColor?
  }

  /// Reads the file at `path`.
  ///
  /// - Throws: ``PipelineError`` with the path, the line, what is wrong and what is possible.
  public init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(.missingInput, "\(printable(path)): no such file")
    }
    guard data.count <= 1 << 20, let text = String(validating: data, as: UTF8.self) else {
      throw PipelineError(
        .badInput, "\(printable(path)): a style is YAML in UTF-8 of at most 1 MiB")
    }
    try self.init(yaml: text, file: path)
  }

  /// Reads the text of a style file; `file` is named in errors.
  public init(yaml: String, file: String) throws {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      let line: Int =
        switch error {
        case YamlError.parser(_, _, let mark, _), YamlError.scanner(_, _, let mark, _):
          mark.line + 1
        default: 1
        }
      throw PipelineError(
        .badInput,
        printable("\(file):\(line): not YAML; indent with blanks, and quote colours: \"#E99A84\""))
    }
    guard let root, root != Node("") else { return }
    let reader = StyleReader(file: file)
    for (key, value) in try reader.entries(
      of: root, named: "the style", keys: ["theme", "colors", "sides", "symbols", "fonts", "show"])
    {
      switch key {
      case "theme":
        themeName = try reader.word(value, among: Self.themeNames)
      case "colors":
        let names = MapTheme.colorNames.map(\.name)
        for (name, value) in try reader.entries(of: value, named: key, keys: names) {
          colors.append((name, try reader.color(value)))
        }
      case "sides":
        for (side, value) in try reader.entries(of: value, named: key, keys: nil) {
          sides.append(try Self.side(side, value, reader))
        }
      case "symbols": symbols = try Self.symbols(value, reader)
      case "fonts":
        for (name, value) in try reader.entries(of: value, named: key, keys: ["latin", "arabic"]) {
          let family = try reader.text(value)
          if name == "latin" { fonts.latin = family } else { fonts.arabic = family }
        }
      default:
        let parts = MapParts.named
        for (name, value) in try reader.entries(of: value, named: key, keys: parts.map(\.name)) {
          guard let part = parts.first(where: { $0.name == name })?.part else { continue }
          shown.append((part, try reader.flag(value)))
        }
      }
    }
  }

  static let themeNames = ["light", "dark", "grey", "auto"]

  private static func side(
    _ key: String, _ node: Node, _ reader: StyleReader
  ) throws -> SideChange {
    var side = SideChange(key: key)
    let keys = ["name_en", "name_ar", "camp", "fill", "line", "fill_dark"]
    for (name, value) in try reader.entries(of: node, named: key, keys: keys) {
      switch name {
      case "name_en": side.nameEnglish = try reader.text(value)
      case "name_ar": side.nameArabic = try reader.text(value)
      case "camp": side.camp = try reader.text(value)
      case "fill": side.fill = try reader.color(value)
      case "line": side.line = try reader.color(value)
      default: side.darkFill = try reader.color(value)
      }
    }
    return side
  }

  private static func symbols(_ node: Node, _ reader: StyleReader) throws -> SymbolStyle {
    var symbols = SymbolStyle()
    let keys = ["radius", "opacity", "merge", "shapes"]
    for (name, value) in try reader.entries(of: node, named: "symbols", keys: keys) {
      switch name {
      case "radius":
        symbols.radius = try reader.number(value, in: 0.2...20)
        // Who names a size means it.
        symbols.yieldsToMap = false
      case "opacity": symbols.opacity = try reader.number(value, in: 0...1)
      case "merge": symbols.merging = try reader.number(value, in: 0...100)
      default:
        let kinds = EventKind.allCases.map { (name: $0.styleName, kind: $0) }
        for (kind, value) in try reader.entries(of: value, named: name, keys: kinds.map(\.name)) {
          guard let kind = kinds.first(where: { $0.name == kind })?.kind else { continue }
          let shape = try reader.word(value, among: EventShape.allCases.map(\.rawValue))
          symbols.shapes[kind] = EventShape(rawValue: shape)
        }
      }
    }
    return symbols
  }

  /// `theme` with the file's colours.
  func applied(to theme: MapTheme) -> MapTheme {
    var theme = theme
    for (name, color) in MapTheme.colorNames {
      if let value = colors.last(where: { $0.name == name })?.value {
        theme[keyPath: color] = value
      }
    }
    return theme
  }

  func applied(to parts: MapParts) -> MapParts {
    var parts = parts
    for (part, isShown) in shown {
      if isShown { parts.insert(part) } else { parts.remove(part) }
    }
    return parts
  }

  /// `sides` with the file's changes; sides that are not among them are added behind.
  func applied(to sides: [SideStyle]) -> [SideStyle] {
    var sides = sides
    for change in self.sides {
      let index =
        sides.firstIndex { $0.key == change.key }
        ?? {
          sides.append(
            SideStyle(
              key: change.key, name: LocalizedText(english: change.key, arabic: ""),
              camp: change.key, fill: SideStyle.unidentified.fill,
              line: SideStyle.unidentified.line, darkFill: SideStyle.unidentified.darkFill))
          return sides.count - 1
        }()
      if let name = change.nameEnglish { sides[index].name.english = name }
      if let name = change.nameArabic { sides[index].name.arabic = name }
      if let camp = change.camp { sides[index].camp = camp }
      if let fill = change.fill { sides[index].fill = fill }
      if let line = change.line { sides[index].line = line }
      // A side with a new colour and none for the dark sheet keeps its hue there.
      if let dark = change.darkFill ?? change.line { sides[index].darkFill = dark }
    }
    return sides
  }
}

extension EventKind {
  /// The name of the kind in a style file.
  fileprivate var styleName: String {
    switch self {
    case .fighting: "fighting"
    case .nonStateFighting: "non_state"
    case .againstCivilians: "civilians"
    case .unrest: "unrest"
    case .development: "development"
    case .other: "other"
    }
  }
}

/// Takes YAML nodes for what they should be, or says where they are not.
private struct StyleReader {
  let file: String

  private func failure(_ node: Node, _ message: String) -> PipelineError {
    PipelineError(.badInput, printable("\(file):\(node.mark?.line ?? 1): \(message)"))
  }

  /// The entries of a mapping whose keys are among `keys`, all where `nil`.
  func entries(of node: Node, named name: String, keys: [String]?) throws -> [(String, Node)] {
    guard case .mapping(let mapping) = node else {
      throw failure(node, "\(name) takes keys with values, such as key: value")
    }
    return try mapping.map { key, value in
      guard let text = key.string else { throw failure(key, "a key is a word") }
      if let keys, !keys.contains(text) {
        throw failure(key, "no key \(text) in \(name); it knows \(keys.joined(separator: ", "))")
      }
      return (text, value)
    }
  }

  func text(_ node: Node) throws -> String {
    guard let text = node.string, !text.isEmpty, text.count <= 200 else {
      throw failure(node, "a text of 1 to 200 letters is wanted")
    }
    return text
  }

  func word(_ node: Node, among words: [String]) throws -> String {
    guard let text = node.string, words.contains(text) else {
      throw failure(
        node, "\(node.string ?? "this") is none of \(words.joined(separator: ", "))")
    }
    return text
  }

  func color(_ node: Node) throws -> SheetColor {
    guard let color = node.string.flatMap({ SheetColor(hex: $0) }) else {
      throw failure(
        node, "\(node.string ?? "this") is no colour; write it like \"#E99A84\", in quotes")
    }
    return color
  }

  func number(_ node: Node, in range: ClosedRange<Double>) throws -> Double {
    guard let number = node.float, range.contains(number) else {
      throw failure(
        node,
        "\(node.string ?? "this") is no number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func flag(_ node: Node) throws -> Bool {
    guard let flag = node.bool else {
      throw failure(node, "\(node.string ?? "this") is neither true nor false")
    }
    return flag
  }
}
