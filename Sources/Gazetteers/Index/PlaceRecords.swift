internal import CivilCalendar
internal import SimpleFeatures

/// The places of an index: what searches ask often in columns, the rest in a row of bytes a place.
struct PlaceRecords {
  private let kinds: IndexColumn<UInt8>
  private let ranks: IndexColumn<UInt8>
  private let priors: IndexColumn<Float>
  private let longitudes: IndexColumn<Double>
  private let latitudes: IndexColumn<Double>
  private let populations: IndexColumn<UInt32>
  private let countries: IndexColumn<UInt32>
  private let adm1: IndexColumn<UInt32>
  private let adm2: IndexColumn<UInt32>
  private let adm3: IndexColumn<UInt32>
  /// The number among the codes of an administrative unit's id; 0 for other places.
  private let ownCodes: IndexColumn<UInt32>
  private let detailOffsets: IndexColumn<UInt32>
  private let details: IndexColumn<UInt8>
  private let codeOffsets: IndexColumn<UInt32>
  private let codes: IndexColumn<UInt8>
  private let otherIDOffsets: IndexColumn<UInt32>
  private let otherIDPlaces: IndexColumn<UInt32>

  init(_ sections: [UnsafeRawBufferPointer]) {
    func bytes(_ section: IndexFile.Section) -> UnsafeRawBufferPointer {
      sections[section.rawValue]
    }
    kinds = IndexColumn(bytes(.kinds))
    ranks = IndexColumn(bytes(.ranks))
    priors = IndexColumn(bytes(.priors))
    longitudes = IndexColumn(bytes(.longitudes))
    latitudes = IndexColumn(bytes(.latitudes))
    populations = IndexColumn(bytes(.populations))
    countries = IndexColumn(bytes(.countries))
    adm1 = IndexColumn(bytes(.adm1))
    adm2 = IndexColumn(bytes(.adm2))
    adm3 = IndexColumn(bytes(.adm3))
    ownCodes = IndexColumn(bytes(.ownCodes))
    detailOffsets = IndexColumn(bytes(.detailOffsets))
    details = IndexColumn(bytes(.details))
    codeOffsets = IndexColumn(bytes(.codeOffsets))
    codes = IndexColumn(bytes(.codes))
    otherIDOffsets = IndexColumn(bytes(.otherIDOffsets))
    otherIDPlaces = IndexColumn(bytes(.otherIDPlaces))
  }

  var count: Int { kinds.count }

  // MARK: Columns

  func kind(_ place: Int) -> PlaceKind { PlaceKind.allCases[Int(kinds[place])] }
  func rank(_ place: Int) -> Int { Int(ranks[place]) }
  /// What speaks for the place before a name is known (``PlacePrior``).
  func prior(_ place: Int) -> Double { Double(priors[place]) }
  func point(_ place: Int) -> GeographicPoint {
    GeographicPoint(longitude: longitudes[place], latitude: latitudes[place])
  }
  func country(_ place: Int) -> String { code(countries[place]) }

  /// Whether the place at one index is or lies in the administrative unit at another.
  func isWithin(_ place: Int, unit: Int) -> Bool {
    if place == unit { return true }
    let code = ownCodes[unit]
    switch kind(unit) {
    case .country: return countries[place] == code
    case .governorate: return adm1[place] == code
    case .district: return adm2[place] == code
    case .subDistrict: return adm3[place] == code
    default: return parent(place) == id(unit)
    }
  }

  private func code(_ number: UInt32) -> String {
    let start = Int(codeOffsets[Int(number)])
    let end = Int(codeOffsets[Int(number) + 1])
    return String(decoding: codes.slice(start..<end), as: UTF8.self)
  }

  // MARK: Ids

  func id(_ place: Int) -> String {
    var reader = DetailReader(details, at: Int(detailOffsets[place]))
    return reader.text()
  }

  /// The id of the place that the place at an index is a part of.
  func parent(_ place: Int) -> String? {
    var reader = DetailReader(details, at: Int(detailOffsets[place]))
    for _ in 0..<3 { reader.skipText() }
    return reader.optionalText()
  }

  /// The index of the place with this id, or with another id that a source gives it.
  func index(ofID id: String) -> Int? {
    var id = id
    return id.withUTF8 { id in
      find(id, detailOffsets)
        ?? find(id, otherIDOffsets).map { Int(otherIDPlaces[$0]) }
    }
  }

