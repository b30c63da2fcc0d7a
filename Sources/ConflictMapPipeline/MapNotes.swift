internal import CivilCalendar
internal import ConflictSymbology
internal import SimpleFeatures

extension MapDrawing {
  /// What and when, for the line below the title.
  func subtitle(of sheet: MapSheet) -> LocalizedText {
    var english: [String] = []
    var arabic: [String] = []
    if let span = sheet.span, !layers.events.isEmpty {
      english.append("Reported events, \(MapDates.english(span))")
      arabic.append("أحداث وردت في التقارير، \(MapDates.arabic(span))")
    }
    if let date = sheet.controlDate, !layers.hasTimelessControl, !layers.areas(on: date).isEmpty {
      let last = layers.lastControlDate ?? date
      if date > last {
        english.append("control as last reported, \(MapDates.english(last))")
        arabic.append("السيطرة وفق آخر ما ورد، \(MapDates.arabic(last))")
      } else {
        english.append("control on \(MapDates.english(date))")
        arabic.append("السيطرة في \(MapDates.arabic(date))")
      }
    }
    return LocalizedText(
      english: english.joined(separator: "; "), arabic: arabic.joined(separator: "؛ "))
  }

  /// Method, sources and licences, a paragraph each.
  func notes(
    _ sheet: MapSheet, events: [MapLayers.MapEvent], hasControl: Bool, placeCount: Int
  ) -> [LocalizedText] {
    var notes: [LocalizedText] = []
    if let knownOn {
      notes.append(
        LocalizedText(
          english: "As known on \(MapDates.english(knownOn)): only what was published by that day.",
          arabic: "كما كان معروفاً في \(MapDates.arabic(knownOn)): ما نُشر حتى ذلك اليوم فقط."))
    }
    if hasControl, !layers.hasTimelessControl {
      notes.append(
        LocalizedText(
          english: "Areas of control are interpolated between \(placeCount) places whose holder "
            + "is known (smoothed nearest-settlement log-odds, 500 m grid): the line between two "
            + "places is an estimate. Hatched: the leading camp is less than 82 % likely. Without "
            + "colour: no known place within 12 km.",
          arabic: "مناطق السيطرة مستنتجة مما بين \(MapDates.arabicIndic(placeCount)) موقعاً تُعرف "
            + "الجهة المسيطرة عليه، والخط بين موقعين تقديري. المخطط: احتمال الجهة الغالبة دون "
            + "\(MapDates.arabicIndic(82)) ٪. بلا لون: لا موقع معروفاً ضمن "
            + "\(MapDates.arabicIndic(12)) كم."))
    }
    let english = reportCount.map { ", coded by conflictmap from \($0) reports" } ?? ""
    let arabic = reportCount.map { " من \(MapDates.arabicIndic($0)) تقريراً" } ?? ""
    if !layers.events.isEmpty {
      notes.append(
        LocalizedText(
          english: "Events as reported\(english); each can be followed to its source in "
            + "conflict.gpkg.",
          arabic: "الأحداث كما وردت\(arabic)، ويمكن تتبع كل منها إلى مصدره."))
    }
    if let extent = sheet.extent, sheet.frames.isEmpty {
      let outside = events.filter { event in
        (1...4).contains(event.precision) && !(event.point.map(extent.contains) ?? true)
      }
      if !outside.isEmpty {
        notes.append(
          LocalizedText(
            english: "\(outside.count) located events lie outside this map.",
            arabic: "خارج هذه الخريطة \(MapDates.arabicIndic(outside.count)) من الأحداث المحددة."))
      }
    }
    notes += design.notes.map { LocalizedText(english: $0, arabic: "") }
    // The composer adds what it left out, the projection and the disclaimer on boundaries.
    notes.append(LocalizedText(english: background.attribution.joined(separator: " "), arabic: ""))
    return notes
  }
}
