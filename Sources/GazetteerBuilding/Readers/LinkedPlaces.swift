internal import Foundation
internal import Gazetteers
internal import JSONText
internal import SimpleFeatures

/// A file in Linked Places Format, versions 1.0 to 1.3: a GeoJSON feature collection with names,
/// types, periods and links (github.com/LinkedPasts/linked-places-format).
struct LinkedPlaces: PlaceReader {
  var path: String
  var source: String
  /// ISO code of the places that tell no country.
  var country: String
  /// Kinds by what `types` says: identifier, label or source label.
  var kinds: [String: StatedKind]
  /// The kind of places whose types say none; they are left out where `nil`.
  var defaultKind: StatedKind?

  func read() throws -> SourceReading {
    let file = SourceFile.shortName(path)
    let value: JSONValue
    do {
      value = try JSONValue(parsing: SourceFile.bytes(path))
    } catch let error as JSONValue.SyntaxError {
      throw GazetteerError(file: file, line: error.line, message: "\(error)")
    }
    guard value["type"]?.text == "FeatureCollection", let features = value["features"]?.array else {
      throw GazetteerError(
        file: file, message: "not a FeatureCollection of Linked Places Format")
    }
    var reading = SourceReading()
    var ids: Set<String> = []
    for (index, feature) in features.enumerated() {
      let position = "feature \(index + 1)"
      do throws(FeatureProblem) {
        let draft = try draft(feature, "\(file), \(position)", file, position, &reading.omissions)
        guard let draft else { continue }
        guard ids.insert(draft.place.id).inserted else {
          throw FeatureProblem("an @id twice there")
        }
        reading.drafts.append(draft)
      } catch {
        reading.omissions.addProblem(error.reason, in: file, at: position)
      }
    }
    return reading
  }

  private struct FeatureProblem: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private func draft(
    _ feature: JSONValue, _ origin: String, _ file: String, _ position: String,
    _ omissions: inout Omissions
  ) throws(FeatureProblem) -> PlaceDraft? {
    guard let identifier = (feature["@id"] ?? feature["id"])?.text,
      let id = KnownIdentifier.placeID(source + "-", Self.localName(identifier))
    else { throw FeatureProblem("no @id") }
    guard let stated = kind(of: feature) else {
      omissions.addUnwanted("types that are no kind here", in: file, at: position)
      return nil
    }
    guard let (point, geometryPeriod) = try place(feature["geometry"]) else {
      throw FeatureProblem("no geometry that can be read")
    }
    var isRead = true
    func period(_ value: JSONValue?) -> ValidityPeriod? {
      let (period, isUnderstood) = Self.period(value)
      isRead = isRead && isUnderstood
      return period
    }
    var names = NameList(source: source)
    var officials: Set<String> = []
    for name in feature["names"]?.array ?? [] {
      guard let toponym = name["toponym"]?.text else { continue }
      let language = name["lang"]?.text ?? languageTag(ofScriptOf: toponym)
      let isFirst = officials.insert(language).inserted
      names.add(
        toponym, language: language, role: isFirst ? .official : .variant,
        validity: period(name["when"]))
    }
    let title = feature["properties"]?["title"]?.text ?? ""
    names.add(title, language: languageTag(ofScriptOf: title), role: .variant)
    let validity = period(feature["when"]) ?? geometryPeriod
    if !isRead { omissions.addUnwanted("periods that are no dates", in: file, at: position) }
    let inhabitants = feature["properties"]?["population"]?.number.map { Int($0.clamped(0, 1e9)) }
    let codes = feature["properties"]?["ccodes"]?.array ?? []
    let kind = stated.kind(population: inhabitants ?? 0)
    var place = Place(
      id: "", kind: kind, point: point, nameEnglish: "", nameArabic: "",
      country: codes.lazy.compactMap(\.text).first?.uppercased() ?? country,
      population: inhabitants ?? 0, sources: [source + ":" + identifier], validity: validity)
    let links = (feature["links"]?.array ?? []).filter {
      ["closeMatch", "exactMatch", "sameAs"].contains($0["type"]?.text ?? "")
    }
    for link in links.compactMap({ $0["identifier"]?.text }) + [identifier] {
      guard let id = KnownIdentifier.parse(link), !place.sources.contains(id) else { continue }
      place.sources.append(id)
    }
    guard
      let draft = PlaceDraft(
        id: id, kind: kind, names: names, in: place,
        source: source, origin: origin)
    else { throw FeatureProblem("no name") }
    return draft
  }

  /// The last part of an address, or the whole of a plain id.
  private static func localName(_ identifier: String) -> String {
    identifier.split { "/#:".contains($0) }.last.map(String.init) ?? ""
  }

  /// The kind by the types, then by the feature classes of version 1.3, which are GeoNames' letters.
  private func kind(of feature: JSONValue) -> StatedKind? {
    for type in feature["types"]?.array ?? [] {
      for word in ["identifier", "label", "sourceLabel"].compactMap({ type[$0]?.text }) {
        if let kind = kinds[word] ?? StatedKind(word.lowercased()) { return kind }
      }
    }
    let classes = (feature["properties"]?["fclasses"] ?? feature["fclasses"])?.array ?? []
    for letter in classes.compactMap(\.text) {
      switch letter {
      case "P": return .settlement
      case "R": return .kind(.road)
      case "L": return .kind(.region)
      case "T": return .kind(.mountain)
      case "S": return .kind(.site)
      default: continue
      }
    }
    return defaultKind
  }

  /// The first point of the geometry, else the middle of the first shape, with its period.
  private func place(
    _ geometry: JSONValue?
  ) throws(FeatureProblem) -> (GeographicPoint, ValidityPeriod?)? {
    guard let geometry else { return nil }
    let members =
      geometry["type"]?.text == "GeometryCollection" ? geometry["geometries"]?.array : nil
    var other: (GeographicPoint, ValidityPeriod?)?
    for member in members ?? [geometry] {
      guard let shape = Geometry(geoJSON: member), let point = shape.representativePoint else {
        continue
      }
      let found = (point.rounded, Self.period(member["when"]).0)
      if case .point = shape { return found }
      other = other ?? found
    }
    if other == nil, geometry["coordinates"] != nil {
      throw FeatureProblem("coordinates that are no geometry on the globe")
    }
    return other
  }

  /// The whole of the time that the spans of a `when` cover, and whether all could be read.
  private static func period(_ when: JSONValue?) -> (ValidityPeriod?, Bool) {
    var period: ValidityPeriod?
    var isRead = true
    for (index, span) in (when?["timespans"]?.array ?? []).enumerated() {
      func text(_ end: String, _ keys: [String]) -> String {
        for key in keys {
          if let text = span[end]?[key]?.text { return text }
          // A year may be written as a number.
          if let year = span[end]?[key]?.number, let whole = Int(exactly: year), whole > 0 {
            let digits = String(whole)
            return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
          }
        }
        return ""
      }
      let (own, isUnderstood) = ValidityPeriod.between(
        text("start", ["earliest", "in", "latest"]), text("end", ["latest", "in", "earliest"]))
      isRead = isRead && isUnderstood
      guard index > 0 else {
        period = own
        continue
      }
      // An open end of one span leaves the whole open there.
      guard let before = period, let own else { return (nil, isRead) }
      let first = before.first.flatMap { a in own.first.map { min(a, $0) } }
      let last = before.last.flatMap { a in own.last.map { max(a, $0) } }
      period = ValidityPeriod(first: first, last: last)
    }
    return (period, isRead)
  }
}
