import CivilCalendar
import Foundation
import Testing
import TextAnalysis

@testable import TemporalTagging

/// Words published on Thursday 2019-06-20, with the days that they mean, counted by hand on a
/// calendar; the Hijri ones from the published Umm al-Qura tables (1 Ramadan 1440 = 2019-05-06,
/// 1 Shawwal 1440 = 2019-06-04, 10 Dhu al-Hijja 1440 = 2019-08-11, 1 Muharram 1441 = 2019-08-31).
enum TemporalTable {
  static let published = CivilDate(year: 2019, month: 6, day: 20)

  /// A row a line: the words | first day, perhaps with .. and the last | precision of table 5.
  static let arabic = """
    في 24 نيسان 2019 | 2019-04-24 | 1
    24 نيسان / أبريل 2019 | 2019-04-24 | 1
    الخميس 20 يونيو / حزيران 2019 | 2019-06-20 | 1
    يوم 6 أيار 2019 | 2019-05-06 | 1
    ٦ أيار ٢٠١٩ | 2019-05-06 | 1
    ۶ مايو/أيار ۲۰۱۹ | 2019-05-06 | 1
    6 أيار (مايو) 2019 | 2019-05-06 | 1
    ٢٠١٩/٠٥/٠٦ | 2019-05-06 | 1
    6/5/2019 | 2019-05-06 | 1
    06-05-2019 | 2019-05-06 | 1
    6.5.2019 | 2019-05-06 | 1
    بتاريخ 16/6 | 2019-06-16 | 1
    14 جانفي 2015 | 2015-01-14 | 1
    3 فيفري 2016 | 2016-02-03 | 1
    20 أوت 2013 | 2013-08-20 | 1
    21 آب 2013 | 2013-08-21 | 1
    12 كانون الثاني 2017 | 2017-01-12 | 1
    22 كانون الأول 2016 | 2016-12-22 | 1
    9 تشرين الأول 2015 | 2015-10-09 | 1
    24 تشرين الثاني/نوفمبر 2015 | 2015-11-24 | 1
    الثاني والعشرين من حزيران 2017 | 2017-06-22 | 1
    الأول من أيلول 2018 | 2018-09-01 | 1
    30 أيلول عام 2015 | 2015-09-30 | 1
    17 أيلول من عام 2018 | 2018-09-17 | 1
    السابع من نيسان، 2017 | 2017-04-07 | 1
    24 نيسان الماضي | 2019-04-24 | 1
    10 حزيران الجاري | 2019-06-10 | 1
    العاشر من الشهر الجاري | 2019-06-10 | 1
    10 حزيران | 2019-06-10 | 1
    25 كانون الأول | 2018-12-25 | 1
    الاثنين 6 أيار | 2019-05-06 | 1
    الأربعاء الموافق 19 حزيران | 2019-06-19 | 1
    أمس الأربعاء 19 يونيو / حزيران | 2019-06-19 | 1
    في أيار عام 2016 | 2016-05-01..2016-05-31 | 4
    شباط/فبراير 2020 | 2020-02-01..2020-02-29 | 4
    في نيسان الماضي | 2019-04-01..2019-04-30 | 4
    في شهر آب | 2018-08-01..2018-08-31 | 4
    عام 2016 | 2016-01-01..2016-12-31 | 5
    سنة ٢٠١٦ | 2016-01-01..2016-12-31 | 5
    مطلع عام 2014 | 2014-01-01..2014-03-31 | 5
    نهاية عام 2016 | 2016-10-01..2016-12-31 | 5
    النصف الأول من عام 2018 | 2018-01-01..2018-06-30 | 5
    الربع الأخير من العام الماضي | 2018-10-01..2018-12-31 | 5
    ثمانينيات القرن الماضي | 1980-01-01..1989-12-31 | 5
    ليلة الثلاثاء - الأربعاء | 2019-06-18..2019-06-19 | 2
    ليلة الخميس - الجمعة | 2019-06-13..2019-06-14 | 2
    صيف 2014 | 2014-06-01..2014-08-31 | 5
    أواخر نيسان | 2019-04-21..2019-04-30 | 4
    أواخر نيسان أبريل الماضي | 2019-04-21..2019-04-30 | 4
    منتصف أيار 2019 | 2019-05-11..2019-05-20 | 4
    أوائل حزيران الجاري | 2019-06-01..2019-06-10 | 4
    مطلع الشهر الجاري | 2019-06-01..2019-06-10 | 4
    الأسبوع الأول من شباط 2019 | 2019-02-01..2019-02-07 | 3
    الأسبوع الأول من شهر شباط/فبراير 2020 | 2020-02-01..2020-02-07 | 3
    الأسبوع الأخير من أيار | 2019-05-25..2019-05-31 | 3
    أمس | 2019-06-19 | 1
    أمس الأربعاء | 2019-06-19 | 1
    أول أمس | 2019-06-18 | 1
    أول من أمس | 2019-06-18 | 1
    مساء أمس | 2019-06-19 | 1
    اليوم | 2019-06-20 | 1
    اليوم الخميس | 2019-06-20 | 1
    صباح اليوم | 2019-06-20 | 1
    غدا | 2019-06-21 | 1
    السبت الماضي | 2019-06-15 | 1
    الخميس الماضي | 2019-06-13 | 1
    يوم الأحد | 2019-06-16 | 1
    الخميس | 2019-06-20 | 1
    فجر الأربعاء | 2019-06-19 | 1
    قبل يومين | 2019-06-18 | 1
    منذ يومين | 2019-06-18 | 1
    منذ ثلاثة أيام | 2019-06-17 | 1
    قبل خمسة عشر يوما | 2019-06-05 | 1
    قبل 3 أيام | 2019-06-17 | 1
    الأسبوع الماضي | 2019-06-10..2019-06-16 | 3
    هذا الأسبوع | 2019-06-17..2019-06-20 | 3
    الجمعة من الأسبوع الماضي | 2019-06-14 | 1
    الشهر الماضي | 2019-05-01..2019-05-31 | 4
    الشهر الجاري | 2019-06-01..2019-06-20 | 4
    العام الماضي | 2018-01-01..2018-12-31 | 5
    خلال الأيام القليلة الماضية | 2019-06-17..2019-06-20 | 2
    خلال الأيام الثلاثة الماضية | 2019-06-17..2019-06-20 | 2
    الأيام الماضية | 2019-06-14..2019-06-20 | 3
    الأسابيع القليلة الماضية | 2019-05-30..2019-06-20 | 4
    الشهرين الماضيين | 2019-04-20..2019-06-20 | 5
    اليومين الماضيين | 2019-06-18..2019-06-20 | 2
    خلال الـ24 ساعة الماضية | 2019-06-19..2019-06-20 | 2
    الساعات الماضية | 2019-06-19..2019-06-20 | 2
    آخر ثلاثة أيام | 2019-06-17..2019-06-20 | 2
    قبل أسبوع | 2019-06-10..2019-06-16 | 3
    قبل حوالي 3 أسابيع | 2019-05-27..2019-06-02 | 3
    قبل شهر | 2019-05-05..2019-06-04 | 4
    منذ أكثر من شهر | 2019-05-20..2019-06-20 | 4
    منذ حوالي الشهرين | 2019-04-20..2019-06-20 | 5
    الليلة الماضية | 2019-06-19..2019-06-20 | 2
    من 24 نيسان حتى 5 أيار | 2019-04-24..2019-05-05 | 4
    بين 6 و8 أيار | 2019-05-06..2019-05-08 | 2
    من 6 إلى 8 أيار 2019 | 2019-05-06..2019-05-08 | 2
    يومي 6 و7 أيار 2019 | 2019-05-06..2019-05-07 | 2
    في 3 و4 حزيران | 2019-06-03..2019-06-04 | 2
    أيام 3 و4 و5 حزيران | 2019-06-03..2019-06-05 | 2
    بين شهري نيسان وأيار 2019 | 2019-04-01..2019-05-31 | 5
    بتاريخ الخميس الواقع في 13/6/2019 | 2019-06-13 | 1
    6-8 أيار 2019 | 2019-05-06..2019-05-08 | 2
    منذ أواخر نيسان حتى اليوم | 2019-04-21..2019-06-20 | 5
    منذ 6 حزيران | 2019-06-06..2019-06-20 | 4
    منذ عام 2012 | 2012-01-01..2019-06-20 | 5
    من 20 كانون الأول حتى 5 كانون الثاني | 2018-12-20..2019-01-05 | 4
    بين عامي 2012 و2016 | 2012-01-01..2016-12-31 | 5
    15 رمضان 1440 | 2019-05-20 | 1
    10 ذي الحجة 1440 | 2019-08-11 | 1
    1 محرم 1441 | 2019-08-31 | 1
    رمضان الماضي | 2019-05-06..2019-06-03 | 4
    عيد الفطر | 2019-06-04..2019-06-06 | 2
    بعد أربعة أعوام على مقتلهم | - | 6
    بعد يومين من الهجوم | - | 6
    """

