import Benchmark
import Foundation
import Gazetteers
import SimpleFeatures

/// The folder of the repository, four above this file.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path

/// The names of a gazetteer's places as they are written, every so many.
func names(of gazetteer: Gazetteer, _ language: String, count: Int) -> [String] {
  let step = max(1, gazetteer.places.count / count)
  return stride(from: 0, to: gazetteer.places.count, by: step).compactMap { position in
    gazetteer.places[position].names.first { $0.language == language }?.text
  }
}

/// Names written as another hand would: with one vowel changed and in lower case.
func misspelled(_ names: [String]) -> [String] {
  names.map { name in
    var text = Array(name.lowercased())
    if let vowel = text.lastIndex(where: { "aeiou".contains($0) }) {
      text[vowel] = text[vowel] == "e" ? "a" : "e"
    }
    // And one consonant.
    if text.count > 5, let letter = text.lastIndex(where: { "dtskmnrl".contains($0) }) {
      text[letter] = text[letter] == "d" ? "t" : "d"
    }
    return String(text)
  }
}

struct Shipped {
  let search: PlaceSearch
  let exact: [String]
  let folded: [String]
  let fuzzy: [String]
  let arabic: [String]

  init(_ gazetteer: Gazetteer) {
    search = PlaceSearch(gazetteer)
    exact = names(of: gazetteer, "ar", count: 10_000)
    folded = names(of: gazetteer, "en", count: 10_000).map { $0.uppercased() }
    fuzzy = misspelled(names(of: gazetteer, "en", count: 1_000))
    arabic = names(of: gazetteer, "ar", count: 1_000)
  }
}

/// Tells what the figures are of; the standard output belongs to the harness.
func tell(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal, .peakMemoryResident, .throughput],
    maxDuration: .seconds(5))

  let folder = repository + "/gazetteer"
  let cache = FileManager.default.temporaryDirectory.appending(path: "conflictmap-names-cache").path

  Benchmark("Start-up, shipped gazetteer") { benchmark, _ in
    for _ in benchmark.scaledIterations {
      blackHole(try Gazetteer(folder: folder, cache: cache).places.count)
    }
  } setup: {
    _ = try Gazetteer(folder: folder, cache: cache)
  }

  for count in [10_000, 100_000, 1_000_000] {
    Benchmark("Start-up, \(count) made-up places") { benchmark, folder in
      for _ in benchmark.scaledIterations {
        blackHole(try Gazetteer(folder: folder).places.count)
      }
    } setup: {
      let folder = try SyntheticGazetteer(count: count).folder()
      let gazetteer = try Gazetteer(folder: folder)
      tell(
        "\(count) places: \(gazetteer.byteCount) bytes, \(gazetteer.nameCount) names, "
          + "\(gazetteer.byteCount / max(1, gazetteer.nameCount)) bytes a name")
      return folder
    }
  }

  let one = PlaceSearch.Options(limit: 1)
  func lookups(
    _ title: String, _ gazetteer: @escaping () throws -> Gazetteer,
    _ queries: @escaping (Shipped) -> [String], _ options: PlaceSearch.Options
  ) {
    Benchmark(title, configuration: .init(scalingFactor: .one)) { benchmark, input in
      let queries = queries(input)
      for _ in benchmark.scaledIterations {
        for query in queries { blackHole(input.search.matches(query, options).count) }
      }
    } setup: {
      let input = Shipped(try gazetteer())
      tell("\(title): \(queries(input).count) names an iteration")
      return input
    }
  }
  let shipped = { try Gazetteer(folder: folder, cache: cache) }
  lookups("Look-ups as written, shipped", shipped, { $0.exact }, one)
  lookups("Look-ups folded, shipped", shipped, { $0.folded }, one)
  lookups("Look-ups with an error, Latin, shipped", shipped, { $0.fuzzy }, one)
  lookups(
    "Look-ups, ten results with all levels, Arabic, shipped", shipped, { $0.arabic },
    PlaceSearch.Options(limit: 10))
  for count in [100_000, 1_000_000] {
    let made = { try Gazetteer(folder: try SyntheticGazetteer(count: count).folder()) }
    lookups("Look-ups as written, \(count)", made, { $0.exact }, one)
    lookups("Look-ups with an error, Latin, \(count)", made, { $0.fuzzy }, one)
  }
}
