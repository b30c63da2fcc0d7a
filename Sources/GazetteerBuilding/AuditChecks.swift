internal import CivilCalendar
internal import Gazetteers
internal import SimpleFeatures
internal import TextAnalysis

/// The checks of an audit, and what they found so far.
struct AuditChecks {
  typealias Defect = GazetteerAudit.Defect
  typealias Severity = GazetteerAudit.Severity

  let gazetteer: Gazetteer
  let boundaries: AdministrativeBoundaries
  let places: [Place]
  private(set) var findings: [GazetteerAudit.Finding] = []

  init(gazetteer: Gazetteer, boundaries: AdministrativeBoundaries, places: [Place]) {
    self.gazetteer = gazetteer
    self.boundaries = boundaries
    self.places = places
  }

  /// How near two settlements of one name must lie to be suspected to be one, in metres.
  static let duplicateDistance = 5_000.0
  /// How near they are almost surely one; the same as for two rows of one table.
  static let sureDuplicateDistance = PlaceMerging.duplicateDistance
  /// How far apart the sources' points may lie before that is told, in metres.
  static let disagreementDistance = 2_000.0

  /// High from `high` metres on, medium from `medium` on.
  private static func severity(_ meters: Double, medium: Double, high: Double) -> Severity {
    meters >= high ? .high : meters >= medium ? .medium : .low
  }

  private mutating func report(
    _ defect: Defect, _ severity: Severity, _ place: Place, _ other: String,
    meters: Double? = nil, sources: [String]? = nil
  ) {
    findings.append(
      GazetteerAudit.Finding(
        defect: defect, severity: severity, place: GazetteerAudit.AuditedPlace(place), other: other,
        meters: meters.map { Int($0.rounded()) },
        sourceRows: (sources ?? place.sources).joined(separator: "|")))
  }

  // MARK: Points

  mutating func checkPoint(of place: Place) {
    if !place.adm3.isEmpty, place.kind != .subDistrict, let unit = boundaries[place.adm3],
      !unit.contains(place.point)
    {
      let distance = unit.distance(to: place.point)
      report(
        .pointOutsideUnit, Self.severity(distance, medium: 1_000, high: 5_000), place,
        boundaries.subDistrict(containing: place.point)?.code ?? "no unit", meters: distance)
    }
    for source in place.points {
      let distance = source.point.distance(to: place.point)
      if distance > Self.disagreementDistance {
        report(
          .sourcesDisagree, Self.severity(distance, medium: 5_000, high: 10_000), place,
          source.source, meters: distance)
      }
    }
    if place.id.hasPrefix("G") || place.id.hasPrefix("W"),
      GazetteerAudit.isWholeMinute(place.point.latitude),
      GazetteerAudit.isWholeMinute(place.point.longitude)
    {
      report(.wholeMinutes, place.kind == .village ? .low : .medium, place, "")
    }
  }

  mutating func checkReferences(of place: Place, exists: (String) -> Bool) {
    let codes = [place.parent ?? ""] + place.parts + [place.adm1, place.adm2, place.adm3]
    for code in Set(codes).sorted() where !code.isEmpty && !exists(code) {
      report(.danglingReference, .high, place, code)
    }
  }

  /// Pairs of settlements of one loose Arabic name, unless words such as "northern" and "southern"
  /// tell them apart or a border does.
  mutating func checkNearDuplicates() {
    var bearers: [String: Set<Int>] = [:]
    for (key, list) in gazetteer.foldedNames where GazetteerStatistics.isArabic(key) {
      let settlements = list.map(\.place).filter {
        places[$0].kind.isSettlement && places[$0].kind != .neighbourhood
      }
      bearers[NameKey.loose(folded: key), default: []].formUnion(settlements)
    }
    var pairs: Set<[Int]> = []
    for indices in bearers.values where indices.count > 1 {
      let indices = indices.sorted()
      for (offset, first) in indices.enumerated() {
        for second in indices[(offset + 1)...] { pairs.insert([first, second]) }
      }
    }
    for pair in pairs {
      let (a, b) = (places[pair[0]], places[pair[1]])
      let distance = a.point.distance(to: b.point)
      guard distance <= Self.duplicateDistance, !Self.areToldApart(a, b),
        a.country == b.country || distance <= Self.sureDuplicateDistance,
        // A camp beside the village that it is called after is another place.
        (a.kind == .camp) == (b.kind == .camp)
      else { continue }
      report(
        .nearDuplicate, distance <= Self.sureDuplicateDistance ? .high : .medium, a, b.id,
        meters: distance, sources: a.sources + b.sources)
    }
  }

  /// Whether both names have a word that tells villages of one name apart, and not the same one.
  private static func areToldApart(_ a: Place, _ b: Place) -> Bool {
    func qualifiers(_ place: Place) -> Set<Substring> {
      let words = [place.nameArabic, place.nameEnglish]
        .flatMap { Folding.fold($0).split(separator: " ") }
        .map { $0.hasPrefix("ال") ? $0.dropFirst(2) : $0 }
      return Set(words).intersection(PlaceMerging.qualifiers)
    }
    let (ofA, ofB) = (qualifiers(a), qualifiers(b))
    return !ofA.isEmpty && !ofB.isEmpty && ofA.isDisjoint(with: ofB)
  }

