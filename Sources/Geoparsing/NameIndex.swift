internal import Gazetteers
internal import TextAnalysis

/// All names of the gazetteer and all words of the lexicon, in one hash table.
///
/// A name's key is its words without articles and without what parts them, so that "كفر نبودة" and
/// "كفرنبودة", "حماميات" and "الحماميات", "Deir ez-Zor" and "Deir-al-Zor" meet. The key of each
/// beginning of a name of several words is there too, so that a text is read in one pass.
struct NameIndex: Sendable {
  struct Entry: Sendable {
    /// The first of a chain in `bearers`, -1 where the key is no whole name.
    var firstBearer: Int32 = -1
    /// The index in `senses`, -1 where the key is no word of the lexicon.
    var sense: Int32 = -1
    /// Whether a longer name begins so.
    var isPrefix = false
  }

  struct Bearer: Sendable {
    var place: Int32
    var next: Int32
    /// The hash of the name as it is spelled.
    var spelling: UInt64
    var words: UInt8
    /// Whether its last letter was changed to reach the key.
    var isVariant: Bool
  }

  private(set) var entries: [Entry] = []
  private(set) var bearers: [Bearer] = []
  private(set) var senses: [WordSense] = []
  private var keys: [UInt64]
  private var slots: [Int32]
  private var mask: Int

  /// Words after which a name that is written as one word may be parted.
  private static let compoundHeads: Set<String> = [
    "كفر", "تل", "بيت", "دير", "خان", "عين", "بو", "ام", "جسر", "راس", "معر", "معره", "خربه", "جب",
    "شيخ", "باب", "بني", "برج", "عرب",
  ]
  /// Words that say the kind before a name and are no part of it.
  private static let genericHeads: Set<String> = [
    "قريه", "بلده", "مدينه", "حي", "محافظه", "ناحيه", "منطقه", "محيط", "قري", "بلدات", "مناطق",
    "محور", "جبهه",
    "village", "town", "city",
  ]

  /// - Parameter decidedNames: Further names of places, by their index in `places`.
  init(places: [Place], lexicon: CueLexicon, decidedNames: [(name: String, place: Int)] = []) {
    keys = [UInt64](repeating: 0, count: 1 << 17)
    slots = [Int32](repeating: -1, count: 1 << 17)
    mask = (1 << 17) - 1
    entries.reserveCapacity(1 << 16)
    bearers.reserveCapacity(1 << 16)
    var folder = NameFolder()
    for row in lexicon.rows { add(row, folder: &folder) }
    let heads = Self.compoundHeads
    let generic = Self.genericHeads
    for (index, place) in places.enumerated() {
      for name in place.names {
        add(name.text, of: Int32(index), folder: &folder, heads: heads, generic: generic)
      }
      // Where a place has no list of names its labels are its names.
      if place.names.isEmpty {
        for name in [place.nameArabic, place.nameEnglish] where !name.isEmpty {
          add(name, of: Int32(index), folder: &folder, heads: heads, generic: generic)
        }
      }
    }
    for (name, place) in decidedNames {
      add(name, of: Int32(place), folder: &folder, heads: heads, generic: generic)
    }
  }

  /// The hash of a name as it is spelled, which a match in a text has as well; `nil` where the name
  /// cannot be in the index.
  static func spelling(of name: String) -> UInt64? {
    var folder = NameFolder()
    folder.fold(name)
    return folder.bytes.withUnsafeBufferPointer { bytes in
      let words = nameWords(folder.words, bytes, generic: genericHeads)
      guard let first = words.first?.first, words.count <= 8 else { return nil }
      let isLatin = bytes[first] < 0x80
      let content = isLatin ? words.filter { !WordForm.isLatinArticle(bytes, $0) } : words
      return content.isEmpty ? nil : spelling(content, bytes).value
    }
  }

  private static func spelling(
    _ words: [Range<Int>], _ bytes: UnsafeBufferPointer<UInt8>
  ) -> NameHash {
    var spelling = NameHash.spelling
    for (index, word) in words.enumerated() {
      if index > 0 { spelling.add(0x20) }
      spelling.add(bytes, word)
    }
    return spelling
  }

  /// The words of a name without a head that is a cue: what follows it is the name.
  private static func nameWords(
    _ words: [Range<Int>], _ bytes: UnsafeBufferPointer<UInt8>, generic: Set<String>
  ) -> [Range<Int>] {
    guard words.count >= 2, generic.contains(String(decoding: bytes[words[0]], as: UTF8.self))
    else { return words }
    return Array(words.dropFirst())
  }

  /// The entry of `key`, -1 where there is none.
  @inline(__always)
  func find(_ key: NameHash) -> Int {
    var at = Int(truncatingIfNeeded: key.value ^ key.value >> 32) & mask
    while true {
      let slot = slots[at]
      if slot < 0 { return -1 }
      if keys[at] == key.value { return Int(slot) }
      at = (at + 1) & mask
    }
  }

  /// The bearers of the name that begins with the Arabic `head` and goes on as `bytes` of `words`.
  func entry(head: String, stems: [Range<Int>], in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var folder = NameFolder()
    folder.fold(head)
    var hash = NameHash.arabic
    folder.bytes.withUnsafeBufferPointer { hash.add($0, 0..<$0.count) }
    for stem in stems { hash.add(bytes, stem) }
    return find(hash)
  }

  /// The bearers of the Latin name of `words` that ends with `tail`.
  func entry(words: [Range<Int>], in bytes: UnsafeBufferPointer<UInt8>, tail: String) -> Int {
    var hash = NameHash.skeleton
    for word in words { WordForm.addSkeleton(of: word, in: bytes, to: &hash) }
    let last = Array(tail.utf8)
    last.withUnsafeBufferPointer {
      _ = WordForm.addSkeleton(of: 0..<$0.count, in: $0, to: &hash)
    }
    return find(hash)
  }

