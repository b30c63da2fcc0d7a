internal import TextAnalysis

/// How a name sounds, roughly, whatever script and system it is written in.
///
/// News and maps romanise Arabic in a dozen ways: Murak, Morek and Mork are مورك; Deir ez-Zor and
/// Dayr az Zawr are دير الزور. A name becomes a row of sounds, one byte each:
///
/// - the article goes (al-, el-, ash-, ال …), and so do the gaps between words;
/// - kh, 7' and خ are `x`; gh and غ are `g`; sh, ch and ش are `c`; th, t, ط and ث are `t`; dh, d, ض
///   and ذ are `d`; q, k, c, ق and ك are `k`; p is `b`, v is `f`; ح, 7 and ه are `h`;
/// - ع, hamza, apostrophes and the digits 2 and 3 inside a word that stand for them are silent;
/// - a doubled consonant is one, a run of vowels one vowel, and a final ه, ة, h or vowel is silent.
///
/// The *skeleton* is what is left without vowels and half-vowels: what two spellings of one name
/// share. The sounds with the vowels tell the spellings of one skeleton apart.
///
/// The groups are those of the romanisations in use for Syria (BGN/PCGN 1956, UNGEGN 2017, OCHA's,
/// the French of the mandate's maps) and of chat spelling.
package struct NameSound: Hashable, Sendable {
  package let sounds: [UInt8]
  package let skeleton: [UInt8]

  /// The sound of a folded name.
  package init(folded: String) {
    var folder = NameFolder()
    folder.fold(folded)
    var buffer = SoundBuffer()
    buffer.read(folder)
    sounds = buffer.sounds
    skeleton = buffer.skeleton
  }

  /// How alike two names sound, `0...1`: one less the weighted edit distance over the longer length.
  package func similarity(to other: NameSound) -> Double {
    sounds.withUnsafeBufferPointer { a in
      other.sounds.withUnsafeBufferPointer { b in SoundDistance.similarity(a, b) }
    }
  }
}

/// The sounds of one name after the other, in buffers that are used again.
struct SoundBuffer {
  private(set) var sounds: [UInt8] = []
  private(set) var skeleton: [UInt8] = []
  private var own: [UInt8] = []

  mutating func read(_ folder: NameFolder) {
    sounds.removeAll(keepingCapacity: true)
    skeleton.removeAll(keepingCapacity: true)
    folder.bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<folder.wordCount {
        let word = folder.word(index)
        if index + 1 < folder.wordCount, NameKey.isLatinArticle(word, in: bytes) { continue }
        read(NameKey.withoutArabicArticle(word, in: bytes), of: bytes)
      }
    }
  }

  private mutating func read(_ word: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) {
    own.removeAll(keepingCapacity: true)
    Sound.append(word, of: bytes, to: &own)
    if own.count > 1, let last = own.last, last == Sound.h || Sound.isVowel(last) {
      own.removeLast()
      // "-eh" and "-ah": the vowel before a silent h is silent, too.
      if last == Sound.h, own.count > 1, let vowel = own.last, Sound.isVowel(vowel) {
        own.removeLast()
      }
    }
    for (position, sound) in own.enumerated() {
      if !Sound.isVowel(sound), !Sound.isGlide(sound) || position == 0 { skeleton.append(sound) }
    }
    sounds += own
  }
}

/// The sounds of letters, a byte each.
enum Sound {
  static let h = UInt8(ascii: "h")

  @inline(__always)
  static func isVowel(_ sound: UInt8) -> Bool {
    switch sound {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"):
      true
    default: false
    }
  }

  @inline(__always)
  static func isGlide(_ sound: UInt8) -> Bool {
    sound == UInt8(ascii: "w") || sound == UInt8(ascii: "y")
  }

  /// Appends the sounds of a folded word.
  static func append(
    _ word: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, to sounds: inout [UInt8]
  ) {
    let hasLetter = word.contains { !(0x30...0x39).contains(bytes[$0]) }
    var at = word.lowerBound
    while at < word.upperBound {
      let byte = bytes[at]
      let next = at + 1 < word.upperBound ? bytes[at + 1] : 0
      var length = 1
      var sound: UInt8 = 0
      switch byte {
      case 0x61...0x7A:
        let isPair = (0x61...0x7A).contains(next)
        let pair = isPair ? pairs[(Int(byte) - 0x61) * 26 + Int(next) - 0x61] : 0
        sound = pair != 0 ? pair : latin[Int(byte) - 0x61]
        length = pair != 0 ? 2 : 1
      case 0x30...0x39: sound = hasLetter ? chatDigits[Int(byte) - 0x30] : byte
      case 0xD8...0xDB:
        length = 2
        let letter = Int(byte & 0x1F) << 6 | Int(next & 0x3F)
        sound = arabic[letter - 0x600]
        // At the head of a word these are consonants: وادي, يبرود.
        if at == word.lowerBound, word.count > 2 {
          if letter == 0x648 { sound = UInt8(ascii: "w") }
          if letter == 0x64A { sound = UInt8(ascii: "y") }
        }
      case 0xC0..<0xE0: length = 2
      case 0xE0..<0xF0: length = 3
      default: length = byte < 0x80 ? 1 : 4
      }
      at += length
      guard sound != 0 else { continue }
      if let last = sounds.last, last == sound || isVowel(last) && isVowel(sound) { continue }
      sounds.append(sound)
    }
  }

