import Testing

@testable import EventCoding

/// What Arabic outlets write, in sentences of our own: whose hand, which day, how many. Published on
/// 2019-06-20, a Thursday.
struct ArabicReportTests {
  typealias Row = ReportRow

  static let hands: [Row] = [
    Row(
      note: "rifles are no artillery",
      text:
        "استهدف مسلحون مجهولون سيارة عسكرية تابعة لقوات النظام في محردة أمس، ما أدى لمقتل عنصرين.",
      events: ["P5 armed_clash none 2019-06-19 A= B=gov killed=2"]),
    Row(
      note: "the vehicle that a drone hit is of whoever is named behind it",
      text: "استهدفت طائرة مسيرة مساء أمس، سيارة عسكرية تابعة لقوات النظام في محردة.",
      events: ["P5 air_drone_strike none 2019-06-19 A= B=gov"]),
    Row(
      note: "aircraft thought to be of a party",
      text: "أغارت طائرات حربية يرجح أنها تابعة للنظام على كبانة أمس.",
      events: ["P4 air_drone_strike none 2019-06-19 A=gov B="]),
    Row(
      note: "who came under an attack did not make it",
      text: "دورية لقوات النظام تعرضت لهجوم في محردة أمس.",
      events: ["P5 armed_clash contest 2019-06-19 A= B=gov"]),
    Row(
      note: "the drone with its article",
      text: "استهدفت المسيرة الروسية سيارة في كبانة أمس.",
      events: ["P4 air_drone_strike none 2019-06-19 A=russia B="]),
    Row(
      note: "who says what another one did",
      text: "أعلنت قوات النظام أن القصف الروسي استهدف كبانة أمس.",
      events: ["P4 air_drone_strike none 2019-06-19 A=russia B="]),
    Row(
      note: "whose last ground it was",
      text: "قتل ثلاثة مدنيين أمس في قصف على كبانة، آخر معقل للفصائل في الجبل.",
      events: ["P4 shelling_artillery_missile none 2019-06-19 A= B=civ killed=3"]),
    Row(
      note: "his control, which he lost",
      text: "وخسر النظام، أمس الأربعاء، سيطرته على قمحانة.",
      events: ["P6 non_state_overtakes_territory gain 2019-06-19 A= B=gov"]),
    Row(
      note: "two thirds of a place",
      text: "باتت الفصائل تسيطر على ثلثي مساحة الزكاة اليوم.",
      events: ["P8 armed_clash contest 2019-06-20 A=rebels B="]),
  ]

  static let days: [Row] = [
    Row(
      note: "the year of something that is only named",
      text: "قُتل شخص مساء أمس، عندما أطلق مجهولون النار عليه في النبك، وكان عنصراً في الفصائل قبل"
        + " خروجها منها في تموز 2018.",
      events: ["P7 attack none 2019-06-19 A= B=rebels killed=1"]),
    Row(
      note: "strikes of another day at the same place",
      text:
        "شن الطيران الروسي غارات على كبانة أدت لمقتل خمسة مدنيين. وكانت كبانة قد تعرضت قبل يومين"
        + " لغارات خلفت سبعة شهداء.",
      events: [
        "P4 air_drone_strike none 2019-06-20 A=ruaf B=civ killed=5",
        "P4 air_drone_strike none 2019-06-18 A=ruaf B= killed=7",
      ]),
    Row(
      note: "what has been so for long is background",
      text: "سيطر تنظيم الدولة منذ عام 2014 على الزكاة.",
      events: []),
    Row(
      note: "news before words that look back",
      text: "سيطرت الفصائل على الزكاة أمس، وتأتي هذه التطورات في سياق معركة أطلقتها الفصائل.",
      events: ["P8 non_state_overtakes_territory gain 2019-06-19 A=rebels B="]),
    Row(
      note: "what it is fought for",
      text: "أطلقت الفصائل أمس معركة لتحرير الزكاة.",
      events: ["P8 non_state_overtakes_territory gain 2019-06-19 A=rebels B= planned"]),
  ]