  private func find(
    _ id: UnsafeBufferPointer<UInt8>, _ offsets: IndexColumn<UInt32>
  ) -> Int? {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      var reader = DetailReader(details, at: Int(offsets[middle]))
      let other = reader.bytes()
      if other.lexicographicallyPrecedes(id) {
        low = middle + 1
      } else if id.lexicographicallyPrecedes(other) {
        high = middle
      } else {
        return middle
      }
    }
    return nil
  }

  // MARK: Whole places

  func place(_ index: Int) -> Place {
    var reader = DetailReader(details, at: Int(detailOffsets[index]))
    let (id, english, arabic) = (reader.text(), reader.text(), reader.text())
    let (parent, seatOf) = (reader.optionalText(), reader.optionalText())
    let radius = reader.optionalNumber()
    let validity = reader.optionalText().flatMap { ValidityPeriod($0) }
    let names = (0..<reader.number()).map { _ in name(&reader) }
    let sources = (0..<reader.number()).map { _ in reader.text() }
    let points = (0..<reader.number()).map { _ in
      SourcePoint(
        source: reader.text(),
        point: GeographicPoint(longitude: reader.double(), latitude: reader.double()))
    }
    let parts = (0..<reader.number()).map { _ in reader.text() }
    return Place(
      id: id, kind: kind(index), point: point(index), nameEnglish: english, nameArabic: arabic,
      names: names, country: country(index), adm1: code(adm1[index]), adm2: code(adm2[index]),
      adm3: code(adm3[index]), parent: parent, population: Int(populations[index]),
      radius: radius, sources: sources, points: points, parts: parts, seatOf: seatOf,
      validity: validity)
  }

  /// The names to print of a place, without the rest of it.
  func labels(_ index: Int) -> (english: String, arabic: String) {
    var reader = DetailReader(details, at: Int(detailOffsets[index]))
    reader.skipText()
    return (reader.text(), reader.text())
  }

  /// Whether one of the place's names is written just so.
  func hasName(_ place: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = DetailReader(details, at: Int(detailOffsets[place]))
    for _ in 0..<5 { reader.skipText() }
    reader.skipOptionalNumber()
    reader.skipText()
    for _ in 0..<reader.number() {
      let flags = reader.number()
      reader.skipNumber()
      reader.skipNumber()
      if flags & 4 != 0 { reader.skipText() }
      if reader.bytes().elementsEqual(name) { return true }
    }
    return false
  }

  /// Whether the place, where a source bounds its time, was there on `date`, and so the name at an
  /// index of its names was in use.
  func isValid(_ place: Int, name: Int?, on date: CivilDate) -> Bool {
    let whole = self.place(place)
    let periods = [whole.validity, name.flatMap { whole.names[$0].validity }]
    return periods.allSatisfy { $0?.contains(date) ?? true }
  }

  private func name(_ reader: inout DetailReader) -> PlaceName {
    let flags = reader.number()
    let language = code(UInt32(reader.number()))
    let source = code(UInt32(reader.number()))
    let validity = flags & 4 != 0 ? ValidityPeriod(reader.text()) : nil
    return PlaceName(
      reader.text(), language: language, role: PlaceName.Role.allCases[flags & 3],
      source: source, validity: validity)
  }
}

/// Reads numbers of seven bits a byte, the low ones first, and texts with their length before them.
private struct DetailReader {
  private let column: IndexColumn<UInt8>
  private var at: Int

  init(_ column: IndexColumn<UInt8>, at: Int) {
    self.column = column
    self.at = at
  }

  mutating func number() -> Int {
    var value = 0
    var shift = 0
    while true {
      let byte = column[at]
      at += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 || shift > 49 { return value }
      shift += 7
    }
  }

  mutating func bytes() -> UnsafeBufferPointer<UInt8> {
    let length = number()
    defer { at += length }
    return column.slice(at..<at + length)
  }

  mutating func text() -> String { String(decoding: bytes(), as: UTF8.self) }

  /// `nil` for an empty text.
  mutating func optionalText() -> String? {
    let bytes = bytes()
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  mutating func double() -> Double {
    var bits: UInt64 = 0
    for shift in 0..<8 { bits |= UInt64(column[at + shift]) << (shift * 8) }
    at += 8
    return Double(bitPattern: bits)
  }

  mutating func optionalNumber() -> Double? { number() == 0 ? nil : double() }

  mutating func skipNumber() { _ = number() }
  mutating func skipText() { _ = bytes() }
  mutating func skipOptionalNumber() { if number() != 0 { at += 8 } }
}

/// Writes what ``PlaceRecords`` reads.
struct PlaceRecordWriter {
  private(set) var sections: [IndexFile.Section: [UInt8]] = [:]
  private var details: [UInt8] = []
  private var codes: [String: UInt32] = ["": 0]
  private var codeTexts = [""]

