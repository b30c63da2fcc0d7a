import NewsIngest
import Testing

@testable import ReportExplanation

struct SpanNestingTests {
  /// The nesting as text: `0[` opens a piece of span 0, `0<` one that continues it, `]` closes.
  private func written(_ spans: [(Int, Int)], _ text: String) -> String {
    let characters = Array(text)
    let nesting = SpanNesting(
      spans.map { TextSpan(start: $0.0, end: $0.1) }, length: characters.count)
    return nesting.steps.map { step in
      switch step {
      case .open(let span, let isFirst): "\(span)\(isFirst ? "[" : "<")"
      case .text(let range): String(characters[range])
      case .close: "]"
      }
    }.joined()
  }

  @Test func `what lies within another span is inside it, whatever the order of the input`() {
    #expect(written([(4, 6), (0, 8), (2, 7)], "abcdefgh") == "1[ab2[cd0[ef]g]h]")
  }

  @Test func `of equal spans the first is outside`() {
    #expect(written([(1, 3), (1, 3)], "abcd") == "a0[1[bc]]d")
  }

  @Test func `spans that touch stand beside each other`() {
    #expect(written([(0, 2), (2, 4)], "abcd") == "0[ab]1[cd]")
  }

  @Test func `of spans that cross the later one is cut where the first ends`() {
    #expect(written([(0, 4), (2, 6)], "abcdefgh") == "0[ab1[cd]]1<ef]gh")
  }

  @Test func `a span that crosses two others is in three pieces`() {
    #expect(
      written([(0, 3), (2, 8), (2, 5)], "abcdefgh") == "0[ab1[2[c]]]1<2<de]fgh]")
  }

  @Test func `what is empty, turned round or outside is left out, what hangs over is cut`() {
    #expect(written([(2, 2), (3, 1), (-4, -1), (9, 12), (-2, 1), (3, 9)], "abcd") == "4[a]bc5[d]")
    #expect(written([], "ab") == "ab")
    #expect(written([(0, 5)], "") == "")
  }

  @Test(arguments: 0..<200)
  func `pieces nest, keep the text, and cover each span exactly`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let length = 1 + random(40)
    let spans = (0..<random(14)).map { _ in
      let start = random(length)
      return TextSpan(start: start, end: start + random(length - start + 1))
    }
    var open: [Int] = []
    var position = 0
    var covered = spans.map { _ in Set<Int>() }
    var firsts = spans.map { _ in 0 }
    for step in SpanNesting(spans, length: length).steps {
      switch step {
      case .open(let span, let isFirst):
        if isFirst {
          firsts[span] += 1
          #expect(position == spans[span].start)
        }
        open.append(span)
      case .close(let span): #expect(open.popLast() == span)
      case .text(let range):
        #expect(range.lowerBound == position && !range.isEmpty)
        position = range.upperBound
        #expect(Set(open).count == open.count)
        for span in open { covered[span].formUnion(range) }
      }
    }
    #expect(open.isEmpty)
    #expect(position == length)
    for (index, span) in spans.enumerated() {
      #expect(covered[index] == Set(span.start..<span.end))
      #expect(firsts[index] == (span.start < span.end ? 1 : 0))
    }
  }
}
