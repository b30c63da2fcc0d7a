public import Gazetteers
package import Geoparsing
internal import CivilCalendar
package import NewsIngest
internal import Numerals
internal import TemporalTagging
package import TextAnalysis

/// Turns what a report says into events, one for each claim.
public struct EventCoder: Sendable {
  let actors: ActorLexicon
  let cues: EventCueLexicon
  /// Codes of the countries that the gazetteer covers: elsewhere nothing is coded.
  private let countries: Set<String>
  /// The country that most of its places are in.
  private let home: String
  private let quantities = QuantityTagger()

  public init(gazetteer: Gazetteer, actors: ActorLexicon, cues: EventCueLexicon) {
    self.actors = actors
    self.cues = cues
    var numbers: [String: Int] = [:]
    let places = gazetteer.places
    for at in places.indices { numbers[places.country(at: at), default: 0] += 1 }
    countries = Set(numbers.keys)
    home = numbers.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }

  /// States that take part in the war: to name them says nothing of where a report is about.
  private static let parties: Set<String> = ["TR", "RU", "IR", "US", "IL", "GB", "FR", ""]

  private func isAbroad(_ country: String) -> Bool {
    country != home && !Self.parties.contains(country)
  }

  /// What a report says: its times, counts and events.
  ///
  /// - Parameters:
  ///   - text: The words of `report.text`.
  ///   - mentions: Its places, from the geoparser.
  package func code(
    _ report: Report, _ text: TokenizedText, mentions: [Mention]
  ) -> ReportCoding {
    let named = actors.withLabelsResolved(actors.mentions(in: text))
    let dates = self.dates(of: report, text)
    let reading = ReportReading(
      text, published: report.published, cues: cues.matches(in: text), actors: named,
      mentions: mentions.filter { mention in
        guard let place = mention.resolution.place else { return true }
        return countries.contains(place.country)
      },
      dates: dates.filter { !$0.isFuture }.map { ReadDate(tokens: $0.tokens, mention: $0.mention) })
    let timeWords = Coverage(dates.map(\.tokens), of: text.tokens.count)
    reading.homePlaces = mentions.compactMap(\.resolution.place).filter { $0.country == home }
    reading.namesAbroad = mentions.contains { mention in
      mention.resolution.place.map { isAbroad($0.country) } ?? false
    }
    reading.counts = CountReader(reading: reading, actors: actors).counts(
      quantities.quantities(in: text).filter { !timeWords.overlaps($0.tokens) })
    let drafts = EventAssembler(reading: reading, actors: actors).drafts()
    let writer = EventWriter(report: report, reading: reading, actors: actors)
    return ReportCoding(
      report: report, mentions: mentions, dates: dates.map(\.mention),
      counts: reading.counts.map(\.mention), events: drafts.map(writer.event))
  }
}
