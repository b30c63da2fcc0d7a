/// A 64-bit FNV-1a hash that grows by bytes.
///
/// Names are looked up by it alone: with 10⁵ names two of them share a value once in 10⁹
/// gazetteers. Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV Non-Cryptographic
/// Hash Algorithm", IETF draft.
struct NameHash: Hashable, Sendable {
  var value: UInt64

  /// Arabic words by their letters without the article.
  static let arabic = NameHash(value: 0xcbf2_9ce4_8422_2325)
  /// Latin words by their letters.
  static let latin = NameHash(value: 0x9ae1_6a3b_2f90_404f)
  /// Latin names by what different transliterations leave alike.
  static let skeleton = NameHash(value: 0xc3a5_c85c_97cb_3127)
  /// A name as it is spelled.
  static let spelling = NameHash(value: 0xb492_b66f_be98_f273)

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  @inline(__always)
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    for at in range { add(bytes[at]) }
  }
}

/// The forms of words that names are compared by.
enum WordForm {
  /// The bytes of an Arabic word without its article, and whether it had one.
  ///
  /// ابو, ابي, ابا and the ابو that begins a longer word lose their alef, so that البوكمال,
  /// أبو كمال and أبوكمال are one.
  @inline(__always)
  static func arabicStem(
    _ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>
  ) -> (stem: Range<Int>, hasArticle: Bool) {
    var start = word.lowerBound
    let hasArticle =
      word.count >= 8 && bytes[start] == 0xD8 && bytes[start + 1] == 0xA7
      && bytes[start + 2] == 0xD9 && bytes[start + 3] == 0x84
    if hasArticle { start += 4 }
    // Alef, beh and waw.
    if !hasArticle, word.count == 6 || word.count >= 12, bytes[start] == 0xD8,
      bytes[start + 1] == 0xA7, bytes[start + 2] == 0xD8, bytes[start + 3] == 0xA8,
      bytes[start + 4] == 0xD9, bytes[start + 5] == 0x88
    {
      start += 2
    }
    return (start..<word.upperBound, hasArticle)
  }

  /// The articles of Arabic names in Latin letters, folded.
  static let latinArticles: Set<String> = [
    "al", "el", "as", "ash", "ad", "adh", "an", "ar", "at", "ath", "az", "ez", "ed", "es", "esh",
    "et", "en", "er", "il", "ul", "l", "us", "ur",
  ]

  @inline(__always)
  static func isLatinArticle(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
    guard word.count <= 3, let first = word.first else { return false }
    let a = bytes[first]
    if word.count == 1 { return a == 0x6C }
    let b = bytes[first + 1]
    let startsLikeOne = a == 0x61 || a == 0x65 || ((a == 0x69 || a == 0x75) && b == 0x6C)
    guard startsLikeOne || a == 0x75 else { return false }
    // l, s, d, n, r, t, z
    let sun =
      b == 0x6C || b == 0x73 || b == 0x64 || b == 0x6E || b == 0x72 || b == 0x74 || b == 0x7A
    if word.count == 2 { return sun }
    return (b == 0x73 || b == 0x64 || b == 0x74) && bytes[first + 2] == 0x68 && a != 0x75
  }

  /// Adds what different transliterations of a Latin word have in common: its consonants, with
  /// the pairs that stand for one Arabic letter taken together.
  ///
  /// - Returns: The number of consonants.
  @discardableResult
  static func addSkeleton(
    of word: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, to hash: inout NameHash
  ) -> Int {
    var count = 0
    var last: UInt8 = 0
    var at = word.lowerBound
    while at < word.upperBound {
      let letter = bytes[at]
      let next = at + 1 < word.upperBound ? bytes[at + 1] : 0
      var code = letter
      switch letter {
      case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79, 0x77:  // a e i o u y w
        code = at == word.lowerBound ? (letter == 0x79 || letter == 0x77 ? letter : 0x61) : 0
        // Abu Kamal, Bukamal.
        if code == 0x61, letter == 0x61, next == 0x62, at + 2 < word.upperBound,
          bytes[at + 2] == 0x75
        {
          code = 0
        }
      case 0x73 where next == 0x68, 0x63 where next == 0x68:  // sh ch
        code = 0x24
        at += 1
      case 0x6B where next == 0x68:  // kh
        code = 0x78
        at += 1
      case 0x67 where next == 0x68:  // gh
        code = 0x67
        at += 1
      case 0x64 where next == 0x68, 0x74 where next == 0x68:  // dh th
        at += 1
      case 0x71, 0x63: code = 0x6B  // q c
      case 0x68 where at + 1 == word.upperBound: code = 0  // a last h is a ta marbuta
      default: break
      }
      if code != 0, code != last {
        hash.add(code)
        count += 1
      }
      last = code
      at += 1
    }
    return count
  }
}
