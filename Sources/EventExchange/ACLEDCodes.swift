internal import EventCoding

/// The words of ACLED's tables.
///
/// Source: "Armed Conflict Location & Event Data Project (ACLED) Codebook" (2023), and the names of
/// actor types and interactions that its files have since 2024.
enum ACLEDCodes {
  static let subTypes: [(name: String, type: EventType)] = [
    ("Armed clash", .armedClash),
    ("Government regains territory", .governmentRegainsTerritory),
    ("Non-state actor overtakes territory", .nonStateOvertakesTerritory),
    ("Chemical weapon", .chemicalWeapon), ("Air/drone strike", .airDroneStrike),
    ("Suicide bomb", .suicideBomb),
    ("Shelling/artillery/missile attack", .shellingArtilleryMissile),
    ("Remote explosive/landmine/IED", .remoteExplosive), ("Grenade", .grenade),
    ("Sexual violence", .sexualViolence), ("Attack", .attack),
    ("Abduction/forced disappearance", .abduction), ("Peaceful protest", .peacefulProtest),
    ("Protest with intervention", .protestWithIntervention),
    ("Excessive force against protesters", .excessiveForceAgainstProtesters),
    ("Violent demonstration", .violentDemonstration), ("Mob violence", .mobViolence),
    ("Agreement", .agreement), ("Arrests", .arrests),
    ("Change to group/activity", .changeToGroupActivity),
    ("Disrupted weapons use", .disruptedWeaponsUse),
    ("Headquarters or base established", .headquartersEstablished),
    ("Looting/property destruction", .lootingPropertyDestruction),
    ("Non-violent transfer of territory", .nonViolentTransfer), ("Other", .other),
  ]

  /// The types by their names in small letters; one has an older name.
  static let typesByName: [String: EventType] = {
    var types = Dictionary(
      subTypes.map { ($0.name.lowercased(), $0.type) }, uniquingKeysWith: { first, _ in first })
    types["excessive force against protestors"] = .excessiveForceAgainstProtesters
    return types
  }()

  /// ACLED's name of a sub-type, and of the one that is nearest to a sub-type of ours.
  static func name(of type: EventType) -> (name: String, isNearest: Bool) {
    if let own = subTypes.first(where: { $0.type == type }) { return (own.name, false) }
    return (type == .defection ? "Change to group/activity" : "Other", true)
  }

  static func name(of category: EventCategory) -> String {
    switch category {
    case .battles: "Battles"
    case .explosions: "Explosions/Remote violence"
    case .violenceAgainstCivilians: "Violence against civilians"
    case .protests: "Protests"
    case .riots: "Riots"
    case .strategicDevelopments: "Strategic developments"
    }
  }

  static func disorder(of type: EventType) -> String {
    switch type.category {
    case .battles, .explosions, .violenceAgainstCivilians: "Political violence"
    case .protests:
      type == .excessiveForceAgainstProtesters
        ? "Political violence; Demonstrations" : "Demonstrations"
    case .riots: type == .mobViolence ? "Political violence" : "Demonstrations"
    case .strategicDevelopments: "Strategic developments"
    }
  }

  /// The names of the actor types 1 to 8.
  static let actorTypes = [
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters",
    "Protesters", "Civilians", "External/Other forces",
  ]

  /// The type that `inter1` or `inter2` gives, as a number or a name; `nil` for none.
  static func actorType(_ text: String) -> Int? {
    if let number = Int(text) { return (1...8).contains(number) ? number : nil }
    return actorTypes.firstIndex { $0.lowercased() == text.lowercased() }.map { $0 + 1 }
  }

  /// The interaction of two actor types; `b` is `nil` where there is only one side.
  static func interaction(_ a: Int, _ b: Int?) -> String {
    guard let b else { return "\(actorTypes[a - 1]) only" }
    var (first, second) = (min(a, b), max(a, b))
    // The one pair that the files name the other way round.
    if (first, second) == (7, 8) { swap(&first, &second) }
    return "\(actorTypes[first - 1])-\(actorTypes[second - 1])"
  }
}
