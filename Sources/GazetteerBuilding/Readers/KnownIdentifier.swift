internal import Foundation

/// Ids under which other gazetteers know a place, written like `geonames:2210247` or `wikidata:Q3579`.
enum KnownIdentifier {
  /// The namespaces whose ids name one place each: two rows that share such an id are one place.
  static let namespaces: Set<String> = ["geonames", "wikidata", "osm", "wof", "ocha", "icao"]

  /// The id that a value in the namespace `namespace` writes; `nil` where it is none.
  ///
  /// Numbers may be written as reals ("2210247.0"), as spreadsheets do, and ids as addresses.
  static func id(_ value: String, in namespace: String) -> String? {
    var value = value.trimmingCharacters(in: .whitespaces)
    if let found = parse(value), found.hasPrefix(namespace + ":") { return found }
    if value.hasPrefix(namespace + ":") { value.removeFirst(namespace.count + 1) }
    switch namespace {
    case "geonames", "wof":
      if value.hasSuffix(".0") { value.removeLast(2) }
      guard isNumber(value), value != "0" else { return nil }
    case "wikidata":
      value = value.uppercased()
      guard value.first == "Q", isNumber(value.dropFirst()) else { return nil }
    case "osm":
      // node/1, n1, N1: one form for all.
      let lower = value.lowercased()
      guard
        let kind = [("node", "n"), ("way", "w"), ("relation", "r")].first(where: {
          lower.hasPrefix($0.0 + "/") || (lower.hasPrefix($0.1) && isNumber(lower.dropFirst()))
        })
      else { return nil }
      let number =
        lower.hasPrefix(kind.0 + "/") ? lower.dropFirst(kind.0.count + 1) : lower.dropFirst()
      guard isNumber(number) else { return nil }
      value = kind.0 + "/" + number
    default:
      guard !value.isEmpty, value.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7C && $0 < 0x7F }) else {
        return nil
      }
    }
    return namespace + ":" + value
  }

  /// The id that an address or a prefixed name writes, such as `gn:2210247`, `wd:Q3579` or
  /// `https://www.geonames.org/2210247/misratah.html`; `nil` where it is of no namespace we know.
  static func parse(_ text: String) -> String? {
    for (prefix, namespace) in prefixes {
      guard let range = text.range(of: prefix, options: [.anchored, .caseInsensitive]) else {
        continue
      }
      var rest = text[range.upperBound...].prefix { $0 != "?" && $0 != "#" }
      if namespace != "osm" { rest = rest.prefix { $0 != "/" && $0 != "." } }
      let value = String(rest)
      guard parse(value) == nil else { return nil }
      return id(value, in: namespace)
    }
    return nil
  }

  private static let prefixes: [(String, String)] = {
    var result: [(String, String)] = [
      ("gn:", "geonames"), ("wd:", "wikidata"), ("geonames:", "geonames"),
      ("wikidata:", "wikidata"), ("osm:", "osm"), ("wof:", "wof"),
    ]
    for scheme in ["http://", "https://"] {
      for (path, namespace) in [
        ("www.geonames.org/", "geonames"), ("sws.geonames.org/", "geonames"),
        ("geonames.org/", "geonames"), ("www.wikidata.org/entity/", "wikidata"),
        ("www.wikidata.org/wiki/", "wikidata"), ("wikidata.org/wiki/", "wikidata"),
        ("wikidata.org/entity/", "wikidata"), ("www.openstreetmap.org/", "osm"),
        ("openstreetmap.org/", "osm"), ("spelunker.whosonfirst.org/id/", "wof"),
      ] { result.append((scheme + path, namespace)) }
    }
    return result
  }()

  /// An id for our table out of what a source calls a place: in ASCII, other characters as
  /// percent-encoded UTF-8 (RFC 3986), so that it sorts and compares alike everywhere. `nil` where
  /// nothing is left, or where it would be one of the words of `overrides.csv`.
  static func placeID(_ prefix: String, _ text: String) -> String? {
    let cleaned = NameList.cleaned(text)
    guard !cleaned.isEmpty else { return nil }
    var id = prefix
    for byte in cleaned.utf8 {
      if byte < 0x80 {
        id.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        id += "%" + String(byte, radix: 16, uppercase: true)
      }
    }
    return id == "never" || id.hasPrefix("not:") ? nil : id
  }

  private static func isNumber(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.count <= 18 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
