internal import CivilCalendar
internal import SimpleFeatures

extension ControlMark {
  /// The marks as a layer, so that control can be computed anew from the GeoPackage alone.
  static func table(of marks: [ControlMark]) -> FeatureTable {
    FeatureTable(
      name: "control_marks", title: "Marks of control",
      summary: "Who held which place on a day, as a person put it down.", geometryType: .point,
      fields: [
        Field("place_id", .text, alias: "Place id"), Field("name", .text, alias: "Name"),
        Field("side", .text, alias: "Side"),
        Field("shared_with", .text, alias: "Shared with"),
        Field("claimed_by", .text, alias: "Claimed by"), Field("date", .date, alias: "Day"),
        Field("weight", .real, alias: "Weight"), Field("source", .text, alias: "Source"),
        Field("line", .integer, alias: "Line of the file"),
      ],
      features: marks.map { mark in
        Feature(
          values: [
            .text(mark.placeID), .text(mark.name), .text(mark.side), .init(mark.sharedWith),
            .init(mark.claimedBy), .time(mark.date.description), .real(mark.weight),
            .text(mark.source),
            .integer(mark.line),
          ], geometry: .point(mark.point))
      })
  }

  /// The mark of a row of ``table(of:)``, `nil` where it is none.
  init?(_ row: TableRows.Row) {
    guard case .point(let point)? = row.feature.geometry, let place = row.text("place_id"),
      let side = row.text("side"), let date = row.date("date"), let weight = row.real("weight")
    else { return nil }
    self.init(
      placeID: place, name: row.text("name") ?? "", point: point, side: side,
      sharedWith: row.text("shared_with"), date: date, weight: weight,
      source: row.text("source") ?? "", claimedBy: row.text("claimed_by"), markSize: nil,
      line: row.integer("line") ?? 0)
  }

  /// Whether another mark says the same, from whatever line.
  func saysSame(as other: ControlMark) -> Bool {
    (placeID, side, sharedWith, date, weight, claimedBy)
      == (other.placeID, other.side, other.sharedWith, other.date, other.weight, other.claimedBy)
  }
}
