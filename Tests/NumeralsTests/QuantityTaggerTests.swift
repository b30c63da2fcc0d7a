import Testing
import TextAnalysis

@testable import Numerals

/// A sentence, the one quantity asked for by its words, and what EVENTS.md section 7 says of it.
struct QuantityCase: Sendable, CustomTestStringConvertible {
  var text: String
  var words: String
  var numbers: [Int?]
  var rule: Quantity.Rule
  var category: Quantity.Category
  var head: String?

  init(
    _ text: String, _ words: String, _ low: Int?, _ best: Int?, _ high: Int?,
    _ rule: Quantity.Rule, _ category: Quantity.Category, _ head: String? = nil
  ) {
    (self.text, self.words, numbers) = (text, words, [low, best, high])
    (self.rule, self.category, self.head) = (rule, category, head)
  }

  var testDescription: String { text }

  static let all = [
    QuantityCase("مقتل 46 عنصراً بحلب", "46", 46, 46, 46, .exact, .people, "عنصراً"),
    QuantityCase("قتل نحو 40 مقاتلا", "نحو 40", 36, 40, 44, .about, .people, "مقاتلا"),
    QuantityCase("أسر حوالي عشرين جنديا", "حوالي عشرين", 18, 20, 22, .about, .people, "جنديا"),
    QuantityCase("جرح أكثر من 100 مدني", "أكثر من 100", 101, 101, nil, .moreThan, .people, "مدني"),
    QuantityCase(
      "إضافة إلى أكثر من 200 آخرين", "أكثر من 200", 201, 201, nil, .moreThan, .people, "آخرين"),
    QuantityCase(
      "خسائر تجاوزت الـ 700 قتيل", "تجاوزت الـ 700", 701, 701, nil, .moreThan, .people, "قتيل"),
    QuantityCase("ما لا يقل عن 12 شخصا", "ما لا يقل عن 12", 12, 12, nil, .atLeast, .people, "شخصا"),
    QuantityCase("مقتل 7 مدنيين على الأقل", "7", 7, 7, nil, .atLeast, .people, "مدنيين"),
    QuantityCase("بين 20 و30 قتيلا", "بين 20 و30", 20, 25, 30, .between, .people, "قتيلا"),
    QuantityCase("من 20 إلى 30 عنصرا", "من 20 إلى 30", 20, 25, 30, .between, .people, "عنصرا"),
    QuantityCase("قتل جنديان قرب البلدة", "جنديان", 2, 2, 2, .dual, .people, "جنديان"),
    QuantityCase("سقوط قتيلين وجرحى", "قتيلين", 2, 2, 2, .dual, .people, "قتيلين"),
    QuantityCase("مقتل عدد من العناصر", "عدد من", 3, 4, 9, .several, .people, "العناصر"),
    QuantityCase("سقط عشرات القتلى", "عشرات", 20, 30, 99, .dozens, .people, "القتلى"),
    QuantityCase("مقتل المئات من عناصرها", "المئات", 200, 300, 999, .hundreds, .people, "عناصرها"),
    QuantityCase("فرار بضعة آلاف مدني", "بضعة آلاف", 2000, 3000, 9999, .thousands, .people, "مدني"),
    QuantityCase(
      "نزوح عشرات الآلاف من المدنيين", "عشرات الآلاف", 20_000, 30_000, 99_999, .dozens, .people,
      "المدنيين"),
    QuantityCase("جثامين عناصرها الـ 46", "الـ 46", 46, 46, 46, .exact, .unknown),
    QuantityCase("تدمير 3 دبابات", "3", 3, 3, 3, .exact, .things, "دبابات"),
    QuantityCase("يبلغ من العمر 15 عاما", "15", 15, 15, 15, .exact, .age, "عاما"),
    QuantityCase("عام 2016", "2016", 2016, 2016, 2016, .exact, .year),
    QuantityCase("في 24 نيسان", "24", 24, 24, 24, .exact, .datePart),
    QuantityCase("على بعد 5 كم", "5", 5, 5, 5, .exact, .distance, "كم"),
    QuantityCase("رشاش عيار 23 ملم", "23", 23, 23, 23, .exact, .weaponModel),
    QuantityCase("مقابل 300 دولار", "300", 300, 300, 300, .exact, .money, "دولار"),
    QuantityCase("الفرقة 25", "25", 25, 25, 25, .exact, .unitNumber),
    QuantityCase("بعد 3 أيام", "3", 3, 3, 3, .exact, .timeSpan, "أيام"),
    QuantityCase("نحو 60% من السكان", "نحو 60", 54, 60, 66, .about, .percent),
    QuantityCase(
      "At least 100 civilians died", "At least 100", 100, 100, nil, .atLeast, .people, "civilians"),
    QuantityCase(
      "killing about 40 Syrian regime soldiers", "about 40", 36, 40, 44, .about, .people, "soldiers"
    ),
    QuantityCase(
      "more than 200 others were hurt", "more than 200", 201, 201, nil, .moreThan, .people, "others"
    ),
    QuantityCase("20 to 30 fighters", "20 to 30", 20, 25, 30, .between, .people, "fighters"),
    QuantityCase("20-30 fighters", "20-30", 20, 25, 30, .between, .people, "fighters"),
    QuantityCase("dozens of people fled", "dozens", 20, 30, 99, .dozens, .people, "people"),
    QuantityCase("several soldiers", "several", 3, 4, 9, .several, .people, "soldiers"),
    QuantityCase("a few rebels", "a few", 3, 4, 9, .several, .people, "rebels"),
    QuantityCase(
      "tens of thousands of civilians", "tens of thousands", 20_000, 30_000, 99_999, .dozens,
      .people, "civilians"),
    QuantityCase("twelve barrel bombs fell", "twelve", 12, 12, 12, .exact, .things, "bombs"),
    QuantityCase("a 12-year-old boy", "12", 12, 12, 12, .exact, .age, "year"),
    QuantityCase("a T-72 tank", "72", 72, 72, 72, .exact, .weaponModel),
    QuantityCase("the 2018 missile strikes", "2018", 2018, 2018, 2018, .exact, .year),
    QuantityCase("مقتل عنصر واحد", "واحد", 1, 1, 1, .exact, .people, "عنصر"),
    QuantityCase("within 4 km of it", "4", 4, 4, 4, .exact, .distance, "km"),
    QuantityCase("القتلى 46 بينهم ضابطان", "46", 46, 46, 46, .exact, .people, "بينهم"),
    QuantityCase("ارتفعت 20 بالمئة", "20 بالمئة", 20, 20, 20, .exact, .percent),
    QuantityCase("قتل العشرات وأسر آخرون", "العشرات", 20, 30, 99, .dozens, .unknown),
    QuantityCase("أحمد (35 عاما) قال", "35", 35, 35, 35, .exact, .age, "عاما"),
    QuantityCase(
      "الثالث والعشرين من نيسان", "الثالث والعشرين", nil, nil, nil, .exact, .datePart),
    QuantityCase("3 Iranians, two Lebanese", "3", 3, 3, 3, .exact, .people, "Iranians"),
    QuantityCase("قتل 1.500 شخص", "1.500", 1500, 1500, 1500, .exact, .people, "شخص"),
    QuantityCase("الطفل البالغ 12 عاما", "12", 12, 12, 12, .exact, .age, "عاما"),
    QuantityCase("في 3 و4 حزيران", "3", 3, 3, 3, .exact, .datePart),
    QuantityCase("cost $300", "300", 300, 300, 300, .exact, .money),
  ]
}

