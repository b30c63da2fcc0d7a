/// An element of an XML document, with its attributes in the order given.
struct Element {
  var name: String
  var attributes: [(name: String, value: String)]
  /// Stands before the children.
  var text: String
  var children: [Element]

  init(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String = "",
    _ children: [Element] = []
  ) {
    self.name = name
    self.attributes = attributes.map { (name: $0.key, value: $0.value) }
    self.text = text
    self.children = children
  }

  init(_ name: String, _ children: [Element]) { self.init(name, [:], text: "", children) }

  /// The element as XML, without a declaration; nothing is put between the elements.
  var xml: String {
    var result = ""
    append(to: &result)
    return result
  }

  private func append(to result: inout String) {
    result += "<\(name)"
    for attribute in attributes { result += " \(attribute.name)=\"\(escaped(attribute.value))\"" }
    guard !text.isEmpty || !children.isEmpty else {
      result += "/>"
      return
    }
    result += ">\(escaped(text))"
    for child in children { child.append(to: &result) }
    result += "</\(name)>"
  }
}

/// `text` for the content or an attribute of an element.
///
/// Characters that XML 1.0 does not have at all (section 2.2, *Char*) become U+FFFD, and those
/// that a parser would turn into blanks are written as references.
func escaped(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result.append(contentsOf: "&amp;".unicodeScalars)
    case "<": result.append(contentsOf: "&lt;".unicodeScalars)
    case ">": result.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
    case "\t", "\n", "\r": result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
    case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
