internal import CivilCalendar
internal import EventCoding
internal import EventLayers
internal import Gazetteers
internal import NewsIngest
internal import SimpleFeatures

/// What was read out of reports: those of this run, and those that a GeoPackage holds of earlier ones.
///
/// It does not hold the reports' texts, only what merging their claims needs of them, so that a file
/// can be added to when the reports are gone.
struct Corpus: Sendable {
  struct CorpusReport: Sendable {
    var id: String
    var published: CivilDate?
    /// The digest of what the report says, `nil` where the system has none.
    var digest: String?
    /// Hashes of all runs of three words, by which near-copies are known: ``shingles(of:)``.
    var shingles: String
    /// Its row of the layer `reports`, without the digest and the shingles.
    var row: Feature
    /// Its rows of the layer `mentions`.
    var mentions: [Feature]
    var claims: [Claim]
  }

  struct Claim: Sendable {
    var event: Event
    /// The sentence of the report that tells it, `nil` where it has none.
    var sentence: String?
  }

  /// Sorted by id, so that the order in which they came does not matter.
  private(set) var reports: [CorpusReport] = []

  /// - Parameter codings: What was read out of each report.
  init(_ codings: [ReportCoding]) {
    reports = zip(codings, FeatureTable.reports(codings.map(\.report)).features).map {
      coding, row in
      CorpusReport(
        id: coding.report.id, published: coding.report.published,
        digest: Self.digest(of: coding.report), shingles: Self.shingles(of: coding.report.text),
        row: row, mentions: FeatureTable.mentions(of: [coding]).features,
        claims: ClaimSentences(coding).claims)
    }
    sort()
  }

  /// Both; no report of `other` may have the id of one that is here.
  func adding(_ other: Corpus) -> Corpus {
    var sum = self
    sum.reports += other.reports
    sum.sort()
    return sum
  }

