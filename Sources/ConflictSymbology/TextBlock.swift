internal import Cartography
internal import SimpleFeatures

/// Lines of text that stand together, and the box that they fill.
struct TextBlock {
  struct Line {
    var string: String
    var face: Typeface
    var size: Double
    var width: Double
    /// The baseline below the upper edge of the box.
    var baseline: Double
  }
  var lines: [Line] = []
  var width = 0.0
  var height = 0.0

  mutating func add(_ string: String, _ face: Typeface, size: Double) {
    guard !string.isEmpty else { return }
    let string = face.fitted(string, size: size, width: 170)
    let width = face.width(of: string, size: size)
    let baseline: Double
    if let last = lines.last {
      // 1.22 of the Arabic size leaves room for its hamzas under the Latin descenders.
      baseline = last.baseline + 1.22 * size
    } else {
      baseline = face.ascent * size
    }
    lines.append(Line(string: string, face: face, size: size, width: width, baseline: baseline))
    self.width = max(self.width, width)
    height = baseline + face.descent * size
  }

  /// The texts in `box`, ranged towards the point that it belongs to.
  func items(
    in box: BoundingBox<PagePoint>, horizontal: Int, color: SheetColor? = nil
  ) -> [MapScene.Item] {
    lines.map { line in
      let x: Double
      switch horizontal {
      case 1: x = box.minX + line.width / 2
      case -1: x = box.maxX - line.width / 2
      default: x = box.center.x
      }
      return .text(
        MapScene.Text(
          line.string, at: PagePoint(x: x, y: box.minY + line.baseline), face: line.face,
          size: line.size, color: color))
    }
  }
}
