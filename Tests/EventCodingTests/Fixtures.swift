import CivilCalendar
import Foundation
import Gazetteers
import Geoparsing
import NewsIngest
import SimpleFeatures
import TextAnalysis

@testable import EventCoding

/// Small actors and places, and mentions made by hand.
enum Fixture {
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: repository.appending(path: path), encoding: .utf8)
  }

  static let actorsCSV = """
    id,name_en,name_ar,aliases_en,aliases_ar,hostile_en,hostile_ar,type,camp,side,parent,valid_from,valid_to,source
    gov,Syrian government,النظام السوري,government forces|pro-government forces|the regime,قوات النظام|النظام,Assad militias,ميليشيات أسد|ميليشيا أسد,1,government,government,,,,x
    army,Syrian Army,الجيش السوري,Syrian army,,,,1,government,government,gov,,,x
    quds,Liwa al-Quds,لواء القدس,Quds Brigade,,,ميليشيا لواء القدس,3,government,government,gov,,,x
    russia,Russia,روسيا,Russian forces,القوات الروسية,,,8,government,government,,2015-09-30,,x
    ruaf,Russian Air Force,الطيران الروسي,Russian warplanes,,,,8,government,government,russia,,,x
    rebels,Opposition factions,فصائل المعارضة,rebels|rebel forces,الفصائل|قوات المعارضة,terrorists,الإرهابيين,2,opposition,opposition,,,,x
    izza,Jaysh al-Izza,جيش العزة,,,,,2,opposition,opposition,rebels,,,x
    hts,Hayat Tahrir al-Sham,هيئة تحرير الشام,HTS,تحرير الشام,,,2,opposition,hts,,2017-01-28,,x
    isil,Islamic State,تنظيم الدولة,IS|ISIS,داعش,,,2,isil,isil,,,,x
    civ,Civilians,المدنيون,residents,الأهالي,,,7,other,other,,,,x
    """

  static func actors() throws -> ActorLexicon { try ActorLexicon(csv: actorsCSV) }
  static func cues() throws -> EventCueLexicon {
    try EventCueLexicon(tsv: text("gazetteer/event-cues.tsv"))
  }

  /// Places with invented codes and made-up points a few kilometres apart.
  static let places: [Place] = [
    place("P1", "Tal Milh", "تل ملح", 35.30, 36.52), place("P2", "Jubbayn", "الجبين", 35.32, 36.50),
    place("P3", "Hamamiyat", "الحماميات", 35.37, 36.53),
    place("P4", "Kabani", "كبانة", 35.75, 36.25),
    place("P5", "Mahardah", "محردة", 35.25, 36.57), place("P6", "Qamhana", "قمحانة", 35.20, 36.73),
    place("P7", "Nabk", "النبك", 34.02, 36.73), place("P8", "Zakah", "الزكاة", 35.40, 36.60),
    place("P9", "Idlib", "إدلب", 35.93, 36.63),
    place("P10", "Hama airport", "مطار حماة العسكري", 35.12, 36.71),
  ]

  static func place(
    _ id: String, _ english: String, _ arabic: String, _ latitude: Double, _ longitude: Double
  ) -> Place {
    Place(
      id: id, kind: .village, point: GeographicPoint(longitude: longitude, latitude: latitude),
      nameEnglish: english, nameArabic: arabic,
      names: [
        PlaceName(english, language: "en", role: .official),
        PlaceName(arabic, language: "ar", role: .official),
      ])
  }

  /// Every name of a place that the text has, as a place where something happened.
  static func mentions(in text: TokenizedText) -> [Mention] {
    var result: [Mention] = []
    for place in places {
      for name in place.names {
        let words = TokenizedText(name.text)
        let key = words.tokens.indices.map(words.foldedText)
        guard key.count <= text.tokens.count else { continue }
        for start in 0...(text.tokens.count - key.count) {
          let range = start..<(start + key.count)
          let found = range.map(text.foldedText)
          let joined = ["", "و", "ب", "ل"].contains { prefix in
            found == [prefix + key[0]] + key.dropFirst()
          }
          guard joined else { continue }
          let span = TextSpan(
            text.tokens[start].scalars
              .lowerBound..<text.tokens[range.upperBound - 1].scalars
              .upperBound)
          result.append(
            Mention(
              span: span, text: text.text(of: range), tokens: range,
              sentence: text.tokens[start].sentence,
              resolution: .resolved(place, confidence: 0.9, alternatives: []), role: .event,
              precision: 2, point: place.point, radius: 1000, eventScore: 0.8))
        }
      }
    }
    return result.sorted { $0.span < $1.span }
  }

  static func code(
    _ words: String, published: String? = "2019-06-20", id: String = "r"
  ) throws -> ReportCoding {
    let text = TokenizedText(words)
    let report = Report(id: id, text: words, published: published.flatMap { CivilDate(iso: $0) })
    let coder = EventCoder(
      gazetteer: Gazetteer(places: places), actors: try actors(), cues: try cues())
    return coder.code(report, text, mentions: mentions(in: text))
  }
}

/// An event in one line, for tables.
func line(_ event: Event) -> String {
  var parts = [event.place.id ?? "-", event.type.rawValue, event.controlEffect.rawValue]
  parts.append(
    event.dates.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)/\($0.last)" } ?? "-")
  parts.append("A=" + event.sideA.joined(separator: ","))
  parts.append("B=" + event.sideB.joined(separator: ","))
  if event.polarity != .asserted { parts.append(event.polarity.rawValue) }
  if let killed = event.killed.best { parts.append("killed=\(killed)") }
  if let injured = event.injured.best { parts.append("injured=\(injured)") }
  if let defected = event.defected.best { parts.append("defected=\(defected)") }
  if event.countKind != .new { parts.append(event.countKind.rawValue) }
  return parts.joined(separator: " ")
}
