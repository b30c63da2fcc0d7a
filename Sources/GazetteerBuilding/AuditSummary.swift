internal import Gazetteers

extension GazetteerAudit {
  /// The findings for a person to read, as Markdown: how many of each kind, the worst of each with
  /// what to do, and how they spread over the governorates.
  public var markdown: String {
    var lines = ["# Audit of the gazetteer", "", "\(findings.count) findings.", ""]
    lines += Self.table(
      ["defect", "high", "medium", "low", "all"],
      Defect.allCases.map { defect in
        let own = findings.filter { $0.defect == defect }
        return [defect.rawValue]
          + Severity.allCases.map { severity in "\(own.count { $0.severity == severity })" }
          + ["\(own.count)"]
      })
    for defect in Defect.allCases {
      let own = findings.filter { $0.defect == defect }
      guard !own.isEmpty else { continue }
      lines += ["", "## \(defect.rawValue): \(own.count)", "", defect.explanation, ""]
      lines += ["What to do: \(defect.whatToDo).", ""]
      let worst = own.sorted {
        ($0.severity, -($0.meters ?? 0), $0.placeID, $0.other)
          < ($1.severity, -($1.meters ?? 0), $1.placeID, $1.other)
      }.prefix(Self.worstCount)
      lines += Self.table(
        ["severity", "place", "name", "governorate", "other", "metres", "rows"],
        worst.map { finding in
          [
            finding.severity.name, finding.placeID,
            [finding.place.nameArabic, finding.place.nameEnglish].filter { !$0.isEmpty }
              .joined(separator: " · "),
            governorates[finding.place.adm1] ?? finding.place.country, finding.other,
            finding.meters.map(String.init) ?? "", finding.sourceRows,
          ]
        })
    }
    lines += ["", "## By governorate", ""]
    lines += Self.table(["governorate", "high", "medium", "low", "all"], byGovernorate)
    return lines.joined(separator: "\n") + "\n"
  }

  /// How many of the worst cases of a defect are shown.
  private static let worstCount = 5

  private var byGovernorate: [[String]] {
    var counts: [String: [Int]] = [:]
    for finding in findings {
      let code = finding.place.adm1.isEmpty ? finding.place.country : finding.place.adm1
      counts[code, default: [0, 0, 0]][finding.severity.rawValue] += 1
    }
    return counts.sorted { $0.key < $1.key }.map { code, counts in
      [governorates[code].map { "\(code) \($0)" } ?? (code.isEmpty ? "none" : code)]
        + counts.map { "\($0)" } + ["\(counts.reduce(0, +))"]
    }
  }

  /// A table of Markdown; what would end a cell or a line is written otherwise.
  private static func table(_ header: [String], _ rows: [[String]]) -> [String] {
    func row(_ cells: [String]) -> String {
      "| "
        + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }
        .joined(separator: " | ") + " |"
    }
    return [row(header), row(header.map { _ in "---" })] + rows.map(row)
  }
}