  private mutating func sort() {
    reports.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  // MARK: As layers

  private static let digestField = Field("sha256", .text, alias: "SHA-256 of what it says")
  private static let shinglesField = Field(
    "shingles", .text, alias: "Hashes of its words, three at a time")
  static let sentenceField = Field(
    "sentence", .text, alias: "Sentence", hxlTag: "#event+description")

  var reportTable: FeatureTable {
    var table = FeatureTable.reports([])
    table.fields += [Self.digestField, Self.shinglesField]
    table.features = reports.map { report in
      Feature(values: report.row.values + [.init(report.digest), .text(report.shingles)])
    }
    return table
  }

  var mentionTable: FeatureTable {
    var table = FeatureTable.mentions(of: [])
    table.features = reports.flatMap(\.mentions)
    return table
  }

  /// The layer of all claims, each with the one of `events` that it was merged into.
  func claimTable(_ events: [Event], gazetteer: Gazetteer) -> FeatureTable {
    let claims = reports.flatMap(\.claims)
    let merged = Dictionary(
      events.flatMap { event in event.mergedFrom.map { ($0, event.id) } },
      uniquingKeysWith: { first, _ in first })
    var table = FeatureTable.claims(claims.map(\.event), gazetteer: gazetteer)
    table.fields += [
      Self.sentenceField, Field("merged_into", .text, alias: "Event that it was merged into"),
    ]
    for (index, claim) in claims.enumerated() {
      table.features[index].values += [.init(claim.sentence), .init(merged[claim.event.id])]
    }
    return table
  }

  /// The layer of `events`, each with a sentence that tells it: of its claims the first's, by the
  /// reports' ids.
  func eventTable(_ events: [Event], gazetteer: Gazetteer) -> FeatureTable {
    var sentences: [String: String] = [:]
    var order: [String: Int] = [:]
    for claim in reports.flatMap(\.claims) where claim.sentence != nil {
      order[claim.event.id] = order[claim.event.id] ?? order.count
      sentences[claim.event.id] = sentences[claim.event.id] ?? claim.sentence
    }
    var table = FeatureTable.events(events, gazetteer: gazetteer)
    table.fields.append(Self.sentenceField)
    for (index, event) in events.enumerated() {
      let first = event.mergedFrom.min { (order[$0] ?? .max, $0) < (order[$1] ?? .max, $1) }
      table.features[index].values.append(.init(first.flatMap { sentences[$0] }))
    }
    return table
  }
}

extension Corpus {
  /// The corpus of the GeoPackage that an earlier run of `map` wrote.
  ///
  /// - Throws: ``PipelineError`` where the file has not what is needed to add to it.
  init(_ file: LayerFile) throws {
    let reportTable = try file.table("reports")
    let mentionTable = try file.table("mentions")
    let claimTable = try file.table("claims")
    let own = FeatureTable.reports([]).fields.map(\.name)
    let names = reportTable.fields.map(\.name)
    guard names == own + [Self.digestField.name, Self.shinglesField.name],
      mentionTable.fields.map(\.name) == FeatureTable.mentions(of: []).fields.map(\.name),
      claimTable.missingEventFields.isEmpty
    else {
      throw PipelineError(
        .badInput,
        "\(printable(file.path)): its layers are not those of this version of conflictmap map; "
          + "map all reports again with --output")
    }
    var mentions: [String: [Feature]] = [:]
    for row in TableRows(mentionTable) {
      mentions[row.text("report_id") ?? "", default: []].append(row.feature)
    }
    var claims: [String: [Claim]] = [:]
    let stored = try StoredEventLayer(file, layer: "claims")
    let sentence = stored.table.fields.firstIndex { $0.name == Self.sentenceField.name }
    for outline in stored.events {
      let text = sentence.flatMap { index -> String? in
        if case .text(let text) = outline.feature.values[index] { text } else { nil }
      }
      claims[outline.event.sources.first?.reportID ?? "", default: []].append(
        Claim(event: outline.event, sentence: text))
    }
    guard stored.problems.isEmpty else {
      throw PipelineError(.badInput, stored.problems.map(\.description).joined(separator: "; "))
    }
    reports = TableRows(reportTable).map { row in
      let id = row.text("report_id") ?? ""
      return CorpusReport(
        id: id, published: row.date("published"), digest: row.text(Self.digestField.name),
        shingles: row.text(Self.shinglesField.name) ?? "",
        row: Feature(values: Array(row.feature.values.prefix(own.count))),
        mentions: mentions[id] ?? [], claims: claims[id] ?? [])
    }
    sort()
  }

  /// The reports of `read` that are not here yet, each under a name that is free, and how many are
  /// here already.
  ///
  /// A report is known by what it says, not by its name or its file.
  func unknown(
    among read: [Report]
  ) -> (reports: [Report], known: Int, problems: [ReadingProblem]) {
    let digests = Set(reports.compactMap(\.digest))
    let names = Set(reports.map(\.id))
    var taken = names.union(read.map(\.id))
    var problems: [ReadingProblem] = []
    let new = read.filter { Self.digest(of: $0).map { !digests.contains($0) } ?? true }
      .map { report in
        guard names.contains(report.id) else { return report }
        var renamed = report
        var number = 2
        while !taken.insert("\(report.id)#\(number)").inserted { number += 1 }
        renamed.id = "\(report.id)#\(number)"
        problems.append(
          ReadingProblem(
            .warning, path: report.origin,
            reason: "another report has the id \"\(report.id)\"; this one is called "
              + "\"\(renamed.id)\""))
        return renamed
      }
    return (new, read.count - new.count, problems)
  }

  /// The digest of all that a report says and of when and by whom it was said.
  private static func digest(of report: Report) -> String? {
    let fields: [String?] = [
      report.text, report.title, report.source, report.author, report.url,
      report.published?.description, report.language.tag,
    ]
    // With their lengths, so that no two reports run into one.
    return sha256(
      Array(fields.map { "\($0?.utf8.count ?? -1):\($0 ?? "")" }.joined().utf8))
  }
}
