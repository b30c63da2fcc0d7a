import Testing

@testable import EventCoding

/// Families of language of whole reports, with sentences of our own. Published on 2019-06-20.
struct ReportFamilyTests {
  typealias Row = ReportRow

  static let numbers: [Row] = [
    Row(
      note: "a number before each place",
      text:
        "قتل مدنيون برصاص قوات النظام، سبعة منهم قتلوا في قمحانة، وسيدة وفتى في محردة، وآخر في النبك.",
      events: [
        "P6 attack none 2019-06-20 A=gov B= killed=7",
        "P5 attack none 2019-06-20 A=gov B= killed=2",
        "P7 attack none 2019-06-20 A=gov B= killed=1",
      ]),
    Row(
      note: "one more joined to a dual",
      text: "أغارت طائرات روسية على كبانة أمس فقتلت طفلين وامرأة.",
      events: ["P4 air_drone_strike none 2019-06-19 A=russia B=civ killed=3"]),
    Row(
      note: "the parts after a pronoun",
      text: "قصفت قوات النظام كبانة أمس، فقتل ثلاثة مدنيين هم سيدتان ورجل.",
      events: ["P4 shelling_artillery_missile none 2019-06-19 A=gov B=civ killed=3"]),
    Row(
      note: "three with a child among them are three",
      text: "قصفت قوات النظام كبانة أمس، فقتل ثلاثة بينهم طفلة وأصيب أربعة بينهم رجل.",
      events: ["P4 shelling_artillery_missile none 2019-06-19 A=gov B=civ killed=3 injured=4"]),
    Row(
      note: "the parts after a colon",
      text: "Russian warplanes bombed Kabani on Tuesday and left seven civilians dead: two women"
        + " and five children.",
      events: ["P4 air_drone_strike none 2019-06-18 A=ruaf B=civ killed=7"]),
    Row(
      note: "the verb after the people is theirs",
      text: "Four people were killed and 20 others were hurt when a car bomb exploded in Nabk.",
      events: ["P7 remote_explosive_landmine_ied none 2019-06-20 A= B=civ killed=4 injured=20"]),
    Row(
      note: "what a toll rose to",
      text: "The death toll from Tuesday's car bomb in Nabk rose to 18, the rebels said.",
      events: ["P7 remote_explosive_landmine_ied none 2019-06-18 A= B= killed=18"]),
    Row(
      note: "a man's companion, some words on",
      text: "أغارت طائرات روسية على كبانة أمس، ما أسفر عن مقتل قيادي في هيئة تحرير الشام ومرافقه.",
      events: ["P4 air_drone_strike none 2019-06-19 A=russia B=hts killed=2"]),
    Row(
      note: "the dead of a strike, at another place",
      text: "سقطت قذائف على قمحانة أمس. وفي محردة قتل مدنيان.",
      events: [
        "P6 shelling_artillery_missile none 2019-06-19 A= B=",
        "P5 shelling_artillery_missile none 2019-06-19 A= B=civ killed=2",
      ]),
    Row(
      note: "stated that nobody was hurt",
      text: "سقطت قذائف أطلقتها قوات النظام على الزكاة دون وقوع إصابات.",
      events: ["P8 shelling_artillery_missile none 2019-06-20 A=gov B= killed=0 injured=0"]),
  ]

