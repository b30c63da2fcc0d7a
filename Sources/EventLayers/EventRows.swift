public import EventCoding
public import SimpleFeatures

extension FeatureTable {
  /// The rows of an event layer as slices and control need them: when, where, what and what it did
  /// to control. Rows without an id or of no known sub-type are left out.
  public var eventOutlines: [EventOutline] {
    let columns = EventRow.columns(of: fields)
    return features.compactMap { feature in
      EventRow(columns: columns, feature: feature).outline.map {
        EventOutline(event: $0, feature: feature)
      }
    }
  }

  /// The rows of a layer of events or claims with all that they tell, in their order; the parts of
  /// the confidence have the three decimals that the layer keeps.
  public var storedEvents: StoredEvents {
    let columns = EventRow.columns(of: fields)
    var stored = StoredEvents()
    for (index, feature) in features.enumerated() {
      let row = EventRow(columns: columns, feature: feature)
      if let event = row.event {
        stored.events.append(EventOutline(event: event, feature: feature))
      } else {
        stored.unreadable.append(
          StoredEvents.UnreadableRow(
            number: index + 1, eventID: row.text("event_id"), subType: row.text("sub_type")))
      }
    }
    return stored
  }

  /// What a table lacks to be a layer of events of ours; empty where it is one.
  public var missingEventFields: [String] {
    let own: Set<String> = Set(fields.map(\.name))
    return [
      "event_id", "date_start", "date_end", "date_prec", "sub_type", "polarity", "killed_low",
      "killed_best", "killed_high", "count_kind", "sources", "merged_from",
    ].filter { !own.contains($0) }
  }
}

/// An event as a layer has it, beside its row.
public struct EventOutline: Sendable {
  public var event: Event
  public var feature: Feature
}

/// The events of a layer, and the rows that are none.
public struct StoredEvents: Sendable {
  public var events: [EventOutline] = []
  /// Rows without an id or of a sub-type that EVENTS.md does not have.
  public var unreadable: [UnreadableRow] = []

  public struct UnreadableRow: Hashable, Sendable {
    /// Counted from 1 in the layer's order.
    public var number: Int
    public var eventID: String?
    public var subType: String?
  }
}