  private mutating func entry(for key: NameHash) -> Int {
    let found = find(key)
    if found >= 0 { return found }
    if entries.count * 2 > slots.count { grow() }
    entries.append(Entry())
    insert(key.value, Int32(entries.count - 1))
    return entries.count - 1
  }

  private mutating func insert(_ key: UInt64, _ value: Int32) {
    var at = Int(truncatingIfNeeded: key ^ key >> 32) & mask
    while slots[at] >= 0 { at = (at + 1) & mask }
    keys[at] = key
    slots[at] = value
  }

  private mutating func grow() {
    let old = zip(keys, slots).filter { $0.1 >= 0 }
    keys = [UInt64](repeating: 0, count: keys.count * 2)
    slots = [Int32](repeating: -1, count: slots.count * 2)
    mask = slots.count - 1
    for (key, value) in old { insert(key, value) }
  }

  private mutating func add(_ row: CueLexicon.Row, folder: inout NameFolder) {
    folder.fold(row.words)
    folder.bytes.withUnsafeBufferPointer { bytes in
      for word in folder.words {
        guard let first = word.first else { continue }
        var hash = bytes[first] < 0x80 ? NameHash.latin : .arabic
        hash.add(bytes, bytes[first] < 0x80 ? word : WordForm.arabicStem(bytes, word).stem)
        let at = entry(for: hash)
        if entries[at].sense < 0 {
          senses.append(WordSense())
          entries[at].sense = Int32(senses.count - 1)
        }
        let sense = Int(entries[at].sense)
        if senses[sense].cue == nil { senses[sense].cue = row.cue }
        senses[sense].traits.formUnion(row.traits)
        if senses[sense].bearing < 0 { senses[sense].bearing = row.bearing }
      }
    }
  }

  private mutating func add(
    _ name: String, of place: Int32, folder: inout NameFolder, heads: Set<String>,
    generic: Set<String>
  ) {
    folder.fold(name)
    let allWords = folder.words
    folder.bytes.withUnsafeBufferPointer { bytes in
      func text(_ word: Range<Int>) -> String { String(decoding: bytes[word], as: UTF8.self) }
      let words = Self.nameWords(allWords, bytes, generic: generic)
      guard let first = words.first?.first, words.count <= 8 else { return }
      if bytes[first] < 0x80 {
        addLatin(words, bytes, place)
      } else if bytes[first] >= 0xD8, bytes[first] <= 0xDB {
        addArabic(words, bytes, place, heads, text)
      }
    }
  }

  private mutating func addArabic(
    _ words: [Range<Int>], _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int32,
    _ heads: Set<String>, _ text: (Range<Int>) -> String
  ) {
    let spelling = Self.spelling(words, bytes)
    var hash = NameHash.arabic
    var variant = NameHash.arabic
    for (index, word) in words.enumerated() {
      var stem = WordForm.arabicStem(bytes, word).stem
      // تلة and تل are one before a name.
      if index == 0, words.count > 1, text(stem) == "تله" { stem = stem.dropLast(2) }
      if index == words.count - 1 {
        variant = hash
        // A last ه or ا is heard alike: كفر زيتا, كفر زيتة.
        if stem.count >= 6 {
          let last = (bytes[stem.upperBound - 2], bytes[stem.upperBound - 1])
          variant.add(bytes, stem.dropLast(2))
          if last == (0xD9, 0x87) {
            variant.add(0xD8)
            variant.add(0xA7)
          } else if last == (0xD8, 0xA7) {
            variant.add(0xD9)
            variant.add(0x87)
          } else {
            variant = hash
          }
        }
      }
      if words.count == 1 {
        // Where the text parts what the gazetteer joins.
        for cut in stride(from: stem.lowerBound + 4, through: stem.upperBound - 6, by: 2)
        where cut - stem.lowerBound <= 8 && heads.contains(text(stem.lowerBound..<cut)) {
          var head = NameHash.arabic
          head.add(bytes, stem.lowerBound..<cut)
          entries[entry(for: head)].isPrefix = true
        }
      }
      let before = hash
      hash.add(bytes, stem)
      if index < words.count - 1 {
        entries[entry(for: hash)].isPrefix = true
      } else {
        addBearer(hash, place, spelling, words.count, isVariant: false)
        if variant != before {
          addBearer(variant, place, spelling, words.count, isVariant: true)
        }
      }
    }
  }

  private mutating func addLatin(
    _ words: [Range<Int>], _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int32
  ) {
    let content = words.filter { !WordForm.isLatinArticle(bytes, $0) }
    let spelling = Self.spelling(content, bytes)
    var hash = NameHash.skeleton
    for (index, word) in content.enumerated() {
      WordForm.addSkeleton(of: word, in: bytes, to: &hash)
      if index < content.count - 1 {
        entries[entry(for: hash)].isPrefix = true
      } else {
        addBearer(hash, place, spelling, content.count, isVariant: false)
      }
    }
  }

  private mutating func addBearer(
    _ key: NameHash, _ place: Int32, _ spelling: NameHash, _ words: Int, isVariant: Bool
  ) {
    let at = entry(for: key)
    // The same spelling of the same place once only.
    var link = entries[at].firstBearer
    while link >= 0 {
      let bearer = bearers[Int(link)]
      if bearer.place == place, bearer.spelling == spelling.value { return }
      if bearer.place != place { break }
      link = bearer.next
    }
    bearers.append(
      Bearer(
        place: place, next: entries[at].firstBearer, spelling: spelling.value,
        words: UInt8(min(words, 255)), isVariant: isVariant))
    entries[at].firstBearer = Int32(bearers.count - 1)
  }
}
