internal import CivilCalendar
internal import Numerals

enum TimeUnit: Hashable, Sendable { case hour, day, week, month, year, decade }

/// What a word does in an expression of time.
enum TimeWord: Hashable, Sendable {
  case weekday(Weekday)
  /// A name of a weekday that needs يوم or a capital letter, being another word too.
  case shortWeekday(Weekday)
  case unit(TimeUnit)
  case twoUnits(TimeUnit)
  case units(TimeUnit)
  case today, yesterday, tomorrow, tonight, overnight
  case past, next, current, this, same, previousOne, followingOne
  case before, ago, since, after, during
  case early, middle, late, final
  case dayPart, few, recent
  case of, on, to, and, from, between, the, more
  case season(Int)

  /// Whether every expression of time has a word such as this, a number or a month in it.
  var tellsTime: Bool {
    switch self {
    case .weekday, .shortWeekday, .unit, .twoUnits, .units, .today, .yesterday, .tomorrow,
      .tonight, .overnight, .dayPart, .season:
      true
    default: false
    }
  }

  static let arabic: WordTable<TimeWord> = table([
    (.weekday(.monday), "اثنين إثنين"), (.weekday(.tuesday), "ثلاثاء"),
    (.weekday(.wednesday), "أربعاء"), (.weekday(.thursday), "خميس"),
    (.weekday(.friday), "جمعة"), (.weekday(.saturday), "سبت"), (.weekday(.sunday), "أحد"),
    (.unit(.hour), "ساعة"), (.twoUnits(.hour), "ساعتين ساعتان"), (.units(.hour), "ساعات"),
    (.unit(.day), "يوم يوما"), (.twoUnits(.day), "يومين يومان"), (.units(.day), "أيام"),
    (.unit(.week), "أسبوع أسبوعا إسبوع"), (.twoUnits(.week), "أسبوعين أسبوعان"),
    (.units(.week), "أسابيع"), (.unit(.month), "شهر شهرا"), (.twoUnits(.month), "شهرين شهران"),
    (.units(.month), "أشهر شهور"), (.unit(.year), "عام عاما سنة"),
    (.twoUnits(.year), "عامين عامان سنتين سنتان"), (.units(.year), "أعوام سنوات سنين"),
    (.unit(.decade), "عقد عقدا"), (.twoUnits(.decade), "عقدين عقدان"), (.units(.decade), "عقود"),
    (.yesterday, "أمس البارحة الأمس"), (.tomorrow, "غدا الغد غد"), (.tonight, "الليلة"),
    (
      .past,
      "ماضي ماضية ماضيين ماضيتين ماض منصرم منصرمة منصرمين فائت فائتة أخيرة أخيرين ماضيان"
    ),
    (.next, "قادم قادمة مقبل مقبلة قادمين مقبلين"), (.current, "جاري جارية حالي حالية جار"),
    (.this, "هذا هذه"), (.same, "نفسه نفسها ذاته ذاتها"), (.previousOne, "سابق سابقة"),
    (.followingOne, "تالي تالية"), (.before, "قبل"), (.since, "منذ مذ"), (.after, "بعد"),
    (.during, "خلال غضون"), (.early, "أوائل مطلع بداية مستهل بدايات"),
    (.middle, "منتصف أواسط وسط"), (.late, "أواخر نهاية نهايات ختام"), (.final, "آخر أخير"),
    (.dayPart, "صباح مساء فجر ليل ليلة ظهر عصر ظهيرة عشية صبيحة ضحى مغرب"),
    (.few, "قليلة بضعة بضع عدة معدودة"), (.of, "من ل"), (.on, "في بتاريخ"),
    (.to, "إلى حتى ولغاية لغاية"), (.and, "و"), (.between, "بين"),
    (.more, "حوالي نحو قرابة أكثر زهاء"), (.season(6), "صيف"), (.season(9), "خريف"),
    (.season(12), "شتاء"),
  ])

  static let english: WordTable<TimeWord> = table([
    (.weekday(.monday), "monday mondays"), (.weekday(.tuesday), "tuesday"),
    (.weekday(.wednesday), "wednesday"), (.weekday(.thursday), "thursday"),
    (.weekday(.friday), "friday"), (.weekday(.saturday), "saturday"),
    (.weekday(.sunday), "sunday"), (.shortWeekday(.monday), "mon"),
    (.shortWeekday(.tuesday), "tue tues"), (.shortWeekday(.wednesday), "wed"),
    (.shortWeekday(.thursday), "thu thurs"), (.shortWeekday(.friday), "fri"),
    (.shortWeekday(.saturday), "sat"), (.shortWeekday(.sunday), "sun"),
    (.unit(.hour), "hour"), (.units(.hour), "hours"), (.unit(.day), "day"),
    (.units(.day), "days"), (.unit(.week), "week"), (.units(.week), "weeks"),
    (.unit(.month), "month"), (.units(.month), "months"), (.unit(.year), "year"),
    (.units(.year), "years"), (.unit(.decade), "decade"), (.units(.decade), "decades"),
    (.today, "today"), (.yesterday, "yesterday"), (.tomorrow, "tomorrow"), (.tonight, "tonight"),
    (.overnight, "overnight"), (.past, "last past"), (.next, "next coming upcoming"),
    (.current, "current"), (.this, "this"), (.same, "same"), (.previousOne, "previous preceding"),
    (.followingOne, "following"), (.before, "before"), (.ago, "ago"), (.since, "since"),
    (.after, "after"), (.during, "during in within over"), (.early, "early beginning start"),
    (.middle, "mid middle"), (.late, "late end"),
    (.dayPart, "morning evening afternoon night noon dawn midnight"),
    (.few, "few several"), (.recent, "recent"), (.of, "of"), (.on, "on"),
    (.to, "to until till through"), (.and, "and"), (.from, "from"), (.between, "between"),
    (.the, "the"), (.more, "about around nearly almost over more some than"),
    (.season(6), "summer"), (.season(9), "autumn fall"), (.season(12), "winter"),
    (.season(3), "spring"),
  ])

  /// The first years of the decades of the 20th century: "الثمانينيات".
  static let decades = WordTable<Int>(
    [
      (1920, "عشرين"), (1930, "ثلاثين"), (1940, "أربعين"), (1950, "خمسين"), (1960, "ستين"),
      (1970, "سبعين"), (1980, "ثمانين"), (1990, "تسعين"),
    ].flatMap { year, stem in [(stem + "يات", year), (stem + "ات", year)] })

  private static func table(_ rows: [(TimeWord, String)]) -> WordTable<TimeWord> {
    WordTable(
      rows.flatMap { word, list in list.split(separator: " ").map { (String($0), word) } })
  }
}
