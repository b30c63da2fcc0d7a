internal import CSVText
internal import CivilCalendar
internal import ControlInference
internal import SimpleFeatures

/// How much ground each side holds on each day.
struct ControlDailyAreas {
  struct Row: Hashable {
    var date: CivilDate
    /// In km² by holder, in the order of ``holders``.
    var areas: [Double]
  }

  /// All who ever hold ground, in their order.
  let holders: [Holder]
  let rows: [Row]

  /// - Parameter days: In their order.
  init(_ history: ControlHistory, on days: [CivilDate]) {
    let holders = Set(history.areas.map(\.value.holder)).sorted()
    let areas = history.areas.map { ($0, $0.value.area / 1e6) }
    self.holders = holders
    rows = days.map { day in
      Row(
        date: day,
        areas: holders.map { holder in
          areas.reduce(0) { sum, entry in
            let (version, area) = entry
            let counts =
              version.value.holder == holder
              && holds(from: version.validFrom, to: version.validTo, on: day)
            return counts ? sum + area : sum
          }
        })
    }
  }

  /// A row for each day and holder.
  var csv: [UInt8] {
    var writer = CSVWriter()
    writer.append(["date", "side", "shared_with", "area_km2"])
    for row in rows {
      for (holder, area) in zip(holders, row.areas) {
        writer.append([
          row.date.description, holder.side, holder.secondSide ?? "", "\(rounded(area, 2))",
        ])
      }
    }
    return writer.bytes
  }
}