  static let english = """
    on 6 May | 2019-05-06 | 1
    May 6, 2019 | 2019-05-06 | 1
    on May 6 | 2019-05-06 | 1
    the 6th of May 2019 | 2019-05-06 | 1
    Monday, 6 May 2019 | 2019-05-06 | 1
    Sept 30, 2015 | 2015-09-30 | 1
    21 August 2013 | 2013-08-21 | 1
    December 25 | 2018-12-25 | 1
    2019-06-16 | 2019-06-16 | 1
    20/06/2019 | 2019-06-20 | 1
    06/22/2018 | 2018-06-22 | 1
    6-8 May | 2019-05-06..2019-05-08 | 2
    on 6 and 7 May | 2019-05-06..2019-05-07 | 2
    on 3, 4 and 5 June | 2019-06-03..2019-06-05 | 2
    May 6-8, 2019 | 2019-05-06..2019-05-08 | 2
    between 6 and 8 May | 2019-05-06..2019-05-08 | 2
    from 24 April to 5 May | 2019-04-24..2019-05-05 | 4
    from April 24 until May 5, 2019 | 2019-04-24..2019-05-05 | 4
    early May | 2019-05-01..2019-05-10 | 4
    mid-May | 2019-05-11..2019-05-20 | 4
    late May | 2019-05-21..2019-05-31 | 4
    in early June | 2019-06-01..2019-06-10 | 4
    early 2014 | 2014-01-01..2014-03-31 | 5
    in May 2016 | 2016-05-01..2016-05-31 | 4
    in 2016 | 2016-01-01..2016-12-31 | 5
    between 2012 and 2016 | 2012-01-01..2016-12-31 | 5
    the first quarter of 2018 | 2018-01-01..2018-03-31 | 5
    the 1980s | 1980-01-01..1989-12-31 | 5
    summer 2014 | 2014-06-01..2014-08-31 | 5
    the first week of May 2019 | 2019-05-01..2019-05-07 | 3
    the last week of May 2019 | 2019-05-25..2019-05-31 | 3
    yesterday | 2019-06-19 | 1
    today | 2019-06-20 | 1
    tomorrow | 2019-06-21 | 1
    the day before yesterday | 2019-06-18 | 1
    on Wednesday | 2019-06-19 | 1
    on Thursday | 2019-06-20 | 1
    Wednesday morning | 2019-06-19 | 1
    last Saturday | 2019-06-15 | 1
    this morning | 2019-06-20 | 1
    last night | 2019-06-19..2019-06-20 | 2
    overnight | 2019-06-19..2019-06-20 | 2
    two days ago | 2019-06-18 | 1
    a few days ago | 2019-06-15..2019-06-18 | 2
    three weeks ago | 2019-05-27..2019-06-02 | 3
    a month ago | 2019-05-05..2019-06-04 | 4
    this week | 2019-06-17..2019-06-20 | 3
    last week | 2019-06-10..2019-06-16 | 3
    earlier this month | 2019-06-01..2019-06-20 | 4
    last month | 2019-05-01..2019-05-31 | 4
    last year | 2018-01-01..2018-12-31 | 5
    the past three days | 2019-06-17..2019-06-20 | 2
    in the last 24 hours | 2019-06-19..2019-06-20 | 2
    the past week | 2019-06-14..2019-06-20 | 3
    since late April | 2019-04-21..2019-06-20 | 5
    since 6 June | 2019-06-06..2019-06-20 | 4
    two days later | - | 6
    """