  static let violence: [Row] = [
    Row(
      note: "a verb with its object further on",
      text: "أطلق عناصر حاجز لقوات النظام النار على سيارة في النبك أمس، ما أدى إلى مقتل سيدة.",
      events: ["P7 attack none 2019-06-19 A=gov B=civ killed=1"]),
    Row(
      note: "met his fate, with words between",
      text: "لقي شاب حتفه أمس برصاص مجهولين في النبك، وقالت فصائل المعارضة إنه مدني.",
      events: ["P7 attack none 2019-06-19 A= B=civ killed=1"]),
    Row(
      note: "whose man the victim was",
      text: "قُتل القيادي السابق في فصائل المعارضة سليم ديب برصاص مجهولين في النبك أمس.",
      events: ["P7 attack none 2019-06-19 A= B=rebels killed=1"]),
    Row(
      note: "gunmen of a group",
      text:
        "اعتقل عناصر من هيئة تحرير الشام أربعة ناشطين في إدلب أمس بتهمة التعامل مع قوات النظام.",
      events: ["P9 arrests none 2019-06-19 A=hts B="]),
    Row(
      note: "shot dead by, told by name",
      text: "Ahmad al-Ali, a member of HTS, was shot dead by four gunmen in Nabk on Tuesday.",
      events: ["P7 attack none 2019-06-18 A= B=hts killed=1"]),
    Row(
      note: "fire on a crowd",
      text: "أطلقت قوات النظام النار على مظاهرة في النبك يوم الثلاثاء، فقتل ثلاثة متظاهرين.",
      events: ["P7 excessive_force_against_protesters none 2019-06-18 A=gov B= killed=3"]),
    Row(
      note: "houses are no ground",
      text: "استولى عناصر من فصائل المعارضة على منزلين في الزكاة أمس.",
      events: ["P8 looting_property_destruction none 2019-06-19 A=rebels B="]),
  ]

  static let telling: [Row] = [
    Row(
      note: "a similar attack by the same means",
      text: "أغارت طائرات روسية على كبانة أمس. وطال قصف مماثل الزكاة.",
      events: [
        "P4 air_drone_strike none 2019-06-19 A=russia B=",
        "P8 air_drone_strike none 2019-06-19 A=russia B=",
      ]),
    Row(
      note: "from where they shot",
      text: "استهدفت قوات النظام المتمركزة في محردة الزكاة بقذائف المدفعية أمس.",
      events: ["P8 shelling_artillery_missile none 2019-06-19 A=gov B="]),
    Row(
      note: "no raid stopped",
      text: "لم تتوقف المعارك في الزكاة أمس بين قوات النظام والفصائل.",
      events: ["P8 armed_clash contest 2019-06-19 A=gov B=rebels"]),
    Row(
      note: "it happens every day",
      text: "وتشهد إدلب عمليات اغتيال شبه يومية تطال قوات النظام.", events: []),
    Row(
      note: "a war elsewhere",
      text: "قُتل خمسة مدنيين في قصف مدفعي على محردة جنوب الخرطوم أمس.", events: []),
  ]

  static let causes: [Row] = [
    Row(
      note: "the dead before what killed them",
      text: "At least 19 people were killed in Nabk when a car bomb exploded.",
      events: ["P7 remote_explosive_landmine_ied none 2019-06-20 A= B=civ killed=19"]),
    Row(
      note: "the month of May is no doubt",
      text: "On 12 May 2019, Russian forces shelled Kabani; 3 civilians were killed.",
      events: ["P4 shelling_artillery_missile none 2019-05-12 A=russia B=civ killed=3"]),
    Row(
      note: "a woman beside a dual",
      text: "قتلت قوات النظام امرأة وطفلين بقصف مدفعي على كبانة أمس.",
      events: ["P4 shelling_artillery_missile none 2019-06-19 A=gov B=civ killed=3"]),
    Row(
      note: "the strike behind the words that lead to it",
      text: "قتل مدني جراء قصف صاروخي على كبانة أمس.",
      events: ["P4 shelling_artillery_missile none 2019-06-19 A= B=civ killed=1"]),
    Row(
      note: "wholes with parts, place by place",
      text: "أسفر قصف جوي أمس، وفق مصادر، عن مقتل تسعة مدنيين بينهم ثلاثة أطفال في قمحانة"
        + " وأربعة مدنيين بينهم طفل في محردة.",
      events: [
        "P6 air_drone_strike none 2019-06-19 A= B=civ killed=9",
        "P5 air_drone_strike none 2019-06-19 A= B=civ killed=4",
      ]),
    Row(
      note: "a light verb with the subject of the one before",
      text: "شنت قوات النظام هجوماً عنيفاً أمس وتمكنت من السيطرة على قرية الزكاة.",
      events: ["P8 government_regains_territory gain 2019-06-19 A=gov B="]),
    Row(
      note: "what an attack was made with",
      text: "قتل 40 مدنياً بهجوم بغاز الكلور على كبانة أمس.",
      events: ["P4 chemical_weapon none 2019-06-19 A= B=civ killed=40"]),
  ]

