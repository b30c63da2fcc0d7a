public import CivilCalendar

/// What a chart shows step by step: how many events and deaths there were, and how much ground each
/// side held.
public struct TimelineChart: Sendable {
  /// A week or another span of days.
  public struct Step: Sendable {
    public var name: LocalizedText
    public var first: CivilDate
    public var events = 0
    public var deaths = 0
    /// Square kilometres by side.
    public var areas: [String: Double] = [:]

    public init(name: LocalizedText, first: CivilDate) {
      self.name = name
      self.first = first
    }
  }

  public var title: LocalizedText
  public var subtitle: LocalizedText
  public var notes: [LocalizedText] = []
  public var sides: [SideStyle]
  public var steps: [Step]

  public init(
    title: LocalizedText, subtitle: LocalizedText, sides: [SideStyle], steps: [Step]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.sides = sides
    self.steps = steps
  }
}
