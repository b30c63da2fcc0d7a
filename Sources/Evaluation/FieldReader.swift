internal import CivilCalendar
internal import EventCoding
internal import JSONText

/// What is wrong with a field of a gold record, in words for a person.
struct FieldError: Error {
  var reason: String
  init(_ reason: String) { self.reason = reason }
}

/// The members of a JSON object, asked for by name and kind. A null counts as not there.
struct FieldReader {
  private let value: JSONValue
  /// Where the object stands, for messages.
  private let place: String

  init(_ value: JSONValue, _ place: String, known: Set<String>) throws(FieldError) {
    guard case .object(let members) = value else {
      throw FieldError("\(place) is not a JSON object")
    }
    var seen: Set<String> = []
    for member in members {
      guard known.contains(member.key) else {
        throw FieldError("\(place): there is no field “\(member.key)”; see docs/evaluation.md")
      }
      guard seen.insert(member.key).inserted else {
        throw FieldError("\(place): the field “\(member.key)” comes twice")
      }
    }
    self.value = value
    self.place = place
  }

  func error(_ reason: String) -> FieldError { FieldError("\(place): \(reason)") }

  /// Whether the field is there and says null.
  func isNull(_ name: String) -> Bool { value[name] == .null }

  private func member(_ name: String) -> JSONValue? {
    let member = value[name]
    return member == .null ? nil : member
  }

  func text(_ name: String) throws(FieldError) -> String? {
    guard let member = member(name) else { return nil }
    guard let text = member.text else { throw error("\(name) is not a text") }
    return text
  }

  /// A list of texts, or one text alone.
  func texts(_ name: String) throws(FieldError) -> [String] {
    guard let member = member(name) else { return [] }
    if let text = member.text { return [text] }
    let texts = member.array?.compactMap(\.text)
    guard let texts, texts.count == member.array?.count else {
      throw error("\(name) is not a list of texts")
    }
    return texts
  }

  func array(_ name: String) throws(FieldError) -> [JSONValue]? {
    guard let member = member(name) else { return nil }
    guard let array = member.array else { throw error("\(name) is not a list") }
    return array
  }

  func flag(_ name: String) throws(FieldError) -> Bool? {
    guard let member = member(name) else { return nil }
    guard case .boolean(let flag) = member else { throw error("\(name) is neither true nor false") }
    return flag
  }

  func number(_ name: String, in range: ClosedRange<Double>) throws(FieldError) -> Double? {
    guard let member = member(name) else { return nil }
    guard let number = member.number, range.contains(number) else {
      throw error("\(name) is not a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func integer(
    _ name: String, in range: ClosedRange<Int> = 0...1_000_000_000
  ) throws(FieldError) -> Int? {
    guard let member = member(name) else { return nil }
    guard let number = member.number, let integer = Int(exactly: number), range.contains(integer)
    else {
      throw error("\(name) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }

  func date(_ name: String) throws(FieldError) -> CivilDate? {
    guard let text = try text(name) else { return nil }
    guard let date = CivilDate(iso: text) else {
      throw error("\(name) “\(text)” is not a date like 2019-06-20")
    }
    return date
  }

  func code<Code: RawRepresentable<String>>(_ name: String) throws(FieldError) -> Code? {
    guard let text = try text(name) else { return nil }
    guard let code = Code(rawValue: text) else {
      throw error("\(name) “\(text)” is none of the codes of EVENTS.md")
    }
    return code
  }

  /// The counts `…_low`, `…_best`, `…_high`; `nil` where none of them has a number.
  func tally(_ name: String) throws(FieldError) -> Tally? {
    let tally = Tally(
      low: try integer(name + "_low"), best: try integer(name + "_best"),
      high: try integer(name + "_high"))
    let numbers = [tally.low, tally.best, tally.high].compactMap { $0 }
    guard numbers == numbers.sorted() else {
      throw error("\(name): low, best and high do not rise")
    }
    return tally.isStated ? tally : nil
  }
}
