import Gazetteers
import NewsIngest
import Testing
import TextAnalysis

@testable import EventCoding

/// What must hold for every text, however little sense it makes.
struct AnyTextTests {
  /// SplitMix64, as G. L. Steele and others give it (2014).
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let words = [
    "سيطرت", "انسحبت", "قصف", "بقصف", "صد", "هجوم", "فصائل المعارضة", "قوات النظام", "للنظام",
    "على",
    "من", "تل ملح", "والجبين", "كبانة", "أمس", "قبل", "بعد", "قُتل", "15 عنصراً", "آخرين", "منها",
    "،",
    ".", "\n", "\"", "(", "لم", "نفى", "captured", "was", "by", "rebels", "the Syrian army",
    "Kabani",
    "and", "killed", "12 civilians", "on Monday", "failed to", "withdrew", "since", "\u{202E}", "🙂",
    "<b>", "\u{FFFD}", "99999999999999999999 fighters", "كما", "ثم", "لواء", "\"س", "then", "a",
    "mine",
  ]

  @Test(arguments: 0..<60)
  func `any words are coded, and evidence lies in the text`(seed: Int) throws {
    var random = Generator(state: UInt64(seed))
    let count = Int.random(in: 0...120, using: &random)
    let words = (0..<count).map { _ in Self.words.randomElement(using: &random) ?? "" }
    let text = words.joined(separator: " ")
    let coding = try Fixture.code(text)
    let length = text.unicodeScalars.count
    for evidence in coding.events.flatMap(\.evidence) {
      #expect(0 <= evidence.span.start && evidence.span.start < evidence.span.end)
      #expect(evidence.span.end <= length)
    }
    for event in coding.events {
      #expect((0...1).contains(event.confidence))
      #expect(event.place.id != nil)
      #expect(Set(event.sideA).isDisjoint(with: event.sideB))
    }
    #expect(Set(coding.events.map(\.id)).count == coding.events.count)
    #expect(EventMerger().merge([coding]).count == coding.events.count)
  }

  @Test(arguments: [
    "سيطرت فصائل المعارضة أمس على تل ملح والجبين بعد قصف قوات النظام، وقُتل 15 عنصراً. ",
    // All one sentence.
    "سيطرت فصائل المعارضة أمس على تل ملح والجبين بعد قصف قوات النظام وقتل 15 عنصرا ",
  ])
  func `a long text is coded to its end`(sentence: String) throws {
    // 16,000 words; how long it takes is told by the benchmarks.
    let words = String(repeating: sentence, count: 1000) + ". وانسحبت قوات النظام من كبانة."
    let text = TokenizedText(words)
    let mentions = Fixture.mentions(in: text)
    let report = Report(id: "long", text: words)
    let coder = EventCoder(
      gazetteer: Gazetteer(places: Fixture.places), actors: try Fixture.actors(),
      cues: try Fixture.cues())
    let coding = coder.code(report, text, mentions: mentions)
    let end = words.unicodeScalars.count - 20
    #expect(coding.events.contains { $0.evidence.contains { $0.span.start >= end } })
  }
}
