/// What datasets call the countries of the theatre.
///
/// Sources: ISO 3166-1; K. S. Gleditsch and M. D. Ward, "A Revised List of Independent States since
/// the Congress of Vienna" (1999), the numbers of which UCDP uses; the regions of both codebooks.
struct Country: Hashable {
  var iso: Int
  var gleditschWard: Int?
  var name: String
  var acledRegion: String
  var ucdpRegion: String

  /// By the two letters of ISO 3166-1.
  static let all: [String: Country] = [
    "SY": middleEast(760, 652, "Syria"), "IQ": middleEast(368, 645, "Iraq"),
    "LB": middleEast(422, 660, "Lebanon"), "TR": middleEast(792, 640, "Turkey"),
    "JO": middleEast(400, 663, "Jordan"), "IL": middleEast(376, 666, "Israel"),
    "PS": middleEast(275, nil, "Palestine"), "IR": middleEast(364, 630, "Iran"),
    "SA": middleEast(682, 670, "Saudi Arabia"),
  ]

  static func named(_ name: String) -> Country? { all.values.first { $0.name == name } }

  private static func middleEast(_ iso: Int, _ gleditschWard: Int?, _ name: String) -> Country {
    Country(
      iso: iso, gleditschWard: gleditschWard, name: name, acledRegion: "Middle East",
      ucdpRegion: "Middle East")
  }
}
