internal import Foundation
internal import NewsIngest

/// Keeps other runs from changing a file that this one reads, changes and replaces.
final class FileLock {
  private let descriptor: Int32

  /// - Throws: ``PipelineError`` where the file cannot be opened or another run holds it.
  init(_ path: String) throws {
    while true {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw PipelineError(
          .missingInput, "\(printable(path)): cannot be read (\(String(cString: strerror(errno))))")
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let isHeld = errno == EWOULDBLOCK
        close(descriptor)
        if isHeld {
          throw PipelineError(
            .cannotWrite, "\(printable(path)): another run is adding to it; try again after it")
        }
        // Some network file systems know no locks.
        self.descriptor = -1
        return
      }
      var (held, there) = (stat(), stat())
      // Another run may have put a new file in its place meanwhile.
      if fstat(descriptor, &held) == 0, stat(path, &there) == 0, held.st_ino == there.st_ino,
        held.st_dev == there.st_dev
      {
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
