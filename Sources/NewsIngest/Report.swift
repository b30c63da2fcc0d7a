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
    var (arabic, latin) = (0, 0)
    var text = text
    text.withUTF8 { bytes in
      var at = 0
      var left = 4000
      while at < bytes.count, left > 0 {
        let first = UInt32(bytes[at])
        left -= 1
        switch first {
        case 0x41...0x5A, 0x61...0x7A:
          latin += 1
          at += 1
        case ..<0x80: at += 1
        case ..<0xE0:
          // Most of an Arabic text: scalars of two bytes.
          if (0x620...0x6FF).contains((first & 0x1F) << 6 | UInt32(bytes[at + 1] & 0x3F)) {
            arabic += 1
          }
          at += 2
        case ..<0xF0:
          let scalar =
            (first & 0x0F) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
          if (0xFB50...0xFDFF).contains(scalar) || (0xFE70...0xFEFC).contains(scalar) {
            arabic += 1
          }
          at += 3
        default: at += 4
        }
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