  // MARK: Names

  mutating func checkNames(of place: Place) {
    if place.nameArabic.isEmpty != place.nameEnglish.isEmpty {
      report(
        .oneScriptOnly, place.country == "SY" ? .medium : .low, place,
        place.nameArabic.isEmpty ? "no Arabic" : "no Latin")
    }
    if let official = place.names.first(where: { $0.language == "ar" && $0.role == .official }) {
      let own = Folding.fold(official.text)
      let withArticle = place.names.first {
        $0.language == "ar" && Folding.fold($0.text) == "ال" + own
      }
      if let withArticle { report(.missingArticle, .low, place, withArticle.text) }
    }
    // Units have "governorate" and the like, and their seats the units' spellings.
    if place.kind.isSettlement, place.seatOf == nil, !place.kind.isAdministrative {
      let ocha = place.names.filter { $0.source == "ocha" }
      let arabic = ocha.count { $0.language == "ar" }
      let english = ocha.count { $0.language == "en" }
      if arabic != english, arabic > 0 || english > 0 {
        report(.unpairedNames, .low, place, "\(arabic) Arabic, \(english) English")
      }
    }
  }

  mutating func checkValidity(of place: Place, on date: CivilDate?) {
    func hasEnded(_ period: ValidityPeriod?) -> Bool {
      guard let last = period?.last else { return false }
      return date.map { last < $0 } ?? true
    }
    if let period = place.validity, hasEnded(period) {
      report(.endedValidity, .medium, place, "\(period)")
    }
    for name in place.names {
      guard let period = name.validity, hasEnded(period) else { continue }
      report(.endedValidity, .low, place, "\(name.text) \(period)")
    }
  }

  /// A place whose first Arabic name is an ordinary word, unless a person decided about it.
  mutating func checkCommonWords(
    of place: Place, _ words: Set<String>, _ overrides: PlaceOverrides
  ) {
    guard !words.isEmpty, place.country == "SY", !place.kind.isAdministrative,
      let name = place.names.first(where: { $0.language == "ar" })
    else { return }
    let folded = Folding.fold(name.text)
    let bare = folded.hasPrefix("ال") ? String(folded.dropFirst(2)) : folded
    guard words.contains(bare), overrides.rules(for: name.text).isEmpty else { return }
    // A town is named often enough for the word to be looked at.
    report(.commonWord, [.city, .town].contains(place.kind) ? .medium : .low, place, name.text)
  }

  // MARK: Tables of our own

  mutating func checkOverrides(_ overrides: PlaceOverrides) {
    for rule in overrides.stale {
      findings.append(
        GazetteerAudit.Finding(
          defect: .staleOverride, severity: .high,
          place: GazetteerAudit.AuditedPlace(id: "", name: rule.name), other: rule.reason,
          meters: nil, sourceRows: "overrides.csv:\(rule.line)"))
    }
  }

  mutating func checkAliases(_ aliases: AliasTable) {
    var bySource: [String: Int] = [:]
    for (index, place) in places.enumerated() {
      for source in place.sources where bySource[source] == nil { bySource[source] = index }
    }
    for row in aliases.rows {
      let line = "\(AliasTable.file):\(row.line)"
      let place = gazetteer.place(id: row.placeID) ?? bySource[row.placeID].map { places[$0] }
      guard let place else {
        findings.append(
          GazetteerAudit.Finding(
            defect: .staleAlias, severity: .high,
            place: GazetteerAudit.AuditedPlace(id: row.placeID, name: row.name.text),
            other: row.name.text, meters: nil, sourceRows: line))
        continue
      }
      // What a source has is not ours; what is not there at all was taken for another spelling.
      if !place.names.contains(where: { $0.text == row.name.text && $0.source == "conflictmap" }) {
        report(.unusedAlias, .low, place, row.name.text, sources: [line])
      }
    }
  }
}

extension AdministrativeBoundaries.Area {
  /// The distance from a point outside to the nearest border of the area, in metres, on a plane that
  /// touches the globe at the point; right to a thousandth within 50 km.
  func distance(to point: GeographicPoint) -> Double {
    let metres = 111_195.0
    let shrink = (point.latitude * .pi / 180).cosine
    var least = Double.infinity
    for polygon in polygons {
      for ring in [polygon.exterior] + polygon.holes {
        guard var previous = ring.vertices.last else { continue }
        for vertex in ring.vertices {
          let ax = (previous.longitude - point.longitude) * shrink
          let ay = previous.latitude - point.latitude
          let dx = (vertex.longitude - previous.longitude) * shrink
          let dy = vertex.latitude - previous.latitude
          let length = dx * dx + dy * dy
          let t = length > 0 ? (-(ax * dx + ay * dy) / length).clamped(0, 1) : 0
          let (x, y) = (ax + t * dx, ay + t * dy)
          least = min(least, (x * x + y * y).squareRoot() * metres)
          previous = vertex
        }
      }
    }
    return least
  }
}
