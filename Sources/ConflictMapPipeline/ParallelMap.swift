internal import Dispatch
internal import Synchronization

/// What `transform` makes of each of `items`, in their order, on up to `jobs` threads.
///
/// The order of the results does not depend on the number of threads.
func parallelMap<Item: Sendable, Result: Sendable>(
  _ items: [Item], jobs: Int, progress: (any JobProgress)? = nil,
  _ transform: @Sendable (Item) -> Result
) -> [Result] {
  let state = Mutex(WorkState<Result>(count: items.count))
  DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, items.count))) { _ in
    while true {
      let index = state.withLock { state in
        defer { state.next += 1 }
        return state.next
      }
      guard index < items.count else { return }
      let result = transform(items[index])
      let done = state.withLock { state in
        state.results[index] = result
        state.done += 1
        return state.done
      }
      progress?.advance(done, of: items.count)
    }
  }
  return state.withLock { state in state.results.compactMap { $0 } }
}

private struct WorkState<Result: Sendable>: Sendable {
  var next = 0
  var done = 0
  var results: [Result?]

  init(count: Int) { results = Array(repeating: nil, count: count) }
}
