internal import CivilCalendar
internal import EventCoding
internal import Gazetteers
internal import SimpleFeatures

/// Events of a table of one's own, by a mapping of its columns.
///
/// A best figure without bounds is low, best and high. Where no column tells the precision of the
/// days, their number does: a day 1, up to six 2, a week 3, up to 31 days 4, more 5.
struct MappedReader {
  let mapping: ColumnMapping
  let actors: ActorDirectory
  let gazetteer: Gazetteer

  func event(_ row: inout RowReader) throws(Refusal) -> Event {
    let id = text(.eventID, row)
    guard !id.isEmpty else { throw Refusal("\(name(.eventID)) is empty") }
    guard let type = EventType(rawValue: try code(.subType, &row) ?? "") else {
      throw Refusal("\(name(.subType)) is empty, and the mapping has no default for sub_type")
    }
    var event = Event(id: "\(mapping.name):\(id)", type: type, place: try place(&row))
    let dates = try dates(row)
    event.dates = dates
    event.datePrecision = try number(.datePrecision, &row) ?? Self.precision(of: dates)
    event.polarity = try code(.polarity, &row).flatMap(Event.Polarity.init) ?? .asserted
    event.countKind = try code(.countKind, &row).flatMap(Event.CountKind.init) ?? .new
    event.controlEffect = try code(.controlEffect, &row).flatMap(Event.ControlEffect.init) ?? .none
    event.initiator = try code(.initiator, &row).flatMap(Event.Initiator.init) ?? .unknown
    event.controlFrom = actorIDs(.controlFrom, row).first
    event.controlTo = actorIDs(.controlTo, row).first
    event.sideA = actorIDs(.sideA, row)
    event.sideB = actorIDs(.sideB, row).filter { !event.sideA.contains($0) }
    event.claimedBy = actorIDs(.claimedBy, row)
    event.targetsCivilians =
      try code(.civilianTargeting, &row).map { $0 == "true" }
      ?? (type.category == .violenceAgainstCivilians)
    event.interaction = interaction(of: event)
    assignFigures(to: &event, &row)
    let published = try day(.published, row)
    event.reported = published.map { DateSpan($0, $0) }
    event.sources = [
      EventSource(
        reportID: event.id, outlet: filled(.source, row), title: filled(.title, row),
        url: filled(.url, row), published: published, language: filled(.language, row) ?? "und")
    ]
    event.status = .reviewed
    event.grade = .fair
    event.confidence = 0.9
    event.mergedFrom = [event.id]
    return event
  }

  // MARK: Cells

  /// The column of a field as its owner knows it.
  private func name(_ field: MappedField) -> String { mapping.columns[field] ?? field.rawValue }

  /// The cell with the mapping's values and defaults applied.
  private func text(_ field: MappedField, _ row: RowReader) -> String {
    let text = mapping.columns[field].map(row.text) ?? ""
    if text.isEmpty { return mapping.defaults[field] ?? "" }
    return mapping.values[field]?[text] ?? text
  }

  private func filled(_ field: MappedField, _ row: RowReader) -> String? {
    let text = text(field, row)
    return text.isEmpty ? nil : text
  }

  /// A code of the field, its default for a value that is none (noted as unknown), `nil` for an
  /// empty cell without a default.
  private func code(_ field: MappedField, _ row: inout RowReader) throws(Refusal) -> String? {
    let text = text(field, row)
    if text.isEmpty { return nil }
    if field.codes?.contains(text) ?? true { return text }
    guard let fallback = mapping.defaults[field] else {
      throw Refusal(
        "\(name(field)) \"\(text)\" is no \(field.rawValue); add it to values, or give a default")
    }
    if let column = mapping.columns[field] { row.noteUnknown(column) }
    return fallback
  }

  private func number(_ field: MappedField, _ row: inout RowReader) throws(Refusal) -> Int? {
    try code(field, &row).flatMap { Int($0) }
  }

  private func day(_ field: MappedField, _ row: RowReader) throws(Refusal) -> CivilDate? {
    let text = text(field, row)
    if text.isEmpty { return nil }
    let date =
      mapping.dateOrder == .yearMonthDay
      ? CivilDate(iso: text) ?? DatasetDate.parts(text, order: .yearMonthDay)
      : DatasetDate.parts(text, order: mapping.dateOrder)
    guard let date else {
      throw Refusal("\(name(field)) \"\(text)\" is not a \(mapping.dateOrder.rawValue) day")
    }
    return date
  }