  /// - Parameter places: Sorted by the bytes of their ids.
  init(_ places: [Place]) {
    var columns: [IndexFile.Section: [UInt8]] = [:]
    let hasUnits = places.contains { !$0.adm1.isEmpty }
    for place in places {
      columns[.kinds, default: []].append(
        UInt8(PlaceKind.allCases.firstIndex(of: place.kind) ?? 0))
      columns[.ranks, default: []].append(UInt8(place.rank))
      append(
        Float(PlacePrior.weight(of: place, hasUnits: hasUnits)).bitPattern, to: .priors, &columns)
      append(place.point.longitude.bitPattern, to: .longitudes, &columns)
      append(place.point.latitude.bitPattern, to: .latitudes, &columns)
      append(UInt32(clamping: place.population), to: .populations, &columns)
      for (section, code) in [
        (IndexFile.Section.countries, place.country), (.adm1, place.adm1), (.adm2, place.adm2),
        (.adm3, place.adm3),
      ] { append(number(of: code), to: section, &columns) }
      let ownCode = place.kind.isAdministrative ? number(of: place.id) : 0
      append(ownCode, to: .ownCodes, &columns)
      append(UInt32(details.count), to: .detailOffsets, &columns)
      write(place)
    }
    writeOtherIDs(places, &columns)
    for text in codeTexts {
      append(UInt32(columns[.codes]?.count ?? 0), to: .codeOffsets, &columns)
      columns[.codes, default: []] += Array(text.utf8)
    }
    append(UInt32(columns[.codes]?.count ?? 0), to: .codeOffsets, &columns)
    columns[.details] = details
    sections = columns
  }

  private func append(
    _ value: some FixedWidthInteger, to section: IndexFile.Section,
    _ columns: inout [IndexFile.Section: [UInt8]]
  ) {
    IndexFile.append(value, to: &columns[section, default: []])
  }

  /// The ids that places of our own table have in their source still find them: an airfield's ident,
  /// a p-code of OCHA.
  private mutating func writeOtherIDs(
    _ places: [Place], _ columns: inout [IndexFile.Section: [UInt8]]
  ) {
    let prefixes = [("ourairports:", "A"), ("ocha:", "")]
    var others: [(id: String, place: Int)] = []
    for (index, place) in places.enumerated() {
      for source in place.sources {
        for (prefix, letter) in prefixes where source.hasPrefix(prefix) {
          let id = letter + source.dropFirst(prefix.count)
          if id != place.id { others.append((id, index)) }
        }
      }
    }
    others.sort { ($0.id, $0.place) < ($1.id, $1.place) }
    for other in others {
      append(UInt32(details.count), to: .otherIDOffsets, &columns)
      append(UInt32(other.place), to: .otherIDPlaces, &columns)
      write(other.id)
    }
  }

  private mutating func write(_ place: Place) {
    write(place.id)
    write(place.nameEnglish)
    write(place.nameArabic)
    write(place.parent ?? "")
    write(place.seatOf ?? "")
    write(place.radius == nil ? 0 : 1)
    if let radius = place.radius { write(bits: radius) }
    write(place.validity?.description ?? "")
    write(place.names.count)
    for name in place.names {
      let role = PlaceName.Role.allCases.firstIndex(of: name.role) ?? 0
      write(role | (name.validity == nil ? 0 : 4))
      write(Int(number(of: name.language)))
      write(Int(number(of: name.source)))
      if let validity = name.validity { write(validity.description) }
      write(name.text)
    }
    write(place.sources.count)
    for source in place.sources { write(source) }
    write(place.points.count)
    for point in place.points {
      write(point.source)
      write(bits: point.point.longitude)
      write(bits: point.point.latitude)
    }
    write(place.parts.count)
    for part in place.parts { write(part) }
  }

  private mutating func number(of code: String) -> UInt32 {
    if let number = codes[code] { return number }
    let number = UInt32(codeTexts.count)
    codes[code] = number
    codeTexts.append(code)
    return number
  }

  private mutating func write(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      details.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    details.append(UInt8(rest))
  }

  private mutating func write(_ text: String) {
    write(text.utf8.count)
    details.append(contentsOf: text.utf8)
  }

  private mutating func write(bits number: Double) {
    IndexFile.append(number.bitPattern, to: &details)
  }
}
