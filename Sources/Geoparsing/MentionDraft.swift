/// A name of the text on its way to a mention.
struct MentionDraft: Sendable {
  /// A place that the name may mean.
  struct Candidate: Sendable {
    var place: Int
    /// 0 as spelled, 1 with or without article or blank, 2 with other letters.
    var level: Int
    /// What speaks for it apart from what lies near.
    var base: Double
    var score: Double
  }

  /// What came of a person's decision.
  enum Decision: Sendable {
    /// The candidates are the places that were chosen.
    case place
    /// The name means no place here.
    case noPlace
    /// Places that are not meant were left out.
    case fewerPlaces
  }

  var match: NameMatch
  var context: NameContext
  var candidates: [Candidate]
  /// How sure it is that the words name a place at all, from about 0 to above 1.
  var placehood: Double
  /// Whether its words are ordinary words of the language.
  var isOrdinary = false
  var isAccepted = false
  /// What a person decided about the name.
  var decision: Decision?
  /// The index of the best candidate, and its share of all.
  var best = 0
  var share = 0.0
  var nearest: (place: Int, distance: Double)?
  /// Whether the best candidate lies far from all else that the report names.
  var isRemote = false

  var place: Int? { candidates.isEmpty ? nil : candidates[best].place }
}
