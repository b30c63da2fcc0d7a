public import Gazetteers
internal import SimpleFeatures

/// A place that a name may mean, and how much speaks for it.
public struct CandidatePlace: Hashable, Sendable {
  public var place: Place
  /// Its share `0...1` of what speaks for all places of the name.
  public var share: Double

  public init(place: Place, share: Double) {
    self.place = place
    self.share = share
  }
}

extension MentionDraft.Candidate {
  /// What this candidate weighs where `top`, the best one, weighs 1.
  func weight(against top: Self) -> Double {
    // Many weak candidates together shall not outweigh a good one: hence the factor.
    (1.5 * (score - top.score)).exponential
  }
}

extension MentionWriter {
  /// The candidates of `draft` with their shares to three decimals, the best first, then by place.
  func candidates(of draft: MentionDraft) -> [CandidatePlace] {
    guard let top = draft.candidates.max(by: { $0.score < $1.score }) else { return [] }
    let all = draft.candidates.reduce(0) { $0 + $1.weight(against: top) }
    return draft.candidates.sorted { ($1.score, $0.place) < ($0.score, $1.place) }.prefix(10).map {
      CandidatePlace(
        place: table.places[$0.place],
        share: ($0.weight(against: top) / all * 1000).rounded() / 1000)
    }
  }
}
