internal import EventCoding
internal import Gazetteers
internal import Geoparsing

/// The codes of EVENTS.md in words.
extension PageLanguage {
  func name(_ role: MentionRole) -> String {
    switch role {
    case .event: self("where something happened", "موقع حدث")
    case .context: self("named only", "ذكر عابر")
    case .actorName: self("part of an actor’s name", "جزء من اسم جهة")
    case .origin: self("where people come from", "موطن أشخاص")
    case .agreement: self("name of an agreement", "اسم اتفاق")
    case .government: self("stands for a government", "كناية عن حكومة")
    }
  }

  func statusName(_ resolution: ToponymResolution) -> String {
    switch resolution {
    case .resolved: self("resolved", "محدد")
    case .ambiguous: self("ambiguous", "ملتبس")
    case .unknown: self("unknown", "مجهول")
    case .notPlace: self("no place", "ليس مكاناً")
    }
  }

  func name(_ relation: PlaceRelation) -> String {
    switch relation {
    case .at: self("at", "في")
    case .near: self("near", "قرب")
    case .offset: self("at a distance from", "على مسافة من")
    case .between: self("between", "بين")
    case .area: self("area of", "منطقة")
    }
  }

  /// EVENTS.md table 6.
  func placePrecision(_ code: Int) -> String {
    switch code {
    case 1: self("exact site", "موقع دقيق")
    case 2: self("settlement", "بلدة أو حي")
    case 3: self("near it", "قربه")
    case 4: self("between places or along a road", "بين موقعين أو على طريق")
    case 5: self("sub-district", "ناحية")
    case 6: self("district", "منطقة")
    case 7: self("governorate", "محافظة")
    case 8: self("region", "إقليم")
    case 9: self("country", "دولة")
    case 10: self("elsewhere", "خارج ذلك")
    default: self("no place", "بلا موقع")
    }
  }

  /// EVENTS.md table 5.
  func datePrecision(_ code: Int) -> String {
    switch code {
    case 1: self("the day", "اليوم نفسه")
    case 2: self("within 2 to 6 days", "خلال يومين إلى ستة أيام")
    case 3: self("within a week", "خلال أسبوع")
    case 4: self("within a month", "خلال شهر")
    case 5: self("longer", "مدة أطول")
    default: self("from the day of publication", "من يوم النشر")
    }
  }

  func name(_ kind: PlaceKind) -> String {
    switch kind {
    case .country: self("country", "دولة")
    case .governorate: self("governorate", "محافظة")
    case .district: self("district", "منطقة إدارية")
    case .subDistrict: self("sub-district", "ناحية")
    case .city: self("city", "مدينة")
    case .town: self("town", "بلدة")
    case .village: self("village", "قرية")
    case .neighbourhood: self("neighbourhood", "حي")
    case .camp: self("camp", "مخيم")
    case .hill: self("hill", "تلة")
    case .mountain: self("mountain", "جبل")
    case .checkpoint: self("checkpoint", "حاجز")
    case .airport: self("airport", "مطار")
    case .militaryBase: self("military base", "قاعدة عسكرية")
    case .river: self("river", "نهر")
    case .lake: self("lake", "بحيرة")
    case .road: self("road", "طريق")
    case .junction: self("junction", "مفرق")
    case .crossing: self("crossing", "معبر")
    case .dam: self("dam", "سد")
    case .field: self("field", "حقل")
    case .region: self("region", "إقليم")
    case .site: self("site", "موقع")
    }
  }

