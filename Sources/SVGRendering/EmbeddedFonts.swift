internal import Cartography
internal import TextShaping

/// Rules of a style sheet with the fonts of a scene, each cut down to the characters that the scene
/// sets in it, as WOFF2 in a data URI.
func embeddedFonts(of scene: MapScene, _ shaper: TextShaper) -> MarkupWriter {
  var characters: [MapFonts.Face: Set<Unicode.Scalar>] = [:]
  for text in scene.texts {
    // A letter that the first face lacks is looked for in the next one.
    for face in text.preferredFaces {
      characters[face, default: []].formUnion(text.string.unicodeScalars)
    }
  }
  var out = MarkupWriter()
  for face in MapFonts.Face.allCases {
    guard let wanted = characters[face],
      let bytes = shaper.fonts[face.rawValue].subset(of: wanted)
    else { continue }
    out.raw("@font-face{font-family:")
    switch face {
    case .latin, .latinBold, .latinItalic: out.raw("\"Noto Sans\"")
    case .arabic, .arabicBold: out.raw("\"Noto Naskh Arabic\"")
    }
    if face == .latinBold || face == .arabicBold { out.raw(";font-weight:700") }
    if face == .latinItalic { out.raw(";font-style:italic") }
    out.raw(";src:url(data:font/woff2;base64,")
    out.base64(bytes)
    out.raw(") format(\"woff2\")}")
  }
  return out
}

extension MarkupWriter {
  /// Appends bytes in base 64 (RFC 4648).
  fileprivate mutating func base64(_ bytes: [UInt8]) {
    let alphabet = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)
    var index = 0
    while index < bytes.count {
      let group = (0..<3).map { index + $0 < bytes.count ? Int(bytes[index + $0]) : 0 }
      let number = group[0] << 16 | group[1] << 8 | group[2]
      for digit in 0..<4 {
        if index + digit > bytes.count {
          text("=")
        } else {
          text(alphabet[number >> (18 - 6 * digit) & 63])
        }
      }
      index += 3
    }
  }
}
