internal import EventCoding
internal import Gazetteers
internal import Geoparsing
internal import SimpleFeatures

/// A place that a report names, with its number on the map.
struct NamedPlace {
  /// How strongly the map shows it.
  enum Weight: Int, Comparable {
    /// It is only named.
    case context
    /// Something is said to have happened there, and no event was coded.
    case told
    /// An event was coded there.
    case event

    static func < (a: Weight, b: Weight) -> Bool { a.rawValue < b.rawValue }
  }

  /// From 1, in the order in which the places are first named.
  var number: Int
  var place: Place
  var point: GeographicPoint
  var precision: Int
  /// Metres, as of the mention that is least sure.
  var radius: Double?
  var relation: PlaceRelation
  /// The indices of its mentions.
  var mentions: [Int]
  /// The indices of the events that were coded there.
  var events: [Int]
  var weight: Weight

  /// Whether it is a point, and not an area that has one in its middle.
  var isPoint: Bool { (1...4).contains(precision) }
  /// Whether the map shows it: what is known to a region or a country is nowhere in particular.
  var isDrawable: Bool { (1...7).contains(precision) && point.isValid }

  /// Its name, with what the words make of it: "near Zakat".
  func title(in language: PageLanguage) -> String {
    let name = language.names(place.nameEnglish, place.nameArabic).first
    return relationName(in: language).map { $0 + " " + name } ?? name
  }

  /// What the words make of the place; nothing where its name says so itself.
  func relationName(in language: PageLanguage) -> String? {
    let isArea = place.kind.isAdministrative || place.kind == .region
    return relation == .at || (relation == .area && isArea) ? nil : language.name(relation)
  }

  /// The places of `names`, one for each place and point.
  static func places(of names: [Mention], events: [Event]) -> [NamedPlace] {
    struct Key: Hashable {
      var id: String
      var point: GeographicPoint
    }
    var coded: [Key: [Int]] = [:]
    for (index, event) in events.enumerated() {
      guard let id = event.place.id, let point = event.place.point else { continue }
      coded[Key(id: id, point: point), default: []].append(index)
    }
    var result: [NamedPlace] = []
    var indices: [Key: Int] = [:]
    for (index, mention) in names.enumerated() {
      guard let place = mention.resolution.place, let point = mention.point else { continue }
      let key = Key(id: place.id, point: point)
      let weight: Weight =
        coded[key] != nil ? .event : mention.role == .event ? .told : .context
      if let known = indices[key] {
        result[known].mentions.append(index)
        result[known].weight = max(result[known].weight, weight)
        result[known].radius = [result[known].radius, mention.radius].compactMap { $0 }.max()
      } else {
        indices[key] = result.count
        result.append(
          NamedPlace(
            number: result.count + 1, place: place, point: point, precision: mention.precision,
            radius: mention.radius, relation: mention.relation, mentions: [index],
            events: coded[key] ?? [], weight: weight))
      }
    }
    return result
  }
}