  /// The sounds of two Latin letters that stand for one Arabic letter.
  private static let pairs: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 26 * 26)
    for (letters, sound) in [
      ("kh", "x"), ("ch", "c"), ("sh", "c"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "f"),
      ("zh", "j"), ("dj", "j"), ("ck", "k"),
    ] {
      let bytes = letters.utf8.map { Int($0) - 0x61 }
      table[bytes[0] * 26 + bytes[1]] = sound.utf8.first ?? 0
    }
    return table
  }()

  private static let letterGroups = [
    ("a", "aا"), ("e", "e"), ("i", "iي"), ("o", "o"), ("u", "uو"), ("w", "w"), ("y", "y"),
    ("b", "bpب"), ("t", "tتطث"), ("j", "jج"), ("h", "hحه"), ("x", "xخ"), ("d", "dدضذ"),
    ("r", "rر"), ("z", "zزظ"), ("s", "sسص"), ("c", "ش"), ("g", "gغ"), ("f", "fvف"),
    ("k", "kqcقك"), ("l", "lل"), ("m", "mم"), ("n", "nن"),
  ]

  private static func table(_ count: Int, from first: UInt32) -> [UInt8] {
    var table = [UInt8](repeating: 0, count: count)
    for (sound, members) in letterGroups {
      for member in members.unicodeScalars where member.value >= first {
        let at = Int(member.value - first)
        if at < count { table[at] = sound.utf8.first ?? 0 }
      }
    }
    return table
  }

  private static let latin = table(26, from: 0x61)
  private static let arabic = table(0x100, from: 0x600)

  /// 5 is خ, 7 ح, 6 ط, 9 ص, 8 ق; 2 and 3 are hamza and ع, which are silent.
  private static let chatDigits: [UInt8] = [0, 0, 0, 0, 0, 0x78, 0x74, h, 0x6B, 0x73]
}

/// The weighted edit distance of two rows of sounds.
///
/// Vowels and half-vowels weigh little, sounds of one family half, others in full: chosen on pairs
/// of spellings in the gazetteer itself. In twentieths, so that sums are exact.
enum SoundDistance {
  private static let unit = 20

  /// One less the distance over the longer length, `0...1`.
  static func similarity(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Double {
    guard !a.isEmpty, !b.isEmpty else { return a.isEmpty && b.isEmpty ? 1 : 0 }
    let length = max(a.count, b.count)
    return max(0, 1 - Double(distance(a, b)) / Double(length * unit))
  }

  private static func distance(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Int {
    // Equal ends cost nothing.
    var start = 0
    while start < a.count, start < b.count, a[start] == b[start] { start += 1 }
    var (endA, endB) = (a.count, b.count)
    while endA > start, endB > start, a[endA - 1] == b[endB - 1] {
      endA -= 1
      endB -= 1
    }
    return costs.withUnsafeBufferPointer { costs in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: endB - start + 1) { row in
        row.initialize(repeating: 0)
        for j in start..<endB {
          row[j - start + 1] = row[j - start] + Int(costs[Int(b[j] & 0x7F)])
        }
        for i in start..<endA {
          let gapA = Int(costs[Int(a[i] & 0x7F)])
          let substitutions = (Int(a[i] & 0x7F) + 1) << 7
          var diagonal = row[0]
          row[0] += gapA
          for j in start..<endB {
            let sound = Int(b[j] & 0x7F)
            let substitution = diagonal + Int(costs[substitutions | sound])
            diagonal = row[j - start + 1]
            row[j - start + 1] = min(
              substitution, row[j - start] + Int(costs[sound]), diagonal + gapA)
          }
        }
        return row[endB - start]
      }
    }
  }

  /// The costs of gaps by sound, then those of substitutions by the two sounds.
  private static let costs: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 129 << 7)
    for a: UInt8 in 0..<128 {
      table[Int(a)] = gapCost(a)
      for b: UInt8 in 0..<128 {
        table[(Int(a) + 1) << 7 | Int(b)] = substitutionCost(a, b)
      }
    }
    return table
  }()

  /// What it costs that one name has a sound which the other has not.
  private static func gapCost(_ sound: UInt8) -> UInt8 {
    if Sound.isVowel(sound) { return 5 }
    if Sound.isGlide(sound) { return 6 }
    return sound == Sound.h ? 10 : 20
  }

  private static func substitutionCost(_ a: UInt8, _ b: UInt8) -> UInt8 {
    if a == b { return 0 }
    let isSoft =
      (Sound.isVowel(a) || Sound.isGlide(a)) && (Sound.isVowel(b) || Sound.isGlide(b))
    if isSoft { return 3 }
    return families.contains { $0.contains(a) && $0.contains(b) } ? 10 : 20
  }

  /// Sounds that are written for each other: ظ is z, dh or d, ج is j or g, غ is gh or r.
  private static let families: [[UInt8]] = ["dzt", "szc", "jgz", "gkx", "hx", "jc", "gr"].map {
    Array($0.utf8)
  }
}