struct QuantityTaggerTests {
  @Test(arguments: QuantityCase.all) func `counts`(_ row: QuantityCase) {
    let text = TokenizedText(row.text)
    let all = QuantityTagger().quantities(in: text)
    let found = all.first { text.text(of: $0.tokens) == row.words }
    #expect(found != nil, "found only \(all.map { text.text(of: $0.tokens) })")
    guard let found else { return }
    #expect([found.low, found.best, found.high] == row.numbers)
    #expect(found.rule == row.rule)
    #expect(found.category == row.category)
    if let head = row.head {
      #expect(found.head.map { text.foldedText($0) } == Folding.fold(head))
    }
  }

  @Test(arguments: ["المدنيين", "في الحالتين", "العاملين في المشفى", "العسكريين", "بين المقاتلين"])
  func `a plural is no dual`(_ words: String) {
    #expect(QuantityTagger().quantities(in: TokenizedText(words)).isEmpty)
  }

  static let soup = [
    "نحو", "أكثر", "من", "بين", "و", "20", "30", "الـ", "46", "عشرات", "آلاف", "مئات", "الآلاف",
    "ملايين",
    "999999999999999", "99999999999999999999", "ألف", "مليار", "نصف", "خمسة", "وعشرين", "جنديان",
    "عنصرا",
    "at", "least", "dozens", "of", "thousands", "billion", "half", "a", "the", "percent", "-", "/",
    ".", ",", "%", "$", "12", "year-old", "T", "72", "نيسان", "عام", "2016", "آخرين", "\n", "«",
    "0",
    "million", "twenty", "five", "th", "حتى", "إلى", "ما", "يزيد", "عن", "فاقت", "",
  ]

  @Test(arguments: 0..<200) func `takes any soup of words`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let words = (0..<60).map { _ in
      Self.soup[next(Self.soup.count)] + (next(4) == 0 ? "" : " ")
    }
    let text = TokenizedText(words.joined())
    var last = 0
    for quantity in QuantityTagger().quantities(in: text) {
      #expect(quantity.tokens.lowerBound >= last && !quantity.tokens.isEmpty)
      #expect(quantity.tokens.upperBound <= text.tokens.count)
      if let low = quantity.low, let high = quantity.high { #expect(low <= high) }
      last = quantity.tokens.upperBound
    }
  }
}
