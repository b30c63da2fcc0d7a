/// The sub-types of EVENTS.md table 4; each belongs to one type.
public enum EventType: String, Hashable, Sendable, CaseIterable {
  case armedClash = "armed_clash"
  case governmentRegainsTerritory = "government_regains_territory"
  case nonStateOvertakesTerritory = "non_state_overtakes_territory"
  case chemicalWeapon = "chemical_weapon"
  case airDroneStrike = "air_drone_strike"
  case suicideBomb = "suicide_bomb"
  case shellingArtilleryMissile = "shelling_artillery_missile"
  case remoteExplosive = "remote_explosive_landmine_ied"
  case grenade
  case sexualViolence = "sexual_violence"
  case attack
  case abduction = "abduction_forced_disappearance"
  case peacefulProtest = "peaceful_protest"
  case protestWithIntervention = "protest_with_intervention"
  case excessiveForceAgainstProtesters = "excessive_force_against_protesters"
  case violentDemonstration = "violent_demonstration"
  case mobViolence = "mob_violence"
  case agreement
  case arrests
  case changeToGroupActivity = "change_to_group_activity"
  case disruptedWeaponsUse = "disrupted_weapons_use"
  case headquartersEstablished = "headquarters_or_base_established"
  case lootingPropertyDestruction = "looting_property_destruction"
  case nonViolentTransfer = "non_violent_transfer_of_territory"
  case other
  case defection
  case burialOrRecovery = "burial_or_recovery_of_bodies"
  case reinforcement
  case aircraftLoss = "aircraft_loss"

  /// The type that the sub-type belongs to.
  public var category: EventCategory {
    switch self {
    case .armedClash, .governmentRegainsTerritory, .nonStateOvertakesTerritory: .battles
    case .chemicalWeapon, .airDroneStrike, .suicideBomb, .shellingArtilleryMissile,
      .remoteExplosive, .grenade:
      .explosions
    case .sexualViolence, .attack, .abduction: .violenceAgainstCivilians
    case .peacefulProtest, .protestWithIntervention, .excessiveForceAgainstProtesters: .protests
    case .violentDemonstration, .mobViolence: .riots
    case .agreement, .arrests, .changeToGroupActivity, .disruptedWeaponsUse,
      .headquartersEstablished, .lootingPropertyDestruction, .nonViolentTransfer, .other,
      .defection, .burialOrRecovery, .reinforcement, .aircraftLoss:
      .strategicDevelopments
    }
  }
}

/// ACLED's types.
public enum EventCategory: String, Hashable, Sendable, CaseIterable {
  case battles
  case explosions = "explosions_remote_violence"
  case violenceAgainstCivilians = "violence_against_civilians"
  case protests, riots
  case strategicDevelopments = "strategic_developments"
}
