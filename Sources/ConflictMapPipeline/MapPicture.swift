internal import Cartography
internal import CivilCalendar
internal import Foundation
internal import NewsIngest
internal import SVGConversion
internal import SVGRendering

/// A map as the bytes of a file.
struct MapPicture {
  /// What the end of a file's name asks for.
  enum Format {
    case svg, png, pdf

    /// The format of a file with this name.
    ///
    /// - Throws: ``PipelineError`` of the kind `usage` for an end that is none of the three.
    init(path: String) throws {
      switch (path as NSString).pathExtension.lowercased() {
      case "svg": self = .svg
      case "png": self = .png
      case "pdf": self = .pdf
      case let other:
        throw PipelineError(
          .usage,
          "\(printable(path)): maps are written as .svg, .png or .pdf"
            + (other.isEmpty ? "" : ", not .\(printable(other))"))
      }
    }
  }

  /// The bytes of `scene` in a format.
  ///
  /// - Parameter lastDay: The day that a PDF bears as its date, in place of the clock's.
  /// - Throws: ``PipelineError`` where librsvg cannot draw it.
  static func bytes(
    of scene: MapScene, _ renderer: SVGRenderer, as format: Format, lastDay: CivilDate?
  ) throws -> [UInt8] {
    let svg = renderer.render(scene)
    let picture: PictureFormat
    switch format {
    case .svg: return svg
    case .png: picture = .png(scale: 2)
    case .pdf:
      picture = .pdf(date: (lastDay ?? CivilDate(dayNumber: 0)).firstSecond)
    }
    do {
      return try SVGConversion.picture(
        ofSVG: svg, width: scene.width, height: scene.height, as: picture)
    } catch {
      throw PipelineError(.cannotWrite, printable("\(error)"))
    }
  }
}
