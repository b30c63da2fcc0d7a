internal import CSVText
internal import Gazetteers

/// Which kind of place a GeoNames feature code is, by the data file `geonames-kinds.csv`: the
/// columns `feature_class`, `feature_code`, `kind` and `note`. A code that is not in it is no place.
struct FeatureCodeTable {
  private var kinds: [String: StatedKind] = [:]

  init(path: String) throws {
    let table = try SourceTable(path: path)
    try table.require(["feature_class", "feature_code", "kind"], for: "the table of kinds")
    for row in table.rows {
      guard let kind = StatedKind(row["kind"]) else {
        throw GazetteerError(
          file: table.file,
          message: "\(row.position): “\(row["kind"])” is no kind; write one of \(StatedKind.words)")
      }
      kinds[row["feature_class"] + "." + row["feature_code"]] = kind
    }
  }

  subscript(featureClass: String, code: String) -> StatedKind? {
    kinds[featureClass + "." + code]
  }
}
