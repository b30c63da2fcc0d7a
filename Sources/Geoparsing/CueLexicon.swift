internal import CSVText
internal import TextAnalysis

/// What the words of a report say of the names beside them.
///
/// Arabic words stand without article and joined letters: both are taken off before they are looked
/// up.
public struct CueLexicon: Sendable {
  struct Row: Sendable {
    /// Words of one sense, parted by blanks.
    var words: String
    var cue: PlaceCue?
    var traits: WordTraits
    /// Degrees clockwise from north, -1 where the words are no direction.
    var bearing: Int
  }

  let rows: [Row]

  /// Reads `place-cues.tsv`; the head of that file says what its columns hold.
  ///
  /// - Throws: ``PlaceTableError`` with the line, for a missing column, an unknown cue or trait, a
  ///   bearing outside `0...359`, or a row without words.
  public init(tsv text: String, file: String = "place-cues.tsv") throws(PlaceTableError) {
    let table = try PlaceTableError.table(
      text, file: file, separator: UInt8(ascii: "\t"),
      columns: ["cue", "traits", "bearing", "words"])
    var rows: [Row] = []
    for row in table.rows {
      func fail(_ message: String) -> PlaceTableError {
        PlaceTableError(file: file, line: row.line, message: message)
      }
      var cue: PlaceCue?
      if row["cue"] != "-" {
        guard let known = PlaceCue(rawValue: row["cue"]) else {
          throw fail("the cue \"\(row["cue"])\" is not known")
        }
        cue = known
      }
      var traits: WordTraits = []
      for name in row["traits"].split(separator: " ") where name != "-" {
        guard let trait = WordTraits.named[String(name)] else {
          throw fail("the trait \"\(name)\" is not known")
        }
        traits.formUnion(trait)
      }
      var bearing = -1
      if row["bearing"] != "-" {
        guard let degrees = Int(row["bearing"]), (0..<360).contains(degrees) else {
          throw fail("the bearing \"\(row["bearing"])\" is not in 0...359")
        }
        bearing = degrees
      }
      guard row["words"].contains(where: { $0 != " " }) else { throw fail("no words") }
      rows.append(Row(words: row["words"], cue: cue, traits: traits, bearing: bearing))
    }
    self.rows = rows
  }

  /// The ordinary words of the lexicon, which are no names by themselves: folded, Arabic ones without
  /// their article.
  public var commonWords: Set<String> {
    Set(
      rows.filter { $0.traits.contains(.common) }
        .flatMap { $0.words.split(separator: " ").map { Folding.fold(String($0)) } })
  }
}

/// The senses of one word.
struct WordSense: Sendable {
  var cue: PlaceCue?
  var traits: WordTraits = []
  /// Degrees clockwise from north, -1 where the word is no direction.
  var bearing = -1
}
