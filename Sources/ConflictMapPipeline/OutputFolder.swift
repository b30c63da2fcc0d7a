internal import Foundation
internal import NewsIngest

/// The folder that a job writes to. Each file appears under its name only when it is whole.
public struct OutputFolder: Sendable {
  public let path: String

  /// Makes the folder where it is not there yet.
  ///
  /// - Throws: ``PipelineError`` of the kind `cannotWrite`.
  public init(_ path: String) throws {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw PipelineError(
        .cannotWrite,
        "\(printable(path)): the output folder cannot be made (\(reason(of: error))); "
          + "name another with --output")
    }
    guard FileManager.default.isWritableFile(atPath: path) else {
      throw PipelineError(
        .cannotWrite, "\(printable(path)): this folder is read-only; name another with --output")
    }
  }

  /// The path of a file in the folder.
  public func path(of name: String) -> String {
    path.hasSuffix("/") ? path + name : path + "/" + name
  }

  /// A folder within this one.
  public func folder(_ name: String) throws -> OutputFolder { try OutputFolder(path(of: name)) }

  /// Writes a file beside its final name and renames it: a reader sees the old one or the new one.
  ///
  /// - Throws: ``PipelineError`` of the kind `cannotWrite`; the old file is whole then.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> String {
    let path = path(of: name)
    try replaceFile(at: path, with: bytes)
    return path
  }

  /// Removes the files of an earlier run below this folder whose names `isStale` knows.
  func removeFiles(where isStale: (String) -> Bool) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    where isStale(name) {
      try? FileManager.default.removeItem(atPath: self.path(of: name))
    }
  }
}

/// Writes `bytes` to a new file beside `path`, flushes it to the disk and renames it.
public func replaceFile(at path: String, with bytes: [UInt8]) throws {
  let file = try FileReplacement(path)
  try file.write(bytes)
  try file.finish()
}

/// A file that is written beside its name and takes its place in one step.
final class FileReplacement {
  private let path: String
  private let temporary: String
  private var descriptor: Int32

  /// - Throws: ``PipelineError`` of the kind `cannotWrite`, as all that follows.
  init(_ path: String) throws {
    self.path = path
    temporary = path + ".conflictmap-part"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("cannot be made") }
  }

  /// Removes what was written, unless it is finished.
  deinit { discard() }

  func write(_ bytes: some Collection<UInt8>) throws {
    try bytes.withContiguousStorageIfAvailable { try write(UnsafeRawBufferPointer($0)) }
      ?? write(Array(bytes))
  }

  private func write(_ buffer: UnsafeRawBufferPointer) throws {
    var written = 0
    while written < buffer.count, let base = buffer.baseAddress {
      let count = Foundation.write(descriptor, base + written, buffer.count - written)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("cannot be written")
      }
      written += count
    }
  }

  /// Flushes the file to the disk and renames it.
  func finish() throws {
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("cannot be written") }
    let status = close(descriptor)
    descriptor = -1
    guard status == 0 else { throw failure("cannot be written") }
    guard rename(temporary, path) == 0 else { throw failure("cannot be replaced") }
  }

  private func failure(_ what: String) -> PipelineError {
    let error = String(cString: strerror(errno))
    if descriptor < 0 { unlink(temporary) }
    discard()
    return PipelineError(
      .cannotWrite,
      "\(printable(path)): \(what) (\(error)); the file that was there before is untouched")
  }

  private func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(temporary)
  }
}

/// What the system says, without the domain and the code that Foundation wraps it in.
func reason(of error: any Error) -> String {
  let error = error as NSError
  if let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError,
    underlying.domain == NSPOSIXErrorDomain
  {
    return String(cString: strerror(Int32(underlying.code)))
  }
  if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
  return error.localizedDescription
}
