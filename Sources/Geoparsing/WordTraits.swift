/// What a word says apart from being a cue.
struct WordTraits: OptionSet, Hashable, Sendable {
  let rawValue: UInt64
  init(rawValue: UInt64) { self.rawValue = rawValue }

  /// An ordinary word: as a name it needs a cue.
  static let common = WordTraits(rawValue: 1 << 0)
  /// A preposition of place or direction.
  static let locative = WordTraits(rawValue: 1 << 1)
  static let from = WordTraits(rawValue: 1 << 2)
  static let kilometres = WordTraits(rawValue: 1 << 3)
  static let miles = WordTraits(rawValue: 1 << 4)
  /// The first word of an armed group's name.
  static let actorHead = WordTraits(rawValue: 1 << 5)
  /// A later word of an armed group's name.
  static let actorTail = WordTraits(rawValue: 1 << 6)
  /// The first and a later word of the name of a paper, an agency, a body.
  static let mediaHead = WordTraits(rawValue: 1 << 7)
  static let mediaTail = WordTraits(rawValue: 1 << 8)
  static let operationsRoom = WordTraits(rawValue: 1 << 9)
  static let operations = WordTraits(rawValue: 1 << 10)
  static let conquest = WordTraits(rawValue: 1 << 11)
  static let personTitle = WordTraits(rawValue: 1 << 12)
  static let givenName = WordTraits(rawValue: 1 << 13)
  static let speech = WordTraits(rawValue: 1 << 14)
  /// What states do.
  static let stateVerb = WordTraits(rawValue: 1 << 15)
  static let people = WordTraits(rawValue: 1 << 16)
  /// People of a place.
  static let origin = WordTraits(rawValue: 1 << 17)
  static let agreement = WordTraits(rawValue: 1 << 18)
  /// Something that happens at places.
  static let eventNoun = WordTraits(rawValue: 1 << 19)
  /// Who reports, and not what.
  static let source = WordTraits(rawValue: 1 << 20)
  /// A body or an officer that rules or commands, and whose seat a place beside it is.
  static let institution = WordTraits(rawValue: 1 << 28)
  /// Movement away, after which "from" names no origin.
  static let leaves = WordTraits(rawValue: 1 << 21)
  static let directionAdjective = WordTraits(rawValue: 1 << 22)
  /// A dual or plural, after which several names follow.
  static let several = WordTraits(rawValue: 1 << 24)
  /// An adjective that may follow بلدة or قرية and is no name there.
  static let adjective = WordTraits(rawValue: 1 << 26)
  /// A word that stands in lower case in English names.
  static let joiner = WordTraits(rawValue: 1 << 27)
  /// Words that begin names and are none.
  static let compoundHead = WordTraits(rawValue: 1 << 25)
  /// Words between a cue and its name that say nothing.
  static let filler = WordTraits(rawValue: 1 << 23)

  /// A preposition that says whereto.
  static let towards = WordTraits(rawValue: 1 << 29)
  /// People who flee, travel or are brought: both ends of their way are only named.
  static let journey = WordTraits(rawValue: 1 << 30)
  /// Words of a journey after which the place that was left stands without a preposition.
  static let departure = WordTraits(rawValue: 1 << 31)
  /// Leaving ground, which happens at the place that "from" names.
  static let withdrawal = WordTraits(rawValue: 1 << 32)
  /// Words that make "of" of the "من" after them: each of, parts of.
  static let part = WordTraits(rawValue: 1 << 33)
  /// Nearness by "from": "اقترب من", "not far from".
  static let nearFrom = WordTraits(rawValue: 1 << 34)
  /// Nearness by another preposition: "المطلة على", "close to".
  static let nearBy = WordTraits(rawValue: 1 << 35)
  static let street = WordTraits(rawValue: 1 << 36)
  static let number = WordTraits(rawValue: 1 << 37)
  /// Those who live at a place.
  static let dwellers = WordTraits(rawValue: 1 << 38)
  /// Words between which and a capital stands a state's doing: with, against.
  static let relates = WordTraits(rawValue: 1 << 39)
  /// The head of the name of an operation.
  static let operation = WordTraits(rawValue: 1 << 40)
  /// Troops and armed groups.
  static let force = WordTraits(rawValue: 1 << 42)
  /// Words that with "من" open a list: كلا من، كل من.
  static let all = WordTraits(rawValue: 1 << 43)
  /// The second half of "Turkey-backed".
  static let patron = WordTraits(rawValue: 1 << 41)

  /// The traits by the names that the file has for them.
  static let named: [String: WordTraits] = [
    "common": .common, "locative": .locative, "from": .from, "kilometres": .kilometres,
    "miles":
      .miles, "actor_head": .actorHead, "actor_tail": .actorTail, "media_head": .mediaHead,
    "media_tail": .mediaTail, "operations_room": .operationsRoom, "operations": .operations,
    "conquest": .conquest, "person_title": .personTitle, "given_name": .givenName,
    "speech":
      .speech, "state_verb": .stateVerb, "people": .people, "origin": .origin,
    "agreement":
      .agreement, "event_noun": .eventNoun, "source": .source, "institution": .institution,
    "leaves": .leaves, "direction_adjective": .directionAdjective, "several": .several,
    "adjective": .adjective, "joiner": .joiner, "compound_head": .compoundHead,
    "filler":
      .filler, "towards": .towards, "journey": .journey, "departure": .departure,
    "withdrawal":
      .withdrawal, "part": .part, "near_from": .nearFrom, "near_by": .nearBy, "street": .street,
    "number": .number, "dwellers": .dwellers, "relates": .relates, "operation": .operation,
    "force": .force, "patron": .patron, "all": .all,
  ]
}
