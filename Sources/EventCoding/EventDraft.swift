internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest

/// An event in the making: what one clause tells of one place.
struct EventDraft {
  var cue: CueMatch
  var rules: [String]
  var sentence: Int
  var paragraph: Int
  var type: EventType
  var effect: Event.ControlEffect
  var polarity: Event.Polarity = .asserted
  var place: Mention
  /// Other places that the same words name, of which no event of their own is made.
  var otherPlaces: [Mention] = []
  var placeIsCarried = false
  var dates: DateSpan?
  var datePrecision = 6
  var dateMention: DateMention?
  var roles = Roles()
  var counts: [ReadCount] = []
  var claimants: [String] = []
  var isDenied: String?
  /// Who took the ground that the subject left.
  var takers: [String] = []
  /// Whether the words tell of buildings that are no party's to the war.
  var hitsCivilians = false
  /// Whether the words state that nobody was hurt.
  var statesUnhurt = false
  /// Whether the place is a city of which the words mean a part that they do not name.
  var isPartOfCity = false
  /// Whether the day is that on which somebody said so.
  var isDayOfSpeech = false
}

extension EventDraft {
  /// The rule of what was done with missiles.
  static let missiles = "missiles"

  /// Whether the words tell of violence between the same parties in the same way.
  func isSameKind(as other: EventDraft) -> Bool {
    if type == other.type { return effect == other.effect || isContestOnly || other.isContestOnly }
    if type.category == .battles, other.type.category == .battles {
      return isContestOnly || other.isContestOnly
    }
    if type.category == .protests, other.type.category == .protests { return true }
    if type.category == .explosions, other.type.category == .explosions {
      // Shells are no bombs from the air; else "targeted" and "bombed" say less than what it was
      // done with.
      let means = [self, other].filter { $0.type == .airDroneStrike || $0.cue.cue.weight >= 0.9 }
      if Set(means.map(\.type)).count > 1 {
        // "Israeli strikes", "the missiles": those who raid from the air fire missiles from there.
        return means.allSatisfy {
          $0.type == .airDroneStrike || $0.rules.contains(EventDraft.missiles)
        }
      }
      return cue.cue.weight < 0.9 || other.cue.cue.weight < 0.9
    }
    return false
  }

  /// A clash that changes nothing, which a change of ground at the same place explains.
  var isContestOnly: Bool {
    type == .armedClash && (effect == .contest || effect == .none)
  }

  /// Adds the numbers of a sentence but those that were told before, of which another sentence says
  /// the same in other words, and sums over a longer time.
  mutating func add(_ more: [ReadCount], from sentence: Int) {
    let told = Set(counts.filter { $0.mention.countKind == .new }.map(\.mention.kind))
    counts += more.filter {
      $0.toll == .risen || sentence == self.sentence
        || ($0.mention.countKind != .runningTotal && !told.contains($0.mention.kind))
    }
  }

  mutating func absorb(_ other: EventDraft) {
    if other.polarity == .denied, polarity != .denied {
      // Who denies it did not do it for that.
      isDenied = isDenied ?? other.rules.joined(separator: "+")
      return
    }
    // The more telling type wins: ground that changes hands, then the weightier words.
    if (isContestOnly && !other.isContestOnly)
      || (type.category == .protests && other.type == .excessiveForceAgainstProtesters
        && type != other.type)
      || (type.category == .explosions && other.cue.cue.weight > cue.cue.weight
        && !(type == .airDroneStrike && other.rules.contains(EventDraft.missiles)))
    {
      type = other.type
      effect = other.effect
      cue = other.cue
      // The roles go with the words that they belong to.
      let mine = roles
      roles = other.roles
      if roles.subject.isEmpty { roles.subject = mine.subject }
      if roles.object.isEmpty { roles.object = mine.object }
    } else {
      if roles.subject.isEmpty, !roles.object.contains(where: other.roles.subject.contains) {
        roles.subject = other.roles.subject
      }
      if roles.object.isEmpty {
        roles.object = other.roles.object.filter { !roles.subject.contains($0) }
      }
    }
    for rule in other.rules where !rules.contains(rule) { rules.append(rule) }
    if other.datePrecision < datePrecision
      || (isDayOfSpeech && !other.isDayOfSpeech && other.datePrecision <= 2)
    {
      isDayOfSpeech = other.isDayOfSpeech
      dates = other.dates
      datePrecision = other.datePrecision
      dateMention = other.dateMention
    }
    // Told again in another sentence, a number is the same one in other words.
    let told = counts
    for count in other.counts {
      if told.contains(where: { $0.tokens == count.tokens }) { continue }
      if other.sentence != sentence, count.mention.countKind == .runningTotal { continue }
      let same = counts.firstIndex {
        other.sentence != sentence && $0.mention.kind == count.mention.kind
          && $0.mention.countKind == count.mention.countKind
      }
      if let same {
        // "Dozens", and later the number; or a toll that has risen.
        if count.toll == .risen {
          counts.append(count)
        } else if counts[same].isVague, !count.isVague {
          counts[same] = count
        }
      } else {
        counts.append(count)
      }
    }
    if (1...4).contains(other.place.precision),
      place.precision >= 5 || other.place.resolution.place?.parent == place.resolution.place?.id
    {
      place = other.place
    }
    for claimant in other.claimants where !claimants.contains(claimant) {
      claimants.append(claimant)
    }
    if place.eventScore < other.place.eventScore, placeIsCarried {
      placeIsCarried = other.placeIsCarried
    }
    hitsCivilians = hitsCivilians || other.hitsCivilians
    // What was denied is not told by words that have no place of their own.
    if polarity != .asserted, other.polarity == .asserted,
      polarity != .denied || !other.placeIsCarried
    {
      polarity = .asserted
    }
    isDenied = isDenied ?? other.isDenied
  }
}
