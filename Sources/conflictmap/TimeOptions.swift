internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import EventLayers
internal import SimpleFeatures

/// The interval that `--every` gives: `day`, `week`, `month` or a number of days as `10-days`.
struct StepOption: ExpressibleByArgument {
  enum Unit: Equatable {
    case week, month
    case days(Int)
  }

  let unit: Unit

  init?(argument: String) {
    switch argument {
    case "day": unit = .days(1)
    case "week": unit = .week
    case "month": unit = .month
    default:
      let parts = argument.split(separator: "-")
      guard parts.count == 2, parts[1] == "days", let count = Int(parts[0]),
        (1...3660).contains(count)
      else { return nil }
      unit = .days(count)
    }
  }

  func step(weekStart: Weekday) -> TimeSlices.Step {
    switch unit {
    case .week: .weeks(startingOn: weekStart)
    case .month: .months
    case .days(let count): .days(count)
    }
  }
}

/// A number of days as `--window` gives it: `7d`.
struct WindowOption: ExpressibleByArgument {
  let days: Int

  init?(argument: String) {
    guard argument.hasSuffix("d"), let days = Int(argument.dropLast()), (1...3660).contains(days)
    else { return nil }
    self.days = days
  }
}

/// The ground that an option gives as `west,south,east,north` in degrees.
func box(_ text: String) throws -> BoundingBox<GeographicPoint> {
  let parts = text.split(separator: ",").compactMap { Double($0.filter { $0 != " " }) }
  guard parts.count == 4, parts[0] < parts[2], parts[1] < parts[3],
    GeographicPoint(longitude: parts[0], latitude: parts[1]).isValid,
    GeographicPoint(longitude: parts[2], latitude: parts[3]).isValid
  else { throw ValidationError("'\(text)' is not an extent; write west,south,east,north.") }
  return BoundingBox(minX: parts[0], minY: parts[1], maxX: parts[2], maxY: parts[3])
}

/// Which ground is meant.
struct GroundOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The ground, in degrees.", valueName: "west,south,east,north"),
    transform: box)
  var extent: BoundingBox<GeographicPoint>?

  @Option(
    help: ArgumentHelp("The ground of a unit or region, such as SY05 or R0001.", valueName: "code"))
  var region: String?

  mutating func validate() throws {
    if extent != nil, region != nil {
      throw ValidationError("--extent and --region exclude each other.")
    }
  }
}
