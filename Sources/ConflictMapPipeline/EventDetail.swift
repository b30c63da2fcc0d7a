internal import CivilCalendar
internal import JSONText

extension MapLayers.MapEvent {
  /// What happened, when, how many, and by whose word, for those who point at a symbol.
  var detail: String {
    var parts = [
      (row.text("sub_type") ?? row.text("event_type") ?? "event")
        .split(separator: "_").joined(separator: " ")
    ]
    if let dates { parts.append(MapDates.english(dates)) }
    if let killed = row.integer("killed_best") { parts.append("killed \(killed)") }
    if let injured = row.integer("injured_best") { parts.append("injured \(injured)") }
    let names = claimants.isEmpty ? outlets : claimants
    if !names.isEmpty {
      let more = names.count > 2 ? " and \(names.count - 2) more" : ""
      let listed = names.prefix(2).map { $0.count > 48 ? $0.prefix(47) + "…" : Substring($0) }
      parts.append("by the word of " + listed.joined(separator: ", ") + more)
    }
    return parts.joined(separator: ", ")
  }

  /// Who the reports say claimed it.
  private var claimants: [String] { strings(in: "claimed_by", key: "name") }

  /// The outlets that reported it, each once.
  private var outlets: [String] { strings(in: "sources", key: "outlet") }

  /// The texts of a list, or those that its objects have under `key`, each once.
  private func strings(in field: String, key: String) -> [String] {
    guard let text = row.text(field), text.utf8.count > 2,
      let value = try? JSONValue(parsing: Array(text.utf8)), case .array(let items) = value
    else { return [] }
    var seen: Set<String> = []
    return items.compactMap { item in
      if case .object = item { item[key]?.text } else { item.text }
    }.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
