import CivilCalendar
import QGISExport
import SimpleFeatures

/// A small made-up war of ten days around Hama, with every table that a project knows.
enum Sample {
  static let span = DateSpan(day(11), day(20))

  static func day(_ day: Int) -> CivilDate {
    CivilDate(dayNumber: 18_047 + day)  // 2019-05-31 is day 18 047 (date -d 2019-05-31 +%s)
  }

  static let description = QGISProjectDescription(
    name: "sample", title: "Hama <2019> & \"more\" — حماة", summary: "Ten days of June 2019",
    attribution: "conflictmap; base map: made up", licence: "CC-BY-4.0",
    geoPackageName: "sample map.gpkg",
    extent: .init(minX: 36, minY: 34.8, maxX: 37.6, maxY: 35.8), timeSpan: span,
    timestamp: "2019-08-01T00:00:00Z", labelLanguage: .both,
    sides: [
      SideStyle(
        key: "government", nameEn: "Government", nameAr: "الحكومة", fill: "#E99A84",
        line: "#A8321A"),
      SideStyle(
        key: "opposition", nameEn: "Opposition", nameAr: "المعارضة", fill: "#BDE5C2",
        line: "#1B7A47"),
    ],
    eventTypes: [
      EventTypeStyle(
        key: "battles", nameEn: "Battles", nameAr: "معارك", colour: "#C81E1E", shape: .star),
      EventTypeStyle(
        key: "explosions_remote_violence", nameEn: "Explosions", nameAr: "انفجارات",
        colour: "#32215F", shape: .triangle),
    ])

  static func point(_ longitude: Double, _ latitude: Double) -> Geometry<GeographicPoint> {
    .point(GeographicPoint(longitude: longitude, latitude: latitude))
  }

  static func box(
    _ west: Double, _ south: Double, _ east: Double, _ north: Double
  ) -> Polygon<GeographicPoint> {
    Polygon(
      exterior: Ring([
        .init(longitude: west, latitude: south), .init(longitude: east, latitude: south),
        .init(longitude: east, latitude: north), .init(longitude: west, latitude: north),
      ]))
  }

  static func line(_ points: (Double, Double)...) -> Geometry<GeographicPoint> {
    .lineString(LineString(points.map { GeographicPoint(longitude: $0.0, latitude: $0.1) }))
  }

  static let events = FeatureTable(
    name: "events", title: "Events", summary: "Located events", geometryType: .point,
    fields: [
      Field("event_id", .text, alias: "Event"),
      Field("date_start", .date, alias: "First day", hxlTag: "#date+start"),
      Field("date_end", .date, alias: "Last day", hxlTag: "#date+end"),
      Field("t_start", .dateTime, alias: "From"), Field("t_end", .dateTime, alias: "Until"),
      Field("event_type", .text, alias: "Kind of event"), Field("place_ar", .text, alias: "المكان"),
      Field("place_en", .text, alias: "Place"), Field("geo_prec", .integer, alias: "Precision"),
      Field("killed_best", .integer, alias: "Killed"),
      Field("confidence", .real, alias: "Confidence"),
    ],
    features: (0..<60).map { index in
      let first = day(11 + index % 9)
      let last = first + (index % 3 == 0 ? 1 : 0)
      return Feature(
        values: [
          .text("e\(index)"), .time("\(first)"), .time("\(last)"), .time(first.firstSecond),
          .time(last.lastSecond),
          .text(["battles", "explosions_remote_violence", "riots"][index % 3]),
          index % 7 == 0 ? .null : .text("تل ملح"),
          .text(index % 5 == 0 ? "<script>alert(1)</script>" : "Tal Milh"),
          .integer(index % 4 == 0 ? 7 : 2), index % 6 == 0 ? .null : .integer(index),
          .real(0.5),
        ],
        geometry: point(36.2 + Double(index % 10) * 0.11, 35 + Double(index / 10) * 0.11))
    })

  static let validity = [
    Field("valid_from", .dateTime, alias: "From"), Field("valid_to", .dateTime, alias: "Until"),
  ]

  /// The front moves east on the 16th: the first version ends with the 15th, the second is open.
  static func versions(
    _ values: (_ meridian: Double) -> [([FieldValue], Geometry<GeographicPoint>)]
  ) -> [Feature] {
    let times: [(Double, [FieldValue])] = [
      (36.6, [.time(day(11).firstSecond), .time(day(15).lastSecond)]),
      (36.9, [.time(day(16).firstSecond), .null]),
    ]
    return times.flatMap { meridian, validity in
      values(meridian).map { Feature(values: $0.0 + validity, geometry: $0.1) }
    }
  }

