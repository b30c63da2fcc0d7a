// swift-tools-version: 6.2

import Foundation
import PackageDescription

/// What every target of ours is compiled with: warnings stop the build.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library target of ours and its dependencies among our own targets.
func ours(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of the target `name`, which may also use `others`.
///
/// Tests read `Fixtures` and `Snapshots` beside them from the source tree.
func tests(_ name: String, _ others: [Target.Dependency] = []) -> Target {
  let folder = "\(Context.packageDirectory)/Tests/\(name)Tests"
  return .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + others,
    exclude: [
      "Fixtures", "Snapshots", "check_postgis.py", "check_project.py",
      "compare_renderers.py",
    ].filter {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)")
    },
    swiftSettings: strict)
}

let package = Package(
  name: "conflictmap",
  products: [
    .executable(name: "conflictmap", targets: ["conflictmap"]),
    .library(
      name: "ConflictMapPipeline",
      targets: [
        "Cartography", "CivilCalendar", "ConflictMapPipeline", "ControlInference", "EventLayers",
        "Gazetteers", "NewsIngest", "SimpleFeatures",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C libraries of the system, each imported by exactly one target.
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CHarfBuzz", pkgConfig: "harfbuzz-subset", providers: [.apt(["libharfbuzz-dev"])]),
    .systemLibrary(
      name: "CFriBidi", pkgConfig: "fribidi", providers: [.apt(["libfribidi-dev"])]),
    .systemLibrary(
      name: "CBrotli", pkgConfig: "libbrotlienc", providers: [.apt(["libbrotli-dev"])]),
    // Load GDAL, and librsvg with cairo, when they are called for the first time.
    .target(name: "CGDAL"),
    .target(name: "CRSVG"),

    // Words that every stage shares.
    ours("SimpleFeatures"),
    ours("CivilCalendar"),
    ours("TextAnalysis"),
    ours("JSONText"),
    ours("CSVText"),

    // Numbers and times in the words of a text.
    ours("Numerals", ["TextAnalysis"]),
    ours("TemporalTagging", ["CivilCalendar", "Numerals", "TextAnalysis"]),

    // From text to control.
    ours("HTMLText", ["CLibXML2"]),
    ours(
      "NewsIngest",
      ["CivilCalendar", "HTMLText", "JSONText", .product(name: "Yams", package: "Yams")]),
    ours("Gazetteers", ["CivilCalendar", "JSONText", "SimpleFeatures", "TextAnalysis"]),
    ours(
      "Geoparsing",
      ["CSVText", "Gazetteers", "NewsIngest", "PROJ", "SimpleFeatures", "TextAnalysis"]),
    ours(
      "EventCoding",
      [
        "CSVText", "CivilCalendar", "Gazetteers", "Geoparsing", "NewsIngest", "Numerals",
        "SimpleFeatures", "TemporalTagging", "TextAnalysis",
      ]),
    ours("ControlInference", ["CSVText", "CivilCalendar", "SimpleFeatures"]),
    ours(
      "EventLayers",
      [
        "CSVText", "CivilCalendar", "EventCoding", "Gazetteers", "Geoparsing", "JSONText",
        "NewsIngest", "SimpleFeatures",
      ]),
    ours(
      "CasualtyLedger", ["CSVText", "CivilCalendar", "EventCoding", "JSONText", "NewsIngest"]),
    ours(
      "EventExchange",
      [
        "CSVText", "CivilCalendar", "EventCoding", "EventLayers", "Gazetteers", "JSONText",
        "NewsIngest", "SimpleFeatures", .product(name: "Yams", package: "Yams"),
      ]),

    ours(
      "Evaluation",
      [
        "CivilCalendar", "EventCoding", "Gazetteers", "Geoparsing", "JSONText", "NewsIngest",
        "SimpleFeatures", "TextAnalysis",
      ]),

    ours(
      "ControlEvaluation",
      ["CivilCalendar", "ControlInference", "Evaluation", "SimpleFeatures"]),

    // From the ground to the sheet.
    ours("Cartography", ["SimpleFeatures"]),
    ours("SVGRendering", ["Cartography", "SimpleFeatures", "TextShaping"]),
    ours("TextShaping", ["CBrotli", "CFriBidi", "CHarfBuzz"]),
    ours("SVGConversion", ["CRSVG"]),
    ours("ConflictSymbology", ["Cartography", "CivilCalendar", "SimpleFeatures"]),

    // A report's words with what was read out of them.
    ours(
      "ReportExplanation",
      [
        "CSVText", "Cartography", "CivilCalendar", "ConflictSymbology", "EventCoding", "Gazetteers",
        "Geoparsing", "NewsIngest", "SVGRendering", "SimpleFeatures",
      ]),

    // The formats of GIS.
    ours("OGR", ["CGDAL", "CSQLite", "CivilCalendar", "SimpleFeatures"]),
    ours("PROJ", ["CPROJ", "SimpleFeatures"]),
    ours("QGISExport", ["CivilCalendar", "SimpleFeatures"]),
    ours(
      "GazetteerBuilding",
      [
        "CSVText", "CivilCalendar", "Gazetteers", "JSONText", "OGR", "PROJ", "SimpleFeatures",
        "TextAnalysis", .product(name: "Yams", package: "Yams"),
      ]),

    // All of it together.
    ours(
      "ConflictMapPipeline",
      [
        "CSVText", "Cartography", "CasualtyLedger", "CivilCalendar", "CLibCrypto",
        "ConflictSymbology",
        "ControlEvaluation", "ControlInference", "Evaluation", "EventCoding", "EventExchange",
        "EventLayers", "GazetteerBuilding",
        "Gazetteers", "Geoparsing", "JSONText", "NewsIngest", "OGR", "PROJ", "QGISExport",
        "ReportExplanation", "SVGConversion", "SVGRendering",
        "SimpleFeatures", "TextAnalysis", "TextShaping",
        .product(name: "Yams", package: "Yams"),
      ]),
    .executableTarget(
      name: "conflictmap",
      dependencies: [
        "CasualtyLedger", "CivilCalendar", "ConflictMapPipeline", "ConflictSymbology",
        "ControlInference", "Evaluation", "EventCoding", "EventExchange", "EventLayers",
        "GazetteerBuilding",
        "Gazetteers", "NewsIngest", "ReportExplanation", "SimpleFeatures",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("SimpleFeatures"),
    tests("CivilCalendar"),
    tests("TextAnalysis"),
    tests("JSONText"),
    tests("CSVText"),
    tests("Numerals", ["TextAnalysis"]),
    tests("TemporalTagging", ["CivilCalendar", "TextAnalysis"]),
    tests("NewsIngest", ["CivilCalendar"]),
    tests("Gazetteers", ["TestSupport", "SimpleFeatures", "TextAnalysis"]),
    tests(
      "Geoparsing", ["CivilCalendar", "Gazetteers", "NewsIngest", "SimpleFeatures", "TextAnalysis"]),
    tests(
      "EventCoding",
      [
        "CivilCalendar", "Gazetteers", "Geoparsing", "NewsIngest", "SimpleFeatures",
        "TextAnalysis",
      ]),
    tests("ControlInference", ["TestSupport", "CSVText", "CivilCalendar", "SimpleFeatures"]),
    tests("ControlEvaluation", ["CivilCalendar", "ControlInference", "SimpleFeatures"]),
    tests(
      "EventLayers",
      ["CivilCalendar", "EventCoding", "Gazetteers", "SimpleFeatures"]),
    tests(
      "CasualtyLedger",
      ["CSVText", "CivilCalendar", "EventCoding", "JSONText", "NewsIngest", "SimpleFeatures"]),
    tests(
      "EventExchange",
      [
        "CSVText", "CivilCalendar", "EventCoding", "EventLayers", "Gazetteers", "NewsIngest",
        "SimpleFeatures",
      ]),
    tests(
      "Evaluation",
      [
        "CivilCalendar", "EventCoding", "Gazetteers", "Geoparsing", "NewsIngest",
        "SimpleFeatures",
      ]),
    tests("Cartography", ["TestSupport", "SimpleFeatures"]),
    tests("SVGRendering", ["TestSupport", "Cartography", "SimpleFeatures", "TextShaping"]),
    tests("TextShaping"),
    tests("SVGConversion"),
    tests(
      "ConflictSymbology",
      ["TestSupport", "Cartography", "CivilCalendar", "SVGRendering", "SimpleFeatures"]),
    tests(
      "ReportExplanation",
      [
        "CLibXML2", "CSVText", "CivilCalendar", "ConflictSymbology", "EventCoding", "Gazetteers",
        "Geoparsing", "NewsIngest", "SimpleFeatures",
      ]),
    tests("OGR", ["TestSupport", "CivilCalendar", "SimpleFeatures"]),
    tests("PROJ", ["SimpleFeatures"]),
    tests("QGISExport", ["CivilCalendar", "OGR", "SimpleFeatures"]),
    tests(
      "GazetteerBuilding",
      [
        "TestSupport", "CSVText", "CivilCalendar", "Gazetteers", "Geoparsing", "JSONText", "OGR",
        "SimpleFeatures", "TextAnalysis",
      ]),
    tests(
      "ConflictMapPipeline",
      [
        "CSVText", "Cartography", "CivilCalendar", "ConflictSymbology", "EventCoding", "Gazetteers",
        "Geoparsing", "NewsIngest",
        "SimpleFeatures",
      ]),
    .testTarget(name: "ConflictMapEndToEndTests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