  static let none = """
    لمدة ساعتين
    استمرت ثلاثة أيام
    الساعة 8 مساء
    مقتل 2016 شخصا
    على مدار 24/7
    قرب سد تشرين
    أب لطفلين
    سيطرت على المدينة في 15 قرية
    قال أحد الضباط
    بيوم واحد
    مارس ضغوطا عليهم
    الفرقة الخامسة
    مليون يورو يوميا
    مقتل 24 وجرح 30
    they may attack
    the march on the city
    for two days
    some 2,016 people
    3-5 fighters
    at 8:30
    the second division
    he sat down
    the M4 highway
    killed 12 and wounded 30
    """
}

struct TemporalRow: Sendable, CustomTestStringConvertible {
  var text: String
  var dates: DateSpan?
  var precision: Int
  var testDescription: String { text }

  static func rows(_ table: String) -> [TemporalRow] {
    table.split(separator: "\n").compactMap { line in
      let cells = line.components(separatedBy: " | ")
      guard cells.count == 3, let precision = Int(cells[2]) else { return nil }
      let days = cells[1].components(separatedBy: "..").map { CivilDate(iso: $0) }
      guard let first = days.first ?? nil, let last = days.last ?? nil else {
        return TemporalRow(text: cells[0], dates: nil, precision: precision)
      }
      return TemporalRow(text: cells[0], dates: DateSpan(first, last), precision: precision)
    }
  }
}

