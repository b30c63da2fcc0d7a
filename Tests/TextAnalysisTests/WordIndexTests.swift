import Testing
import TextAnalysis

struct WordIndexTests {
  @Test func `finds each of many words, and no other`() {
    var index = WordIndex()
    let words = (0..<2000).map { "كلمة\($0 * $0)" + String(repeating: "ص", count: $0 % 20) }
    for (number, word) in words.enumerated() { #expect(index.insert(word) == number) }
    #expect(index.insert(words[7]) == 7)
    #expect(index.count == words.count)
    for (number, word) in words.enumerated() {
      #expect(index.find(word) == number)
      #expect(index.word(number) == word)
      #expect(index.find(word + "ا") == -1)
      #expect(index.find("ا" + word) == -1)
    }
    #expect(index.find("") == -1)
  }

  @Test func `finds words of one byte and of more than sixty`() {
    var index = WordIndex()
    let words = ["a", "7"] + [31, 32, 63, 64, 200].map { String(repeating: "ب", count: $0) }
    for word in words { _ = index.insert(word) }
    for (number, word) in words.enumerated() {
      #expect(index.find(word) == number)
      #expect(index.find(word + "b") == -1)
    }
    #expect(index.find("b") == -1 && index.find("") == -1)
    #expect(index.find(String(repeating: "ت", count: 64)) == -1)
  }

  @Test func `compares the words of a text in folded form`() {
    let text = TokenizedText("وزارة الخارجيّة في Damascus")
    let set: WordSet = ["الخارجية", "damascus", "وزاره"]
    #expect((0..<4).map { set.contains($0, in: text) } == [true, true, false, true])
    #expect(!set.contains(-1, in: text) && !set.contains(4, in: text))
    #expect(text.isWord(2, "في") && !text.isWord(2, "ف") && !text.isWord(4, "في"))
    #expect(text.hasPrefix(1, "ال") && !text.hasPrefix(0, "ال") && !text.hasPrefix(9, "ال"))
    #expect(text.hasSuffix(0, "ره") && !text.hasSuffix(2, "طويل") && text.hasSuffix(3, "scus"))
  }
}
