/// The colours of a project: those of the sides and events as given, and those of the ground.
struct Palette {
  struct Side {
    var key: String
    var nameEn: String
    var nameAr: String
    var fill: Colour
    var line: Colour
  }

  struct EventType {
    var style: EventTypeStyle
    var colour: Colour
  }

  let sides: [Side]
  let eventTypes: [EventType]

  /// What is drawn for a side that is not known: never another side's colour.
  let other = Side(
    key: "", nameEn: "Unidentified", nameAr: "غير محدد", fill: Colour(0xB27FB0),
    line: Colour(0x86397F))

  // The ground, from the sheets.
  let sea = Colour(0xDDE9EF)
  static let foreignLand: UInt32 = 0xF2EFE8
  let paper = Colour(0xF6F4EF)
  /// Over ground that nobody is known to hold: foreign land at 0.72.
  let fade = Colour(0xF2EFE8, alpha: 184)
  let river = Colour(0x8FB4C6)
  let coast = Colour(0x9DB6C2)
  let road = Colour(0xB9AB96)
  let ink = Colour(0x1E1E1E)
  let greyText = Colour(0x6A6A66)
  let border = Colour(0x55534D)
  let edge = Colour(0xA8A49A)
  let grey = Colour(0x6A6A66)
  let front = Colour(0x2A2A2A)
  let allied = Colour(0x4A4A46)
  let event = Colour(0x32215F)
  let eventWash = Colour(0x32215F, alpha: 20)
  let eventEdge = Colour(0x32215F, alpha: 110)
  let white = Colour(0xFFFFFF)

  init(_ sides: [SideStyle], _ eventTypes: [EventTypeStyle]) throws(QGISProjectError) {
    func colour(_ text: String, of key: String) throws(QGISProjectError) -> Colour {
      guard let colour = Colour(text) else { throw .invalidColour(key: key, text) }
      return colour
    }
    var parsedSides: [Side] = []
    for side in sides {
      parsedSides.append(
        Side(
          key: side.key, nameEn: side.nameEn, nameAr: side.nameAr,
          fill: try colour(side.fill, of: side.key), line: try colour(side.line, of: side.key)))
    }
    var parsedTypes: [EventType] = []
    for type in eventTypes {
      parsedTypes.append(EventType(style: type, colour: try colour(type.colour, of: type.key)))
    }
    self.sides = parsedSides
    self.eventTypes = parsedTypes
  }
}
