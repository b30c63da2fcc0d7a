internal import EventCoding
internal import EventLayers
public import Gazetteers
internal import JSONText
public import SimpleFeatures

extension FeatureTable {
  /// Imported events as a layer: the fields of EVENTS.md section 3, then the dataset, the line and
  /// the whole row that each was read from.
  ///
  /// The table of no events has the fields alone.
  public static func imported(
    _ imported: [ImportedEvents.Imported], gazetteer: Gazetteer
  ) -> FeatureTable {
    var table = FeatureTable.events(imported.map(\.event), gazetteer: gazetteer)
    table.fields += [
      Field("source_dataset", .text, alias: "Dataset"),
      Field("source_line", .integer, alias: "Line in the dataset"),
      Field("source_row", .json, alias: "The dataset's row"),
    ]
    for (index, item) in imported.enumerated() {
      table.features[index].values += [
        .text(item.source.dataset.rawValue), .integer(item.source.line),
        .text(item.source.json),
      ]
    }
    return table
  }

  /// The dataset's row of each feature, `nil` for events of our own.
  var sourceRows: [SourceRow?] {
    func index(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }
    guard let dataset = index("source_dataset"), let line = index("source_line"),
      let row = index("source_row")
    else { return features.map { _ in nil } }
    return features.map { feature in
      guard case .text(let name) = feature.values[dataset],
        let dataset = EventDataset(rawValue: name), case .text(let json) = feature.values[row]
      else { return nil }
      var number = 0
      if case .integer(let line) = feature.values[line] { number = line }
      return SourceRow(dataset: dataset, line: number, json: json)
    }
  }
}

extension SourceRow {
  /// The cells by their columns, in the file's order.
  var json: String {
    var json = JSONWriter()
    json.beginObject()
    for (column, cell) in zip(columns, cells) { json.member(column, cell) }
    json.endObject()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// `nil` where `json` is no row.
  init?(dataset: EventDataset, line: Int, json: String) {
    guard let value = try? JSONValue(parsing: Array(json.utf8)), case .object(let members) = value,
      !members.isEmpty
    else { return nil }
    var cells: [String] = []
    for member in members {
      guard let cell = member.value.text else { return nil }
      cells.append(cell)
    }
    self.init(dataset: dataset, line: line, columns: members.map(\.key), cells: cells)
  }
}
