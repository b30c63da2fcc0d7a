internal import TextAnalysis

/// The grammar of Arabic number words: units before tens, hundreds and scales before both, joined
/// by و, whatever the gender and the case.
struct ArabicNumber {
  private let text: TokenizedText
  private var total = 0
  /// The part below a thousand that a scale may still multiply.
  private var current = 0
  private var lastScale = Int.max
  private var hasUnit = false
  private var hasTens = false
  private var hasHundreds = false
  /// What the word before was: what عشر, مئة and ونصف lean on.
  private var last = Last.nothing
  private var isPendingOne = false

  private enum Last { case nothing, unit, scale, other }

  init(_ text: TokenizedText) { self.text = text }

  consuming func read(at start: Int) -> Numeral? {
    guard let first = NumberWord.arabic.match(start, in: text), !isNotSix(start) else {
      return nil
    }
    switch first.value {
    case .zero:
      return Numeral(value: 0, tokens: start..<start + 1, notation: .words)
    case .fraction(let fraction): return scaled(fraction, at: start)
    case .pluralScale: return nil
    case .inCompounds(1) where first.joined.isDefinite: return nil
    default: break
    }
    guard add(first.value, isJoined: false, isFirst: true) else { return nil }
    var end = start + 1
    // The number as it stood before a one that needs a ten after it.
    var settled = isPendingOne ? nil : (total + current, end)
    var half = 0.0
    while NumeralReader.follows(end, in: text) {
      var at = end
      var isJoined = false
      if isWaw(at) {
        isJoined = true
        at += 1
        guard at < text.tokens.count, text.tokens[at].gap.joinsName else { break }
      }
      if let digits = NumeralReader.integer(in: text, at: at) {
        // "ألف و200".
        guard isJoined, last == .scale, digits >= 100, digits < lastScale else { break }
        return Numeral(
          value: Double(total + digits), tokens: start..<at + 1, notation: .words,
          isDefinite: first.joined.isDefinite)
      }
      guard let (word, joined) = NumberWord.arabic.match(at, in: text), !joined.hasPreposition
      else { break }
      isJoined = isJoined || joined.hasConjunction
      if case .fraction(let fraction) = word {
        guard isJoined, last == .scale else { break }
        half = fraction * Double(lastScale)
        settled = (total + current, at + 1)
        break
      }
      guard add(word, isJoined: isJoined, isFirst: false) else { break }
      end = at + 1
      if !isPendingOne { settled = (total + current, end) }
    }
    guard let (value, settledEnd) = settled else { return nil }
    // الاثنين is Monday.
    if value == 2, first.joined.isDefinite, case .unit = first.value { return nil }
    return Numeral(
      value: Double(value) + half, tokens: start..<settledEnd, notation: .words,
      isDefinite: first.joined.isDefinite)
  }

  private func scaled(_ fraction: Double, at start: Int) -> Numeral? {
    guard NumeralReader.follows(start + 1, in: text),
      case (.scale(let scale), _)? = NumberWord.arabic.match(start + 1, in: text)
    else { return nil }
    return Numeral(
      value: fraction * Double(scale), tokens: start..<start + 2, notation: .words)
  }

  /// لست، ليست: "I am not" is no "to six".
  private func isNotSix(_ index: Int) -> Bool {
    text.folded[text.tokens[index].folded].elementsEqual("لست".utf8)
  }

  private func isWaw(_ index: Int) -> Bool {
    text.folded[text.tokens[index].folded].elementsEqual([0xD9, 0x88])
  }

  /// Adds a word to the number, or tells that it cannot be part of it.
  private mutating func add(_ word: NumberWord, isJoined: Bool, isFirst: Bool) -> Bool {
    let mayBegin = isFirst || isJoined
    switch word {
    case .unit(let value):
      guard mayBegin, !hasUnit, !hasTens else { return false }
      current += value
      (hasUnit, last) = (true, .unit)
    case .inCompounds(let value):
      guard mayBegin, !hasUnit, !hasTens else { return false }
      current += value
      (hasUnit, last, isPendingOne) = (true, .unit, true)
    case .ten:
      guard !hasTens, isJoined || isFirst ? !hasUnit : last == .unit else { return false }
      current += 10
      (hasTens, hasUnit, last, isPendingOne) = (true, true, .other, false)
    case .tens(let value):
      guard mayBegin, !hasTens else { return false }
      current += value
      (hasTens, hasUnit, last, isPendingOne) = (true, true, .other, false)
    case .hundred:
      if !isJoined, last == .unit, current < 10, !isPendingOne {
        current *= 100
        hasUnit = false
      } else {
        guard mayBegin, !hasUnit, !hasTens, !hasHundreds else { return false }
        current += 100
      }
      (hasHundreds, last) = (true, .other)
    case .hundreds(let value):
      guard mayBegin, !hasUnit, !hasTens, !hasHundreds else { return false }
      current += value
      (hasHundreds, last) = (true, .other)
    case .scale(let scale), .pluralScale(let scale):
      guard scale < lastScale, !isPendingOne else { return false }
      if current > 0 {
        guard !isJoined else { return false }
        total += current * scale
      } else {
        guard mayBegin else { return false }
        total += scale
      }
      endGroup(scale)
    case .twoScales(let scale):
      guard mayBegin, scale < lastScale, current == 0 else { return false }
      total += 2 * scale
      endGroup(scale)
    case .teen, .dozen, .fraction, .zero: return false
    }
    return true
  }

  private mutating func endGroup(_ scale: Int) {
    current = 0
    lastScale = scale
    (hasUnit, hasTens, hasHundreds, last) = (false, false, false, .scale)
  }
}
