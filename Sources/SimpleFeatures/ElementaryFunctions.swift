// The few functions of the C mathematics library that geometry needs, without Foundation.
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Double {
  /// The sine of an angle in radians.
  package var sine: Double { sin(self) }
  /// The cosine of an angle in radians.
  package var cosine: Double { cos(self) }
  /// The angle in radians, `-π/2...π/2`, whose sine this is.
  package var arcsine: Double { asin(self) }
  /// The natural exponential of this number.
  package var exponential: Double { exp(self) }
  /// The natural logarithm of this number.
  package var naturalLogarithm: Double { log(self) }
  /// The angle in radians of the direction (`x`, `self`), `-π...π`.
  package func arctangent(over x: Double) -> Double { atan2(self, x) }
}
