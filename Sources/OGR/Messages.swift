internal import CGDAL

/// What GDAL says while a piece of our code runs; it says it to the standard error otherwise.
final class Messages {
  private(set) var failures: [(code: Int32, text: String)] = []

  /// The error of the step that just failed, with all that was said since the last one.
  func error(_ step: OGRError.Step, _ path: String, or fallback: String = "failed") -> OGRError {
    var texts: [String] = []
    for failure in failures where !texts.contains(failure.text) { texts.append(failure.text) }
    let code = failures.first?.code ?? 0
    failures = []
    return OGRError(
      step: step, path: path, code: code,
      message: texts.isEmpty ? fallback : texts.joined(separator: "; "))
  }

  /// Throws where something failed of which a return value does not tell.
  func check(_ step: OGRError.Step, _ path: String) throws(OGRError) {
    if !failures.isEmpty { throw error(step, path) }
  }

  func forget() { failures = [] }

  fileprivate func add(_ level: CPLErr, _ code: Int32, _ text: UnsafePointer<CChar>?) {
    guard level.rawValue >= CE_Failure.rawValue, let text else { return }
    // A damaged file can fail at each of a million rows: the first ones tell.
    if failures.count < 20 { failures.append((code, String(cString: text))) }
  }
}

/// Runs `body` with GDAL's messages of this thread kept for it.
///
/// - Throws: ``OGRError`` with the step `.open` where GDAL is not installed, or what `body` throws.
func collectingMessages<R: ~Copyable>(
  _ body: (Messages) throws(OGRError) -> R
) throws(OGRError) -> R {
  if let reason = cgdal_load() {
    throw OGRError(step: .open, path: "", code: 0, message: String(cString: reason))
  }
  registerDrivers
  let messages = Messages()
  CPLErrorReset()
  CPLPushErrorHandlerEx(
    { level, code, text in
      guard let data = CPLGetErrorHandlerUserData() else { return }
      Unmanaged<Messages>.fromOpaque(data).takeUnretainedValue().add(level, code, text)
    }, Unmanaged.passUnretained(messages).toOpaque())
  defer {
    CPLPopErrorHandler()
    withExtendedLifetime(messages) {}
  }
  return try body(messages)
}

/// GDAL's drivers, registered once for the process.
let registerDrivers: Void = GDALAllRegister()

/// Calls `body` with `options` as a list of GDAL's, in their order.
func withOptions<R>(
  _ options: [(name: String, value: String)],
  _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> R
) -> R {
  var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  for option in options { list = CSLSetNameValue(list, option.name, option.value) }
  defer { CSLDestroy(list) }
  return body(list)
}

extension String {
  /// The same text for a C function, which would take U+0000 for its end.
  var withoutNulls: String {
    utf8.contains(0) ? String(map { $0 == "\0" ? "\u{FFFD}" : $0 }) : self
  }
}
