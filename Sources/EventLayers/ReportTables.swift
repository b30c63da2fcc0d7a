public import EventCoding
public import Gazetteers
internal import Geoparsing
public import NewsIngest
public import SimpleFeatures

extension FeatureTable {
  /// The reports that were read, without their texts.
  public static func reports(_ reports: [Report]) -> FeatureTable {
    FeatureTable(
      name: "reports", title: "Reports", summary: "The reports that were read.",
      geometryType: nil,
      fields: [
        Field("report_id", .text, alias: "Report id"), Field("title", .text, alias: "Title"),
        Field("source", .text, alias: "Outlet"), Field("author", .text, alias: "Author"),
        Field("url", .text, alias: "Address"), Field("published", .date, alias: "Published"),
        Field("language", .text, alias: "Language"), Field("origin", .text, alias: "Read from"),
        Field("scalars", .integer, alias: "Length in characters"),
      ],
      features: reports.map { report in
        Feature(values: [
          .text(report.id), .init(report.title), .init(report.source), .init(report.author),
          .init(report.url), day(report.published), .text(report.language.tag),
          .text(report.origin), .integer(report.text.unicodeScalars.count),
        ])
      })
  }

  /// Where the reports name places: a row a mention, also of those that are not resolved.
  public static func mentions(of codings: [ReportCoding]) -> FeatureTable {
    FeatureTable(
      name: "mentions", title: "Mentions",
      summary: "Where reports name places, what was made of it, and why.",
      geometryType: .point,
      fields: [
        Field("report_id", .text, alias: "Report id"), Field("start", .integer, alias: "From"),
        Field("end", .integer, alias: "To"), Field("text", .text, alias: "As written"),
        Field("status", .text, alias: "Status"), Field("role", .text, alias: "Role"),
        Field("place_id", .text, alias: "Place id"),
        Field("place_ar", .text, alias: "Place (Arabic)"),
        Field("place_en", .text, alias: "Place (English)"),
        Field("relation", .text, alias: "Relation to the place"),
        Field("geo_prec", .integer, alias: "Place precision"),
        Field("confidence", .real, alias: "Confidence (0 to 1)"),
        Field("reason", .json, alias: "Reasons"),
        Field("alternatives", .json, alias: "Other candidates"),
      ],
      features: codings.flatMap { coding in
        coding.mentions.map { mention in
          Feature(
            values: [
              .text(coding.report.id), .integer(mention.span.start), .integer(mention.span.end),
              .text(mention.text), .text(mention.resolution.status),
              .text(mention.role.rawValue), .init(mention.resolution.place?.id),
              filled(mention.resolution.place?.nameArabic ?? ""),
              filled(mention.resolution.place?.nameEnglish ?? ""),
              .text(mention.relation.rawValue), .integer(mention.precision),
              .init(mention.confidence), list(mention.reasons),
              list(mention.alternatives.map(\.id)),
            ], geometry: mention.point.map(Geometry.point))
        }
      })
  }

  /// The places that reports name, each once.
  ///
  /// - Parameter uses: How often a place is named, by its id; ids that the gazetteer does not have
  ///   are left out.
  public static func places(named uses: [String: Int], gazetteer: Gazetteer) -> FeatureTable {
    let named = uses.keys.sorted().compactMap { gazetteer.place(id: $0) }
    return FeatureTable(
      name: "places", title: "Places",
      summary: "The places of the gazetteer that the reports name.", geometryType: .point,
      fields: [
        Field("place_id", .text, alias: "Place id"), Field("name_ar", .text, alias: "Arabic name"),
        Field("name_en", .text, alias: "English name"), Field("kind", .text, alias: "Kind"),
        Field("adm1_pcode", .text, alias: "Governorate code"),
        Field("adm2_pcode", .text, alias: "District code"),
        Field("adm3_pcode", .text, alias: "Sub-district code"),
        Field("population", .integer, alias: "Population"),
        Field("mentions", .integer, alias: "Mentions"),
        Field("sources", .json, alias: "Sources"),
      ],
      features: named.map { place in
        Feature(
          values: [
            .text(place.id), filled(place.nameArabic), filled(place.nameEnglish),
            .text(place.kind.rawValue), filled(place.adm1), filled(place.adm2),
            filled(place.adm3), place.population > 0 ? .integer(place.population) : .null,
            .integer(uses[place.id] ?? 0), list(place.sources),
          ], geometry: .point(place.point))
      })
  }
}

extension Mention {
  /// The confidence of the resolution, `nil` where there is none.
  var confidence: Double? {
    if case .resolved(_, let confidence, _) = resolution { confidence } else { nil }
  }

  /// The other candidates, best first.
  var alternatives: [Place] {
    switch resolution {
    case .resolved(_, _, let alternatives): alternatives
    case .ambiguous(let candidates): candidates
    case .unknown, .notPlace: []
    }
  }
}
