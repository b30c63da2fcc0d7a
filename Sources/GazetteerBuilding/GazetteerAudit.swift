public import Gazetteers
internal import SimpleFeatures
internal import TextAnalysis

/// What is known to be doubtful in a gazetteer, place by place.
public struct GazetteerAudit: Hashable, Sendable {
  public enum Defect: String, Hashable, Sendable, CaseIterable {
    /// The point lies outside the sub-district that the place's code names; `meters` from it.
    case pointOutsideUnit = "point_outside_unit"
    /// Another settlement of one loose Arabic name lies within 5 km.
    case nearDuplicate = "near_duplicate"
    /// OCHA's name lacks the article that another source has.
    case missingArticle = "missing_article"
    /// The place has a name in one script only.
    case oneScriptOnly = "one_script_only"
    /// Two sources put the place more than 2 km apart.
    case sourcesDisagree = "sources_disagree"
    /// The point lies on whole minutes of arc: it may be off by a kilometre.
    case wholeMinutes = "whole_minutes"
    /// A part, a parent or a unit that does not exist.
    case danglingReference = "dangling_reference"
  }

  public struct Finding: Hashable, Sendable {
    public let defect: Defect
    public let placeID: String
    public let name: String
    /// The other place or the value concerned.
    public let other: String
    /// Metres, where the defect has a distance.
    public let meters: Int?
  }

  /// Sorted by defect, place and the other.
  public let findings: [Finding]

  /// How near two settlements of one name must lie to be suspected to be one, in metres.
  static let duplicateDistance = 5_000.0
  /// How far apart the sources' points may lie before that is told, in metres.
  static let disagreementDistance = 2_000.0

  public init(_ gazetteer: Gazetteer, boundaries: AdministrativeBoundaries) {
    var findings: [Finding] = []
    func report(_ defect: Defect, _ place: Place, _ other: String, meters: Double? = nil) {
      findings.append(
        Finding(
          defect: defect, placeID: place.id,
          name: place.nameArabic.isEmpty ? place.nameEnglish : place.nameArabic, other: other,
          meters: meters.map { Int($0.rounded()) }))
    }
    for place in gazetteer.places {
      if !place.adm3.isEmpty, place.kind != .subDistrict, let unit = boundaries[place.adm3],
        !unit.contains(place.point)
      {
        report(
          .pointOutsideUnit, place,
          boundaries.subDistrict(containing: place.point)?.code ?? "no unit",
          meters: unit.distance(to: place.point))
      }
      if place.nameArabic.isEmpty != place.nameEnglish.isEmpty {
        report(.oneScriptOnly, place, place.nameArabic.isEmpty ? "no Arabic" : "no Latin")
      }
      for source in place.points {
        let distance = source.point.distance(to: place.point)
        if distance > Self.disagreementDistance {
          report(.sourcesDisagree, place, source.source, meters: distance)
        }
      }
      if place.id.hasPrefix("G") || place.id.hasPrefix("W"),
        Self.isWholeMinute(place.point.latitude), Self.isWholeMinute(place.point.longitude)
      {
        report(.wholeMinutes, place, "")
      }
      for reference in [place.parent].compactMap({ $0 }) + place.parts + [place.adm1, place.adm3]
      where !reference.isEmpty && gazetteer.place(id: reference) == nil {
        report(.danglingReference, place, reference)
      }
      if let official = place.names.first(where: { $0.language == "ar" && $0.role == .official }) {
        let own = Folding.fold(official.text)
        let withArticle = place.names.first {
          $0.language == "ar" && Folding.fold($0.text) == "ال" + own
        }
        if let withArticle { report(.missingArticle, place, withArticle.text) }
      }
    }
    findings += Self.nearDuplicates(gazetteer)
    self.findings = findings.sorted {
      ($0.defect.rawValue, $0.placeID, $0.other) < ($1.defect.rawValue, $1.placeID, $1.other)
    }
  }

  /// How many findings there are of each defect, the defects in the order of their names.
  public var summary: [(defect: Defect, count: Int)] {
    Defect.allCases.sorted { $0.rawValue < $1.rawValue }.map { defect in
      (defect, findings.count { $0.defect == defect })
    }
  }

  /// The findings as a CSV table.
  public var csv: String {
    CSVText.table(
      ["defect", "place_id", "name", "other", "meters"],
      findings.map {
        [$0.defect.rawValue, $0.placeID, $0.name, $0.other, $0.meters.map(String.init) ?? ""]
      })
  }

  private static func nearDuplicates(_ gazetteer: Gazetteer) -> [Finding] {
    var bearers: [String: Set<Int>] = [:]
    for (key, list) in gazetteer.foldedNames where GazetteerStatistics.isArabic(key) {
      let settlements = list.map(\.place).filter {
        gazetteer.places[$0].kind.isSettlement && gazetteer.places[$0].kind != .neighbourhood
      }
      bearers[NameKey.loose(folded: key), default: []].formUnion(settlements)
    }
    var pairs: Set<[Int]> = []
    for indices in bearers.values where indices.count > 1 {
      let indices = indices.sorted()
      for (offset, first) in indices.enumerated() {
        for second in indices[(offset + 1)...] where distance(first, second) <= duplicateDistance {
          pairs.insert([first, second])
        }
      }
    }
    func distance(_ a: Int, _ b: Int) -> Double {
      gazetteer.places[a].point.distance(to: gazetteer.places[b].point)
    }
    return pairs.map { pair in
      let place = gazetteer.places[pair[0]]
      return Finding(
        defect: .nearDuplicate, placeID: place.id,
        name: place.nameArabic.isEmpty ? place.nameEnglish : place.nameArabic,
        other: gazetteer.places[pair[1]].id, meters: Int(distance(pair[0], pair[1]).rounded()))
    }
  }

  /// Whether an angle in degrees is a whole number of minutes, at the table's five decimals.
  static func isWholeMinute(_ degrees: Double) -> Bool {
    let minutes = degrees * 60
    return abs(minutes - minutes.rounded()) < 0.0004
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
