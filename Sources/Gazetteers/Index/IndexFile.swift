internal import TextAnalysis

/// The layout of a compiled gazetteer: a header, a table of sections, the sections.
///
/// All numbers are little-endian; a section begins at a multiple of eight bytes. The header:
///
/// | bytes | what |
/// | --- | --- |
/// | 0–7 | `CMGAZ` and the number of the layout |
/// | 8–15 | checksum of all that follows |
/// | 16–23 | fingerprint of the rules that made the keys (folding, sounds) |
/// | 24–31 | length of the table of places that it was compiled from |
/// | 32–39 | checksum of that table |
/// | 40– | for each section its offset and its length in bytes, eight bytes each |
enum IndexFile {
  /// Grows with every change of the sections.
  static let layout: UInt8 = 2
  static let magic: [UInt8] = Array("CMGAZ".utf8) + [0, 0, layout]

  enum Section: Int, CaseIterable {
    // Places, in the order of their ids.
    case kinds, ranks, priors, longitudes, latitudes, populations, countries, adm1, adm2, adm3,
      ownCodes
    case detailOffsets, details
    // Strings that many places share, and second ids.
    case codeOffsets, codes, otherIDOffsets, otherIDPlaces
    // Folded names, in the order of their bytes, and who bears them.
    case formOffsets, formFoldedLengths, formSoundLengths, formBytes, formBearers
    case bearerPlaces, bearerNames
    // Keys of names, in the order of their hashes.
    case keyBuckets, keyHashes, keyForms
    // The tree of skeletons.
    case nodeLabels, nodeEnds, nodePostings, postings
  }

  /// What an index was compiled from.
  struct Source: Equatable {
    var length: UInt64
    var checksum: UInt64

    init(_ bytes: UnsafeRawBufferPointer) {
      length = UInt64(bytes.count)
      checksum = IndexMemory.checksum(bytes)
    }
  }

  /// Why a file is no index that can be used.
  enum Defect: Error, Equatable {
    /// Another file, or one of another version of this program.
    case otherLayout
    case damaged
    /// Made from another table of places, or by other rules.
    case stale
  }

  private static let headerLength = 40

  // MARK: Writing

  static func bytes(of sections: [Section: [UInt8]], source: Source) -> [UInt8] {
    var table: [UInt8] = []
    var body: [UInt8] = []
    let start = headerLength + Section.allCases.count * 16
    for section in Section.allCases {
      let bytes = sections[section] ?? []
      append(UInt64(start + body.count), to: &table)
      append(UInt64(bytes.count), to: &table)
      body += bytes
      body += [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
    }
    var checked: [UInt8] = []
    checked.reserveCapacity(table.count + body.count + 24)
    append(rulesFingerprint, to: &checked)
    append(source.length, to: &checked)
    append(source.checksum, to: &checked)
    checked += table
    checked += body
    var file = magic
    append(checked.withUnsafeBytes { IndexMemory.checksum($0) }, to: &file)
    return file + checked
  }

  static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  // MARK: Reading

  /// The sections of the index in `bytes`.
  ///
  /// - Parameter isOf: Whether the index is of the table of places that is wanted.
  /// - Throws: ``Defect``.
  static func sections(
    _ bytes: UnsafeRawBufferPointer, isOf: (Source) -> Bool
  ) throws(Defect) -> [UnsafeRawBufferPointer] {
    let start = headerLength + Section.allCases.count * 16
    guard bytes.count >= start, bytes.prefix(magic.count).elementsEqual(magic) else {
      throw .otherLayout
    }
    func number(_ at: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }
    let checked = UnsafeRawBufferPointer(rebasing: bytes[16...])
    guard IndexMemory.checksum(checked) == number(8) else { throw .damaged }
    var source = Source(UnsafeRawBufferPointer(start: nil, count: 0))
    source.length = number(24)
    source.checksum = number(32)
    guard number(16) == rulesFingerprint, isOf(source) else { throw .stale }
    var sections: [UnsafeRawBufferPointer] = []
    for section in Section.allCases.indices {
      let (offset, length) = (
        number(headerLength + section * 16), number(headerLength + section * 16 + 8)
      )
      guard offset % 8 == 0, offset <= bytes.count, length <= UInt64(bytes.count) - offset else {
        throw .damaged
      }
      sections.append(
        UnsafeRawBufferPointer(rebasing: bytes[Int(offset)..<Int(offset + length)]))
    }
    return sections
  }

  // MARK: Rules

  /// A checksum over the names of the sections and over what the rules make of a few names that meet
  /// all of them: an index that was made by other rules is stale.
  static let rulesFingerprint: UInt64 = {
    let names = [
      "ڤأإآٱىئیةھؤۆکگپچژءـًّﻻﷲ٣۴5", "التلّة ٱلصخر", "البو كمال", "أبو الظهور", "بلدة كفر نبودة",
      "خربة عين العروس", "بيت الشيخ علي", "Tell ash-Shaykh Miskīn", "Khan Sheikhoun town",
      "Kafr Nabūda", "Deir ez-Zor", "'Ayn al-‘Arab", "Abu Kamal", "Qal‘at al-Maḍīq", "Khana9er",
      "Jisr ash-Shughūr", "Ma‘arrat an-Nu‘mān", "وادي الضيف", "يبرود", "Şanlıurfa", "Ghouta 7",
      "جبل الزاوية", "Oum el-Khirbet", "Djebel Chaer", "ظهر الحمار", "ثنية العقاب", "ذيبان",
    ]
    var bytes = Array(Section.allCases.map { "\($0)" }.joined(separator: " ").utf8)
    var folder = NameFolder()
    var sound = SoundBuffer()
    for name in names {
      folder.fold(name)
      folder.append(to: &bytes)
      let keys = NameKey.hashes(of: folder)
      append(keys.loose, to: &bytes)
      append(keys.alias, to: &bytes)
      sound.read(folder)
      bytes += sound.sounds + [0] + sound.skeleton
    }
    return bytes.withUnsafeBytes { IndexMemory.checksum($0) }
  }()
}
