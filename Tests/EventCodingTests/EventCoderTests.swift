import CivilCalendar
import Gazetteers
import Geoparsing
import NewsIngest
import Testing
import TextAnalysis

@testable import EventCoding

/// Sentences of our own with the events that a reader takes from them. Published on 2019-06-20, a
/// Thursday.
struct EventCoderTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var note: String
    var text: String
    var events: [String]
    var testDescription: String { note }
  }

  static let rows: [Row] = [
    Row(
      note: "VSO capture, two places, a day",
      text: "سيطرت فصائل المعارضة أمس على قريتي تل ملح والجبين في معارك مع قوات النظام.",
      events: [
        "P1 non_state_overtakes_territory gain 2019-06-19 A=rebels B=gov",
        "P2 non_state_overtakes_territory gain 2019-06-19 A=rebels B=gov",
      ]),
    Row(
      note: "SVO capture, three places",
      text: "The Syrian army captured Tal Milh, Jubbayn and Hamamiyat from rebel forces on Monday.",
      events: [
        "P1 government_regains_territory gain 2019-06-17 A=army B=rebels",
        "P2 government_regains_territory gain 2019-06-17 A=army B=rebels",
        "P3 government_regains_territory gain 2019-06-17 A=army B=rebels",
      ]),
    Row(
      note: "passive with by",
      text: "Kabani was captured by rebels on Tuesday.",
      events: ["P4 non_state_overtakes_territory gain 2019-06-18 A=rebels B="]),
    Row(
      note: "captured, then left",
      text: "سيطرت الفصائل على الحماميات يوم الاثنين، قبل أن تنسحب منها بسبب القصف المكثف.",
      events: [
        "P3 non_state_overtakes_territory gain 2019-06-17 A=rebels B=",
        "P3 non_violent_transfer_of_territory withdraw 2019-06-17 A=rebels B=",
      ]),
    Row(
      note: "an attack repelled, with the dead of the attacker",
      text:
        "صد جيش العزة اليوم محاولة تقدم لقوات النظام على محور تل ملح، ما أدى إلى مقتل 30 عنصراً.",
      events: ["P1 armed_clash hold 2019-06-20 A=gov B=izza killed=30"]),
    Row(
      note: "an attempt that failed",
      text: "حاولت قوات النظام أمس التقدم إلى كبانة من دون أن تنجح.",
      events: ["P4 armed_clash hold 2019-06-19 A=gov B="]),
    Row(
      note: "failed to, in English",
      text: "Government forces failed to capture Kabani on Wednesday.",
      events: ["P4 armed_clash hold 2019-06-19 A=gov B="]),
    Row(
      note: "a raid by an adjective",
      text: "A Russian air strike on Kabani killed at least 12 civilians on Tuesday.",
      events: ["P4 air_drone_strike none 2019-06-18 A=russia B=civ killed=12"]),
    Row(
      note: "shelling with dead and wounded, of which the second count is the wounded's",
      text: "قصفت الفصائل أمس مدينة محردة بالصواريخ، فقُتل 3 مدنيين وجُرح 7 آخرون.",
      events: ["P5 shelling_artillery_missile none 2019-06-19 A=rebels B=civ killed=3 injured=7"]),
    Row(
      note: "a mine",
      text: "Two civilians were killed when a landmine exploded near Zakah on Sunday.",
      events: ["P8 remote_explosive_landmine_ied none 2019-06-16 A= B=civ killed=2"]),
    Row(
      note: "a protest",
      text: "خرج الأهالي في مظاهرة بمدينة إدلب اليوم ضد قوات النظام.",
      events: ["P9 peaceful_protest none 2019-06-20 A=civ B=gov"]),
    Row(
      note: "defections",
      text: "انشق أكثر من 50 عنصراً من قوات النظام في مدينة النبك أمس.",
      events: ["P7 defection none 2019-06-19 A=gov B= defected=51"]),
    Row(
      note: "bodies recovered are no dead of that day",
      text: "انتشل لواء القدس جثث 20 مقاتلاً من صفوفه في الزكاة أمس.",
      events: [
        "P8 burial_or_recovery_of_bodies none 2019-06-19 A=quds B= killed=20 running_total"
      ]),
    Row(
      note: "a plan is no fact",
      text: "تهدف قوات النظام إلى السيطرة على كبانة.",
      events: ["P4 government_regains_territory gain 2019-06-20 A=gov B= planned"]),
    Row(
      note: "sport", text: "سيطر فريق الكرامة على مباراته في إدلب وشن هجوماً في الشوط الثاني.",
      events: []),
    Row(note: "the road", text: "قُتل 3 أشخاص في حادث سير في إدلب أمس.", events: []),
    Row(
      note: "gas", text: "A gas cylinder exploded in Idlib on Monday and killed two people.",
      events: []),
    Row(
      note: "one person without a number",
      text: "قُتل مدني وأصيب خمسة آخرون أمس بقذائف للفصائل على مدينة محردة.",
      events: ["P5 shelling_artillery_missile none 2019-06-19 A=rebels B=civ killed=1 injured=5"]),
    Row(
      note: "an aircraft, with the doer between the words",
      text: "وأسقطت هيئة تحرير الشام مساء الأربعاء طائرة فوق بلدة كبانة.",
      events: ["P4 aircraft_loss none 2019-06-19 A=hts B="]),
    Row(
      note: "ground that one side says it took and the other denies",
      text: "قالت هيئة تحرير الشام أمس إنها استعادت الزكاة، غير أن الجيش السوري نفى ذلك.",
      events: ["P8 armed_clash contest 2019-06-19 A=hts B="]),
    Row(
      note: "a fight told before its place",
      text:
        "تمكنت قوات المعارضة من صد هجوم لقوات النظام اليوم. وقال ناطق عن تل ملح والجبين إن النظام"
        + " خسر أكثر من 100 عنصر.",
      events: [
        "P1 armed_clash hold 2019-06-20 A=gov B=rebels killed=101",
        "P2 armed_clash hold 2019-06-20 A=gov B=rebels",
      ]),
    Row(
      note: "the economy",
      text: "Prices in Idlib were hit by a rally of the dollar, a trader told the paper on Monday.",
      events: []),
    Row(
      note: "two days in one text",
      text:
        "Rebels captured Zakah on Monday. On Wednesday the Syrian army recaptured Zakah from them.",
      events: [
        "P8 non_state_overtakes_territory gain 2019-06-17 A=rebels B=",
        "P8 government_regains_territory gain 2019-06-19 A=army B=",
      ]),
    Row(
      note: "a count of the next sentence belongs to the fight told before",
      text: "اشتبكت قوات النظام مع الفصائل في الجبين أمس. وقُتل 12 مقاتلاً من الفصائل.",
      events: ["P2 armed_clash contest 2019-06-19 A=gov B=rebels killed=12"]),
  ]

  @Test(arguments: rows)
  func `reads the events of a sentence`(_ row: Row) throws {
    let coding = try Fixture.code(row.text)
    #expect(coding.events.map(line) == row.events)
  }

  @Test func `ids do not change from run to run`() throws {
    let a = try Fixture.code(Self.rows[0].text).events
    let b = try Fixture.code(Self.rows[0].text).events
    #expect(a == b)
    #expect(Set(a.map(\.id)).count == a.count)
  }

  // MARK: What belongs to what

  @Test(arguments: [
    "قال القائد إن المهاجمين من قوات النظام خسروا أكثر من 100 قتيل وأكثر من 200 جريح في تل ملح.",
    "قوات النظام خسرت في تل ملح أكثر من 100 قتيل وأكثر من 200 جريح.",
  ])
  func `the injured are not counted with the dead`(text: String) throws {
    let event = try #require(Fixture.code(text).events.first)
    #expect(event.killed.low == 101)
    #expect(event.injured.low == 201)
  }

  @Test(arguments: [
    "دخلت قوات النظام أطراف تل ملح أمس.", "Government forces captured parts of Tal Milh on Monday.",
    "Government forces entered the outskirts of Tal Milh on Monday.",
  ])
  func `who enters the outskirts has not taken the place`(text: String) throws {
    let event = try #require(Fixture.code(text).events.first)
    #expect(event.type == .armedClash)
    #expect(event.controlEffect == .contest)
  }

  @Test func `ground taken near a place is a fight and no change of its control`() throws {
    let text = TokenizedText("Government forces captured positions near Tal Milh on Monday.")
    var mentions = Fixture.mentions(in: text)
    for at in mentions.indices {
      mentions[at].relation = .near
      mentions[at].precision = 3
    }
    let coder = EventCoder(
      gazetteer: Gazetteer(places: Fixture.places), actors: try Fixture.actors(),
      cues: try Fixture.cues())
    let report = Report(id: "r", text: "", published: CivilDate(iso: "2019-06-20"))
    let event = try #require(coder.code(report, text, mentions: mentions).events.first)
    #expect(event.type == .armedClash)
    #expect(event.controlEffect == .contest)
    #expect(event.controlTo == nil)
  }

  @Test func `the dead of both sides of a fight are not those of the shelling told before it`()
    throws
  {
    let text = """
      قصفت الفصائل بلدة قمحانة أمس. وقتل 44 عنصراً من قوات النظام و39 مقاتلاً من الفصائل في المعارك.
      """
    let shelling = try #require(
      Fixture.code(text).events.first { $0.type == .shellingArtilleryMissile })
    #expect(!shelling.killed.isStated)
  }

  @Test func `a day told with a protest is not that of the battle it is about`() throws {
    let text = """
      سيطرت الفصائل على تل ملح مؤخرا، وهو ما دفع الأهالي السبت الماضي إلى التظاهر في النبك.
      """
    let capture = try #require(
      Fixture.code(text).events.first { $0.type == .nonStateOvertakesTerritory })
    // The Saturday before Thursday, 20 June 2019.
    #expect(capture.dates?.first != CivilDate(iso: "2019-06-15"))
  }

  @Test func `the factions, told again as one of them, are that one`() throws {
    let text = "سيطرت الفصائل على تل ملح أمس. وسيطر جيش العزة على تل ملح أمس بعد هجوم."
    let events = try Fixture.code(text).events
    #expect(events.map(\.sideA) == [["izza"]])
  }

  @Test func `an actor's name leaves the verb beside it`() throws {
    let event = try #require(
      Fixture.code("Russian warplanes bombed Tal Milh on Monday.").events.first)
    #expect(event.type == .airDroneStrike)
    #expect(event.sideA == ["ruaf"])
  }
}
