/// A zip archive of one file, stored as it is: what QGIS opens as a `.qgz`.
///
/// Source: PKWARE, ".ZIP File Format Specification" (APPNOTE.TXT), version 6.3.10, sections 4.3.7,
/// 4.3.12 and 4.3.16. The time is always 1980-01-01 00:00, the first that the format has.
///
/// - Precondition: `name` is ASCII, and the archive is smaller than 4 GiB.
func storedZip(name: String, content: [UInt8]) -> [UInt8] {
  let checksum = crc32(content)
  var archive: [UInt8] = []
  func append(_ numbers: (UInt32, bytes: Int)...) {
    for (number, bytes) in numbers {
      for index in 0..<bytes { archive.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
    }
  }
  let size = UInt32(content.count)
  let nameSize = UInt32(name.utf8.count)
  // Version 1.0 to extract, no flags, stored; midnight; 1 January 1980; the sizes.
  let common: [(UInt32, bytes: Int)] = [
    (10, 2), (0, 2), (0, 2), (0, 2), (0x21, 2), (checksum, 4), (size, 4), (size, 4), (nameSize, 2),
    (0, 2),
  ]
  append((0x0403_4B50, 4))
  for field in common { append(field) }
  archive += name.utf8
  archive += content

  let directory = UInt32(archive.count)
  append((0x0201_4B50, 4), (10, 2))
  for field in common { append(field) }
  // No comment, disk 0, no attributes, and the entry at the very beginning.
  append((0, 2), (0, 2), (0, 2), (0, 4), (0, 4))
  archive += name.utf8
  let directorySize = UInt32(archive.count) - directory
  append(
    (0x0605_4B50, 4), (0, 2), (0, 2), (1, 2), (1, 2), (directorySize, 4), (directory, 4), (0, 2))
  return archive
}

/// The checksum of zip and PNG.
///
/// Source: ISO 3309; the table form as in RFC 1952, section 8.
func crc32(_ bytes: [UInt8]) -> UInt32 {
  let table = (0..<256 as Range<UInt32>).map { index in
    (0..<8).reduce(index) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }
  return ~bytes.reduce(~0) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
}
