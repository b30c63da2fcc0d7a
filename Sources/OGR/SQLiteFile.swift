internal import CSQLite

/// A database of SQLite's that is only read, by one task at a time.
struct SQLiteFile: ~Copyable {
  private let handle: OpaquePointer
  let path: String

  /// - Returns: `nil` where SQLite cannot open the file; what is in it is seen at the first query.
  init?(reading path: String) {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(unmistakable(path), &handle, flags, nil) == SQLITE_OK, let handle else {
      sqlite3_close(handle)
      return nil
    }
    self.handle = handle
    self.path = path
    // A file from elsewhere may have functions in its views, and pages that are not what they say.
    for setting in ["trusted_schema = off", "cell_size_check = on"] {
      sqlite3_exec(handle, "PRAGMA \(setting)", nil, nil, nil)
    }
  }

  deinit { sqlite3_close(handle) }

  /// Calls `body` with each row of a query.
  ///
  /// - Throws: ``OGRError`` with the step `step` and SQLite's words, or what `body` throws.
  func forEachRow(
    _ query: String, _ step: OGRError.Step, _ body: (borrowing SQLiteRow) throws -> Void
  ) throws {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw error(step)
    }
    defer { sqlite3_finalize(statement) }
    let row = SQLiteRow(statement: statement)
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body(row)
      case SQLITE_DONE: return
      default: throw error(step)
      }
    }
  }

  private func error(_ step: OGRError.Step) -> OGRError {
    OGRError(
      step: step, path: path, code: sqlite3_errcode(handle),
      message: String(cString: sqlite3_errmsg(handle)))
  }
}

/// The row at which a query stands; columns count from 0.
struct SQLiteRow: ~Copyable {
  fileprivate let statement: OpaquePointer

  func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
  }

  func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(column))) }

  func real(_ column: Int) -> Double { sqlite3_column_double(statement, Int32(column)) }

  /// `nil` for NULL; what is no UTF-8 is replaced, and a null character ends the text.
  func text(_ column: Int) -> String? {
    sqlite3_column_text(statement, Int32(column)).map { String(cString: $0) }
  }

  func withBytes<R>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    let start = sqlite3_column_blob(statement, Int32(column))
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }
}
