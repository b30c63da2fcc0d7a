internal import CLibXML2

/// The readable words of a web page and what its head says of them.
public struct HTMLPage: Hashable, Sendable {
  public var text: String
  public var title: String?
  public var url: String?
  public var siteName: String?
  public var author: String?
  /// The time of publication as the page has it, usually ISO 8601.
  public var published: String?
  /// A BCP 47 tag.
  public var language: String?

  /// Reads a page. Broken markup is read as a browser would; scripts and styles are left out, and
  /// where the page marks an article only its words are taken.
  ///
  /// - Parameter html: The bytes of the page, in UTF-8.
  /// - Returns: `nil` where there is no element at all, or where the page is longer than 2 GiB.
  public init?(parsing html: [UInt8]) {
    guard let length = Int32(exactly: html.count) else { return nil }
    // NONET: nothing is ever fetched. Errors of the page are of no interest to the user.
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue)
    let document = html.withUnsafeBytes { bytes in
      htmlReadMemory(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), length, nil, "UTF-8", options)
    }
    guard let document, let root = xmlDocGetRootElement(document) else { return nil }
    defer { xmlFreeDoc(document) }

    var head = Head()
    head.read(root)
    language = Self.attribute("lang", of: root)
    title = head.meta["og:title"] ?? head.title
    url = head.canonical ?? head.meta["og:url"]
    siteName = head.meta["og:site_name"]
    author = head.meta["author"]
    published =
      head.meta["article:published_time"] ?? head.meta["date"] ?? head.meta["datepublished"]
      ?? head.time

    var body = Body()
    body.read(head.article ?? head.body ?? root)
    text = body.finished
  }

  fileprivate static func attribute(_ name: String, of node: xmlNodePtr) -> String? {
    guard let value = xmlGetProp(node, name) else { return nil }
    defer { freeXMLText(value) }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  fileprivate static func name(of node: xmlNodePtr) -> String {
    guard node.pointee.type == XML_ELEMENT_NODE, let name = node.pointee.name else { return "" }
    return String(cString: name).lowercased()
  }

  fileprivate static func content(of node: xmlNodePtr) -> String {
    guard let content = xmlNodeGetContent(node) else { return "" }
    defer { freeXMLText(content) }
    return String(cString: content)
  }
}

/// Visits the nodes below `root` without recursion, so that no depth of nesting can end the
/// program: `enter` before a node's children, and says whether to visit them; `leave` after.
private func walk(
  _ root: xmlNodePtr, enter: (xmlNodePtr) -> Bool, leave: (xmlNodePtr) -> Void
) {
  var node = root
  while true {
    if enter(node), let child = node.pointee.children {
      node = child
      continue
    }
    leave(node)
    while node != root, node.pointee.next == nil, let parent = node.pointee.parent {
      node = parent
      leave(node)
    }
    guard node != root, let next = node.pointee.next else { return }
    node = next
  }
}

/// What the head of a page says, and where its article is.
private struct Head {
  var title: String?
  var meta: [String: String] = [:]
  var canonical: String?
  var time: String?
  var article: xmlNodePtr?
  var body: xmlNodePtr?

  mutating func read(_ root: xmlNodePtr) {
    var found = self
    walk(root) { node in
      switch HTMLPage.name(of: node) {
      case "title" where found.title == nil:
        found.title = collapsed(HTMLPage.content(of: node))
      case "meta":
        let key =
          HTMLPage.attribute("property", of: node) ?? HTMLPage.attribute("name", of: node)
          ?? HTMLPage.attribute("itemprop", of: node)
        if let key = key?.lowercased(), found.meta[key] == nil {
          found.meta[key] = HTMLPage.attribute("content", of: node)
        }
      case "link" where HTMLPage.attribute("rel", of: node) == "canonical":
        found.canonical = found.canonical ?? HTMLPage.attribute("href", of: node)
      case "time":
        found.time = found.time ?? HTMLPage.attribute("datetime", of: node)
      case "article" where found.article == nil: found.article = node
      case "body" where found.body == nil: found.body = node
      default: break
      }
      return true
    } leave: { _ in
    }
    self = found
  }

  private func collapsed(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? nil : words
  }
}

/// The words of a page, a line for each block.
private struct Body {
  private var text = ""
  private var line = ""

  static let skipped: Set<String> = [
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button",
    "select", "iframe", "svg", "head",
  ]
  static let inline: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "time", "u", "ins", "del", "wbr",
  ]

  mutating func read(_ root: xmlNodePtr) {
    var result = self
    walk(root) { node in
      if node.pointee.type == XML_TEXT_NODE || node.pointee.type == XML_CDATA_SECTION_NODE {
        result.line += HTMLPage.content(of: node)
        return false
      }
      guard node.pointee.type == XML_ELEMENT_NODE else { return false }
      let name = HTMLPage.name(of: node)
      if Self.skipped.contains(name) { return false }
      if !Self.inline.contains(name) { result.endLine() }
      return true
    } leave: { node in
      let name = HTMLPage.name(of: node)
      if !name.isEmpty, !Self.inline.contains(name) { result.endLine() }
    }
    result.endLine()
    self = result
  }

  var finished: String { text }

  private mutating func endLine() {
    let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    line = ""
    guard !words.isEmpty else { return }
    if !text.isEmpty { text += "\n" }
    text += words
  }
}
