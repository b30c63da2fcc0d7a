internal import CivilCalendar
internal import ControlInference
internal import EventLayers
internal import Gazetteers
internal import SimpleFeatures

extension ControlLayers {
  /// Areas of control, a row for each version.
  func areaTable() -> FeatureTable {
    FeatureTable(
      name: "control_areas", title: "Areas of control",
      summary: "Who holds the ground, computed between places whose holder is known; "
        + "a row holds from valid_from to valid_to, which is null while it still does.",
      geometryType: .multiPolygon,
      fields: [
        Field("side", .text, alias: "Side"), Field("shared_with", .text, alias: "Shared with"),
        Field("status", .text, alias: "Status"), Field("camp", .text, alias: "Camp"),
        Field("valid_from", .dateTime, alias: "From"), Field("valid_to", .dateTime, alias: "To"),
        Field("probability", .real, alias: "Probability (mean)"),
        Field("probability_least", .real, alias: "Probability (least)"),
        Field("places", .integer, alias: "Places"),
        Field("evidence_count", .integer, alias: "Pieces of evidence"),
        Field("evidence_oldest", .date, alias: "Oldest evidence"),
        Field("evidence_newest", .date, alias: "Newest evidence"),
        Field("oldest_age_days", .integer, alias: "Age of the oldest evidence (days)"),
        Field("newest_age_days", .integer, alias: "Age of the newest evidence (days)"),
        Field("area_km2", .real, alias: "Area (km²)"),
      ],
      features: areas.map { version in
        let area = version.area
        return Feature(
          values: [
            .text(area.holder.side), .init(area.holder.secondSide), .text(area.status.rawValue),
            .text(area.camp), .time(version.validFrom.firstSecond),
            time(version.validTo?.lastSecond), .real(rounded(area.meanProbability, 3)),
            .real(rounded(area.leastProbability, 3)), .integer(area.placeCount),
            .integer(area.evidenceCount), time(area.oldestEvidence?.description),
            time(area.newestEvidence?.description),
            .init(area.oldestEvidence.map { version.validFrom - $0 }),
            .init(area.newestEvidence.map { version.validFrom - $0 }),
            .real(rounded(area.area / 1e6, 2)),
          ], geometry: .multiPolygon(version.polygons))
      })
  }

  /// Front lines, a row for each version.
  func frontTable() -> FeatureTable {
    FeatureTable(
      name: "front_lines", title: "Front lines",
      summary: "The lines between the areas, in pieces with their own evidence: hostile where the "
        + "sides are of two camps, inferred where the evidence is old.",
      geometryType: .multiLineString,
      fields: [
        Field("side_a", .text, alias: "Side A"), Field("side_b", .text, alias: "Side B"),
        Field("hostile", .boolean, alias: "Between hostile camps"),
        Field("valid_from", .dateTime, alias: "From"), Field("valid_to", .dateTime, alias: "To"),
        Field("since", .date, alias: "Here since"),
        Field("last_evidence", .date, alias: "Last evidence"),
        Field("inferred", .boolean, alias: "Inferred: no recent evidence"),
        Field("inferred_from", .date, alias: "Inferred from"),
        Field("uncertainty_m", .real, alias: "Half width of the uncertainty (m)"),
        Field("length_km", .real, alias: "Length (km)"),
        Field("place_ids", .json, alias: "Nearest places"),
        Field("claim_ids", .json, alias: "Deciding claims"),
      ],
      features: fronts.map { version in
        let front = version.front
        return Feature(
          values: [
            .text("\(front.a)"), .text("\(front.b)"), .boolean(front.isHostile),
            .time(version.validFrom.firstSecond), time(version.validTo?.lastSecond),
            time(front.since?.description), time(front.lastEvidence?.description),
            .boolean(front.isInferred),
            time(front.lastEvidence.map { "\($0 + inferredAfterDays + 1)" }),
            front.uncertainty.isFinite ? .real(rounded(front.uncertainty, 0)) : .null,
            .real(rounded(front.length / 1000, 2)), list(front.placeIDs), list(front.claimIDs),
          ], geometry: .multiLineString(version.lines))
      })
  }

  /// Ground where no camp leads clearly, and ground far from any place whose holder is known.
  func groundTables() -> [FeatureTable] {
    func table(_ name: String, _ title: String, _ summary: String, _ ground: [Ground])
      -> FeatureTable
    {
      FeatureTable(
        name: name, title: title, summary: summary, geometryType: .multiPolygon,
        fields: [
          Field("valid_from", .dateTime, alias: "From"), Field("valid_to", .dateTime, alias: "To"),
        ],
        features: ground.filter { !$0.polygons.isEmpty }.map { version in
          Feature(
            values: [.time(version.validFrom.firstSecond), time(version.validTo?.lastSecond)],
            geometry: .multiPolygon(version.polygons))
        })
    }
    return [
      table(
        "contested_ground", "Contested or unclear ground",
        "Where the leading camp is less than 82 % likely to hold the ground.", contestedGround),
      table(
        "ground_without_data", "Ground without data",
        "More than 12 km from any place whose holder is known.", groundWithoutData),
    ]
  }

  /// Who holds each place, a row for each version.
  func settlementTable(gazetteer: Gazetteer) -> FeatureTable {
    FeatureTable(
      name: "settlement_control", title: "Control of places",
      summary: "Who holds each place by the claims that are known, a row for each change.",
      geometryType: .point,
      fields: [
        Field("place_id", .text, alias: "Place id"), Field("name_ar", .text, alias: "Arabic name"),
        Field("name_en", .text, alias: "English name"), Field("side", .text, alias: "Side"),
        Field("shared_with", .text, alias: "Shared with"), Field("state", .text, alias: "State"),
        Field("opponent", .text, alias: "Contested by"),
        Field("valid_from", .dateTime, alias: "From"), Field("valid_to", .dateTime, alias: "To"),
        Field("held_since", .date, alias: "Held since"),
        Field("probability", .real, alias: "Probability"),
        Field("evidence_count", .integer, alias: "Pieces of evidence"),
        Field("decided_by", .json, alias: "Deciding claims"),
      ],
      features: statuses.compactMap { version in
        let status = version.status
        guard let location = status.place.location else { return nil }
        let place = gazetteer.place(id: status.place.id)
        return Feature(
          values: [
            .text(status.place.id), .init(place?.nameArabic), .init(place?.nameEnglish),
            .init(status.holder?.side), .init(status.holder?.secondSide),
            .text(status.state.rawValue), .init(status.opponent),
            .time(version.validFrom.firstSecond), time(version.validTo?.lastSecond),
            time(status.heldSince?.description), .real(rounded(status.probability, 3)),
            .integer(status.evidenceCount), list(status.decidedBy),
          ], geometry: .point(location))
      })
  }
}

/// `number` to `decimals` decimals: what is known, without the noise of the last bits.
func rounded(_ number: Double, _ decimals: Int) -> Double {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  return (number * scale).rounded() / scale
}

/// A time as a cell, null where there is none.
func time(_ text: String?) -> FieldValue { text.map(FieldValue.time) ?? .null }