  static let later: [Row] = [
    Row(
      note: "the attack, and then where it was",
      text: "هاجمت فصائل المعارضة رتلاً لقوات النظام أمس ما أدى لمقتل أربعة عناصر. ووقع الهجوم قرب"
        + " الزكاة.",
      events: ["P8 armed_clash contest 2019-06-19 A=rebels B=gov killed=4"]),
    Row(
      note: "the blast hit a town",
      text: "Ten people died when a car bomb exploded. The blast hit Nabk, residents said.",
      events: ["P7 remote_explosive_landmine_ied none 2019-06-20 A= B=civ killed=10"]),
    Row(
      note: "the incident took place, and no word tells what it was",
      text: "قتل مدني برصاص قوات النظام أمس. وذكر مراسلنا أن الحادثة وقعت في النبك.",
      events: ["P7 attack none 2019-06-19 A=gov B=civ killed=1"]),
    Row(
      note: "others, under the verb before",
      text: "أفاد ناشطون بمقتل سبعة مدنيين بقصف لقوات النظام على قمحانة أمس، فضلاً عن خمسة آخرين"
        + " بغارات استهدفت سوقاً في محردة وأربعة آخرين في كبانة.",
      events: [
        "P6 shelling_artillery_missile none 2019-06-19 A=gov B=civ killed=7",
        "P5 air_drone_strike none 2019-06-19 A= B=civ killed=5",
        "P4 air_drone_strike none 2019-06-19 A= B=civ killed=4",
      ]),
    Row(
      note: "the subject of what is reported",
      text: "قال ناشطون إن مدنياً قُتل وجُرح 35 بغارات روسية على كبانة أمس.",
      events: ["P4 air_drone_strike none 2019-06-19 A=russia B=civ killed=1 injured=35"]),
    Row(
      note: "whom a toll counts",
      text: "بلغ عدد القتلى في قمحانة أمس نحو 12 جراء قصف لقوات النظام.",
      events: ["P6 shelling_artillery_missile none 2019-06-19 A=gov B= killed=12"]),
    Row(
      note: "by killing and wounding",
      text: "انفجرت عبوة ناسفة في النبك أمس ما تسبب بقتل رجل وبجرح شابين وطفل.",
      events: ["P7 remote_explosive_landmine_ied none 2019-06-19 A= B=civ killed=1 injured=3"]),
    Row(
      note: "who underwent an attack was hit",
      text: "تعرضت قوات النظام أمس لهجوم من قبل فصائل المعارضة في الزكاة.",
      events: ["P8 armed_clash contest 2019-06-19 A=rebels B=gov"]),
    Row(
      note: "two nouns for one strike",
      text: "Six civilians were killed in air strikes and shelling on Kabani on Tuesday.",
      events: ["P4 air_drone_strike none 2019-06-18 A= B=civ killed=6"]),
  ]

  @Test func `losses before a comma are not the number's`() throws {
    let counts = try Fixture.code("The rebels suffered heavy losses, 50 fighters wounded.").counts
    #expect(counts.map { $0.kind } == [CountMention.Kind.injured])
  }

  @Test func `what was counted since a day is a sum`() throws {
    let counts = try Fixture.code(
      "ومنذ الأحد، أدت الغارات الجوية التي شنتها قوات النظام على كبانة إلى مقتل أكثر من 50 مدنياً."
    ).counts
    #expect(counts.map { $0.countKind } == [Event.CountKind.runningTotal])
  }

  @Test(arguments: numbers + violence + telling + causes + later)
  func `gives the events that a reader takes from it`(_ row: Row) throws {
    let events = try Fixture.code(row.text).events.map(line)
    #expect(events == row.events)
  }
}
