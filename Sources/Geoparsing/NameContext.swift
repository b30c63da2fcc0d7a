/// What the words around a name say of it.
struct NameContext: Sendable {
  /// The nearest word that says what kind of place it is, and where it stands.
  var cue: PlaceCue?
  var cueToken = -1
  /// Whether a word says a kind, so that an ordinary word may be a name.
  var hasStrongCue = false
  /// Whether the cue is a dual or plural.
  var isOfSeveral = false
  var isNear = false
  var isCountryside = false
  var isBetween = false
  /// Degrees clockwise from north, -1 where no direction is said.
  var bearing = -1
  /// Metres in that direction.
  var distance: Double?
  var isLocative = false
  var isFrom = false
  var isQuoted = false
  var hasEventNoun = false
  /// Whether the words make it something other than a place where things happen.
  var role: MentionRole?
  var isPerson = false
  var isAdjective = false
  /// A state verb beside the name.
  var hasStateVerb = false
  var isSource = false
  /// Whether a body that rules or commands has its seat there: "the army command in Damascus".
  var isSeat = false
  /// Whether it heads a report as the place where it was written: "BEIRUT (Agency) - …".
  var isDateline = false
  /// Whether it is an end of a flight or journey.
  var isJourney = false
  /// Whether something or somebody comes from there, and does not leave the ground to another.
  var isComingFrom = false
  /// Whether those who live there speak: "residents of Saraqib said".
  var isOfSpeakers = false
  /// Whether those who live there are named: "أهالي سقبا", "residents of Has".
  var isOfDwellers = false
  /// Whether a street, a square or a longer name is called after it.
  var isPartOfName = false
  /// Whether it does something itself, as states do: "استهدفت إسرائيل", "Turkey-backed".
  var isDoer = false
  /// Whether it stands after "with" or "against", as states do.
  var isRelated = false
  /// Whether the word before is a capitalised one that nothing is known of, such as a given name.
  var followsUnknownName = false
  /// The number of the match before in a list of names, -1 where it is in none.
  var listedAfter = -1
  /// The first word that governs the name.
  var head = 0
}
