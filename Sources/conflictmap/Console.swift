internal import ConflictMapPipeline
internal import Foundation

/// What the program says to a person, on the standard error.
///
/// On a terminal long work shows a bar; elsewhere a plain line a stage. Colours are used on a
/// terminal unless `NO_COLOR` is set (no-color.org) or `TERM` is `dumb`.
final class Console: JobProgress, @unchecked Sendable {
  enum Volume: Int, Comparable {
    case quiet, normal, verbose
    static func < (a: Volume, b: Volume) -> Bool { a.rawValue < b.rawValue }
  }

  private let volume: Volume
  private let isTerminal: Bool
  private let hasColor: Bool
  // Guards the fields below: stages report from several threads.
  private let lock = NSLock()
  private var stage = ""
  private var isBarShown = false
  private var lastShare = -1

  init(_ volume: Volume) {
    self.volume = volume
    isTerminal = isatty(STDERR_FILENO) == 1
    let environment = ProcessInfo.processInfo.environment
    hasColor =
      isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  func begin(_ stage: String) {
    guard volume > .quiet else { return }
    lock.withLock {
      clearBar()
      self.stage = stage
      lastShare = -1
      if isTerminal { show(share: 0) } else { write("\(stage)\n") }
    }
  }

  func advance(_ done: Int, of total: Int) {
    guard volume > .quiet, isTerminal, total > 0 else { return }
    lock.withLock { show(share: done * 100 / total) }
  }

  func finish() {
    lock.withLock { clearBar() }
  }

  /// A line that only `--verbose` shows.
  func detail(_ text: String) {
    guard volume >= .verbose else { return }
    lock.withLock {
      clearBar()
      write(text + "\n")
    }
  }

  /// Something that the user should know, though the work goes on.
  func warn(_ text: String) {
    guard volume > .quiet else { return }
    lock.withLock {
      clearBar()
      write(colored("warning: ", "33") + text + "\n")
    }
  }

  /// Something that went wrong; said even when quiet.
  func fail(_ text: String) {
    lock.withLock {
      clearBar()
      write(colored("error: ", "31") + text + "\n")
    }
  }

  private func show(share: Int) {
    guard share != lastShare else { return }
    lastShare = share
    let filled = min(24, share * 24 / 100)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    write("\r\u{1B}[2K\(stage) \(bar) \(share) %")
    isBarShown = true
  }

  private func clearBar() {
    if isBarShown { write("\r\u{1B}[2K") }
    isBarShown = false
  }

  private func colored(_ text: String, _ code: String) -> String {
    hasColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
