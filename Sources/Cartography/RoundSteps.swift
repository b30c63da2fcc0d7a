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

/// The degrees at which to draw graticule lines over a span of degrees: every 0.1, 0.25, 0.5, 1,
/// 2, 5 or 10 degrees, the finest of which there are at most `limit`, all inside the span.
public func graticuleDegrees(from first: Double, to last: Double, limit: Int) -> [Double] {
  guard first < last, last - first <= 360 else { return [] }
  for step in [0.1, 0.25, 0.5, 1, 2, 5, 10, 30] {
    let start = (first / step).rounded(.up)
    let end = (last / step).rounded(.down)
    guard end >= start else { continue }
    if Int(end - start) + 1 <= limit {
      return (0...Int(end - start)).map { ((start + Double($0)) * step * 100).rounded() / 100 }
    }
  }
  return []
}
