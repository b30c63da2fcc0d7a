public import SimpleFeatures

/// A map laid out on the sheet: what is drawn where and how, in the order of drawing.
///
/// Lengths are in *u*, a quarter of a millimetre; x runs to the right, y downwards. Texts are as
/// they came: who writes the scene in a format escapes them for that format.
public struct MapScene: Hashable, Sendable {
  public var width: Double
  public var height: Double
  /// The title in words, for those who do not see the map.
  public var title: String
  /// The map told in a sentence or two.
  public var summary: String
  /// The language of the title, a BCP 47 tag such as `en` or `ar`.
  public var language: String
  public var background: SheetColor
  /// The colour of texts that name none.
  public var ink: SheetColor
  /// The colour of the halo behind labels.
  public var halo: SheetColor
  public var definitions: [Definition]
  public var items: [Item]
  /// Where the scene has several states in time, what they are.
  public var timeline: Timeline?
  /// For each colour the one that takes its place for readers who prefer a dark sheet; empty where
  /// the scene looks the same to all.
  public var darkColors: [SheetColor: SheetColor] = [:]
  /// The families that the texts are set in, before those that are tried without being asked for.
  public var fonts = FontFamilies()

  public init(
    width: Double, height: Double, title: String, summary: String = "", language: String = "en",
    background: SheetColor = SheetColor(0xFFFFFF), ink: SheetColor = SheetColor(0x1E1E1E),
    halo: SheetColor = SheetColor(0xFFFFFF), definitions: [Definition] = [], items: [Item] = []
  ) {
    self.width = width
    self.height = height
    self.title = title
    self.summary = summary
    self.language = language
    self.background = background
    self.ink = ink
    self.halo = halo
    self.definitions = definitions
    self.items = items
  }

  /// The name of a definition, made of ASCII letters, digits, `-` and `_`, a letter first.
  public struct ID: Hashable, Comparable, Sendable {
    public let name: String

    /// A name from a `prefix` of letters and `parts` of any text.
    ///
    /// Other characters become their hexadecimal code points between `_`, so that different parts
    /// give different names; a part is cut after 40 characters. Days and events, which have
    /// one part, keep their hyphens: `d-2017-07-01` is an address that a reader may write.
    public init(_ prefix: Prefix, _ parts: String...) { self.init(prefix, parts) }

    public init(_ prefix: Prefix, _ parts: [String]) {
      var name = prefix.rawValue
      for part in parts {
        name += "-"
        for scalar in part.unicodeScalars.prefix(40) {
          switch scalar {
          case "a"..."z", "A"..."Z", "0"..."9": name.unicodeScalars.append(scalar)
          case "-" where prefix == .day || prefix == .event: name.unicodeScalars.append(scalar)
          default: name += "_" + String(scalar.value, radix: 16) + "_"
          }
        }
      }
      self.name = name
    }

    /// What kind of thing a definition is for.
    public enum Prefix: String, Sendable {
      case area = "a"
      case areaClip = "c"
      case base = "b"
      case day = "d"
      case event = "e"
      case front = "f"
      case frame = "m"
      case pattern = "p"
      case line = "l"
    }

    private init(name: String) { self.name = name }

    /// The same name with a number behind it.
    public func numbered(_ number: Int) -> ID { ID(name: "\(name)-\(number)") }

    public static func < (a: ID, b: ID) -> Bool { a.name < b.name }
  }

  /// The states of a scene in time. Groups that name one of them show in it alone.
  public struct Timeline: Hashable, Sendable {
    public enum Mode: Hashable, Sendable {
      /// One after the other, each for so many seconds.
      case animated(secondsPerFrame: Double)
      /// The one whose link was followed last.
      case chosen
    }

    /// A name for each state; the last one shows where nothing moves and nobody chose.
    public var frames: [ID]
    public var mode: Mode

    public init(frames: [ID], mode: Mode) {
      self.frames = frames
      self.mode = mode
    }
  }

  /// Names of font families. Letters, digits, blanks and hyphens count; others are left out.
  public struct FontFamilies: Hashable, Sendable {
    public var latin: String?
    public var arabic: String?

    public init(latin: String? = nil, arabic: String? = nil) {
      self.latin = latin
      self.arabic = arabic
    }
  }

  /// Something that items refer to.
  public enum Definition: Hashable, Sendable {
    case path(ID, PagePath)
    /// Items that are drawn more than once.
    case items(ID, [Item])
    /// The inside of a box, to clip to.
    case boxClip(ID, BoundingBox<PagePoint>)
    /// The inside of defined paths, to clip to.
    case pathClip(ID, of: [ID])
    case stripes(ID, Stripes)
  }

  /// Parallel stripes.
  public struct Stripes: Hashable, Sendable {
    /// From one stripe to the next.
    public var period: Double
    /// The width of a stripe, below `period`.
    public var width: Double
    /// Clockwise degrees by which vertical stripes are turned.
    public var angle: Double
    public var color: SheetColor
    public var opacity: Double
    /// What shows between the stripes; what lies below where `nil`.
    public var ground: SheetColor?

    public init(
      period: Double, width: Double, angle: Double, color: SheetColor, opacity: Double = 1,
      ground: SheetColor? = nil
    ) {
      self.period = period
      self.width = width
      self.angle = angle
      self.color = color
      self.opacity = opacity
      self.ground = ground
    }
  }