struct TemporalTaggerTests {
  @Test func `the tables are read whole`() {
    let lines = (TemporalTable.arabic + "\n" + TemporalTable.english).split(separator: "\n")
    let rows = TemporalRow.rows(TemporalTable.arabic) + TemporalRow.rows(TemporalTable.english)
    #expect(rows.count == lines.count)
    #expect(rows.count >= 120)
  }

  @Test(arguments: TemporalRow.rows(TemporalTable.arabic))
  func `Arabic words`(_ row: TemporalRow) { check(row, before: "وقالت المصادر ", after: " إنهم") }

  @Test(arguments: TemporalRow.rows(TemporalTable.english))
  func `English words`(_ row: TemporalRow) { check(row, before: "They said ", after: " they") }

  /// Alone and within a sentence.
  private func check(_ row: TemporalRow, before: String, after: String) {
    for text in [row.text, before + row.text + after] {
      let found = TemporalTagger(published: TemporalTable.published)
        .expressions(in: TokenizedText(text))
      #expect(found.count == 1, "\(text): \(found.map(\.rule))")
      #expect(found.first?.dates == row.dates, "\(text): \(found.map(\.rule))")
      #expect(found.first?.precision == row.precision, "\(text): \(found.map(\.rule))")
    }
  }

  @Test(arguments: TemporalTable.none.split(separator: "\n").map(String.init))
  func `tells no day`(_ words: String) {
    let found = TemporalTagger(published: TemporalTable.published)
      .expressions(in: TokenizedText(words))
    #expect(found.isEmpty, "\(found)")
  }

  @Test(arguments: [
    "أمس", "اليوم", "قبل يومين", "السبت الماضي", "في نيسان", "24 نيسان", "منذ أواخر نيسان",
    "yesterday",
    "on Wednesday", "two days ago", "last month", "6 May", "overnight", "the past week",
  ])
  func `without a publication it stays relative`(_ words: String) {
    let found = TemporalTagger(published: nil).expressions(in: TokenizedText(words))
    #expect(found.count == 1)
    #expect(found.first?.isUnanchored == true)
    #expect(found.first?.precision == 6)
  }

  @Test(arguments: [
    ("وقتل الأحد 4 عناصر", "الأحد"), ("مقتل 8 عناصر الاثنين", "الاثنين"),
    ("It happened on Tuesday. The 25th Division advanced", "Tuesday"),
  ])
  func `a weekday ends before a count or a sentence`(_ row: (String, String)) {
    let text = TokenizedText(row.0)
    let found = TemporalTagger(published: TemporalTable.published).expressions(in: text)
    #expect(found.count == 1)
    #expect(found.first.map { text.text(of: $0.tokens).hasSuffix(row.1) } == true)
  }

