public import CivilCalendar

/// A news text, as it was read.
public struct Report: Hashable, Sendable {
  /// A stable name: the one it came with, else the file's name, else a hash of the text.
  public var id: String
  /// The body. All spans count its Unicode scalars.
  public var text: String
  public var title: String?
  public var url: String?
  /// The outlet.
  public var source: String?
  public var author: String?
  /// The day that "yesterday" counts from; `nil` where nobody said.
  public var published: CivilDate?
  public var language: Language
  /// Where it was read from: a path, with a line number for a line of JSON Lines.
  public var origin: String
  /// Fields that we have no meaning for, as JSON texts by their names, sorted by name.
  public var extra: [ExtraField]

  public struct ExtraField: Hashable, Sendable {
    public var name: String
    public var json: String
    public init(name: String, json: String) {
      self.name = name
      self.json = json
    }
  }

  public init(
    id: String, text: String, title: String? = nil, url: String? = nil, source: String? = nil,
    author: String? = nil, published: CivilDate? = nil, language: Language? = nil,
    origin: String = "", extra: [ExtraField] = []
  ) {
    self.id = id
    self.text = text
    self.title = title
    self.url = url
    self.source = source
    self.author = author
    self.published = published
    self.language = language ?? Language(of: text)
    self.origin = origin
    self.extra = extra
  }
}

/// The language of a report.
public enum Language: Hashable, Sendable {
  case arabic
  case english
  /// Another one, by its BCP 47 tag; `und` where the script does not tell.
  case other(String)

  public init(tag: String) {
    let primary = tag.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first
    switch primary {
    case "ar", "ara": self = .arabic
    case "en", "eng": self = .english
    default: self = .other(tag.isEmpty ? "und" : tag)
    }
  }

  /// The language that the script of `text` suggests: Arabic where at least a third of the letters
  /// among the first 4,000 scalars are Arabic, else English where there are Latin letters.
  public init(of text: String) {
    var arabic = 0
    var latin = 0
    for scalar in text.unicodeScalars.prefix(4000) {
      switch scalar.value {
      case 0x620...0x6FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC: arabic += 1
      case 0x41...0x5A, 0x61...0x7A: latin += 1
      default: break
      }
    }
    if arabic > 0, arabic * 2 >= latin {
      self = .arabic
    } else {
      self = latin > 0 ? .english : .other("und")
    }
  }

  /// The BCP 47 tag.
  public var tag: String {
    switch self {
    case .arabic: "ar"
    case .english: "en"
    case .other(let tag): tag
    }
  }
}

/// Words of a report, by the Unicode scalars of its text: `start..<end`.
public struct TextSpan: Hashable, Comparable, Sendable {
  public var start: Int
  public var end: Int
  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
  public init(_ range: Range<Int>) { self.init(start: range.lowerBound, end: range.upperBound) }

  public static func < (a: TextSpan, b: TextSpan) -> Bool { (a.start, a.end) < (b.start, b.end) }
  public func overlaps(_ other: TextSpan) -> Bool { start < other.end && other.start < end }
}