  public enum Item: Hashable, Sendable {
    case group(Group)
    case mark(Mark)
    case text(Text)
    /// Defined items, moved by an offset.
    case use(ID, offset: PagePoint)
    /// Items that lead to a state of the timeline.
    case link(to: ID, name: String, [Item])
  }

  /// Items that share a style, a clip and a name.
  public struct Group: Hashable, Sendable {
    public var items: [Item]
    /// What the items inherit where they name nothing.
    public var style: Style
    public var clip: ID?
    /// A name for those who do not see the map.
    public var name: String?
    /// The texts inside get a halo.
    public var hasHalo: Bool
    /// How far the items are moved, before they are clipped.
    public var offset: PagePoint?
    /// The index of the state of the timeline in which the items show; all where `nil`.
    public var frame: Int?

    public init(
      _ items: [Item], style: Style = Style(), clip: ID? = nil, name: String? = nil,
      hasHalo: Bool = false, offset: PagePoint? = nil, frame: Int? = nil
    ) {
      self.items = items
      self.style = style
      self.clip = clip
      self.name = name
      self.hasHalo = hasHalo
      self.offset = offset
      self.frame = frame
    }
  }

  /// A shape with its style, and the text that a pointer over it shows.
  public struct Mark: Hashable, Sendable {
    public var shape: Shape
    public var style: Style
    public var clip: ID?
    public var tooltip: String?
    /// A name that is the mark's own in the scene.
    public var id: ID?
    /// The rows that the mark stands for: the layer and the rows' names, such as `events/EV1 EV2`.
    public var rows: String?

    public init(
      _ shape: Shape, _ style: Style = Style(), clip: ID? = nil, tooltip: String? = nil,
      id: ID? = nil, rows: String? = nil
    ) {
      self.shape = shape
      self.style = style
      self.clip = clip
      self.tooltip = tooltip
      self.id = id
      self.rows = rows
    }
  }

  public enum Shape: Hashable, Sendable {
    case path(PagePath)
    case circle(PagePoint, radius: Double)
    case box(BoundingBox<PagePoint>)
    /// A defined path.
    case defined(ID)
  }

  public enum Paint: Hashable, Sendable {
    case unpainted
    case color(SheetColor)
    case stripes(ID)
  }

  /// How a shape is painted; what is `nil` comes from the group, or is the format's own.
  public struct Style: Hashable, Sendable {
    public var fill: Paint?
    public var fillOpacity: Double?
    public var stroke: Paint?
    public var strokeWidth: Double?
    public var strokeOpacity: Double?
    public var dash: [Double]?
    public var hasRoundJoins: Bool
    public var hasRoundCaps: Bool

    public init(
      fill: Paint? = nil, fillOpacity: Double? = nil, stroke: Paint? = nil,
      strokeWidth: Double? = nil, strokeOpacity: Double? = nil, dash: [Double]? = nil,
      hasRoundJoins: Bool = false, hasRoundCaps: Bool = false
    ) {
      self.fill = fill
      self.fillOpacity = fillOpacity
      self.stroke = stroke
      self.strokeWidth = strokeWidth
      self.strokeOpacity = strokeOpacity
      self.dash = dash
      self.hasRoundJoins = hasRoundJoins
      self.hasRoundCaps = hasRoundCaps
    }

    public static func filled(_ color: SheetColor, opacity: Double? = nil) -> Style {
      Style(fill: .color(color), fillOpacity: opacity)
    }

    /// A line without a fill.
    public static func line(
      _ color: SheetColor, _ width: Double, opacity: Double? = nil, dash: [Double]? = nil
    ) -> Style {
      Style(
        fill: .unpainted, stroke: .color(color), strokeWidth: width, strokeOpacity: opacity,
        dash: dash)
    }
  }

  /// One line of text in one language.
  public struct Text: Hashable, Sendable {
    public var string: String
    /// The baseline at the anchor.
    public var position: PagePoint
    public var anchor: Anchor
    public var face: Typeface
    /// The size in u.
    public var size: Double
    public var letterSpacing: Double
    /// `nil` is the scene's ink.
    public var color: SheetColor?
    public var isItalic: Bool
    /// Clockwise degrees about the position.
    public var rotation: Double

    public init(
      _ string: String, at position: PagePoint, anchor: Anchor = .middle, face: Typeface,
      size: Double, letterSpacing: Double = 0, color: SheetColor? = nil, isItalic: Bool = false,
      rotation: Double = 0
    ) {
      self.string = string
      self.position = position
      self.anchor = anchor
      self.face = face
      self.size = size
      self.letterSpacing = letterSpacing
      self.color = color
      self.isItalic = isItalic
      self.rotation = rotation
    }
  }

  /// Which point of a line of text its position is, left and right as seen.
  public enum Anchor: Hashable, Sendable {
    case left, middle, right
  }
}

/// Lines and rings on the sheet.
public struct PagePath: Hashable, Sendable {
  public var parts: [Part]

  public init(_ parts: [Part] = []) { self.parts = parts }

  /// Open lines.
  public init(lines: [[PagePoint]]) { parts = lines.map { Part($0, isClosed: false) } }
  /// Closed rings.
  public init(rings: [[PagePoint]]) { parts = rings.map { Part($0, isClosed: true) } }

  public var isEmpty: Bool { parts.isEmpty }

  public struct Part: Hashable, Sendable {
    /// The vertices; one alone is a dot, for round caps to show.
    public var vertices: [PagePoint]
    public var isClosed: Bool

    public init(_ vertices: [PagePoint], isClosed: Bool) {
      self.vertices = vertices
      self.isClosed = isClosed
    }
  }
}
