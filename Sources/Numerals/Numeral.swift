/// A number in a text, in digits or written out.
package struct Numeral: Hashable, Sendable {
  package enum Notation: Hashable, Sendable { case digits, words }

  package var value: Double
  /// The value where it is a whole number that an `Int` holds exactly.
  package var whole: Int?
  package var tokens: Range<Int>
  package var notation: Notation
  /// Whether an Arabic article stands before it: "الخمسين", "الـ 46".
  package var isDefinite: Bool

  init(value: Double, tokens: Range<Int>, notation: Notation, isDefinite: Bool = false) {
    self.value = value
    // Doubles are exact to 2^53.
    whole = value.rounded() == value && value.magnitude < 9e15 ? Int(value) : nil
    self.tokens = tokens
    self.notation = notation
    self.isDefinite = isDefinite
  }
}
