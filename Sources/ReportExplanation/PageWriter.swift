internal import SVGRendering

/// Writes a page that is HTML and well-formed XML at once.
///
/// Tags come as `StaticString` and cannot carry data; what is data is escaped.
struct PageWriter {
  private(set) var markup = MarkupWriter()

  var bytes: [UInt8] { markup.bytes }

  mutating func raw(_ tags: StaticString) { markup.raw(tags) }
  mutating func text(_ text: String) { markup.text(text) }
  mutating func number(_ number: Int) { markup.text(String(number)) }
  mutating func append(_ other: MarkupWriter) { markup.append(other) }
  mutating func append(_ other: PageWriter) { markup.append(other.markup) }

  mutating func attribute(_ name: StaticString, _ value: String) { markup.attribute(name, value) }

  /// Appends text in which line feeds stay; carriage returns are left out.
  mutating func lines(_ text: some Sequence<Unicode.Scalar>) {
    for scalar in text {
      switch scalar {
      case "\n": markup.raw("\n")
      case "\r": break
      default: markup.text(scalar)
      }
    }
  }

  /// Appends `<tag>text</tag>` for a tag such as `b` or `h2 class="x"`.
  mutating func element(_ open: StaticString, _ text: String, _ close: StaticString) {
    raw(open)
    self.text(text)
    raw(close)
  }

  /// Appends a link to an element of the page.
  mutating func link(to id: String, _ text: String) {
    raw("<a")
    attribute("href", "#" + id)
    raw(">")
    self.text(text)
    raw("</a>")
  }

  /// Appends a name that runs in its own direction, whatever stands around it.
  mutating func isolated(_ text: String) {
    raw("<bdi>")
    self.text(text)
    raw("</bdi>")
  }

  /// Appends a code or a figure that runs from the left.
  mutating func code(_ text: String) {
    raw("<code>")
    self.text(text)
    raw("</code>")
  }
}
