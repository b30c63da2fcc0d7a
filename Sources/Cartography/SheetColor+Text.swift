extension SheetColor {
  /// The colour as `#RRGGBB`.
  public var hexadecimal: String {
    let digits = String(number, radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }
}