  @Test func `a text that dates itself anchors its own words`() {
    let text = TokenizedText(
      "قال القائد، الخميس 20 يونيو / حزيران 2019، إن الهجوم بدأ أمس وإنه وقع في نيسان الماضي مثله")
    let found = TemporalTagger(published: nil).expressions(in: text)
    #expect(
      found.map { $0.dates?.first.description } == ["2019-06-20", "2019-06-19", "2019-04-01"])
    #expect(found[1].rule == "yesterday+text_date")
    #expect(found[1].confidence == 0.7)
    #expect(found[0].confidence == 1)
  }

  @Test(arguments: [
    ("On 6 May 2019 they attacked. The following day they withdrew.", "2019-05-07"),
    ("On 6 May 2019 they attacked. The same day they withdrew.", "2019-05-06"),
    ("On 6 May 2019 they attacked; shelling began the previous day.", "2019-05-05"),
    ("هاجموا في 6 أيار 2019 ثم انسحبوا في اليوم التالي", "2019-05-07"),
    ("هاجموا في 6 أيار 2019 وانسحبوا في اليوم نفسه", "2019-05-06"),
  ])
  func `counts from the day told last`(_ row: (String, String)) {
    let found = TemporalTagger(published: TemporalTable.published)
      .expressions(in: TokenizedText(row.0))
    #expect(found.map { $0.dates?.first.description } == ["2019-05-06", row.1])
    #expect(found.last?.confidence == 0.6)
  }

  @Test(arguments: [
    ("بدأت الحملة في 24 نيسان 2019 وتقدموا في أول أسبوعين", "2019-04-24", "2019-05-07"),
    ("It began on 24 April 2019. In the first two weeks they advanced", "2019-04-24", "2019-05-07"),
  ])
  func `the first weeks of what was told`(_ row: (String, String, String)) {
    let last = TemporalTagger(published: TemporalTable.published)
      .expressions(in: TokenizedText(row.0)).last
    #expect(last?.dates?.first.description == row.1)
    #expect(last?.dates?.last.description == row.2)
  }

  /// Whatever day it is published: a weekday lies 0 to 6 days back, "last" 1 to 7.
  @Test(arguments: 0..<40) func `weekdays look back a week at most`(step: Int) {
    let day = CivilDate(dayNumber: 17_000 + step * 97)
    let tagger = TemporalTagger(published: day)
    for (words, range) in [("يوم الأحد", 0...6), ("on Sunday", 0...6), ("last Sunday", 1...7)] {
      let found = tagger.expressions(in: TokenizedText(words)).first?.dates?.first
      #expect(found.map { range.contains(day - $0) } == true)
      #expect(found?.weekday == .sunday)
    }
  }

  static let soup = [
    "في", "من", "إلى", "حتى", "منذ", "قبل", "بعد", "بين", "و", "خلال", "يوم", "اليوم", "أمس", "أول",
    "أسبوع",
    "الأسبوع", "أسبوعين", "الماضي", "الجاري", "القادم", "الأحد", "الاثنين", "نيسان", "كانون",
    "الثاني", "آب",
    "رمضان", "ذي", "الحجة", "1440", "2019", "31", "30", "6", "0", "99", "999999999999999", "10000",
    "سنة", "أعوام", "عقود", "مليار", "ألف", "خمسة", "وعشرين", "أواخر", "صيف", "عيد", "الفطر",
    "الآن", "-",
    "/", ".", ",", "May", "6th", "last", "next", "past", "days", "years", "ago", "two", "on", "the",
    "first", "week", "of", "since", "between", "and", "to", "Sunday", "earlier", "later", "a",
    "few",
    "32/13/2019", "2019-02-30", "29 شباط", "31 نيسان", "\n", "هذا", "الشهر",
  ]

  @Test(arguments: 0..<200) func `takes any soup of words`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let words = (0..<50).map { _ in
      Self.soup[next(Self.soup.count)] + (next(4) == 0 ? "" : " ")
    }
    let text = TokenizedText(words.joined())
    let published = [
      nil, TemporalTable.published, CivilDate(year: 1, month: 1, day: 1),
      CivilDate(year: 9999, month: 12, day: 31), CivilDate(year: 2020, month: 2, day: 29),
      CivilDate(year: -9999, month: 1, day: 1),
    ][next(6)]
    var last = 0
    for expression in TemporalTagger(published: published).expressions(in: text) {
      #expect(expression.tokens.lowerBound >= last && !expression.tokens.isEmpty)
      #expect(expression.tokens.upperBound <= text.tokens.count)
      #expect((expression.dates == nil) == (expression.precision == 6))
      last = expression.tokens.upperBound
    }
  }
}