  static let tables: [FeatureTable] = [
    events,
    FeatureTable(
      name: "event_uncertainty", title: "Uncertainty", summary: "Where an event may have been",
      geometryType: .multiPolygon, fields: [Field("event_id", .text, alias: "Event")] + validity,
      features: [
        Feature(
          values: [.text("e0"), .null, .null], geometry: .polygon(box(36.1, 34.9, 36.4, 35.2)))
      ]
    ),
    FeatureTable(
      name: "mentions", title: "Mentions", summary: "Places named in reports",
      geometryType: .point, fields: [Field("text", .text, alias: "Words")],
      features: [Feature(values: [.text("حماة")], geometry: point(36.75, 35.13))]),
    FeatureTable(
      name: "settlement_control", title: "Settlements", summary: "Who holds them",
      geometryType: .point, fields: [Field("side", .text, alias: "Side")] + validity,
      features: versions { meridian in
        stride(from: 36.15, to: 37.5, by: 0.15).map {
          ([.text($0 < meridian ? "government" : "opposition")], point($0, 35.4))
        } + [([.text("unheard of")], point(37.4, 35.6))]
      }),
    FeatureTable(
      name: "front_lines", title: "Front lines", summary: "Between the sides",
      geometryType: .multiLineString,
      fields: [
        Field("side_a", .text, alias: "One side"), Field("side_b", .text, alias: "Other side"),
        Field("hostile", .boolean, alias: "Hostile"),
      ] + validity,
      features: versions { meridian in
        [
          (
            [.text("government"), .text("opposition"), .boolean(true)],
            line((meridian, 34.9), (meridian + 0.05, 35.3), (meridian, 35.7))
          ),
          (
            [.text("opposition"), .text("opposition"), .boolean(false)],
            line((meridian, 35.3), (37.5, 35.3))
          ),
        ]
      }),
    FeatureTable(
      name: "control_areas", title: "Areas of control", summary: "Inferred from reports",
      geometryType: .multiPolygon,
      fields: [
        Field("side", .text, alias: "Side"), Field("status", .text, alias: "Status"),
        Field("probability", .real, alias: "Probability"),
      ] + validity,
      features: versions { meridian in
        [
          (
            [.text("government"), .text("held"), .real(0.9)],
            .polygon(box(36.1, 34.9, meridian, 35.7))
          ),
          (
            [.text("opposition"), .null, .real(0.8)],
            .polygon(box(meridian, 35.1, 37.5, 35.7))
          ),
          (
            [.text("opposition"), .text("contested"), .real(0.6)],
            .multiPolygon([box(meridian, 34.9, 37.5, 35.1)])
          ),
        ]
      }),
    FeatureTable(
      name: "places", title: "Places", summary: "Gazetteer", geometryType: .point,
      fields: [
        Field("place_id", .text, alias: "Id"), Field("name_ar", .text, alias: "الاسم"),
        Field("name_en", .text, alias: "Name"), Field("kind", .text, alias: "Kind"),
      ],
      features: [
        Feature(
          values: [.text("1"), .text("حماة"), .text("Hama"), .text("city")],
          geometry: point(36.75, 35.13)),
        Feature(
          values: [.text("2"), .text("مورك"), .text(""), .text("town")],
          geometry: point(36.69, 35.37)),
        Feature(
          values: [.text("3"), .null, .text("Khan Shaykhun & <b>"), .text("town")],
          geometry: point(36.65, 35.44)),
      ]),
    FeatureTable(
      name: "boundaries", title: "Boundaries", summary: "Made up", geometryType: .lineString,
      fields: [Field("adm_level", .integer, alias: "Level")],
      features: [
        Feature(
          values: [.integer(0)], geometry: line((36.05, 34.85), (37.55, 34.85), (37.55, 35.75))),
        Feature(values: [.integer(1)], geometry: line((36.05, 35.5), (37.55, 35.55))),
        Feature(values: [.null], geometry: line((36.05, 35.2), (36.5, 35.25))),
      ]),
    FeatureTable(
      name: "governorates", title: "Governorates", summary: "Made up", geometryType: .polygon,
      fields: [Field("name_ar", .text, alias: "الاسم"), Field("name_en", .text, alias: "Name")],
      features: [
        Feature(
          values: [.text("حماة"), .text("Hama")], geometry: .polygon(box(36.05, 34.85, 37.55, 35.5))
        )
      ]),
    FeatureTable(
      name: "coast", title: "Coast", summary: "", geometryType: .lineString, fields: [],
      features: [Feature(values: [], geometry: line((36.02, 34.8), (36.03, 35.8)))]),
    FeatureTable(
      name: "rivers", title: "Rivers", summary: "", geometryType: .lineString, fields: [],
      features: [Feature(values: [], geometry: line((36.4, 35.75), (36.5, 35.3), (36.75, 34.9)))]),
    FeatureTable(
      name: "roads", title: "Roads", summary: "", geometryType: .lineString, fields: [],
      features: [Feature(values: [], geometry: line((36.75, 34.85), (36.7, 35.75)))]),
    FeatureTable(name: "lakes", title: "Lakes", summary: "", geometryType: .polygon, fields: []),
    FeatureTable(
      name: "reports", title: "Reports", summary: "What was read", geometryType: nil,
      fields: [Field("report_id", .text, alias: "Report"), Field("title", .text, alias: "Title")],
      features: [Feature(values: [.text("r1"), .text("حماة '; --")])]),
    FeatureTable(
      name: "claims", title: "Claims", summary: "Who says what", geometryType: nil,
      fields: [Field("claim_id", .text, alias: "Claim")]),
    FeatureTable(
      name: "extra", title: "A table of somebody's", summary: "", geometryType: .point,
      fields: [Field("a \"name\" with 'quotes' %]", .text, alias: "<alias> %] 'x'")],
      features: [Feature(values: [.text("x")], geometry: point(37.2, 35.2))]),
  ]
}
