internal import CivilCalendar
internal import ConflictSymbology
internal import SimpleFeatures

/// One map: which ground, which days, under which title.
struct MapSheet {
  var extent: BoundingBox<GeographicPoint>?
  /// The events of these days are shown, all of them where `nil`.
  var span: DateSpan?
  /// Control as of this day; none where `nil`.
  var controlDate: CivilDate?
  var title: LocalizedText
  /// The spans that a map of several days shows one after the other or side by side; empty for a map
  /// of one.
  var frames: [DateSpan] = []
  var presentation = ConflictMapContent.Presentation.panels(columns: 3)
  /// Ground that changed hands since this day is marked.
  var changeSince: CivilDate?
}
