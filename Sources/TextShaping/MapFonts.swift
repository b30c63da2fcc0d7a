internal import Foundation

/// The font files that maps are set in.
public struct MapFonts: Hashable, Sendable {
  /// A face of a family.
  public enum Face: Int, CaseIterable, Hashable, Sendable {
    case latin, latinBold, latinItalic, arabic, arabicBold

    /// The name of the file that Debian and the Noto project give the face.
    var fileName: String {
      switch self {
      case .latin: "NotoSans-Regular.ttf"
      case .latinBold: "NotoSans-Bold.ttf"
      case .latinItalic: "NotoSans-Italic.ttf"
      case .arabic: "NotoNaskhArabic-Regular.ttf"
      case .arabicBold: "NotoNaskhArabic-Bold.ttf"
      }
    }
  }

  /// Where a font is missing.
  public struct MissingFont: Error, Hashable, Sendable, CustomStringConvertible {
    public var fileName: String
    public var folders: [String]
    public var description: String {
      "the font \(fileName) is in none of \(folders.joined(separator: ", ")); install fonts-noto-core, "
        + "or name its folder in CONFLICTMAP_FONTS"
    }
  }

  /// For each face the path of its file.
  let paths: [String]

  /// The fonts of the system: in `folder`, else where Linux and macOS keep them.
  ///
  /// - Throws: ``MissingFont`` for the first face that has no file.
  public init(folder: String? = nil) throws(MissingFont) {
    let home = NSHomeDirectory()
    let folders =
      folder.map { [$0] } ?? [
        "/usr/share/fonts/truetype/noto", "/usr/share/fonts/noto",
        "/usr/local/share/fonts", home + "/.local/share/fonts", home + "/.fonts",
        "/Library/Fonts", home + "/Library/Fonts",
      ]
    var paths: [String] = []
    for face in Face.allCases {
      let candidates = folders.map { $0 + "/" + face.fileName }
      guard let path = candidates.first(where: FileManager.default.isReadableFile) else {
        throw MissingFont(fileName: face.fileName, folders: folders)
      }
      paths.append(path)
    }
    self.paths = paths
  }

  /// The fonts in the order of ``Face``, `nil` where one of them is no font.
  public func open() -> TextShaper? {
    let fonts = paths.compactMap(FontFile.init(path:))
    return fonts.count == paths.count ? TextShaper(fonts: fonts) : nil
  }
}
