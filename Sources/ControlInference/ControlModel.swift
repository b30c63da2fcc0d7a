internal import SimpleFeatures

/// Every number of control inference, with where it comes from.
///
/// `gazetteer/control-model.csv` has the same numbers and replaces these, as does any table that
/// ``init(csv:over:)`` reads. "E10" is `EVENTS.md` section 10, whose values are starting ones; "C6" is `CARTOGRAPHY.md`
/// section 6, whose values were measured there; † marks what was chosen here.
public struct ControlModel: Hashable, Sendable {
  public init() {}

  // MARK: What a claim is worth, in log-odds (E10)

  /// Capture and full control.
  public var captureLogOdds = 4.0
  public var handOverLogOdds = 4.0
  /// For the side that is left the place; the same against the one that leaves it to nobody †.
  public var withdrawalLogOdds = 3.0
  public var baseLogOdds = 1.5
  public var repelledLogOdds = 1.0
  /// For "contested".
  public var clashLogOdds = 2.0
  /// For the side that bombs: it hardly holds what it bombs.
  public var bombingLogOdds = -1.5
  /// For each of its enemies.
  public var bombedEnemyLogOdds = 0.3

  /// Factors for the place precisions 1 to 7 (E10); others are no evidence for one settlement.
  public var placePrecisionFactors = [1, 1, 0.6, 0.4, 0.25, 0.1, 0.05]
  /// Factors for the date precisions 1 to 4 (E10), and † for 5 (longer than a month) and
  /// 6 (publication only: news is mostly of the same week).
  public var datePrecisionFactors = [1, 0.8, 0.6, 0.3, 0.1, 0.6]
  /// The least precise place code at which a claim can change a status †: "near" is not "in".
  public var statusPlacePrecision = 2
  /// Claims of one side and kind within so many days repeat one another †: the k-th near-copy
  /// counts 1/k², the k-th independent one 1/√k (E10).
  public var repetitionDays = 3
  /// Factors for who says so (E10): against the own interest, and alone in it.
  public var againstInterestFactor = 1.2
  public var ownInterestFactor = 0.5

  // MARK: Decay e^(-days/τ), in days (E10)

  public var depthDecayDays = 120.0
  /// For places that have an enemy's among their `lineNeighbours` nearest †.
  public var nearLineDecayDays = 30.0
  public var contestedDecayDays = 10.0
  public var lineNeighbours = 6

  // MARK: When a status changes

  /// One report of at least this confidence changes a side, or two within `flipDays` (C6).
  public var flipConfidence = 0.6
  public var flipDays = 3
  /// The log-odds at which bases and repelled attacks alone show a first holder † (73 %).
  public var presenceLogOdds = 1.0
  /// The lead at which bases and repelled attacks alone overturn an old holder, and below which
  /// two captures of one day leave a place contested: the 82 % of contested ground (C6).
  public var overturnLogOdds = 1.5
  /// A clash keeps a place contested while its decayed log-odds are at least this †: 14 days for
  /// a claim of full weight.
  public var contestedLogOdds = 0.5

  // MARK: Weights of settlements on the surface (C6)

  public var weightDecayDays = 90.0
  /// Age counts in steps of so many days †, so that lines stand still between claims.
  public var ageStepDays = 30
  /// The least that age leaves of a weight †: a mark never loses its ground by age alone.
  public var leastAgeFactor = 0.2
  /// The weight of an unconfirmed claim that contradicts its `lineNeighbours` nearest places (C6).
  public var loneClaimFactor = 0.15
  /// So few places of a camp among none but enemies are suspect †: with 3 % false codes those hold
  /// nearly all false ones.
  public var suspectGroupSize = 3
  /// From this share of places on whose `neighbours` nearest are all of one other camp, and from
  /// `suspectCount` of them, the codes are taken to hold errors, and a suspect place weighs
  /// `suspectFactor` †. Below it suspects are enclaves or spurs of a winding front, and news. On
  /// made-up ground of six kinds, from smooth to fractal, at 12 km² a place, true codes gave 0.0 to
  /// 0.9 %, codes of which 3 % were false 1.2 to 3.2 %; 381 marks of 2017 gave none.
  public var suspectShare = 0.007
  public var suspectCount = 3
  public var suspectFactor = 0.05
  /// What a place of 5 000, 20 000, 100 000 inhabitants counts beside a village †.
  public var townImportance = 1.25
  public var largeTownImportance = 1.5
  public var cityImportance = 2.0

  // MARK: The surface (C6)

