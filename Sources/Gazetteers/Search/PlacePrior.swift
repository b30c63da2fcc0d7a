internal import Foundation

/// What speaks for a place before anything is known but that somebody names it.
///
/// In logits. This and the weights of ``NameQuery`` were fitted together, as a conditional logit of
/// which candidate is within 10 km (3 km) of the place that was coded, on the place texts of UCDP's
/// events of 2017 and on the labels of Wikipedia's control map of Hama and Idlib, each with and
/// without the governorate, and rounded; either set alone gives the same signs.
enum PlacePrior {
  /// - Parameter hasUnits: Whether the gazetteer knows the administrative units of any place.
  static func weight(of place: Place, hasUnits: Bool) -> Double {
    // 300 inhabitants and fewer count as 300.
    var weight = 0.25 * (log10(Double(max(place.population, 300))) - log10(300))
    weight += [0, 1, 1.2, 1.2, 0][min(4, max(0, place.rank))]
    // A name alone mostly means the settlement, not the unit that is called after it, and the
    // village rather than the quarter of a city.
    if place.kind.isAdministrative {
      weight -= 3
    } else if place.kind == .neighbourhood {
      weight -= 1.5
    } else if !place.kind.isSettlement {
      weight += 0.5
    }
    // Beyond the border of the units that the gazetteer has.
    if hasUnits, place.adm1.isEmpty, place.kind != .country, place.kind != .region { weight -= 3 }
    if hasTwoSources(place) { weight += 0.6 }
    return weight
  }

  /// Whether two sources that do not copy each other have the place: the better known, or at least
  /// surely there.
  private static func hasTwoSources(_ place: Place) -> Bool {
    var families: Set<Substring> = []
    for source in place.sources {
      switch source.prefix(while: { $0 != ":" }) {
      case "wof", "geonames": families.insert("geonames")
      case "wikidata", "osm": break
      case let other: families.insert(other)
      }
    }
    return families.count > 1
  }
}
