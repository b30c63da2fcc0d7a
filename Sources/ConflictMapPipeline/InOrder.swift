internal import Dispatch
internal import Synchronization

/// Makes something of each item, of several at once, and uses what was made in the items' order.
///
/// Only a few items are held at a time.
///
/// - Parameters:
///   - jobs: The threads that make; with one, nothing is done at once.
///   - next: Is asked on this thread; `nil` at the end.
///   - use: Is called on this thread.
/// - Throws: What a closure throws; of several, that of the first item.
func inOrder<Item: Sendable, Made: Sendable>(
  jobs: Int, next: () throws -> Item?, make: @Sendable @escaping (Item) throws -> Made,
  use: (Made) throws -> Void
) throws {
  guard jobs > 1 else {
    while let item = try next() { try use(make(item)) }
    return
  }
  let queue = DispatchQueue(label: "conflictmap.in-order", attributes: .concurrent)
  var waiting: [Slot<Made>] = []
  var isAtEnd = false
  while true {
    // One more than threads, so that none waits while this thread uses something.
    while !isAtEnd, waiting.count <= jobs {
      guard let item = try next() else {
        isAtEnd = true
        break
      }
      let slot = Slot<Made>()
      waiting.append(slot)
      queue.async { slot.fill(Result { try make(item) }) }
    }
    guard !waiting.isEmpty else { return }
    try use(waiting.removeFirst().take())
  }
}

private final class Slot<Made: Sendable>: Sendable {
  private let isFull = DispatchSemaphore(value: 0)
  private let made = Mutex<Result<Made, any Error>?>(nil)

  func fill(_ result: Result<Made, any Error>) {
    made.withLock { $0 = result }
    isFull.signal()
  }

  func take() throws -> Made {
    isFull.wait()
    let result = made.withLock { made in
      defer { made = nil }
      return made
    }
    guard let result else { preconditionFailure("taken twice") }
    return try result.get()
  }
}
