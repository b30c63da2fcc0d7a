extension PageLanguage {
  /// A reason of the geoparser in the page's language; as it is where there is no other wording.
  func reason(_ reason: String) -> String {
    guard self == .arabic else { return reason }
    if let fixed = Self.fixedReasons[reason] { return fixed }
    if reason.hasPrefix("cue ") { return "كلمة دالة: " + reason.dropFirst(4) }
    if let middle = reason.firstRange(of: " km from ") {
      return "على بعد \(reason[..<middle.lowerBound]) كم من \(reason[middle.upperBound...])"
    }
    if let between = reason.wholeMatch(of: /between (.+) and (.+)/) {
      return "بين \(between.1) و\(between.2)"
    }
    if let offset = reason.wholeMatch(of: /([0-9]+) m in direction ([0-9]+)°/) {
      return "على مسافة \(offset.1) م باتجاه \(offset.2)°"
    }
    return reason
  }

  private static let fixedReasons = [
    "exact name": "الاسم مطابق",
    "name but for article or blanks": "الاسم مطابق عدا أل التعريف أو الفراغات",
    "similar spelling": "إملاء قريب",
    "countryside": "ريف",
    "only place of this name": "المكان الوحيد بهذا الاسم",
    "part of an actor's name": "جزء من اسم جهة",
    "a person's name": "اسم شخص",
    "an adjective": "صفة",
    "no cue and no neighbour": "لا كلمة دالة ولا مكان مجاور",
    "far from the report's other places": "بعيد عن بقية أماكن التقرير",
    "in no gazetteer": "ليس في أي معجم أماكن",
    "decision in overrides.csv": "قرار في overrides.csv",
  ]
}
