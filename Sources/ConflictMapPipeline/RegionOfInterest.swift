internal import Gazetteers
internal import NewsIngest
public import SimpleFeatures

extension Theatre {
  /// The ground that reports are likely to be about: a unit or region by its code, or a box of
  /// degrees written `west,south,east,north`.
  ///
  /// - Throws: ``PipelineError`` of the kind `usage` where it is neither.
  public func regionOfInterest(_ text: String) throws -> BoundingBox<GeographicPoint> {
    if let area = boundaries[text] { return area.boundingBox }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Double(String($0.filter { $0 != " " }))
    }
    let numbers = parts.compactMap { $0 }
    guard parts.count == 4, numbers.count == 4, numbers[0] < numbers[2], numbers[1] < numbers[3],
      GeographicPoint(longitude: numbers[0], latitude: numbers[1]).isValid,
      GeographicPoint(longitude: numbers[2], latitude: numbers[3]).isValid
    else {
      throw PipelineError(
        .usage,
        "no region \(printable(text)); give a p-code such as SY05, R0001, or west,south,east,north")
    }
    return BoundingBox(minX: numbers[0], minY: numbers[1], maxX: numbers[2], maxY: numbers[3])
  }
}
