internal import NewsIngest

/// Spans of a text, cut so that each piece lies within another or beside it, as the elements of a
/// markup language must.
///
/// Of two spans that cross, the one that begins later is cut where the other ends. Of two that are
/// equal, the one that comes first in the input is outside.
struct SpanNesting {
  enum Step: Hashable {
    /// A piece of the span with this index begins; `isFirst` where the span itself does.
    case open(span: Int, isFirst: Bool)
    case text(Range<Int>)
    case close(span: Int)
  }

  /// The text from its beginning to its end, with every `open` closed in reverse order.
  let steps: [Step]

  private struct Piece {
    var span: Int
    var range: Range<Int>
    var isFirst = true

    /// Whether this piece comes before `other`: by its beginning, the longer first.
    func precedes(_ other: Piece) -> Bool {
      (range.lowerBound, other.range.upperBound, span)
        < (other.range.lowerBound, range.upperBound, other.span)
    }
  }

  /// - Parameters:
  ///   - spans: In any order. What lies outside the text is cut off; empty ones are left out.
  ///   - length: Of the text, in the units of the spans.
  /// - Complexity: O(*p* log *p*) for *p* pieces where few spans cross.
  init(_ spans: [TextSpan], length: Int) {
    // The last is the next.
    var pending = spans.enumerated().compactMap { index, span -> Piece? in
      let start = max(0, span.start)
      let end = min(length, span.end)
      return start < end ? Piece(span: index, range: start..<end) : nil
    }.sorted { $1.precedes($0) }
    var steps: [Step] = []
    var open: [Piece] = []
    var position = 0
    func write(upTo end: Int) {
      if position < end { steps.append(.text(position..<end)) }
      position = max(position, end)
    }
    func closePieces(before start: Int) {
      while let last = open.last, last.range.upperBound <= start {
        write(upTo: last.range.upperBound)
        steps.append(.close(span: last.span))
        open.removeLast()
      }
    }
    while var piece = pending.popLast() {
      closePieces(before: piece.range.lowerBound)
      write(upTo: piece.range.lowerBound)
      if let outer = open.last, outer.range.upperBound < piece.range.upperBound {
        let rest = Piece(
          span: piece.span, range: outer.range.upperBound..<piece.range.upperBound, isFirst: false)
        piece.range = piece.range.lowerBound..<outer.range.upperBound
        // Where no later piece comes before it.
        let place = pending.partitioningIndex { !rest.precedes($0) }
        pending.insert(rest, at: place)
      }
      steps.append(.open(span: piece.span, isFirst: piece.isFirst))
      open.append(piece)
    }
    closePieces(before: length)
    write(upTo: length)
    self.steps = steps
  }
}

extension Array {
  /// The first index at which `isSecond` holds, where it holds from some index on.
  fileprivate func partitioningIndex(_ isSecond: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
