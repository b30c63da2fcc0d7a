internal import Cartography
internal import ConflictSymbology
internal import Gazetteers
internal import SimpleFeatures

/// A small map of the places that a report names, laid out on 480 u.
struct PlaceMap {
  private static let width = 480.0

  struct Marker {
    var place: NamedPlace
    var center: PagePoint
    /// Of the circle that the place lies in, where that is large enough to be seen.
    var reach: Double?
    /// The number, with the name where it has room.
    var label: Label?
  }

  struct Label {
    var text: String
    /// The baseline's middle.
    var position: PagePoint
    var size: Double
  }

  let projection: SheetProjection
  /// Those within the frame; the strongest last, so that they lie above the others.
  private(set) var markers: [Marker] = []
  private(set) var towns: [(center: PagePoint, label: Label)] = []

  /// The map of those of `places` that can be shown, `nil` where none can.
  init?(
    _ places: [NamedPlace], towns: [Place], language: PageLanguage,
    ground: ([GeographicPoint]) -> MapGround?
  ) {
    let drawable = places.filter(\.isDrawable)
    let framing = Self.framing(drawable)
    guard !framing.isEmpty, let ground = ground(framing),
      let projection = SheetProjection(
        showing: ground.extent, origin: PagePoint(x: 0, y: 0), width: Self.width,
        heights: 320...560, project: ground.project)
    else { return nil }
    self.projection = projection
    for place in drawable {
      guard let center = projection.position(of: place.point),
        projection.frame.insetBy(6).contains(center)
      else { continue }
      let reach = place.weight > .context ? (place.radius ?? 0) * projection.scale : 0
      markers.append(Marker(place: place, center: center, reach: reach > 9 ? reach : nil))
    }
    label(towns: towns, within: ground.extent, language)
    markers.sort { ($0.place.weight, $1.place.number) < ($1.place.weight, $0.place.number) }
  }

  /// The points that the frame must hold: where events were coded or told, and of what is only
  /// named what lies near; where nothing is told, everything.
  private static func framing(_ places: [NamedPlace]) -> [GeographicPoint] {
    var core = places.filter { $0.weight > .context && $0.isPoint }
    if core.isEmpty { core = places.filter { $0.weight > .context } }
    if core.isEmpty { core = places }
    guard let box = BoundingBox(core.map(\.point)) else { return [] }
    // Half a box more, and some 30 km: chosen so that the neighbours help to find one's way.
    let near = BoundingBox<GeographicPoint>(
      minX: box.minX - box.width / 2 - 0.3, minY: box.minY - box.height / 2 - 0.3,
      maxX: box.maxX + box.width / 2 + 0.3, maxY: box.maxY + box.height / 2 + 0.3)
    return core.map(\.point)
      + places.filter { $0.weight == .context && $0.isPoint && near.contains($0.point) }.map(
        \.point)
  }

  // MARK: Labels

  private mutating func label(
    towns: [Place], within extent: BoundingBox<GeographicPoint>, _ language: PageLanguage
  ) {
    var index = LabelIndex(frame: projection.frame.insetBy(3))
    // Room for the scale bar.
    index.reserve(BoundingBox(minX: 0, minY: projection.frame.maxY - 30, maxX: 130, maxY: 1e4))
    for marker in markers { index.reserve(marker.center.box(radius: 6)) }
    let order = markers.indices.sorted {
      (markers[$1].place.weight, markers[$0].place.number)
        < (markers[$0].place.weight, markers[$1].place.number)
    }
    for at in order {
      let marker = markers[at]
      let name = marker.place.title(in: language)
      let number = String(marker.place.number)
      let size = marker.place.weight == .event ? 14.0 : 12.5
      // Where the name has no room the number alone may have.
      markers[at].label =
        Self.label(
          number + " " + OverrideLine.plain(name), size: size, beside: marker.center, dot: 6,
          limit: 30, language, &index)
        ?? Self.label(
          number, size: size, beside: marker.center, dot: 6, limit: .infinity, language, &index)
    }
    let named = Set(markers.map(\.place.place.id))
    for town in towns where extent.contains(town.point) && !named.contains(town.id) {
      if self.towns.count >= 14 { break }
      if town.rank > 2, extent.width > 1.5 { break }
      guard let center = projection.position(of: town.point),
        projection.frame.insetBy(8).contains(center), index.price(of: center.box(radius: 3)) != nil
      else { continue }
      let name = language.names(town.nameEnglish, town.nameArabic).first
      guard
        let label = Self.label(
          OverrideLine.plain(name), size: 11, beside: center, dot: 2, limit: 8, language, &index)
      else { continue }
      index.reserve(center.box(radius: 3))
      self.towns.append((center, label))
    }
  }

  private static func label(
    _ text: String, size: Double, beside point: PagePoint, dot: Double, limit: Double,
    _ language: PageLanguage, _ index: inout LabelIndex
  ) -> Label? {
    let face = language == .arabic ? Typeface.arabicBold : Typeface.latinBold
    let text = face.fitted(text, size: size, width: 180)
    let width = face.width(of: text, size: size)
    let height = size * (face.ascent + face.descent)
    guard
      let (_, box) = index.place(
        width: width, height: height, beside: point, dotRadius: dot, limit: limit,
        prefersWest: language == .arabic)
    else { return nil }
    index.reserve(box)
    return Label(
      text: text, position: PagePoint(x: box.center.x, y: box.minY + size * face.ascent), size: size
    )
  }
}
