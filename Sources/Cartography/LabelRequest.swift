public import SimpleFeatures

/// A label that wants a place on the sheet, and the places that it may have.
public struct LabelRequest: Sendable {
  /// A box that the label may fill, and what that costs by itself.
  public struct Candidate: Hashable, Sendable {
    public var box: BoundingBox<PagePoint>
    public var price: Double

    public init(box: BoundingBox<PagePoint>, price: Double) {
      self.box = box
      self.price = price
    }
  }

  public var candidates: [Candidate]
  /// The point that the label names, and its dot, which no other label covers where this one is set.
  public var point: PagePoint
  public var dot: BoundingBox<PagePoint>
  /// Where an earlier request has its label, this one has none if its point is nearer than this.
  public var spacing: Double
  /// What it costs that the label is not set; no candidate should cost more.
  public var dropPrice: Double

  public init(
    candidates: [Candidate], point: PagePoint, dot: BoundingBox<PagePoint>, spacing: Double,
    dropPrice: Double
  ) {
    self.candidates = candidates
    self.point = point
    self.dot = dot
    self.spacing = spacing
    self.dropPrice = dropPrice
  }
}

/// Which candidate each of some labels has, and what that costs altogether.
public struct LabelAssignment: Hashable, Sendable {
  /// For each request the index of its candidate, `nil` where the label is not set.
  public var choices: [Int?]
  public var cost: Double
  /// How many labels are set.
  public var count: Int { choices.count { $0 != nil } }
}
