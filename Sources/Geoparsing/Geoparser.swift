public import Gazetteers
public import NewsIngest
public import SimpleFeatures
package import TextAnalysis

/// Finds where reports name places, and which places those are.
///
/// Built once for a gazetteer and shared by threads. The same report gives the same mentions.
public struct Geoparser: Sendable {
  /// What can be set.
  public struct Options: Sendable {
    /// Where the reports are likely to be about, such as the frame of the map; places there are
    /// preferred a little.
    public var regionOfInterest: BoundingBox<GeographicPoint>?
    /// Whether names that mean no place here are listed too, as `.notPlace`. Parts of actors'
    /// names always are.
    public var includesRejected: Bool

    public init(
      regionOfInterest: BoundingBox<GeographicPoint>? = nil, includesRejected: Bool = false
    ) {
      self.regionOfInterest = regionOfInterest
      self.includesRejected = includesRejected
    }
  }

  private(set) var options: Options
  let table: PlaceTable
  let index: NameIndex
  let decisions: PlaceDecisions
  let weights: PlaceRoleWeights
  let search: PlaceSearch

  /// - Parameters:
  ///   - lexicon: What words beside names say of them.
  ///   - weights: By what the place of an event is told from places only named.
  ///   - foreign: Places abroad that the gazetteer lacks.
  ///   - overrides: A person's decisions, which win over all else.
  public init(
    gazetteer: Gazetteer, lexicon: CueLexicon, weights: PlaceRoleWeights, foreign: ForeignPlaces,
    overrides: PlaceOverrides = PlaceOverrides(), options: Options = Options()
  ) {
    self.options = options
    self.weights = weights
    search = PlaceSearch(gazetteer)
    let own = Array(gazetteer.places)
    let places = own + foreign.places(besides: own)
    table = PlaceTable(
      places: places, firstForeign: own.count, foreign: foreign,
      regionOfInterest: options.regionOfInterest)
    let decidedNames = overrides.rules.compactMap { rule -> (name: String, place: Int)? in
      guard case .means(let id) = rule.decision else { return nil }
      return gazetteer.index(ofID: id).map { (rule.name, $0) }
    }
    index = NameIndex(places: places, lexicon: lexicon, decidedNames: decidedNames)
    decisions = PlaceDecisions(overrides, in: gazetteer)
  }

  /// The same geoparser, which lists names that mean no place too.
  package var listingRejected: Geoparser {
    var copy = self
    copy.options.includesRejected = true
    return copy
  }

  /// The stretches of `text` that read as names of the gazetteer, the longest from each word on, before
  /// it is decided which of them are meant as places.
  ///
  /// - Complexity: O(*n*) for *n* bytes.
  public func names(in text: String) -> [TextSpan] {
    let text = TokenizedText(text)
    return index.read(text, decisions: decisions).matches.map { match in
      TextSpan(
        start: text.tokens[match.tokens.lowerBound].scalars.lowerBound,
        end: text.tokens[match.tokens.upperBound - 1].scalars.upperBound)
    }
  }

  /// The places that `report` names, in the order of their spans.
  ///
  /// - Parameter text: The words of `report.text`.
  package func mentions(in report: Report, _ text: TokenizedText) -> [Mention] {
    let resolver = ToponymResolver(table: table, index: index)
    let reading = index.read(text, decisions: decisions)
    var drafts = self.drafts(text, reading, resolver)
    rememberNames(of: text, in: &drafts)
    let outer = titlePlaces(report, resolver)
    var unresolved = drafts
    resolver.resolve(&drafts, text, outer: outer)
    if decisions.applyInContext(
      to: &unresolved, resolved: drafts, text, table, outer: outer)
    {
      drafts = unresolved
      resolver.resolve(&drafts, text, outer: outer)
    }
    let writer = MentionWriter(
      table: table, index: index, decisions: decisions, text: text, reading: reading,
      weights: weights, search: search, includesRejected: options.includesRejected)
    return writer.mentions(of: drafts)
  }

  private func drafts(
    _ text: TokenizedText, _ reading: TextReading, _ resolver: ToponymResolver
  ) -> [MentionDraft] {
    let contexts = ContextReader(index: index, text: text, reading: reading).contexts()
    return zip(reading.matches, contexts).map { match, context in
      let candidates = decisions.ownBearers(
        resolver.candidates(of: match, in: context, text), of: match)
      var draft = MentionDraft(
        match: match, context: context, candidates: candidates,
        placehood: resolver.placehood(of: match, context, candidates, text, reading),
        isOrdinary: resolver.isOrdinary(match, text, reading))
      decisions.apply(to: &draft)
      return draft
    }
  }

  /// A word and a name that were once an actor's name are one wherever they stand together:
  /// "غرفة عمليات فتح حلب", later "فتح حلب".
  private func rememberNames(of text: TokenizedText, in drafts: inout [MentionDraft]) {
    var known: Set<[String]> = []
    func key(_ draft: MentionDraft) -> [String]? {
      let start = draft.match.tokens.lowerBound
      guard start > 0, draft.match.clitics.isEmpty else { return nil }
      return [text.foldedText(start - 1), text.foldedText(of: draft.match.tokens)]
    }
    for draft in drafts where draft.context.role == .actorName {
      if let key = key(draft) { known.insert(key) }
    }
    if known.isEmpty { return }
    for at in drafts.indices where drafts[at].context.role == nil {
      if drafts[at].context.cue == nil, let key = key(drafts[at]), known.contains(key) {
        drafts[at].context.role = .actorName
      }
    }
  }

  /// The places that the title surely names.
  private func titlePlaces(_ report: Report, _ resolver: ToponymResolver) -> [Int] {
    guard let title = report.title, title.utf8.count < 1000 else { return [] }
    let text = TokenizedText(title)
    var drafts = self.drafts(text, index.read(text, decisions: decisions), resolver)
    resolver.resolve(&drafts, text)
    return drafts.compactMap { draft in
      guard draft.isAccepted, draft.share > 0.6, draft.context.role == nil, let place = draft.place,
        place < table.firstForeign, table.places[place].kind != .country
      else { return nil }
      return place
    }
  }
}
