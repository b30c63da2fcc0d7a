internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file that is written beside its destination and takes its place in one step.
///
/// Its name is `.DESTINATION.PROCESS-NUMBER.partial.ENDING`, for GDAL goes by endings. Those that a
/// killed process left are removed when the next is made; one whose process lives, as seen from here, is left alone.
struct TemporaryFile: ~Copyable {
  let path: String
  /// The destination, with links followed: it is the file that is replaced, not the link to it.
  let destination: String
  private let folder: String

  /// The files that this process is writing now.
  private static let active = Mutex<(next: Int, paths: Set<String>)>((0, []))

  init(replacing path: String, ending: String = "gpkg") throws(OGRError) {
    guard !path.isEmpty, path.utf8.last != UInt8(ascii: "/"), !path.utf8.contains(0) else {
      throw OGRError(step: .createFile, path: path, code: 0, message: "not the path of a file")
    }
    destination = try Self.followingLinks(path)
    let (folder, name) = Self.split(destination)
    self.folder = folder
    // A name may have 255 bytes, and ours adds some.
    let stem = name.utf8.count <= 180 ? name : Self.fingerprint(name)
    let prefix = ".\(stem)."
    self.path = Self.active.withLock { active in
      active.next += 1
      let path = "\(folder)/\(prefix)\(getpid())-\(active.next).partial.\(ending)"
      active.paths.insert(path)
      return path
    }
    Self.removeStale(in: folder, prefix: prefix)
    // One of an earlier process of our number has gone with the stale ones.
  }

  /// Removes what is left of the file; nothing where it has taken its destination's place.
  deinit {
    for ending in ["", "-journal", "-wal", "-shm"] { unlink(path + ending) }
    let path = path
    Self.active.withLock { active in _ = active.paths.remove(path) }
  }

  /// Puts the file, written to the disk, in the place of its destination.
  func replaceDestination() throws(OGRError) {
    try synchronize(path, O_RDONLY)
    // A journal that a crash left beside the old file would be played into the new one.
    for ending in ["-journal", "-wal", "-shm"] { unlink(destination + ending) }
    guard rename(path, destination) == 0 else { throw failure(destination) }
    try synchronize(folder, O_RDONLY | O_DIRECTORY)
  }

  private func synchronize(_ path: String, _ flags: Int32) throws(OGRError) {
    let file = open(path, flags)
    guard file >= 0 else { throw failure(path) }
    let status = fsync(file)
    let code = errno
    close(file)
    // Some file systems know no such thing for folders.
    guard status == 0 || code == EINVAL else { throw failure(path, code) }
  }

  private func failure(_ path: String, _ code: Int32 = errno) -> OGRError {
    OGRError(step: .rename, path: path, code: code, message: Self.words(code))
  }

  private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

  private static func split(_ path: String) -> (folder: String, name: String) {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let folder = String(decoding: bytes[..<slash], as: UTF8.self)
    return (folder.isEmpty ? "/" : folder, String(decoding: bytes[(slash + 1)...], as: UTF8.self))
  }

  private static func followingLinks(_ path: String) throws(OGRError) -> String {
    var path = unmistakable(path)
    // As many as the kernel follows.
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0 else { return path }
      let target = String(
        decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = target.hasPrefix("/") ? target : split(path).folder + "/" + target
    }
    throw OGRError(step: .createFile, path: path, code: ELOOP, message: words(ELOOP))
  }

  private static func removeStale(in folder: String, prefix: String) {
    guard let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(prefix), let mark = name.firstRange(of: ".partial.") else { continue }
      let number = name.dropFirst(prefix.count).prefix { $0 != "-" }
      guard let process = Int32(number), process > 0 else { continue }
      // A journal has an ending of its own behind the file's.
      let ending = name[mark.upperBound...].prefix { $0 != "-" && $0 != "_" }
      let file = "\(folder)/\(name[..<mark.upperBound])\(ending)"
      let isAlive =
        process == getpid()
        ? active.withLock { $0.paths.contains(file) }
        : kill(process, 0) == 0 || errno == EPERM
      if !isAlive { unlink("\(folder)/\(name)") }
    }
  }

  /// A short name for a long one: FNV-1a in 64 bits.
  ///
  /// Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV Non-Cryptographic Hash
  /// Algorithm", draft-eastlake-fnv.
  private static func fingerprint(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}