  func name(_ type: EventType) -> String {
    switch type {
    case .armedClash: self("armed clash", "اشتباك مسلح")
    case .governmentRegainsTerritory: self("government regains territory", "الحكومة تستعيد أرضاً")
    case .nonStateOvertakesTerritory:
      self("non-state actor takes territory", "جهة غير حكومية تسيطر على أرض")
    case .chemicalWeapon: self("chemical weapon", "سلاح كيميائي")
    case .airDroneStrike: self("air or drone strike", "غارة جوية أو بمسيّرة")
    case .suicideBomb: self("suicide bomb", "تفجير انتحاري")
    case .shellingArtilleryMissile: self("shelling, artillery, missile", "قصف مدفعي أو صاروخي")
    case .remoteExplosive: self("mine or planted bomb", "لغم أو عبوة ناسفة")
    case .grenade: self("grenade", "قنبلة يدوية")
    case .sexualViolence: self("sexual violence", "عنف جنسي")
    case .attack: self("attack on civilians", "اعتداء على مدنيين")
    case .abduction: self("abduction, forced disappearance", "خطف أو إخفاء قسري")
    case .peacefulProtest: self("peaceful protest", "احتجاج سلمي")
    case .protestWithIntervention: self("protest with intervention", "احتجاج جرى التدخل فيه")
    case .excessiveForceAgainstProtesters:
      self("excessive force against protesters", "قوة مفرطة ضد محتجين")
    case .violentDemonstration: self("violent demonstration", "مظاهرة عنيفة")
    case .mobViolence: self("mob violence", "عنف جموع")
    case .agreement: self("agreement", "اتفاق")
    case .arrests: self("arrests", "اعتقالات")
    case .changeToGroupActivity: self("change to group or activity", "تغير في جهة أو نشاطها")
    case .disruptedWeaponsUse: self("weapons use disrupted", "إحباط استعمال سلاح")
    case .headquartersEstablished: self("headquarters or base established", "إنشاء مقر أو قاعدة")
    case .lootingPropertyDestruction: self("looting, destruction", "نهب أو تدمير ممتلكات")
    case .nonViolentTransfer: self("territory handed over", "انتقال أرض بلا قتال")
    case .other: self("other development", "تطور آخر")
    case .defection: self("defection", "انشقاق")
    case .burialOrRecovery: self("burial or recovery of bodies", "دفن جثامين أو انتشالها")
    case .reinforcement: self("reinforcement", "تعزيزات")
    case .aircraftLoss: self("aircraft lost", "خسارة طائرة")
    }
  }

  func name(_ polarity: Event.Polarity) -> String {
    switch polarity {
    case .asserted: self("asserted", "مؤكد")
    case .denied: self("denied", "منفي")
    case .planned: self("planned", "مخطط له")
    case .hypothetical: self("hypothetical", "افتراضي")
    case .historical: self("told as background", "خلفية سابقة")
    }
  }

  func name(_ effect: Event.ControlEffect) -> String {
    switch effect {
    case .gain: self("gained", "سيطرة")
    case .loss: self("lost", "خسارة")
    case .hold: self("held", "صمود")
    case .contest: self("contested", "تنازع")
    case .besiege: self("besieged", "حصار")
    case .withdraw: self("withdrawal", "انسحاب")
    case .truce: self("truce", "هدنة")
    case .none: self("none", "بلا أثر")
    }
  }

  func name(_ kind: CountMention.Kind) -> String {
    switch kind {
    case .killed: self("killed", "قتلى")
    case .injured: self("injured", "جرحى")
    case .captured: self("captured", "أسرى")
    case .defected: self("defected", "منشقون")
    case .missing: self("missing", "مفقودون")
    case .displaced: self("displaced", "نازحون")
    }
  }

  func name(_ kind: Event.CountKind) -> String {
    switch kind {
    case .new: self("new", "جديد")
    case .runningTotal: self("running total", "حصيلة تراكمية")
    case .shareOfTotal: self("share of a total", "جزء من حصيلة")
    }
  }

  func name(_ grade: Event.Grade) -> String {
    switch grade {
    case .confirmed: self("confirmed", "مؤكد من عدة مصادر")
    case .fair: self("fair", "مقبول")
    case .weak: self("weak", "ضعيف")
    case .contested: self("contested", "متنازع عليه")
    }
  }

  /// The field that words are evidence for.
  func evidenceName(_ field: String) -> String {
    switch field {
    case "event_type": return self("what", "الحدث")
    case "place": return self("where", "المكان")
    case "place_other": return self("where too", "مكان آخر")
    case "date": return self("when", "الزمن")
    case "actor": return self("who", "الجهة")
    default:
      let parts = field.split(separator: "_", maxSplits: 1).map(String.init)
      guard let kind = parts.first.flatMap(CountMention.Kind.init) else { return field }
      let count = parts.count > 1 ? Event.CountKind(rawValue: parts[1]) : nil
      return name(kind) + (count.map { " (\(name($0)))" } ?? "")
    }
  }

  /// The parts of an event's confidence.
  func confidencePart(_ name: String) -> String {
    switch name {
    case "place": self("place", "المكان")
    case "words": self("words", "الألفاظ")
    case "time": self("time", "الزمن")
    case "polarity": self("polarity", "الإثبات")
    default: name
    }
  }
}
