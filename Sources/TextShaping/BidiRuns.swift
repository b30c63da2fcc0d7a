internal import CFriBidi

/// A piece of a line that runs in one direction.
struct DirectedRun: Hashable {
  var range: Range<Int>
  var isRightToLeft: Bool
}

/// The runs of a line in the order in which they stand on the sheet, from the left.
///
/// - Parameter isRightToLeft: The direction of the whole line.
///
/// Source: the Unicode Bidirectional Algorithm (UAX #9), whose levels FriBidi computes; rule L2
/// puts the runs in visual order.
func directedRuns(of scalars: [Unicode.Scalar], isRightToLeft: Bool) -> [DirectedRun] {
  let characters = scalars.map { FriBidiChar($0.value) }
  let count = FriBidiStrIndex(characters.count)
  guard count > 0 else { return [] }
  var types = [FriBidiCharType](repeating: FriBidiCharType(rawValue: 0), count: characters.count)
  var brackets = [FriBidiBracketType](repeating: 0, count: characters.count)
  var levels = [FriBidiLevel](repeating: 0, count: characters.count)
  var base = FriBidiParType(
    rawValue: UInt32(isRightToLeft ? FRIBIDI_PAR_RTL_VALUE : FRIBIDI_PAR_LTR_VALUE))
  fribidi_get_bidi_types(characters, count, &types)
  fribidi_get_bracket_types(characters, count, types, &brackets)
  guard
    fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, &levels) > 0
  else { return [DirectedRun(range: 0..<characters.count, isRightToLeft: isRightToLeft)] }

  var runs: [(range: Range<Int>, level: FriBidiLevel)] = []
  for index in characters.indices {
    if let last = runs.last, last.level == levels[index] {
      runs[runs.count - 1].range = last.range.lowerBound..<index + 1
    } else {
      runs.append((index..<index + 1, levels[index]))
    }
  }
  var level = runs.map(\.level).max() ?? 0
  while level > 0 {
    var start = 0
    while start < runs.count {
      guard runs[start].level >= level else {
        start += 1
        continue
      }
      var end = start
      while end < runs.count, runs[end].level >= level { end += 1 }
      runs[start..<end].reverse()
      start = end
    }
    level -= 1
  }
  return runs.map { DirectedRun(range: $0.range, isRightToLeft: $0.level % 2 == 1) }
}
