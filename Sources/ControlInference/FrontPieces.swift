internal import CivilCalendar
internal import SimpleFeatures

extension ControlSurface {
  /// The lines between the holders' patches, in pieces that have their evidence in common.
  ///
  /// A piece ends where another settlement becomes the nearest of its side, so that a change in
  /// one settlement changes the pieces beside it and no others.
  func fronts(
    _ topology: ArcTopology, on date: CivilDate, _ statusOf: [String: SettlementStatus]
  ) -> [FrontLine] {
    // The settlements of each holder, also those that it only contests.
    let ownPoints = holders.map { holder in
      points.indices.filter { points[$0].holder == holder || points[$0].opponent == holder }
    }
    let indexes = ownPoints.map { own in PointIndex(own.map { points[$0].point }) }
    var fronts: [FrontLine] = []
    for arc in topology.arcs where arc.left >= 0 && arc.right >= 0 {
      let pair = [topology.labels[arc.left], topology.labels[arc.right]].sorted()
      var vertices = arc.vertices
      if arc.start == nil, let first = vertices.first { vertices.append(first) }
      let edges = zip(vertices, vertices.dropFirst()).map { a, b in
        let middle = ProjectedPoint(easting: (a.x + b.x) / 2, northing: (a.y + b.y) / 2)
        let hits = pair.map { indexes[$0].nearest(1, to: middle).first }
        return FrontEdge(
          length: a.distance(to: b),
          places: zip(pair, hits).compactMap { holder, hit in
            hit.map { ownPoints[holder][$0.index] }
          },
          gap: hits.reduce(0) { $0 + ($1?.squaredDistance.squareRoot() ?? 0) })
      }
      for piece in FrontEdge.pieces(of: edges, least: model.leastFrontPiece) {
        let line = Array(vertices[piece.lowerBound...piece.upperBound])
        fronts.append(
          front(line, pair, Array(edges[piece]), on: date, statusOf))
      }
    }
    func beginning(_ front: FrontLine) -> (Double, Double) {
      front.lines.first?.vertices.first.map { ($0.y, $0.x) } ?? (0, 0)
    }
    // No two fronts of one pair begin alike and end apart, so their order is the tracer's then.
    return fronts.enumerated().sorted { first, second in
      let (i, f) = (first.offset, first.element)
      let (j, g) = (second.offset, second.element)
      if (f.a, f.b) != (g.a, g.b) { return (f.a, f.b) < (g.a, g.b) }
      if beginning(f) != beginning(g) { return beginning(f) < beginning(g) }
      return i < j
    }.map(\.element)
  }

  private func front(
    _ line: [ProjectedPoint], _ pair: [Int], _ edges: [FrontEdge], on date: CivilDate,
    _ statusOf: [String: SettlementStatus]
  ) -> FrontLine {
    let ids = Set(edges.flatMap(\.places).map { points[$0].placeID }).sorted()
    let statuses = ids.compactMap { statusOf[$0] }
    let length = edges.reduce(0) { $0 + $1.length }
    let gap = edges.reduce(0) { $0 + $1.gap * $1.length }
    let last = statuses.compactMap(\.newestEvidence).max()
    let (a, b) = (holders[pair[0]], holders[pair[1]])
    return FrontLine(
      a: a, b: b, isHostile: camps.areHostile(a, b), lines: [LineString(line)],
      since: statuses.compactMap { $0.heldSince ?? $0.stateSince }.max(), lastEvidence: last,
      placeIDs: ids, claimIDs: Set(statuses.flatMap(\.decidedBy)).sorted(),
      isInferred: last.map { Double(date - $0) > model.inferredAfterDays } ?? true,
      uncertainty: length > 0 ? gap / length / 2 : 0)
  }
}

/// An edge of a front with its nearest settlements on either side.
private struct FrontEdge {
  /// In metres.
  var length: Double
  /// By their numbers.
  var places: [Int]
  /// The sum of the distances to them, in metres.
  var gap: Double

  /// Runs of edges with the same nearest settlements; those shorter than `least` join the run
  /// before, the first one that after.
  static func pieces(of edges: [FrontEdge], least: Double) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for edge in edges.indices {
      if let last = runs.last, edges[last.lowerBound].places == edges[edge].places {
        runs[runs.count - 1] = last.lowerBound..<(edge + 1)
      } else {
        runs.append(edge..<(edge + 1))
      }
    }
    var pieces: [Range<Int>] = []
    for run in runs {
      func length(_ range: Range<Int>) -> Double { edges[range].reduce(0) { $0 + $1.length } }
      if let last = pieces.last, length(run) < least || length(last) < least {
        pieces[pieces.count - 1] = last.lowerBound..<run.upperBound
      } else {
        pieces.append(run)
      }
    }
    return pieces
  }
}