  /// The distance between samples, in metres.
  public var cellSize = 500.0
  /// The ground beyond the map that is computed with it, in metres.
  public var margin = 20_000.0
  /// † 14 where C6 has 24: of 10, 12 and 14, leaving each of 381 marks out in turn finds most of
  /// them again with it.
  public var neighbours = 14
  /// The rank of the neighbour whose distance gives the local scale.
  public var scaleRank = 6
  /// The local scale as a share of that distance, for reviewed marks; 0.35 in C6, chosen with the
  /// number of neighbours †.
  public var reviewedScaleFactor = 0.33
  /// The same where codes come from text without review.
  public var textScaleFactor = 0.45
  /// The local scale is at most that of a neighbour so many times as far as the nearest one whose
  /// code is not doubtful †: a settlement then holds the ground on which it stands. On made-up
  /// ground of six kinds 3 and 4 gave more overlap than 2 and than no such bound at five densities.
  public var nearScaleFactor = 4.0
  /// Bounds of the local scale, in metres.
  public var leastScale = 300.0
  public var greatestScale = 8000.0
  /// The blur's standard deviation, in cells.
  public var blurCells = 1.2
  /// Specks within a camp below this area go to the camp's runner-up, in square metres.
  public var speckArea = 8e6
  /// Ground where the leading camp has less than this is contested.
  public var contestedShare = 0.82
  /// Ground farther than this from every known settlement has no data, in metres.
  public var noDataDistance = 12_000.0
  /// Smaller patches of contested ground, of no data, and smaller gaps in them are not shown, in
  /// square metres †.
  public var leastGroundArea = 2e6

  // MARK: Lines (C6)

  public var smoothingRounds = 2
  /// Visvalingam's area below which a vertex goes, in square metres.
  public var simplificationArea = 1.2e4
  /// A front is inferred where its newest evidence is older than this, in days †: the decay in
  /// depth (E10) leaves a third of a claim then.
  public var inferredAfterDays = 120.0
  /// Pieces of a front shorter than this are not told apart, in metres †.
  public var leastFrontPiece = 1500.0

  // MARK: Barriers (C6)

  /// A barrier between a sample and a settlement makes it so many local scales farther.
  public var barrierScales = 2.0
}

extension ControlModel {
  /// The log-odds that `evidence` gives its own side before decay and repetition.
  public func logOdds(of evidence: ControlEvidence) -> Double {
    let base =
      switch evidence.kind {
      case .capture, .fullControl: captureLogOdds
      case .handOver: handOverLogOdds
      case .withdrawalOfOther: withdrawalLogOdds
      case .abandonment: -withdrawalLogOdds
      case .base: baseLogOdds
      case .repelled: repelledLogOdds
      case .clashInside, .siege, .siegeLifted: 0.0
      case .bombedBy: bombingLogOdds
      }
    return base * factor(of: evidence)
  }

  /// What source, place and date leave of the log-odds of a claim, `0...1.2`.
  public func factor(of evidence: ControlEvidence) -> Double {
    func entry(_ factors: [Double], _ code: Int) -> Double {
      factors.indices.contains(code - 1) ? factors[code - 1] : 0
    }
    let source = evidence.sourceWeight.isFinite ? min(max(evidence.sourceWeight, 0), 1.2) : 0
    return source * entry(placePrecisionFactors, evidence.placePrecision)
      * entry(datePrecisionFactors, evidence.datePrecision)
  }

  /// How much ground a place of `population` speaks for beside a village †.
  ///
  /// A weight moves the line by λ ln *w* only, so a city's 2 is some 1.5 km where villages are
  /// 6 km apart.
  public func importance(ofPopulation population: Int?) -> Double {
    switch population ?? 0 {
    case ..<5000: 1
    case ..<20_000: townImportance
    case ..<100_000: largeTownImportance
    default: cityImportance
    }
  }

  /// The same for the size of a dot on Wikipedia's maps: 10 is a small town, 22 a city of a million.
  public func importance(ofMarkSize size: Double?) -> Double {
    switch size ?? 0 {
    case ..<9: 1
    case ..<12: townImportance
    case ..<16: largeTownImportance
    default: cityImportance
    }
  }

  /// What `days` of age leave of a weight.
  func ageFactor(days: Int) -> Double {
    let whole = max(0, days) / max(1, ageStepDays) * max(1, ageStepDays)
    return max(leastAgeFactor, (-Double(whole) / weightDecayDays).exponential)
  }
}

/// The probability of log-odds.
func logistic(_ logOdds: Double) -> Double { 1 / (1 + (-logOdds).exponential) }
