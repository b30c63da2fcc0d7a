/// Folds one name after the other without making strings: the words of ``TokenizedText``, in
/// buffers that are used again.
public struct NameFolder {
  /// The folded words of the name, one after the other without blanks.
  public private(set) var bytes: [UInt8] = []
  private var tokens: [Token] = []

  public init() {}

  /// Takes the place of the name that was folded before.
  public mutating func fold(_ name: String) {
    var name = name
    name.withUTF8 { fold($0) }
  }

  /// - Precondition: `name` is valid UTF-8.
  public mutating func fold(_ name: UnsafeBufferPointer<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    let capacity = WordScanner.foldedCapacity(name.count)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { memory in
      guard let base = memory.baseAddress else { return }
      var output = WordScanner.FoldedBytes(base: base)
      WordScanner.scan(name, folded: &output, tokens: &tokens)
      bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: output.count))
    }
  }

  /// The words as ranges of `bytes`.
  public var words: [Range<Int>] { tokens.map(\.folded) }

  public var wordCount: Int { tokens.count }

  public func word(_ index: Int) -> Range<Int> { tokens[index].folded }

  /// The folded name as ``Folding/fold(_:)`` gives it: its words, a blank between them.
  public func append(to folded: inout [UInt8]) {
    for (index, token) in tokens.enumerated() {
      if index > 0 { folded.append(0x20) }
      folded.append(contentsOf: bytes[token.folded])
    }
  }
}
