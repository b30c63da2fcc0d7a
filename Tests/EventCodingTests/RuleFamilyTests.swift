import Testing
import TextAnalysis

@testable import EventCoding

/// Each family of words and rules with sentences of our own, Arabic and English. Published on
/// 2019-06-20, a Thursday.
struct RuleFamilyTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var note: String
    var text: String
    var events: [String]
    var testDescription: String { note }
  }

  static let ground: [Row] = [
    Row(
      note: "tightened its grip",
      text: "أحكم تنظيم الدولة قبضته على بلدة الزكاة أمس.",
      events: ["P8 non_state_overtakes_territory gain 2019-06-19 A=isil B="]),
    Row(
      note: "raised its flag over",
      text: "رفعت قوات النظام علمها فوق تل ملح صباح اليوم.",
      events: ["P1 government_regains_territory gain 2019-06-20 A=gov B="]),
    Row(
      note: "a name raised in a complaint is no flag",
      text: "رفعت إدارة المدرسة في إدلب شكوى إلى المجلس أمس.", events: []),
    Row(
      note: "fell to",
      text: "Zakah fell to government forces on Tuesday.",
      events: ["P8 government_regains_territory gain 2019-06-18 A=gov B="]),
    Row(
      note: "swept into",
      text: "Rebel forces swept into Jubbayn on Monday.",
      events: ["P2 non_state_overtakes_territory gain 2019-06-17 A=rebels B="]),
    Row(
      note: "drove the others out",
      text: "Rebel forces drove government forces out of Jubbayn on Monday.",
      events: ["P2 non_state_overtakes_territory gain 2019-06-17 A=rebels B=gov"]),
    Row(
      note: "left, and the enemy went in",
      text: "انسحبت الفصائل من الزكاة، ودخلتها قوات النظام يوم الثلاثاء.",
      events: ["P8 non_violent_transfer_of_territory gain 2019-06-18 A=gov B=rebels"]),
    Row(
      note: "the same in English",
      text:
        "Rebel forces withdrew from Zakah on Tuesday and government forces entered the village.",
      events: ["P8 non_violent_transfer_of_territory gain 2019-06-18 A=gov B=rebels"]),
    Row(
      note: "only its quarters",
      text: "Rebel forces entered the suburbs of Idlib on Monday.",
      events: ["P9 armed_clash contest 2019-06-17 A=rebels B="]),
  ]

  static let deaths: [Row] = [
    Row(
      note: "one who is named by his office",
      text: "Gunmen shot dead a municipal official in Nabk on Tuesday.",
      events: ["P7 attack none 2019-06-18 A= B=civ killed=1"]),
    Row(
      note: "who kills is not counted",
      text: "A colonel shot dead 15 recruits in Nabk on Tuesday.",
      events: ["P7 attack none 2019-06-18 A= B= killed=15"]),
    Row(
      note: "an Arabic dual after fa-",
      text: "قصفت قوات النظام محردة أمس، فقتل متظاهران وأصيب ستة.",
      events: ["P5 shelling_artillery_missile none 2019-06-19 A=gov B=civ killed=2 injured=6"]),
    Row(
      note: "whose victims were",
      text: "قصفت الطائرات الحربية كبانة أمس، وراح ضحية القصف أربعون مدنياً.",
      events: ["P4 air_drone_strike none 2019-06-19 A= B=civ killed=40"]),
    Row(
      note: "others in the next sentence",
      text:
        "Islamic State militants ambushed government forces near Zakah on Monday and killed 23"
        + " soldiers. Ten others were wounded.",
      events: ["P8 armed_clash none 2019-06-17 A=isil B=gov killed=23 injured=10"]),
    Row(
      note: "a rising toll of one strike is its toll",
      text: "ارتفعت حصيلة الغارة على كبانة أمس إلى خمسة قتلى.",
      events: ["P4 air_drone_strike none 2019-06-19 A= B= killed=5"]),
    Row(
      note: "what fell since the start is no news",
      text: "قصفت قوات النظام كبانة أمس. وقتل 300 مدني في كبانة منذ بدء الحملة.",
      events: ["P4 shelling_artillery_missile none 2019-06-19 A=gov B="]),
  ]

  static let sides: [Row] = [
    Row(
      note: "the unarmed who were hit",
      text: "Shells hit a hospital in Idlib on Tuesday.",
      events: ["P9 shelling_artillery_missile none 2019-06-18 A= B=civ"]),
    Row(
      note: "between two",
      text: "اندلعت اشتباكات بين تنظيم الدولة وعناصر هيئة تحرير الشام في الزكاة أمس.",
      events: ["P8 armed_clash contest 2019-06-19 A=isil B=hts"]),
    Row(
      note: "between two in English",
      text: "Fierce clashes between Islamic State and HTS erupted in Zakah on Tuesday.",
      events: ["P8 armed_clash contest 2019-06-18 A=isil B=hts"]),
    Row(
      note: "sides that nobody names",
      text: "اندلعت اشتباكات عنيفة في الزكاة أمس.",
      events: ["P8 armed_clash contest 2019-06-19 A= B="]),
    Row(
      note: "whose position was hit",
      text: "استهدفت الطائرات موقعاً لجيش العزة في الزكاة أمس.",
      events: ["P8 air_drone_strike none 2019-06-19 A= B=izza"]),
    Row(
      note: "witnesses are no side",
      text: "Islamic State overran Zakah on Tuesday, residents said.",
      events: ["P8 non_state_overtakes_territory gain 2019-06-18 A=isil B="]),
  ]

  static let polarity: [Row] = [
    Row(
      note: "a denied entry",
      text: "نفى مصدر عسكري دخول قوات النظام إلى الزكاة أمس.",
      events: ["P8 government_regains_territory gain 2019-06-19 A=gov B= denied"]),
    Row(
      note: "what will be",
      text: "ستقتحم قوات النظام الزكاة غداً.",
      events: ["P8 armed_clash contest 2019-06-20 A=gov B= planned"]),
    Row(
      note: "what somebody is suspected of",
      text:
        "Police arrested 15 men in Nabk on Tuesday in a raid on a gang suspected of kidnappings.",
      events: ["P7 arrests none 2019-06-18 A= B="]),
    Row(
      note: "what a protest is about",
      text: "تظاهر الأهالي في النبك أمس احتجاجاً على قصف قوات النظام كبانة.",
      events: ["P7 peaceful_protest none 2019-06-19 A=civ B=gov"]),
    Row(
      note: "a desert is no desertion",
      text: "Islamic State attacked government forces in the desert near Zakah on Monday.",
      events: ["P8 armed_clash contest 2019-06-17 A=isil B=gov"]),
  ]

  static let days: [Row] = [
    Row(
      note: "the day in the next sentence",
      text:
        "An air strike on Kabani killed four people, a spokesman said on Thursday. The strike took"
        + " place on Tuesday evening.",
      events: ["P4 air_drone_strike none 2019-06-18 A= B=civ killed=4"]),
    Row(
      note: "the same in Arabic",
      text: "قصفت قوات النظام كبانة. ووقع القصف ليل الثلاثاء.",
      events: ["P4 shelling_artillery_missile none 2019-06-18 A=gov B="]),
    Row(
      note: "a massacre by what it was done with",
      text: "ارتكبت الطائرات الحربية مجزرة في إدلب يوم الثلاثاء راح ضحيتها أربعون مدنياً.",
      events: ["P9 air_drone_strike none 2019-06-18 A= B=civ killed=40"]),
  ]

  @Test(arguments: ground + deaths + sides + polarity + days)
  func `gives the events that a reader takes from it`(_ row: Row) throws {
    let events = try Fixture.code(row.text).events.map(line)
    #expect(events == row.events)
  }

  @Test(arguments: [
    "سيارة جديدة عرضت في معرض دمشق أمس",
    "The team attacked well and took the lead in the second half.",
    "انطلقت فعاليات مهرجان القطن في مدينة إدلب أمس بمشاركة عشرات الفرق.",
    "The price of bread rose by a third in Idlib on Tuesday.",
  ])
  func `takes no event from other news`(_ text: String) throws {
    #expect(try Fixture.code(text).events.isEmpty)
  }

  struct Reading: CustomTestStringConvertible, Sendable {
    var word: String
    var forms: [String]
    var testDescription: String { word }
  }

  @Test(arguments: [
    Reading(word: "قصف", forms: ["قصف"]),
    Reading(word: "captured", forms: ["captured"]),
    Reading(word: "وقصف", forms: ["وقصف", "و+ قصف"]),
    Reading(word: "بالقصف", forms: ["بالقصف", "ب+ القصف", "ب+ ال+ قصف"]),
    Reading(word: "للفصائل", forms: ["للفصايل", "ل+ الفصايل", "ل+ ال+ فصايل", "ل+ لفصايل"]),
    Reading(word: "فسيقصف", forms: ["فسيقصف", "و+ سيقصف", "و+ س+ يقصف"]),
    Reading(word: "والقصف", forms: ["والقصف", "و+ القصف", "و+ ال+ قصف"]),
    Reading(word: "بيت", forms: ["بيت", "ب+ يت"]),
  ])
  func `takes joined letters off a word, the least first`(_ reading: Reading) {
    var forms: [String] = []
    WordForm.forEach(of: 0, in: TokenizedText(reading.word)) { word, form in
      var parts: [String] = []
      if form.hasConjunction { parts.append("و+") }
      if let preposition = form.preposition { parts.append("\(preposition)+") }
      if form.isFuture { parts.append("س+") }
      if form.lostArticle { parts.append("ال+") }
      parts.append(String(decoding: word, as: UTF8.self))
      forms.append(parts.joined(separator: " "))
      return true
    }
    #expect(forms == reading.forms)
  }
}
