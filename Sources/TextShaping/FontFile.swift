internal import CHarfBuzz

/// A font that HarfBuzz has read.
///
/// Belongs to one task at a time: it is not `Sendable`.
public final class FontFile {
  let face: OpaquePointer
  let font: OpaquePointer
  /// The units that coordinates of glyphs are in, per em.
  public let unitsPerEm: Int

  /// Reads the font at `path`; `nil` where there is none.
  public init?(path: String) {
    guard let blob = hb_blob_create_from_file_or_fail(path) else { return nil }
    defer { hb_blob_destroy(blob) }
    guard let face = hb_face_create(blob, 0) else { return nil }
    guard hb_face_get_glyph_count(face) > 0, let font = hb_font_create(face) else {
      hb_face_destroy(face)
      return nil
    }
    self.face = face
    self.font = font
    unitsPerEm = Int(hb_face_get_upem(face))
    hb_font_set_scale(font, Int32(unitsPerEm), Int32(unitsPerEm))
  }

  deinit {
    hb_font_destroy(font)
    hb_face_destroy(face)
  }

  /// Whether the font has a glyph for a character.
  func has(_ scalar: Unicode.Scalar) -> Bool {
    var glyph: hb_codepoint_t = 0
    return hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0
  }

  /// A step of an outline, in font units, y upwards.
  public enum OutlineStep: Hashable, Sendable {
    case move(x: Int, y: Int)
    case line(x: Int, y: Int)
    case quadratic(cx: Int, cy: Int, x: Int, y: Int)
    case cubic(ax: Int, ay: Int, bx: Int, by: Int, x: Int, y: Int)
    case close
  }

  /// The outline of a glyph; empty for a blank.
  public func outline(of glyph: UInt32) -> [OutlineStep] {
    let pen = OutlinePen()
    hb_font_get_glyph_shape(
      font, glyph, OutlinePen.functions.pointer, Unmanaged.passUnretained(pen).toOpaque())
    return pen.steps
  }
}

/// Collects what HarfBuzz draws.
private final class OutlinePen {
  var steps: [FontFile.OutlineStep] = []

  /// HarfBuzz's table of functions, made once and never changed after.
  struct Functions: @unchecked Sendable {
    let pointer: OpaquePointer?
  }

  static let functions: Functions = {
    let functions = hb_draw_funcs_create()
    hb_draw_funcs_set_move_to_func(
      functions, { _, data, _, x, y, _ in OutlinePen.add(data, .move(x: whole(x), y: whole(y))) },
      nil, nil)
    hb_draw_funcs_set_line_to_func(
      functions, { _, data, _, x, y, _ in OutlinePen.add(data, .line(x: whole(x), y: whole(y))) },
      nil, nil)
    hb_draw_funcs_set_quadratic_to_func(
      functions,
      { _, data, _, cx, cy, x, y, _ in
        OutlinePen.add(data, .quadratic(cx: whole(cx), cy: whole(cy), x: whole(x), y: whole(y)))
      }, nil, nil)
    hb_draw_funcs_set_cubic_to_func(
      functions,
      { _, data, _, ax, ay, bx, by, x, y, _ in
        OutlinePen.add(
          data,
          .cubic(
            ax: whole(ax), ay: whole(ay), bx: whole(bx), by: whole(by), x: whole(x), y: whole(y)))
      }, nil, nil)
    hb_draw_funcs_set_close_path_func(
      functions, { _, data, _, _ in OutlinePen.add(data, .close) }, nil, nil)
    hb_draw_funcs_make_immutable(functions)
    return Functions(pointer: functions)
  }()

  private static func add(_ data: UnsafeMutableRawPointer?, _ step: FontFile.OutlineStep) {
    guard let data else { return }
    Unmanaged<OutlinePen>.fromOpaque(data).takeUnretainedValue().steps.append(step)
  }
}

private func whole(_ value: Float) -> Int { Int(value.rounded()) }
