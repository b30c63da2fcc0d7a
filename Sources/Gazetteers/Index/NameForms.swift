internal import TextAnalysis

/// The folded names of an index, each once, with who bears it and the keys it is found under.
struct NameForms {
  private let offsets: IndexColumn<UInt32>
  private let foldedLengths: IndexColumn<UInt16>
  private let soundLengths: IndexColumn<UInt8>
  private let bytes: IndexColumn<UInt8>
  private let firstBearers: IndexColumn<UInt32>
  private let bearerPlaces: IndexColumn<UInt32>
  private let bearerNames: IndexColumn<UInt16>
  private let keyBuckets: IndexColumn<UInt32>
  private let keyHashes: IndexColumn<UInt32>
  private let keyForms: IndexColumn<UInt32>
  private let bucketShift: UInt64

  /// Set in `keyForms` where the key is the form's alias key only.
  fileprivate static let aliasFlag: UInt32 = 1 << 31
  /// Set in `bearerNames` for names with a period of validity.
  fileprivate static let periodFlag: UInt16 = 1 << 15

  init(_ sections: [UnsafeRawBufferPointer]) {
    func bytes(_ section: IndexFile.Section) -> UnsafeRawBufferPointer {
      sections[section.rawValue]
    }
    offsets = IndexColumn(bytes(.formOffsets))
    foldedLengths = IndexColumn(bytes(.formFoldedLengths))
    soundLengths = IndexColumn(bytes(.formSoundLengths))
    self.bytes = IndexColumn(bytes(.formBytes))
    firstBearers = IndexColumn(bytes(.formBearers))
    bearerPlaces = IndexColumn(bytes(.bearerPlaces))
    bearerNames = IndexColumn(bytes(.bearerNames))
    keyBuckets = IndexColumn(bytes(.keyBuckets))
    keyHashes = IndexColumn(bytes(.keyHashes))
    keyForms = IndexColumn(bytes(.keyForms))
    bucketShift = Self.shift(bucketCount: keyBuckets.count - 1)
  }

  var count: Int { offsets.count }

  /// How often a place bears a name: the names, less those that fold as another of their place.
  var bearerCount: Int { bearerPlaces.count }

  func folded(_ form: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Int(offsets[form])
    return bytes.slice(start..<start + Int(foldedLengths[form]))
  }

  func sounds(_ form: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Int(offsets[form]) + Int(foldedLengths[form])
    return bytes.slice(start..<start + Int(soundLengths[form]))
  }

  /// The indices in `places(_:)` of the bearers of a form.
  func bearers(_ form: Int) -> Range<Int> {
    Int(firstBearers[form])..<Int(firstBearers[form + 1])
  }

  func place(_ bearer: Int) -> Int { Int(bearerPlaces[bearer]) }
  /// The index in its place's names of a bearer's name.
  func name(_ bearer: Int) -> Int { Int(bearerNames[bearer] & ~Self.periodFlag) }
  /// Whether the name was in use for a time only.
  func hasPeriod(_ bearer: Int) -> Bool { bearerNames[bearer] & Self.periodFlag != 0 }

  /// The forms that have the key `hash`.
  func keyed(_ hash: UInt64) -> KeyedForms {
    let bucket = Int(hash >> bucketShift)
    return KeyedForms(
      hash: UInt32(truncatingIfNeeded: hash),
      hashes: keyHashes.slice(Int(keyBuckets[bucket])..<Int(keyBuckets[bucket + 1])),
      forms: keyForms.slice(Int(keyBuckets[bucket])..<Int(keyBuckets[bucket + 1])))
  }

  /// Forms with one key, each with whether it has it only as its alias key.
  struct KeyedForms: Sequence, IteratorProtocol {
    fileprivate let hash: UInt32
    fileprivate let hashes: UnsafeBufferPointer<UInt32>
    fileprivate let forms: UnsafeBufferPointer<UInt32>
    private var position = 0

    fileprivate init(
      hash: UInt32, hashes: UnsafeBufferPointer<UInt32>, forms: UnsafeBufferPointer<UInt32>
    ) {
      self.hash = hash
      self.hashes = hashes
      self.forms = forms
    }

    mutating func next() -> (form: Int, isAlias: Bool)? {
      while position < hashes.count {
        defer { position += 1 }
        if hashes[position] == hash {
          let form = forms[position]
          return (Int(form & ~NameForms.aliasFlag), form & NameForms.aliasFlag != 0)
        }
      }
      return nil
    }
  }

