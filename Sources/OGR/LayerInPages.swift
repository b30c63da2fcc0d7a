public import SimpleFeatures

/// A large layer of a GeoPackage while its rows are written, page by page.
public final class LayerInPages {
  struct Place {
    var name: String
    /// The column of the geometry, `nil` where there is none.
    var geometry: String?
    /// The column of the rows' numbers.
    var key: String
    /// The page of the table.
    var root: Int
    /// Those of the spatial index.
    var index: PackedRTree.Roots?
  }

  let place: Place
  /// The rows so far; each has the next number, from 1.
  public private(set) var rows: Int64 = 0
  /// What holds all rows, `nil` where none has a place.
  private(set) var box: BoundingBox<GeographicPoint>?
  private let pages: DatabasePages
  private var table: TablePages
  private var index = PackedRTree()

  init(_ place: Place, in pages: DatabasePages) {
    self.place = place
    self.pages = pages
    table = TablePages(root: place.root, in: pages)
  }

  /// Appends a row that ``GeoPackageRows`` has made.
  ///
  /// - Parameter box: What holds its shape, in degrees.
  /// - Throws: ``OGRError`` where it cannot be written, as on a full disk.
  public func append(
    _ head: some Collection<UInt8>, _ body: some Collection<UInt8>,
    _ box: BoundingBox<GeographicPoint>?
  ) throws(OGRError) {
    rows += 1
    try table.append(rows, head, body, to: pages)
    guard let box else { return }
    index.insert(rows, box)
    self.box?.formUnion(.init(x: box.minX, y: box.minY))
    self.box?.formUnion(.init(x: box.maxX, y: box.maxY))
    if self.box == nil { self.box = box }
  }

  func finish() throws(OGRError) {
    try table.finish(pages)
    if let roots = place.index { try index.write(roots, to: pages) }
  }
}
