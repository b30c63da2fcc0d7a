public import CSVText

extension ControlModel {
  /// A number of the model as the table names it.
  public struct Constant: Sendable {
    public var key: String
    public var value: Double
    /// What it may be.
    public var range: ClosedRange<Double>
    /// Whether it is a count, without decimals.
    public var isWhole = false
  }

  /// A table of constants that cannot be used.
  public struct TableError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    public let line: Int
    public let message: String
    public var description: String { "line \(line): \(message)" }
  }

  private enum Slot {
    case real(WritableKeyPath<ControlModel, Double>, ClosedRange<Double>)
    case whole(WritableKeyPath<ControlModel, Int>, ClosedRange<Double>)
    case factor(WritableKeyPath<ControlModel, [Double]>, Int)
  }

  /// Each constant's key, where it stands and what it may be; days, metres and m² as units.
  private static var slots: [(key: String, slot: Slot)] {
    let logOdds = -50.0...50.0
    let share = 0.0...1.0
    let days = 0.01...100_000.0
    let metres = 0.0...1e6
    var slots: [(String, Slot)] = [
      ("capture_log_odds", .real(\.captureLogOdds, logOdds)),
      ("hand_over_log_odds", .real(\.handOverLogOdds, logOdds)),
      ("withdrawal_log_odds", .real(\.withdrawalLogOdds, logOdds)),
      ("base_log_odds", .real(\.baseLogOdds, logOdds)),
      ("repelled_log_odds", .real(\.repelledLogOdds, logOdds)),
      ("clash_log_odds", .real(\.clashLogOdds, logOdds)),
      ("bombing_log_odds", .real(\.bombingLogOdds, logOdds)),
      ("bombed_enemy_log_odds", .real(\.bombedEnemyLogOdds, logOdds)),
      ("source_against_interest", .real(\.againstInterestFactor, 0...1.2)),
      ("source_own_interest", .real(\.ownInterestFactor, 0...1.2)),
    ]
    for code in 1...7 {
      slots.append(("place_precision_\(code)", .factor(\.placePrecisionFactors, code - 1)))
    }
    for code in 1...6 {
      slots.append(("date_precision_\(code)", .factor(\.datePrecisionFactors, code - 1)))
    }
    slots += [
      ("status_place_precision", .whole(\.statusPlacePrecision, 1...7)),
      ("repetition_days", .whole(\.repetitionDays, 0...3650)),
      ("decay_days_depth", .real(\.depthDecayDays, days)),
      ("decay_days_near_line", .real(\.nearLineDecayDays, days)),
      ("decay_days_contested", .real(\.contestedDecayDays, days)),
      ("line_neighbours", .whole(\.lineNeighbours, 1...100)),
      ("flip_confidence", .real(\.flipConfidence, share)),
      ("flip_days", .whole(\.flipDays, 0...3650)),
      ("presence_log_odds", .real(\.presenceLogOdds, logOdds)),
      ("overturn_log_odds", .real(\.overturnLogOdds, logOdds)),
      ("contested_log_odds", .real(\.contestedLogOdds, 0.001...50)),
      ("weight_decay_days", .real(\.weightDecayDays, days)),
      ("weight_age_step_days", .whole(\.ageStepDays, 1...3650)),
      ("least_age_factor", .real(\.leastAgeFactor, 0.001...1)),
      ("lone_claim_factor", .real(\.loneClaimFactor, 0.001...1)),
      ("suspect_group_size", .whole(\.suspectGroupSize, 0...100)),
      ("suspect_share", .real(\.suspectShare, share)),
      ("suspect_count", .whole(\.suspectCount, 0...1_000_000)),
      ("suspect_factor", .real(\.suspectFactor, 0.001...1)),
      ("importance_town", .real(\.townImportance, 0.01...10)),
      ("importance_large_town", .real(\.largeTownImportance, 0.01...10)),
      ("importance_city", .real(\.cityImportance, 0.01...10)),
      ("cell_size_m", .real(\.cellSize, 10...100_000)),
      ("margin_m", .real(\.margin, metres)),
      ("neighbours", .whole(\.neighbours, 1...200)),
      ("scale_rank", .whole(\.scaleRank, 1...200)),
      ("scale_factor_reviewed", .real(\.reviewedScaleFactor, 0...10)),
      ("scale_factor_text", .real(\.textScaleFactor, 0...10)),
      ("near_scale_factor", .real(\.nearScaleFactor, 0...1000)),
      ("least_scale_m", .real(\.leastScale, 1...1e6)),
      ("greatest_scale_m", .real(\.greatestScale, 1...1e6)),
      ("blur_cells", .real(\.blurCells, 0...20)),
      ("speck_area_m2", .real(\.speckArea, 0...1e12)),
      ("contested_share", .real(\.contestedShare, share)),
      ("no_data_distance_m", .real(\.noDataDistance, 1...1e7)),
      ("least_ground_area_m2", .real(\.leastGroundArea, 0...1e12)),
      ("smoothing_rounds", .whole(\.smoothingRounds, 0...5)),
      ("simplification_area_m2", .real(\.simplificationArea, 0...1e9)),
      ("inferred_after_days", .real(\.inferredAfterDays, 0...100_000)),
      ("least_front_piece_m", .real(\.leastFrontPiece, metres)),
      ("barrier_scales", .real(\.barrierScales, 0...100)),
    ]
    return slots
  }

  /// All constants in the order of the table.
  public var constants: [Constant] {
    Self.slots.map { key, slot in
      switch slot {
      case .real(let path, let range): Constant(key: key, value: self[keyPath: path], range: range)
      case .whole(let path, let range):
        Constant(key: key, value: Double(self[keyPath: path]), range: range, isWhole: true)
      case .factor(let path, let index):
        Constant(key: key, value: self[keyPath: path][index], range: 0...1)
      }
    }
  }

  /// Reads a table with the columns `key` and `value`; others are for the reader.
  ///
  /// - Parameters:
  ///   - table: Rows in any order; what it does not name stays as in `base`.
  ///   - base: The model whose numbers it replaces.
  /// - Throws: ``TableError`` for a missing column, a key that there is not or that comes twice,
  ///   and a value that is no number or outside its range.
  public init(csv table: CSVTable, over base: ControlModel = ControlModel()) throws(TableError) {
    self = base
    for column in ["key", "value"] where !table.columns.contains(column) {
      throw TableError(line: 1, message: "no column \(column); key and value are needed")
    }
    let constants = Dictionary(uniqueKeysWithValues: self.constants.map { ($0.key, $0) })
    let slots = Dictionary(uniqueKeysWithValues: Self.slots.map { ($0.key, $0.slot) })
    var seen: Set<String> = []
    for row in table.rows {
      func fail(_ message: String) -> TableError { TableError(line: row.line, message: message) }
      let key = row["key"]
      guard let constant = constants[key], let slot = slots[key] else {
        throw fail("there is no constant \"\(key)\"")
      }
      guard seen.insert(key).inserted else { throw fail("\(key) comes twice") }
      guard let value = row.number("value"), constant.range.contains(value),
        !constant.isWhole || value == value.rounded()
      else {
        throw fail(
          "\(key) is a \(constant.isWhole ? "whole " : "")number from "
            + "\(constant.range.lowerBound) to \(constant.range.upperBound), not \"\(row["value"])\""
        )
      }
      switch slot {
      case .real(let path, _): self[keyPath: path] = value
      case .whole(let path, _): self[keyPath: path] = Int(value)
      case .factor(let path, let index): self[keyPath: path][index] = value
      }
    }
  }
}
