public import CivilCalendar
public import EventCoding
internal import EventLayers
internal import Foundation
public import NewsIngest
internal import SimpleFeatures

/// Shows the events of a GeoPackage, and writes a person's decisions on their merging down.
///
/// A decision does not change the GeoPackage: it is appended to the overrides file, which the next
/// run of `map` or `extract` follows.
public struct EventsJob: Sendable {
  /// A GeoPackage that `map` wrote.
  public var input: String
  public var gazetteer: String?
  /// The file of decisions; `event-overrides.csv` beside the gazetteer's where `nil`.
  public var overrides: String?

  public init(input: String) { self.input = input }

  // MARK: Showing

  /// Which events are listed.
  public struct Filter: Sendable {
    public var from: CivilDate?
    public var to: CivilDate?
    /// A place id, or a part of a name.
    public var place: String?
    /// A type or sub-type.
    public var type: String?
    /// Only events of at least so many claims.
    public var claims = 1

    public init() {}

    func contains(_ event: Event) -> Bool {
      if let from, event.dates.map({ $0.last < from }) ?? true { return false }
      if let to, event.dates.map({ $0.first > to }) ?? true { return false }
      if let type, type != event.type.rawValue, type != event.type.category.rawValue {
        return false
      }
      if let place {
        let names = [event.place.nameEnglish, event.place.nameArabic, event.place.text]
        let isNamed = names.contains { $0.range(of: place, options: .caseInsensitive) != nil }
        if event.place.id != place, !isNamed { return false }
      }
      return event.mergedFrom.count >= claims
    }
  }

  /// The events that `filter` asks for, in the layer's order, and rows that are none.
  ///
  /// - Throws: ``PipelineError``.
  public func list(_ filter: Filter) throws -> (events: [Event], problems: [ReadingProblem]) {
    let stored = try StoredEventLayer(input)
    return (stored.events.map(\.event).filter(filter.contains), stored.problems)
  }

  /// An event with the claims that it was merged from and why they are one.
  ///
  /// - Parameter id: An event's id, or so much of its beginning that it is the only one.
  /// - Throws: ``PipelineError``.
  public func show(_ id: String) throws -> EventAccount {
    let package = try StoredClaims(input)
    let event = try package.event(id)
    let folder = try GazetteerFolder.locate(named: gazetteer)
    let claims = package.claims(of: event)
    return EventAccount(
      // Imported events were made of nothing else.
      event: event, claims: claims.isEmpty ? [event] : claims,
      merger: EventMerger(actors: try Theatre.actors(folder: folder)),
      decisions: try EventOverrides(named: overrides, folder: folder, mustExist: false).decisions
        .speaking(of: Set(event.mergedFrom)))
  }

  // MARK: Deciding

  /// What was written down.
  public struct Decided: Sendable {
    public var number: Int
    public var path: String
    public var claims: [String]
    public var others: [String]
  }

  /// Decides that two events are one.
  ///
  /// - Throws: ``PipelineError``; the overrides file is as it was then.
  public func merge(_ first: String, _ second: String, note: String = "") throws -> Decided {
    let package = try StoredClaims(input)
    try package.checkClaims()
    let (a, b) = (try package.event(first), try package.event(second))
    guard a.id != b.id else {
      throw PipelineError(.usage, "\(printable(a.id)): give two events; an event is one already")
    }
    return try append(
      .together, claims: package.claims(of: a), others: package.claims(of: b), note: note)
  }

  /// Decides that some claims of an event tell another one.
  ///
  /// - Parameter claims: Ids of claims, or so much of their beginnings that each is the only one.
  /// - Throws: ``PipelineError``; the overrides file is as it was then.
  public func split(_ id: String, claims: [String], note: String = "") throws -> Decided {
    let package = try StoredClaims(input)
    try package.checkClaims()
    let event = try package.event(id)
    let own = package.claims(of: event)
    guard own.count > 1 else {
      throw PipelineError(
        .usage, "\(printable(event.id)): this event is of one claim; there is nothing to split")
    }
    var chosen: Set<String> = []
    for name in claims {
      chosen.insert(try StoredClaims.only(name, of: own, what: "claim of event \(event.id)").id)
    }
    let rest = own.filter { !chosen.contains($0.id) }
    guard !chosen.isEmpty, !rest.isEmpty else {
      throw PipelineError(
        .usage,
        "\(printable(event.id)): name some of its claims and not all: "
          + own.map(\.id).joined(separator: ", "))
    }
    return try append(
      .apart, claims: own.filter { chosen.contains($0.id) }, others: rest, note: note)
  }

  private func append(
    _ action: MergeDecisions.Action, claims: [Event], others: [Event], note: String
  ) throws -> Decided {
    let file = try EventOverrides(
      named: overrides, folder: try GazetteerFolder.locate(named: gazetteer), mustExist: false)
    let decisions = file.decisions.adding(
      action, claims: claims.map(\.id), others: others.map(\.id),
      note: note.split(whereSeparator: \.isNewline).joined(separator: " "))
    guard let last = decisions.decisions.last else {
      throw PipelineError(.cannotWrite, "\(printable(file.path)): no decision was made")
    }
    try replaceFile(at: file.path, with: decisions.csv)
    return Decided(
      number: last.number, path: file.path, claims: last.claims, others: last.others)
  }
}

/// The events of a GeoPackage and the claims that they were merged from.
struct StoredClaims {
  private let path: String
  private let events: [Event]
  /// `nil` where the file has no layer of claims.
  private let claims: [String: Event]?

  init(_ path: String) throws {
    self.path = path
    let file = try LayerFile(path) { $0 == "events" || $0 == "claims" }
    events = try StoredEventLayer(file, layer: "events").events.map(\.event)
    claims =
      file.tables.contains { $0.name == "claims" }
      ? Dictionary(
        try StoredEventLayer(file, layer: "claims").events.map { ($0.event.id, $0.event) },
        uniquingKeysWith: { first, _ in first }) : nil
  }

  /// - Throws: ``PipelineError`` where there are no claims that a decision could speak of.
  func checkClaims() throws {
    guard claims == nil else { return }
    throw PipelineError(
      .badInput,
      "\(printable(path)): it has no layer claims; only what conflictmap map wrote can be merged "
        + "and split")
  }

  func event(_ id: String) throws -> Event {
    try Self.only(id, of: events, what: "event of \(path)")
  }

  func claims(of event: Event) -> [Event] { event.mergedFrom.compactMap { claims?[$0] } }

  /// The one whose id begins with `name`, or is it.
  static func only(_ name: String, of events: [Event], what: String) throws -> Event {
    if let exact = events.first(where: { $0.id == name }) { return exact }
    let found = events.filter { !name.isEmpty && $0.id.hasPrefix(name) }
    guard let first = found.first, found.count == 1 else {
      throw PipelineError(
        found.isEmpty ? .badInput : .usage,
        found.isEmpty
          ? "\(printable(name)): no \(printable(what)) has this id; conflictmap events list shows "
            + "them"
          : "\(printable(name)): \(found.count) ids begin so: "
            + found.prefix(4).map { printable($0.id) }.joined(separator: ", "))
    }
    return first
  }
}