  fileprivate static func shift(bucketCount: Int) -> UInt64 {
    UInt64(64 - max(1, bucketCount.trailingZeroBitCount))
  }
}

/// Writes what ``NameForms`` and ``SoundTree`` read.
struct NameFormWriter {
  private struct Form {
    var folded: Range<Int>
    var sounds: [UInt8]
    var keys: NameKey.Hashes
    var bearers: [(place: UInt32, name: UInt16)]
    /// The form before this one with the same hash of its letters.
    var previous: Int
  }

  private var arena: [UInt8] = []
  private var forms: [Form] = []
  private var skeletons: [[UInt8]] = []
  private var formsByHash: [UInt64: Int] = [:]
  private var folder = NameFolder()
  private var sound = SoundBuffer()
  private var key: [UInt8] = []

  /// - Parameter places: In the order of the index.
  init(_ places: [Place]) {
    for (place, names) in places.enumerated() {
      for (index, name) in names.names.prefix(Int(NameForms.periodFlag)).enumerated() {
        let flag = name.validity == nil ? 0 : NameForms.periodFlag
        add(name.text, place: UInt32(place), name: UInt16(index) | flag)
      }
    }
  }

  private mutating func add(_ name: String, place: UInt32, name index: UInt16) {
    folder.fold(name)
    key.removeAll(keepingCapacity: true)
    folder.append(to: &key)
    guard !key.isEmpty, key.count <= Int(UInt16.max) else { return }
    let hash = key.withUnsafeBytes { IndexMemory.checksum($0) }
    let first = formsByHash[hash] ?? -1
    var form = first
    while form >= 0, !arena[forms[form].folded].elementsEqual(key) { form = forms[form].previous }
    if form < 0 {
      form = forms.count
      let start = arena.count
      arena += key
      sound.read(folder)
      forms.append(
        Form(
          folded: start..<arena.count, sounds: Array(sound.sounds.prefix(255)),
          keys: NameKey.hashes(of: folder), bearers: [], previous: first))
      skeletons.append(sound.skeleton)
      formsByHash[hash] = form
    }
    // Of several names of one place that fold alike the first counts.
    if forms[form].bearers.last?.place != place { forms[form].bearers.append((place, index)) }
  }

  var sections: [IndexFile.Section: [UInt8]] {
    let order = forms.indices.sorted {
      arena[forms[$0].folded].lexicographicallyPrecedes(arena[forms[$1].folded])
    }
    var sections = SoundTree.sections(order.map { skeletons[$0] })
    func append(_ value: some FixedWidthInteger, to section: IndexFile.Section) {
      IndexFile.append(value, to: &sections[section, default: []])
    }
    var bearers: UInt32 = 0
    var keys: [(hash: UInt64, form: UInt32)] = []
    for (number, index) in order.enumerated() {
      let form = forms[index]
      append(UInt32(sections[.formBytes]?.count ?? 0), to: .formOffsets)
      append(UInt16(form.folded.count), to: .formFoldedLengths)
      append(UInt8(form.sounds.count), to: .formSoundLengths)
      sections[.formBytes, default: []] += arena[form.folded]
      sections[.formBytes, default: []] += form.sounds
      append(bearers, to: .formBearers)
      for bearer in form.bearers {
        append(bearer.place, to: .bearerPlaces)
        append(bearer.name, to: .bearerNames)
      }
      bearers += UInt32(form.bearers.count)
      keys.append((form.keys.loose, UInt32(number)))
      if form.keys.alias != form.keys.loose {
        keys.append((form.keys.alias, UInt32(number) | NameForms.aliasFlag))
      }
    }
    append(bearers, to: .formBearers)

    keys.sort { ($0.hash, $0.form) < ($1.hash, $1.form) }
    var bucketCount = 2
    while bucketCount < keys.count { bucketCount *= 2 }
    let shift = NameForms.shift(bucketCount: bucketCount)
    var bucket = 0
    append(UInt32(0), to: .keyBuckets)
    for (at, key) in keys.enumerated() {
      while bucket < Int(key.hash >> shift) {
        append(UInt32(at), to: .keyBuckets)
        bucket += 1
      }
      append(UInt32(truncatingIfNeeded: key.hash), to: .keyHashes)
      append(key.form, to: .keyForms)
    }
    while bucket < bucketCount {
      append(UInt32(keys.count), to: .keyBuckets)
      bucket += 1
    }
    return sections
  }
}
