internal import Gazetteers
internal import SimpleFeatures

extension MentionWriter {
  func locate(
    _ mention: inout Mention, _ place: Place, _ context: NameContext, _ draft: MentionDraft,
    _ number: Int, _ drafts: [MentionDraft]
  ) {
    mention.precision = Self.precision(of: place)
    mention.point = place.point
    mention.radius = place.radius ?? Self.radius(ofPrecision: mention.precision)
    if let distance = context.distance, context.bearing >= 0 {
      mention.relation = .offset
      mention.precision = 3
      mention.point = place.point.moved(by: distance, towards: Double(context.bearing))
      // EVENTS.md table 6.
      mention.radius = 0.2 * distance
      mention.reasons.append("\(Int(distance.rounded())) m in direction \(context.bearing)°")
    } else if context.isBetween || context.cue == .road, place.country == table.home,
      let partner = partner(of: number, drafts)
    {
      mention.relation = .between
      mention.precision = 4
      let middle = place.point.middle(to: partner.point)
      mention.point = middle.point
      mention.radius = middle.reach
      mention.reasons.append("between \(place.nameEnglish) and \(partner.nameEnglish)")
    } else if context.bearing >= 0 && context.cue != .front {
      if place.kind == .country {
        mention.relation = .area
        mention.precision = 8
        mention.radius = nil
      } else if context.isCountryside || place.kind.isAdministrative || place.isExtensive {
        mention.relation = .area
        mention.precision = max(mention.precision, 5)
        mention.radius = nil
      } else {
        near(&mention)
      }
    } else if context.isCountryside {
      mention.relation = .area
      mention.precision = max(mention.precision, 5)
      mention.radius = mention.precision > 4 ? nil : mention.radius
    } else if context.isNear {
      near(&mention)
    } else if place.kind.isAdministrative || place.isExtensive {
      mention.relation = .area
    }
  }

  func near(_ mention: inout Mention) {
    guard mention.precision <= 2 else { return }
    mention.relation = .near
    mention.precision = 3
    mention.radius = 5000
  }

  /// "Moscow and Damascus": a capital beside foreign ones is its government.
  func isListedWithForeign(_ number: Int, _ drafts: [MentionDraft]) -> Bool {
    let context = drafts[number].context
    guard !context.isLocative, context.cue == nil || context.isBetween else {
      return false
    }
    let neighbours = [
      drafts[number].context.listedAfter,
      drafts.indices.contains(number + 1) && drafts[number + 1].context.listedAfter == number
        ? number + 1 : -1,
    ]
    return neighbours.contains { at in
      at >= 0 && drafts[at].isAccepted && (drafts[at].place ?? 0) >= table.firstForeign
    }
  }

  /// The other end of "between A and B".
  func partner(of number: Int, _ drafts: [MentionDraft]) -> Place? {
    let before = drafts[number].context.listedAfter
    let other =
      before >= 0
      ? before
      : drafts.indices.contains(number + 1)
        && drafts[number + 1].context.listedAfter == number ? number + 1 : -1
    guard other >= 0, drafts[other].isAccepted, drafts[other].share >= 0.5,
      let place = drafts[other].place, table.places[place].country == table.home
    else { return nil }
    return table.places[place]
  }

  /// EVENTS.md table 6.
  static func precision(of place: Place) -> Int {
    switch place.kind {
    case .hill, .checkpoint, .airport, .militaryBase, .junction, .crossing, .dam, .site: 1
    case .city, .town, .village, .neighbourhood, .camp, .field, .mountain: 2
    // Along the whole of a long river or road is no better known than in a region.
    case .river, .lake, .road: place.parts.isEmpty ? 4 : isWithinGovernorate(place) ? 7 : 8
    case .subDistrict: 5
    case .district: 6
    case .governorate: 7
    case .region: isWithinGovernorate(place) ? 7 : 8
    case .country: 9
    }
  }

  /// Whether all parts of a region lie in one governorate.
  static func isWithinGovernorate(_ region: Place) -> Bool {
    guard let first = region.parts.first?.prefix(4) else { return !region.adm1.isEmpty }
    return region.parts.allSatisfy { $0.utf8.starts(with: first.utf8) }
  }

  static func radius(ofPrecision precision: Int) -> Double? {
    switch precision {
    case 1: 250
    case 2: 1000
    case 3: 5000
    default: nil
    }
  }
}