  static let numbers: [Row] = [
    Row(
      note: "during is no number",
      text:
        "أعلنت قوات النظام مقتل خمسة من مقاتليها أثناء تصديهم لهجوم نفذه تنظيم الدولة على محردة أمس.",
      events: ["P5 armed_clash hold 2019-06-19 A=isil B=gov killed=5"]),
    Row(
      note: "one of their men",
      text:
        "هاجم تنظيم الدولة حاجزاً لقوات النظام في محردة أمس، ما أدى إلى مقتل أحد عناصرها وإصابة آخر.",
      events: ["P5 armed_clash contest 2019-06-19 A=isil B=gov killed=1 injured=1"]),
    Row(
      note: "one by the word for the dead",
      text: "تعرضت كبانة أمس لغارات روسية أسفرت عن سقوط شهيد.",
      events: ["P4 air_drone_strike none 2019-06-19 A=russia B= killed=1"]),
    Row(
      note: "a sum before its parts",
      text: "قتل 42 مدنياً بغارات روسية أمس، حيث قتل 26 مدنياً في كبانة و16 مدنياً في الزكاة.",
      events: [
        "P4 air_drone_strike none 2019-06-19 A=russia B=civ killed=26",
        "P8 air_drone_strike none 2019-06-19 A=russia B=civ killed=16",
      ]),
    Row(
      note: "the parts of a running total are none of today's",
      text:
        "قصفت قوات النظام كبانة أمس. ووثق الدفاع المدني مقتل 110 أشخاص بينهم 23 طفلاً منذ بداية العام.",
      events: ["P4 shelling_artillery_missile none 2019-06-19 A=gov B="]),
    Row(
      note: "burnt bodies among the dead are dug out by nobody",
      text: "قتل تسعة مدنيين بينهم جثث متفحمة بغارات روسية على كبانة أمس.",
      events: ["P4 air_drone_strike none 2019-06-19 A=russia B=civ killed=9"]),
    Row(
      note: "of what the one died who is told after a comma",
      text: "سقط قتيلان بقصف لقوات النظام على كبانة أمس، فيما استشهد طفل، إثر انفجار لغم في النبك.",
      events: [
        "P4 shelling_artillery_missile none 2019-06-19 A=gov B= killed=2",
        "P7 remote_explosive_landmine_ied none 2019-06-19 A= B=civ killed=1",
      ]),
    Row(
      note: "the same dead of one blast, told in two ways",
      text:
        "انفجرت سيارة في محردة أمس وقتل أربعة أشخاص. وبينت المصادر أن طائرة مسيرة استهدفت سيارة في محردة"
        + " ما أدى إلى مقتل أربعة أشخاص.",
      events: ["P5 air_drone_strike none 2019-06-19 A= B=civ killed=4"]),
  ]

  static let others: [Row] = [
    Row(
      note: "whom a protest sides with",
      text: "خرجت مظاهرة في مدينة النبك بريف دمشق أمس دعماً لانتفاضة إدلب.",
      events: ["P7 peaceful_protest none 2019-06-19 A= B="]),
    Row(
      note: "who was let go is not counted among the dead",
      text: "أفرج النظام أمس عن ثلاثة معتقلين في قمحانة مقابل جثث قتلى من قواته.",
      events: ["P6 burial_or_recovery_of_bodies none 2019-06-19 A=gov B= running_total"]),
    Row(
      note: "a post that was hit by nobody knows whom",
      text: "قتل أمس عنصر لقوات النظام إثر استهداف نقطة عسكرية في محردة.",
      events: ["P5 armed_clash none 2019-06-19 A= B=gov killed=1"]),
  ]

  @Test(arguments: hands + days + numbers + others)
  func `gives the events that a reader takes from it`(_ row: Row) throws {
    let events = try Fixture.code(row.text).events.map(line)
    #expect(events == row.events)
  }
}
