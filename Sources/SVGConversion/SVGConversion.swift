internal import CRSVG
internal import Foundation

/// A picture that librsvg makes of an SVG document.
public enum PictureFormat: Hashable, Sendable {
  /// PNG with `scale` pixels for each u of the sheet; 2 is 203 dots per inch at 250 mm of 1000 u.
  case png(scale: Double)
  /// PDF with vectors and embedded fonts, a u being a quarter of a millimetre; `date` is an ISO 8601
  /// time for the document's record, in place of the clock.
  case pdf(date: String)
}

/// Why an SVG document could not be converted.
public struct SVGConversionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What librsvg, cairo or the loader of libraries said.
  public let message: String
  public var description: String {
    "librsvg cannot draw the picture (Debian: librsvg2-2): \(message)"
  }
}

/// The picture of an SVG document whose size is `width` by `height` u.
///
/// The same document and fonts give the same bytes.
///
/// - Throws: ``SVGConversionError`` where librsvg is not installed or cannot read the document, or
///   cairo cannot draw it: a PNG has at most 32 767 pixels on a side.
public func picture(
  ofSVG svg: [UInt8], width: Double, height: Double, as format: PictureFormat
) throws(SVGConversionError) -> [UInt8] {
  let output = PictureBytes()
  let context = Unmanaged.passUnretained(output).toOpaque()
  let message: UnsafeMutablePointer<CChar>?
  switch format {
  case .png(let scale):
    message = crsvg_draw(
      svg, svg.count, pixels(width * scale), pixels(height * scale), nil, append, context)
  case .pdf(let date):
    // A point of PDF is 1/72 inch; a u is 0.25 mm.
    let points = 72 / 25.4 / 4
    message = crsvg_draw(
      svg, svg.count, width * points, height * points, date, append, context)
  }
  if let message {
    defer { free(message) }
    throw SVGConversionError(message: String(cString: message))
  }
  return output.bytes
}

/// Where the pieces of a picture come together.
private final class PictureBytes {
  var bytes: [UInt8] = []
}

private func append(
  _ context: UnsafeMutableRawPointer?, _ data: UnsafePointer<UInt8>?, _ length: UInt32
) -> Int32 {
  guard let context, let data else { return 0 }
  Unmanaged<PictureBytes>.fromOpaque(context).takeUnretainedValue().bytes.append(
    contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
  return 1
}

private func pixels(_ size: Double) -> Double {
  size.isFinite ? min(1e6, max(1, size.rounded())) : 1
}
