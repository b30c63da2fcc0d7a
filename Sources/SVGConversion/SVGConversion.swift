internal import CRSVG

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
  public enum Step: String, Hashable, Sendable {
    case read, draw, write
  }

  public let step: Step
  /// What librsvg or cairo said.
  public let message: String
  public var description: String { "cannot \(step.rawValue) the picture: \(message)" }
}

/// The picture of an SVG document whose size is `width` by `height` u.
///
/// The same document and fonts give the same bytes.
///
/// - Throws: ``SVGConversionError`` where librsvg cannot read the document, or cairo cannot draw it:
///   a PNG has at most 32 767 pixels on a side.
public func picture(
  ofSVG svg: [UInt8], width: Double, height: Double, as format: PictureFormat
) throws(SVGConversionError) -> [UInt8] {
  let handle = try document(svg)
  defer { g_object_unref(UnsafeMutableRawPointer(handle)) }
  let output = PictureBytes()
  let sink = Unmanaged.passUnretained(output).toOpaque()
  let surface: OpaquePointer?
  let scale: Double
  switch format {
  case .png(let pixels):
    scale = pixels
    surface = cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, pixelCount(width * pixels), pixelCount(height * pixels))
  case .pdf(let date):
    // A point of PDF is 1/72 inch; a u is 0.25 mm.
    scale = 72 / 25.4 / 4
    surface = cairo_pdf_surface_create_for_stream(append, sink, width * scale, height * scale)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "conflictmap")
  }
  defer { cairo_surface_destroy(surface) }
  try check(cairo_surface_status(surface), .draw)
  try draw(handle, on: surface, width: width * scale, height: height * scale)
  switch format {
  case .png: try check(cairo_surface_write_to_png_stream(surface, append, sink), .write)
  case .pdf:
    cairo_surface_finish(surface)
    try check(cairo_surface_status(surface), .write)
  }
  return output.bytes
}

/// Where cairo's pieces come together.
private final class PictureBytes {
  var bytes: [UInt8] = []
}

private func append(
  _ sink: UnsafeMutableRawPointer?, _ data: UnsafePointer<UInt8>?, _ length: UInt32
) -> cairo_status_t {
  guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
  Unmanaged<PictureBytes>.fromOpaque(sink).takeUnretainedValue().bytes.append(
    contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
  return CAIRO_STATUS_SUCCESS
}

private func pixelCount(_ size: Double) -> Int32 {
  size.isFinite ? Int32(min(1e6, max(1, size.rounded()))) : 1
}

private func document(_ svg: [UInt8]) throws(SVGConversionError) -> OpaquePointer {
  var error: UnsafeMutablePointer<GError>?
  let handle = svg.withUnsafeBufferPointer {
    rsvg_handle_new_from_data($0.baseAddress, $0.count, &error)
  }
  guard let handle else { throw failure(.read, &error) }
  return handle
}

private func draw(
  _ handle: OpaquePointer, on surface: OpaquePointer?, width: Double,
  height: Double
) throws(SVGConversionError) {
  let context = cairo_create(surface)
  defer { cairo_destroy(context) }
  var viewport = RsvgRectangle(x: 0, y: 0, width: width, height: height)
  var error: UnsafeMutablePointer<GError>?
  guard rsvg_handle_render_document(handle, context, &viewport, &error) != 0 else {
    throw failure(.draw, &error)
  }
  try check(cairo_status(context), .draw)
}

private func failure(
  _ step: SVGConversionError.Step, _ error: inout UnsafeMutablePointer<GError>?
) -> SVGConversionError {
  let message = error?.pointee.message.map { String(cString: $0) } ?? "librsvg gave no reason"
  g_clear_error(&error)
  return SVGConversionError(step: step, message: message)
}

private func check(
  _ status: cairo_status_t, _ step: SVGConversionError.Step
) throws(SVGConversionError) {
  guard status != CAIRO_STATUS_SUCCESS else { return }
  throw SVGConversionError(step: step, message: String(cString: cairo_status_to_string(status)))
}
