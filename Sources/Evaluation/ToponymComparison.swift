public import Gazetteers
public import Geoparsing
public import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// The places of one text as a person found them beside those that the geoparser found.
public struct ToponymComparison: Sendable {
  public let reportID: String
  public let language: Language
  /// The number of words of the text.
  public let tokenCount: Int
  public let isComplete: Bool
  public let gold: [GoldToponym]
  /// Without those that are listed only to be explained (`notPlace`).
  public let found: [Mention]
  /// Which of `found` has been given to each of `gold`: they overlap, and none is given twice.
  public let partners: [Int?]
  /// How the answer to each of `gold` compares with it.
  public let answers: [Answer]
  /// What of `found` belongs to no gold place, in order.
  public let unmatched: [Int]

  /// The answer to one gold place.
  public struct Answer: Hashable, Sendable {
    /// Whether an id of the gold is that of the place found; `nil` where the gold has no id.
    public var isExactPlace: Bool?
    /// Whether both lie in one sub-district; `nil` where the gold has no id.
    public var isSameSubDistrict: Bool?
    /// From where the gold has it to where it was put, in kilometres; `nil` where one is not known.
    public var distance: Double?
    /// Whether the words were taken for a place, resolved or not.
    public var isRecognised = false
    /// Whether a place was named for the words.
    public var isResolved = false

    /// Whether the place is right for one who reads its confidence: the same, or within 10 km.
    public var isRight: Bool { isExactPlace == true || distance.map { $0 <= 10 } ?? false }
  }

  /// - Parameters:
  ///   - gold: The annotated places of the text.
  ///   - mentions: What the geoparser found in it.
  public init(
    reportID: String, text: String, language: Language, gold: [GoldToponym], isComplete: Bool,
    mentions: [Mention], gazetteer: Gazetteer
  ) {
    self.reportID = reportID
    self.language = language
    self.isComplete = isComplete
    self.gold = gold
    tokenCount = TokenizedText(text).tokens.count
    let found = mentions.filter { $0.resolution != .notPlace }
    self.found = found
    let partners = Self.partners(of: gold, among: found)
    self.partners = partners
    answers = zip(gold, partners).map { gold, partner in
      Self.answer(to: gold, partner.map { found[$0] }, gazetteer)
    }
    let taken = Set(partners.compactMap { $0 })
    unmatched = found.indices.filter { !taken.contains($0) }
  }

  /// Pairs of overlapping spans, the same span before the longer overlap before the earlier one.
  private static func partners(of gold: [GoldToponym], among found: [Mention]) -> [Int?] {
    var pairs: [(gold: Int, found: Int, isSame: Bool, overlap: Int)] = []
    for (goldIndex, toponym) in gold.enumerated() {
      for (foundIndex, mention) in found.enumerated() where toponym.span.overlaps(mention.span) {
        let overlap =
          min(toponym.span.end, mention.span.end) - max(toponym.span.start, mention.span.start)
        pairs.append((goldIndex, foundIndex, toponym.span == mention.span, overlap))
      }
    }
    pairs.sort {
      ($0.isSame ? 0 : 1, -$0.overlap, $0.gold, $0.found)
        < ($1.isSame ? 0 : 1, -$1.overlap, $1.gold, $1.found)
    }
    var partners: [Int?] = Array(repeating: nil, count: gold.count)
    var taken: Set<Int> = []
    for pair in pairs where partners[pair.gold] == nil && !taken.contains(pair.found) {
      partners[pair.gold] = pair.found
      taken.insert(pair.found)
    }
    return partners
  }

  private static func answer(
    to gold: GoldToponym, _ mention: Mention?, _ gazetteer: Gazetteer
  ) -> Answer {
    var answer = Answer()
    let hasID = !gold.place.ids.isEmpty
    if hasID {
      answer.isExactPlace = false
      answer.isSameSubDistrict = false
    }
    guard let mention, mention.role.isOfPlace else { return answer }
    answer.isRecognised = true
    guard let place = mention.resolution.place else { return answer }
    answer.isResolved = true
    let accepted = gold.place.ids.compactMap { gazetteer.place(id: $0) }
    if hasID {
      let isExact =
        gold.place.ids.contains(place.id) || accepted.contains { $0.id == place.id }
      answer.isExactPlace = isExact
      answer.isSameSubDistrict =
        isExact || accepted.contains { !$0.adm3.isEmpty && $0.adm3 == place.adm3 }
    }
    if let point = gold.place.point {
      // A relative place is where the words put it; without an id the place itself is meant.
      let answered = hasID ? mention.point ?? place.point : place.point
      answer.distance = point.distance(to: answered) / 1000
    } else if answer.isExactPlace == true {
      answer.distance = 0
    } else {
      answer.distance = accepted.map { $0.point.distance(to: place.point) / 1000 }.min()
    }
    return answer
  }
}
