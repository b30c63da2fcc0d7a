/// The longest bar of 1, 2 or 5 times a power of ten that is at most `width` u long.
///
/// - Parameter scale: u on the sheet per unit of the bar, above 0.
/// - Returns: The length in the unit of the bar, or `nil` where no such bar can be.
public func scaleBarLength(within width: Double, scale: Double) -> Double? {
  guard scale > 0, width > 0, (width / scale).isFinite else { return nil }
  let longest = width / scale
  guard longest > 1e-6, longest < 1e12 else { return nil }
  var power = 1e-6
  while power * 10 <= longest { power *= 10 }
  // The power is built by multiplication: a bar of 0.1 would read 0.09999999999999999.
  for factor in [5.0, 2.0] where power * factor <= longest { return rounded(power * factor) }
  return rounded(power)
}

private func rounded(_ value: Double) -> Double {
  value >= 1 ? value.rounded() : (value * 1e9).rounded() / 1e9
}

/// How many degrees apart graticule lines are on a map that spans `span` degrees: half a degree as
/// a rule, so that there are between two and eight lines.
public func graticuleStep(span: Double) -> Double {
  switch span {
  case ..<0.35: 0.1
  case ..<0.8: 0.25
  case ..<4: 0.5
  case ..<9: 1
  case ..<18: 2
  case ..<45: 5
  case ..<90: 10
  default: 30
  }
}
