/// FNV-1a of 64 bits: the same fields give the same id on every machine.
///
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV Non-Cryptographic Hash
/// Algorithm", draft-eastlake-fnv.
package struct StableHash: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func combine(byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  /// Takes a field in; its end counts, so that "ab", "c" and "a", "bc" differ.
  package mutating func combine(_ field: String) {
    for byte in field.utf8 { combine(byte: byte) }
    combine(byte: 0x1F)
  }

  package var value: UInt64 { state }

  /// Sixteen hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