  private func dates(_ row: RowReader) throws(Refusal) -> DateSpan {
    guard let first = try day(.dateStart, row) else {
      throw Refusal("\(name(.dateStart)) is empty")
    }
    let last = try day(.dateEnd, row) ?? first
    guard first <= last else {
      throw Refusal("\(name(.dateEnd)) is before \(name(.dateStart))")
    }
    return DateSpan(first, last)
  }

  private static func precision(of dates: DateSpan) -> Int {
    switch dates.dayCount {
    case 1: 1
    case 2...6: 2
    case 7: 3
    case 8...31: 4
    default: 5
    }
  }

  private func place(_ row: inout RowReader) throws(Refusal) -> EventPlace {
    let id = text(.placeID, row)
    let known = id.isEmpty ? nil : gazetteer.place(id: id)
    var point = known?.point
    let (latitude, longitude) = (text(.latitude, row), text(.longitude, row))
    if !latitude.isEmpty || !longitude.isEmpty {
      guard let y = Double(latitude), let x = Double(longitude) else {
        throw Refusal("\(name(.latitude)) and \(name(.longitude)) are not numbers")
      }
      let written = GeographicPoint(longitude: x, latitude: y)
      guard written.isValid else {
        throw Refusal("\(name(.latitude)) and \(name(.longitude)) are not on the globe")
      }
      point = written
    }
    guard let point else {
      throw Refusal(
        id.isEmpty
          ? "no place: neither an id nor coordinates"
          : "the gazetteer has no place \"\(id)\", and there are no coordinates")
    }
    let english = text(.placeEnglish, row)
    var place = EventPlace(
      id: known?.id, nameArabic: filled(.placeArabic, row) ?? known?.nameArabic ?? "",
      nameEnglish: english.isEmpty ? known?.nameEnglish ?? "" : english,
      text: english.isEmpty ? id : english, point: point,
      precision: try number(.placePrecision, &row) ?? 2, radius: known?.radius,
      adm1: known?.adm1 ?? "", adm2: known?.adm2 ?? "", adm3: known?.adm3 ?? "")
    if place.precision >= 5 { place.relation = "area" }
    return place
  }

  private func actorIDs(_ field: MappedField, _ row: RowReader) -> [String] {
    let names = text(field, row).split(separator: mapping.listSeparator).map { part in
      String(part.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
    return Set(
      names.filter { !$0.isEmpty }.map { actors.id(named: mapping.values[field]?[$0] ?? $0) }
    ).sorted()
  }

  private func interaction(of event: Event) -> Int? {
    func type(_ side: [String]) -> Int? { side.compactMap(actors.type).min() }
    let types = [
      type(event.sideA), type(event.sideB) ?? (event.targetsCivilians ? 7 : nil),
    ].compactMap { $0 }.sorted()
    return types.first.map { $0 * 10 + (types.count > 1 ? types[1] : 0) }
  }

  private func count(_ field: MappedField, _ row: inout RowReader) -> Int? {
    guard let column = mapping.columns[field] else {
      return mapping.defaults[field].flatMap { Int($0) }
    }
    if mapping.values[field]?[row.text(column)] != nil || row.text(column).isEmpty {
      return Int(text(field, row)).flatMap { $0 < 0 ? nil : $0 }
    }
    return row.count(column)
  }

  private func assignFigures(to event: inout Event, _ row: inout RowReader) {
    func tally(
      _ low: MappedField, _ best: MappedField, _ high: MappedField, _ row: inout RowReader
    ) -> Tally {
      let figure = count(best, &row)
      return Tally(
        low: mapping.columns[low] == nil ? figure : count(low, &row), best: figure,
        high: mapping.columns[high] == nil ? figure : count(high, &row))
    }
    event.killed = tally(.killedLow, .killedBest, .killedHigh, &row)
    event.injured = tally(.injuredLow, .injuredBest, .injuredHigh, &row)
    event.captured = tally(.capturedLow, .capturedBest, .capturedHigh, &row)
    event.defected = tally(.defectedLow, .defectedBest, .defectedHigh, &row)
    event.missing = tally(.missingLow, .missingBest, .missingHigh, &row)
    event.displaced = tally(.displacedLow, .displacedBest, .displacedHigh, &row)
    event.killedOfA = count(.killedOfA, &row)
    event.killedOfB = count(.killedOfB, &row)
    event.killedCivilians = count(.killedCivilians, &row)
    event.killedUnknown = count(.killedUnknown, &row)
  }
}
