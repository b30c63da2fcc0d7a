internal import CivilCalendar
public import EventCoding
internal import JSONText
internal import NewsIngest
internal import SimpleFeatures

/// An event, what it was merged from, and why that is one event.
public struct EventAccount: Sendable {
  public let event: Event
  /// Sorted by id.
  public let claims: [Event]
  /// For each claim but the first: the claim that it agrees with, and the reasons.
  public let reasons: [Reason]
  /// Decisions that speak of the event's claims.
  public let decisions: MergeDecisions

  public struct Reason: Hashable, Sendable {
    public var claim: String
    public var other: String
    public var texts: [String]
  }

  init(event: Event, claims: [Event], merger: EventMerger, decisions: MergeDecisions) {
    self.event = event
    self.claims = claims
    self.decisions = decisions
    var reasons: [Reason] = []
    for (index, claim) in claims.enumerated().dropFirst() {
      let earlier = claims[..<index]
      if let (other, texts) = earlier.lazy.compactMap({ other -> (Event, [String])? in
        let (isOne, texts) = merger.agreement(claim, other)
        return isOne ? (other, texts) : nil
      }).first {
        reasons.append(Reason(claim: claim.id, other: other.id, texts: texts))
        continue
      }
      // No rule joins it to an earlier one: a decision did, or a claim that comes later.
      let decided = decisions.decisions.filter { decision in
        decision.action == .together
          && (decision.claims.contains(claim.id) || decision.others.contains(claim.id))
      }
      reasons.append(
        Reason(
          claim: claim.id, other: claims[0].id,
          texts: decided.isEmpty
            ? ["through another claim of the event"]
            : decided.map { "decision \($0.number)\($0.note.isEmpty ? "" : ": \($0.note)")" }))
    }
    self.reasons = reasons
  }

  // MARK: For a person

  public var text: String {
    var lines = ["Event \(event.id)  \(event.status.rawValue)"]
    lines += Self.facts(of: event).map { "  \($0.name): \($0.value)" }
    lines += ["", "Sources"]
    lines += event.sources.map { source in
      let parts = [
        source.outlet, source.title, source.published?.description, source.url,
      ].compactMap { $0 }
      return "  \(source.reportID)" + (parts.isEmpty ? "" : "  \(parts.joined(separator: " · "))")
    }
    if !event.disagreements.isEmpty {
      lines += ["", "Disagreements"]
      lines += event.disagreements.map { "  \($0.field) \($0.value), says \($0.saidBy)" }
    }
    lines += ["", claims.count == 1 ? "One claim" : "\(claims.count) claims"]
    for claim in claims {
      lines.append("  \(claim.id)  of \(claim.sources.first?.reportID ?? "no report")")
      lines += Self.facts(of: claim).map { "    \($0.name): \($0.value)" }
      lines += claim.evidence.map { item in
        "    \(item.field) read at \(item.span.start)–\(item.span.end) (\(item.rule))"
      }
    }
    if !reasons.isEmpty {
      lines += ["", "Why they are one event"]
      lines += reasons.map {
        "  \($0.claim) with \($0.other): \($0.texts.joined(separator: ", "))"
      }
    }
    if !decisions.decisions.isEmpty {
      lines += ["", "Decisions on its claims"]
      lines += decisions.decisions.map { decision in
        "  \(decision.number) \(decision.action.rawValue): "
          + "\(decision.claims.joined(separator: ", ")) and "
          + decision.others.joined(separator: ", ")
          + (decision.note.isEmpty ? "" : " (\(decision.note))")
      }
    }
    return lines.map(printable).joined(separator: "\n") + "\n"
  }

  private static func facts(of event: Event) -> [(name: String, value: String)] {
    let days = event.dates.map {
      $0.dayCount == 1 ? $0.first.description : "\($0.first) to \($0.last)"
    }
    let place = event.place
    var facts = [
      ("days", (days ?? "not known") + ", precision \(event.datePrecision)"),
      ("type", "\(event.type.rawValue), \(event.polarity.rawValue)"),
      (
        "place",
        [place.id ?? "unresolved", place.nameEnglish, place.nameArabic].filter { !$0.isEmpty }
          .joined(separator: " ") + ", precision \(place.precision)"
      ),
    ]
    for (name, side) in [("side a", event.sideA), ("side b", event.sideB)] where !side.isEmpty {
      facts.append((name, side.joined(separator: ", ")))
    }
    for (name, tally) in [
      ("killed", event.killed), ("injured", event.injured), ("captured", event.captured),
      ("defected", event.defected), ("missing", event.missing), ("displaced", event.displaced),
    ] where tally.isStated {
      let figures = [tally.low, tally.best, tally.high].map { $0.map(String.init) ?? "?" }
      facts.append((name, "\(figures.joined(separator: "/")), \(event.countKind.rawValue)"))
    }
    if event.controlEffect != .none {
      facts.append(
        (
          "control",
          "\(event.controlEffect.rawValue), from \(event.controlFrom ?? "?") to "
            + (event.controlTo ?? "?")
        ))
    }
    if !event.claimedBy.isEmpty {
      facts.append(("claimed by", event.claimedBy.joined(separator: ", ")))
    }
    let confidence = (event.confidence * 1000).rounded() / 1000
    facts.append(("grade", "\(event.grade.rawValue), confidence \(confidence)"))
    return facts
  }

  // MARK: For a program

  public var json: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("event")
    write(event, to: &json)
    json.lineBreak()
    json.key("claims")
    json.beginArray()
    for claim in claims {
      json.lineBreak()
      write(claim, to: &json)
    }
    json.endArray()
    json.lineBreak()
    json.key("reasons")
    json.beginArray()
    for reason in reasons {
      json.beginObject()
      json.member("claim", reason.claim)
      json.member("with", reason.other)
      json.key("because")
      json.beginArray()
      for text in reason.texts { json.value(text) }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.lineBreak()
    json.key("decisions")
    json.beginArray()
    for decision in decisions.decisions { json.value(decision.number) }
    json.endArray()
    json.endObject()
    json.newline()
    return json.bytes
  }

  private func write(_ event: Event, to json: inout JSONWriter) {
    json.beginObject()
    json.member("event_id", event.id)
    for fact in Self.facts(of: event) { json.member(fact.name, fact.value) }
    json.key("sources")
    json.beginArray()
    for source in event.sources { json.value(source.reportID) }
    json.endArray()
    json.key("evidence")
    json.beginArray()
    for item in event.evidence {
      json.beginObject()
      json.member("field", item.field)
      json.member("report_id", item.reportID)
      json.member("start", item.span.start)
      json.member("end", item.span.end)
      json.member("rule", item.rule)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}
