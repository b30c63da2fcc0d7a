import CLibXML2
import Foundation
import FoundationXML
import Testing

/// What an XML parser finds in a page.
final class PageOutline: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
  }
  var elements: [Element] = []
  /// The text of the report: what stands in the text's element without its cards.
  var reportText = ""
  /// All text that is not the style sheet's.
  var text = ""
  private var open: [Element] = []

  /// - Throws: Where the page is no well-formed XML.
  init(_ html: [UInt8]) throws {
    super.init()
    let parser = XMLParser(data: Data(html))
    parser.delegate = self
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }
  func all(class name: String) -> [Element] {
    elements.filter {
      $0.attributes["class"]?.split(separator: " ").contains { $0 == name } == true
    }
  }
  var ids: [String] { elements.compactMap { $0.attributes["id"] } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append(Element(name: name, attributes: attributes))
    open.append(elements[elements.count - 1])
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if open.last?.name == "style" { return }
    text += string
    let classes = open.map { $0.attributes["class"] ?? "" }
    if classes.contains("text"), !classes.contains("card") { reportText += string }
  }

  /// Expects that the page can do nothing and refers to nothing outside itself, that its ids are
  /// unique and that its links lead somewhere.
  func expectHarmless() {
    let known: Set = [
      "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section",
      "aside", "footer", "figure", "figcaption", "div", "span", "p", "h1", "h2", "h3", "h4", "ul",
      "ol", "li", "mark", "a", "b", "bdi", "code", "small", "strong", "svg", "path", "circle",
      "rect", "text",
    ]
    #expect(Set(elements.map(\.name)).subtracting(known).isEmpty)
    let ids = Set(ids)
    #expect(ids.count == self.ids.count)
    for element in elements {
      for (name, value) in element.attributes {
        #expect(!name.hasPrefix("on") && !["src", "style", "action", "srcdoc"].contains(name))
        if name == "href" || name == "xlink:href" {
          #expect(value.hasPrefix("#"))
          #expect(ids.contains(String(value.dropFirst())), "\(value) leads nowhere")
        }
        if name == "aria-describedby" || name == "aria-labelledby" {
          #expect(ids.contains(value), "\(value) describes nothing")
        }
      }
    }
  }
}

/// The errors that libxml2's parser of HTML finds, without that it does not know the elements that
/// HTML 5 added to HTML 4.
func errorsOfHTML(_ html: [UInt8]) -> [String] {
  final class Found { var messages: [String] = [] }
  let found = Found()
  let context = Unmanaged.passUnretained(found).toOpaque()
  xmlSetStructuredErrorFunc(context) { context, error in
    guard let context, let error, error.pointee.code != XML_HTML_UNKNOWN_TAG.rawValue else {
      return
    }
    let found = Unmanaged<Found>.fromOpaque(context).takeUnretainedValue()
    found.messages.append(
      "\(error.pointee.line): \(error.pointee.message.map { String(cString: $0) } ?? "")")
  }
  defer { xmlSetStructuredErrorFunc(nil, nil) }
  let document = html.withUnsafeBytes { bytes in
    htmlReadMemory(
      bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil, "UTF-8",
      Int32(HTML_PARSE_NONET.rawValue))
  }
  xmlFreeDoc(document)
  return found.messages
}
