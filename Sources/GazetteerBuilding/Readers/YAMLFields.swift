internal import Gazetteers
internal import Yams

/// A mapping of a YAML file whose keys are known: a wrong one is an error with its line, not silence.
struct YAMLFields {
  let file: String
  /// Counted from 1.
  let line: Int
  private let node: Node
  private let mapping: Node.Mapping

  /// Reads the whole file at `path`.
  init(path: String) throws {
    file = SourceFile.shortName(path)
    guard let text = String(validating: try SourceFile.bytes(path), as: UTF8.self) else {
      throw GazetteerError(file: file, message: "not UTF-8")
    }
    let composed: Node?
    do {
      composed = try Yams.compose(yaml: text)
    } catch {
      let line: Int =
        switch error {
        case YamlError.parser(_, _, let mark, _), YamlError.scanner(_, _, let mark, _):
          mark.line + 1
        default: 0
        }
      throw GazetteerError(
        file: file, line: line,
        message: "not YAML; indent with blanks and quote values that hold a colon")
    }
    guard let composed, let mapping = composed.mapping else {
      throw GazetteerError(file: file, line: 1, message: "no fields; write name: value lines")
    }
    node = composed
    line = 1
    self.mapping = mapping
  }

  private init(_ node: Node, _ mapping: Node.Mapping, file: String) {
    self.node = node
    self.mapping = mapping
    self.file = file
    line = Self.line(of: node)
  }

  private static func line(of node: Node) -> Int { node.mark?.line ?? 0 }

  /// Fails where a key is none of `keys`.
  func allow(_ keys: [String]) throws {
    for (key, _) in mapping {
      let name = key.scalar?.string ?? ""
      guard keys.contains(name) else {
        throw GazetteerError(
          file: file, line: Self.line(of: key),
          message: "no field is named “\(name)”; there are \(keys.joined(separator: ", "))")
      }
    }
  }

  func error(_ message: String, at key: String? = nil) -> GazetteerError {
    let node = key.flatMap { mapping[$0] }
    return GazetteerError(file: file, line: node.map(Self.line) ?? line, message: message)
  }

  func has(_ key: String) -> Bool { mapping[key] != nil }

  /// The text under `key`, `nil` where there is none.
  func text(_ key: String) throws -> String? {
    guard let value = mapping[key] else { return nil }
    guard let text = value.scalar?.string else {
      throw error("“\(key)” must be a text", at: key)
    }
    return text
  }

  /// The text under `key`, which must be there.
  func neededText(_ key: String) throws -> String {
    guard let text = try text(key), !text.isEmpty else { throw error("no “\(key)”") }
    return text
  }

  func flag(_ key: String) throws -> Bool {
    switch try text(key) {
    case nil, "false": return false
    case "true": return true
    default: throw error("“\(key)” is true or false", at: key)
    }
  }

  /// The number under `key`, `nil` where there is none.
  func number(_ key: String) throws -> Double? {
    guard let text = try text(key) else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw error("“\(key)” must be a number", at: key)
    }
    return number
  }

  /// The texts under `key`: a list, or one text.
  func texts(_ key: String) throws -> [String] {
    guard let value = mapping[key] else { return [] }
    if let text = value.scalar?.string { return [text] }
    guard let sequence = value.sequence else {
      throw error("“\(key)” must be a list of texts", at: key)
    }
    return try sequence.map { item in
      guard let text = item.scalar?.string else {
        throw error("“\(key)” must be a list of texts", at: key)
      }
      return text
    }
  }

  /// The mapping under `key`, `nil` where there is none or a text.
  func fields(_ key: String) throws -> YAMLFields? {
    guard let value = mapping[key], value.scalar == nil else { return nil }
    guard let inner = value.mapping else { throw error("“\(key)” must be fields", at: key) }
    return YAMLFields(value, inner, file: file)
  }

  /// The mappings in the list under `key`; none where there is no such key.
  func list(_ key: String) throws -> [YAMLFields] {
    guard let value = mapping[key] else { return [] }
    guard let sequence = value.sequence else {
      throw error("“\(key)” must be a list", at: key)
    }
    return try sequence.map { item in
      guard let inner = item.mapping else {
        throw GazetteerError(
          file: file, line: Self.line(of: item), message: "an entry of “\(key)” must be fields")
      }
      return YAMLFields(item, inner, file: file)
    }
  }

  /// All keys with their texts, in their order.
  func pairs() throws -> [(key: String, value: String)] {
    try mapping.map { key, value in
      guard let name = key.scalar?.string, let text = value.scalar?.string else {
        throw GazetteerError(
          file: file, line: Self.line(of: key), message: "there must be texts on both sides")
      }
      return (name, text)
    }
  }
}
