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
    var sounds: [UInt8] = []
    var skeleton: [UInt8] = []
    let words = folded.split(separator: " ")
    for (index, word) in words.enumerated() {
      if NameKey.isLatinArticle(word), index + 1 < words.count { continue }
      let scalars = Array(NameKey.withoutArabicArticle(word).unicodeScalars)
      var own = Self.sounds(of: scalars)
      if own.count > 1, let last = own.last, last == hSound || Self.isVowel(last) {
        own.removeLast()
        // "-eh" and "-ah": the vowel before a silent h is silent, too.
        if last == hSound, own.count > 1, let vowel = own.last, Self.isVowel(vowel) {
          own.removeLast()
        }
      }
      for (position, sound) in own.enumerated() {
        if !Self.isVowel(sound), !Self.isGlide(sound) || position == 0 { skeleton.append(sound) }
      }
      sounds += own
    }
    self.sounds = sounds
    self.skeleton = skeleton
  }

  /// How alike two names sound, `0...1`: one less the weighted edit distance over the longer length.
  ///
  /// Vowels and half-vowels weigh little, sounds of one family half, others in full: chosen on
  /// pairs of spellings in the gazetteer itself.
  package func similarity(to other: NameSound) -> Double {
    if sounds == other.sounds { return 1 }
    let a = sounds
    let b = other.sounds
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    var row = [Double](repeating: 0, count: b.count + 1)
    for j in b.indices { row[j + 1] = row[j] + Self.gapCost(b[j]) }
    for i in a.indices {
      var diagonal = row[0]
      row[0] += Self.gapCost(a[i])
      for j in b.indices {
        let substitution = diagonal + Self.substitutionCost(a[i], b[j])
        diagonal = row[j + 1]
        row[j + 1] = min(
          substitution, row[j] + Self.gapCost(b[j]), diagonal + Self.gapCost(a[i]))
      }
    }
    let length = Double(max(a.count, b.count))
    return max(0, 1 - row[b.count] / length)
  }

  // MARK: Sounds

  private static func sounds(of scalars: [Unicode.Scalar]) -> [UInt8] {
    let hasLetter = scalars.contains { !("0"..."9").contains($0) }
    var sounds: [UInt8] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      var length = 1
      let sound: UInt8
      switch (scalar, next) {
      case ("k", "h"), ("c", "h"), ("s", "h"), ("g", "h"), ("t", "h"), ("d", "h"), ("p", "h"),
        ("z", "h"):
        length = 2
        sound =
          switch scalar {
          case "k": UInt8(ascii: "x")
          case "c", "s": UInt8(ascii: "c")
          case "g": UInt8(ascii: "g")
          case "t": UInt8(ascii: "t")
          case "d": UInt8(ascii: "d")
          case "p": UInt8(ascii: "f")
          default: UInt8(ascii: "j")
          }
      case ("d", "j"), ("c", "k"):
        length = 2
        sound = scalar == "d" ? UInt8(ascii: "j") : UInt8(ascii: "k")
      // At the head of a word these are consonants: وادي, يبرود.
      case ("و", _) where index == 0 && scalars.count > 1: sound = UInt8(ascii: "w")
      case ("ي", _) where index == 0 && scalars.count > 1: sound = UInt8(ascii: "y")
      case ("0"..."9", _): sound = hasLetter ? chatDigits[scalar] ?? 0 : UInt8(scalar.value)
      default: sound = letters[scalar] ?? 0
      }
      index += length
      guard sound != 0 else { continue }
      if let last = sounds.last, last == sound || isVowel(last) && isVowel(sound) { continue }
      sounds.append(sound)
    }
    return sounds
  }

  private static let chatDigits: [Unicode.Scalar: UInt8] = [
    "5": UInt8(ascii: "x"), "7": hSound, "6": UInt8(ascii: "t"), "9": UInt8(ascii: "s"),
    "8": UInt8(ascii: "k"),
  ]

  private static let letters: [Unicode.Scalar: UInt8] = {
    var table: [Unicode.Scalar: UInt8] = [:]
    let groups = [
      ("a", "aا"), ("e", "eé"), ("i", "iي"), ("o", "o"), ("u", "uو"), ("w", "w"), ("y", "y"),
      ("b", "bpب"), ("t", "tتطث"), ("j", "jج"), ("h", "hحه"), ("x", "xخ"), ("d", "dدضذ"),
      ("r", "rر"), ("z", "zزظ"), ("s", "sسص"), ("c", "ش"), ("g", "gغ"), ("f", "fvف"),
      ("k", "kqcقك"), ("l", "lل"), ("m", "mم"), ("n", "nن"),
    ]
    for (sound, members) in groups {
      for member in members.unicodeScalars { table[member] = sound.utf8.first }
    }
    return table
  }()

  private static func isVowel(_ sound: UInt8) -> Bool {
    switch sound {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"):
      true
    default: false
    }
  }

  private static func isGlide(_ sound: UInt8) -> Bool {
    sound == UInt8(ascii: "w") || sound == UInt8(ascii: "y")
  }

  /// What it costs that one name has a sound which the other has not.
  private static func gapCost(_ sound: UInt8) -> Double {
    if isVowel(sound) { return 0.25 }
    if isGlide(sound) { return 0.3 }
    return sound == hSound ? 0.5 : 1
  }

  private static func substitutionCost(_ a: UInt8, _ b: UInt8) -> Double {
    if a == b { return 0 }
    let isSoft = (isVowel(a) || isGlide(a)) && (isVowel(b) || isGlide(b))
    if isSoft { return 0.15 }
    return families.contains { $0.contains(a) && $0.contains(b) } ? 0.5 : 1
  }

  /// Sounds that are written for each other: ظ is z, dh or d, ج is j or g, غ is gh or r.
  private static let families: [[UInt8]] = ["dzt", "szc", "jgz", "gkx", "hx", "jc", "gr"].map {
    Array($0.utf8)
  }
}

private let hSound = UInt8(ascii: "h")
