import NewsIngest
import Testing
import TextAnalysis

@testable import EventCoding

/// How agencies and monitors tell things in English, with sentences of our own. Published on
/// 2019-06-20, a Thursday.
struct EnglishReportTests {
  typealias Row = ReportRow

  static let numbers: [Row] = [
    Row(
      note: "parts behind the number",
      text:
        "Nine people, two nurses among them, were killed in an air strike on Kabani on Tuesday.",
      events: ["P4 air_drone_strike none 2019-06-18 A= B=civ killed=9"]),
    Row(
      note: "parts in dashes",
      text:
        "Nine people - two nurses included - were killed in an air strike on Kabani on Tuesday.",
      events: ["P4 air_drone_strike none 2019-06-18 A= B=civ killed=9"]),
    Row(
      note: "one person in the parts",
      text:
        "Air strikes killed six civilians in Kabani on Tuesday, a woman and her three "
        + "sons among them.",
      events: ["P4 air_drone_strike none 2019-06-18 A= B=civ killed=6"]),
    Row(
      note: "an age is no number of dead",
      text: "Salim Haddad, 35, was killed by a landmine in Zakah on Tuesday.",
      events: ["P8 remote_explosive_landmine_ied none 2019-06-18 A= B= killed=1"]),
    Row(
      note: "the verb in the name of the strike",
      text: "Russian strikes killed 17 civilians in Kabani on Tuesday.",
      events: ["P4 air_drone_strike none 2019-06-18 A=russia B=civ killed=17"]),
    Row(
      note: "where so many fell, each",
      text:
        "Air strikes hit a school in Zakah on Tuesday, where 12 civilians were killed, "
        + "and a mill in Jubbayn, where three children were killed.",
      events: [
        "P8 air_drone_strike none 2019-06-18 A= B=civ killed=12",
        "P2 air_drone_strike none 2019-06-18 A= B=civ killed=3",
      ]),
    Row(
      note: "the dead of the whole war",
      text: "A shell fell on Zakah on Tuesday in the war that has killed 370,000 people.",
      events: ["P8 shelling_artillery_missile none 2019-06-18 A= B=civ"]),
    Row(
      note: "the toll of others is the same dead",
      text:
        "Air strikes killed at least 12 people in Kabani on Tuesday. Medics said 12 "
        + "people were killed, while a monitor put the toll at 14.",
      events: ["P4 air_drone_strike none 2019-06-18 A= B=civ killed=12"]),
    Row(
      note: "the verb behind the parts",
      text:
        "One man was killed and four people, including two girls, wounded by shelling of "
        + "Zakah on Tuesday.",
      events: ["P8 shelling_artillery_missile none 2019-06-18 A= B=civ killed=1 injured=4"]),
  ]

  static let days: [Row] = [
    Row(
      note: "a short month",
      text: "On Jun. 4, gunmen shot dead a teacher in Nabk.",
      events: ["P7 attack none 2019-06-04 A= B=civ killed=1"]),
    Row(
      note: "the day of the first sentence holds in the next paragraph",
      text:
        "Rebel forces shelled Jubbayn on Tuesday.\nIn Zakah two civilians were killed by "
        + "a landmine.",
      events: [
        "P2 shelling_artillery_missile none 2019-06-18 A=rebels B=",
        "P8 remote_explosive_landmine_ied none 2019-06-18 A= B=civ killed=2",
      ]),
    Row(
      note: "a day earlier",
      text:
        "On 18 June a monitor said that an air strike had killed two civilians in Kabani "
        + "a day earlier.",
      events: ["P4 air_drone_strike none 2019-06-17 A= B=civ killed=2"]),
  ]

  static let strikes: [Row] = [
    Row(
      note: "aircraft that kill",
      text: "Unidentified warplanes killed six civilians in Kabani on Tuesday.",
      events: ["P4 air_drone_strike none 2019-06-18 A= B=civ killed=6"]),
    Row(
      note: "a drone that struck and destroyed",
      text: "A drone struck and destroyed a car near Nabk on Tuesday.",
      events: ["P7 air_drone_strike none 2019-06-18 A= B="]),
    Row(
      note: "missiles that were shot down are no lost aircraft",
      text: "Missiles hit Qamhana on Tuesday; air defences shot down some of the missiles.",
      events: ["P6 shelling_artillery_missile none 2019-06-18 A= B="]),
    Row(
      note: "fire on a protest",
      text: "Gunmen opened fire on an anti-government protest in Nabk on Tuesday, killing two.",
      events: ["P7 excessive_force_against_protesters none 2019-06-18 A= B= killed=2"]),
  ]

  static let ground: [Row] = [
    Row(
      note: "villages without a name",
      text: "Rebel forces captured two more villages in the battle for Idlib on Tuesday.",
      events: ["P9 armed_clash contest 2019-06-18 A=rebels B="]),
    Row(
      note: "after the retreat of the others",
      text:
        "Government forces entered Zakah on Tuesday after the retreat of rebel forces "
        + "from the town.",
      events: ["P8 non_violent_transfer_of_territory gain 2019-06-18 A=gov B=rebels"]),
  ]

  @Test(arguments: numbers + days + strikes + ground)
  func `gives the events that a reader takes from it`(_ row: Row) throws {
    let events = try Fixture.code(row.text).events.map(line)
    #expect(events == row.events)
  }

  @Test func `the terrorists of a report that names one group are that group`() throws {
    let events = try Fixture.code(
      "ISIS attacked government forces near Zakah on Tuesday. The terrorists stormed Jubbayn."
    ).events
    #expect(!events.isEmpty)
    #expect(events.allSatisfy { $0.sideA == ["isil"] })
  }
}
