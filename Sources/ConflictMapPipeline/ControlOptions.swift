public import CivilCalendar
public import ConflictSymbology
public import ControlInference
public import SimpleFeatures

/// What `conflictmap control` is asked for.
public struct ControlOptions: Sendable {
  /// A file of marks.
  public var marks: String?
  /// The day of marks that do not say theirs; the first of ``days`` where `nil`.
  public var marksDate: CivilDate?
  /// A GeoPackage with a layer `events`.
  public var events: String?
  /// The days whose picture is wanted.
  public var days: [CivilDate]
  /// Only what was reported by this day counts; all of it where `nil`.
  public var knownOn: CivilDate?
  /// The ground that is computed and to which the shapes are cut.
  public var extent: BoundingBox<GeographicPoint>?
  /// The p-code of a unit, or the id of a region, in place of an extent.
  public var region: String?
  public var method = ControlMethod.smoothedLogOdds
  /// A table of constants that replaces those of the gazetteer's folder.
  public var model: String?
  /// A file of lines that GDAL reads, or `rivers` for those of the base map.
  public var barriers: String?

  // Where the results go; what is `nil` is not written.
  public var areas: String?
  public var fronts: String?
  public var bands: String?
  public var settlements: String?
  public var byCamp: String?
  public var changes: String?
  public var daily: String?
  public var chart: String?
  /// English or Arabic.
  public var chartLanguage = MapLanguage.english

  public var gazetteer: String?
  public var jobs = 1

  public init(days: [CivilDate]) { self.days = days }
}
