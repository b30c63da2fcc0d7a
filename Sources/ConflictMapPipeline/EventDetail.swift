internal import JSONText

extension MapLayers.MapEvent {
  /// What happened, in the words of its sub-type.
  var what: String {
    (row.text("sub_type") ?? row.text("event_type") ?? "event")
      .split(separator: "_").joined(separator: " ")
  }

  /// By whose word: who claimed it, else the outlets that reported it.
  var sources: [String] {
    let names = claimants
    return names.isEmpty ? outlets : names
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
