internal import CivilCalendar
internal import SimpleFeatures

extension ControlSurface {
  /// The lines between the holders' patches, in pieces that have their evidence in common.
  ///
  /// A piece ends where another settlement becomes the nearest of its side, so that a change in
  /// one settlement changes the pieces beside it and no others.
  func fronts(
    _ topology: ArcTopology, on date: CivilDate, _ statuses: PointStatuses,
    _ kept: inout FrontEdges
  ) -> [FrontLine] {
    kept.begin(self)
    var fronts: [FrontLine] = []
    for arc in topology.arcs where arc.left >= 0 && arc.right >= 0 {
      let pair = [topology.labels[arc.left], topology.labels[arc.right]].sorted()
      var vertices = arc.vertices
      if arc.start == nil, let first = vertices.first { vertices.append(first) }
      let edges = zip(vertices, vertices.dropFirst()).map { a, b in
        kept.edge(from: a, to: b, between: pair[0], pair[1])
      }
      for piece in FrontEdge.pieces(of: edges, least: model.leastFrontPiece) {
        let line = Array(vertices[piece.lowerBound...piece.upperBound])
        fronts.append(front(line, pair, edges[piece], on: date, statuses))
      }
    }
    kept.end()
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
    _ line: [ProjectedPoint], _ pair: [Int], _ edges: ArraySlice<FrontEdge>, on date: CivilDate,
    _ known: PointStatuses
  ) -> FrontLine {
    // The settlements are numbered in the order of their ids.
    var ids: [String] = []
    var statuses: [SettlementStatus] = []
    for place in Set(edges.flatMap(\.places)).sorted() where ids.last != points[place].placeID {
      ids.append(points[place].placeID)
      if let status = known.status(ofPoint: place) { statuses.append(status) }
    }
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
