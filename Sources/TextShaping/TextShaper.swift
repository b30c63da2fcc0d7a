internal import CHarfBuzz

/// A line of text as glyphs at their places.
public struct ShapedLine: Hashable, Sendable {
  public struct Glyph: Hashable, Sendable {
    /// The index of the font among those of the shaper.
    public var font: Int
    public var index: UInt32
    /// From the left end of the line, in thousandths of an em, x to the right and y upwards.
    public var x: Int
    public var y: Int
  }

  public var glyphs: [Glyph]
  /// In thousandths of an em.
  public var width: Int
}

/// Sets lines of text in fonts, the first of which that has a character giving its glyph.
///
/// Belongs to one task at a time: it is not `Sendable`.
public final class TextShaper {
  public let fonts: [FontFile]

  public init(fonts: [FontFile]) { self.fonts = fonts }

  /// `text` in one line.
  ///
  /// - Parameters:
  ///   - preferred: The indices of the fonts in the order of preference.
  ///   - isRightToLeft: The direction of the whole line.
  public func line(_ text: String, preferred: [Int], isRightToLeft: Bool) -> ShapedLine {
    let scalars = Array(text.unicodeScalars)
    var line = ShapedLine(glyphs: [], width: 0)
    for run in directedRuns(of: scalars, isRightToLeft: isRightToLeft) {
      let pieces = fontRuns(of: run.range, in: scalars, preferred: preferred)
      for piece in run.isRightToLeft ? pieces.reversed() : pieces {
        shape(piece.range, of: scalars, font: piece.font, run.isRightToLeft, into: &line)
      }
    }
    return line
  }

  /// Pieces in one font each. Marks and joiners stay with the letter before.
  private func fontRuns(
    of range: Range<Int>, in scalars: [Unicode.Scalar], preferred: [Int]
  ) -> [(range: Range<Int>, font: Int)] {
    var pieces: [(range: Range<Int>, font: Int)] = []
    for index in range {
      let scalar = scalars[index]
      let follows =
        scalar.properties.generalCategory == .nonspacingMark
        || scalar.properties.generalCategory == .format
      let font =
        follows && !pieces.isEmpty
        ? pieces[pieces.count - 1].font
        : preferred.first { fonts.indices.contains($0) && fonts[$0].has(scalar) }
          ?? preferred.first ?? 0
      if let last = pieces.last, last.font == font {
        pieces[pieces.count - 1].range = last.range.lowerBound..<index + 1
      } else {
        pieces.append((index..<index + 1, font))
      }
    }
    return pieces
  }

  private func shape(
    _ range: Range<Int>, of scalars: [Unicode.Scalar], font: Int, _ isRightToLeft: Bool,
    into line: inout ShapedLine
  ) {
    guard fonts.indices.contains(font), let buffer = hb_buffer_create() else { return }
    defer { hb_buffer_destroy(buffer) }
    let codes = scalars.map(\.value)
    hb_buffer_add_codepoints(
      buffer, codes, Int32(codes.count), UInt32(range.lowerBound), Int32(range.count))
    hb_buffer_set_direction(buffer, isRightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
    hb_buffer_guess_segment_properties(buffer)
    // Else the language would be that of the locale.
    hb_buffer_set_language(buffer, hb_language_from_string(isRightToLeft ? "ar" : "en", -1))
    hb_shape(fonts[font].font, buffer, nil, 0)
    var count: UInt32 = 0
    guard let infos = hb_buffer_get_glyph_infos(buffer, &count),
      let positions = hb_buffer_get_glyph_positions(buffer, &count)
    else { return }
    let units = fonts[font].unitsPerEm
    func thousandths(_ value: Int32) -> Int { (Int(value) * 1000 + units / 2) / units }
    for index in 0..<Int(count) {
      line.glyphs.append(
        ShapedLine.Glyph(
          font: font, index: infos[index].codepoint,
          x: line.width + thousandths(positions[index].x_offset),
          y: thousandths(positions[index].y_offset)))
      line.width += thousandths(positions[index].x_advance)
    }
  }
}
