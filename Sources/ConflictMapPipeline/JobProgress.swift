/// Is told how far the work is; may be called from any thread.
public protocol JobProgress: Sendable {
  /// A stage of the work begins.
  func begin(_ stage: String)
  /// `done` of `total` steps of the stage are done.
  func advance(_ done: Int, of total: Int)
  /// Something went differently than the user may expect, though the work goes on.
  func warn(_ text: String)
  /// For those who want to know more.
  func detail(_ text: String)
}
