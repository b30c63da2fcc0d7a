internal import TextAnalysis

/// What a noun says about the number beside it.
struct CountedNoun: Sendable {
  var category: Quantity.Category
  /// Two of it: "جنديان".
  var isDual = false
  var isOthers = false

  /// The class of a word, as it stands, without joined particles, or without a pronoun after it.
  ///
  /// - Parameter mayConjoin: Whether a joined و may stand before it, which begins something new.
  static func noun(
    in text: TokenizedText, at index: Int, mayConjoin: Bool = true
  ) -> CountedNoun? {
    guard text.tokens.indices.contains(index) else { return nil }
    switch text.tokens[index].script {
    case .latin: return english.value(of: index, in: text)
    case .arabic:
      if let (noun, joined) = arabic.match(index, in: text) {
        if mayConjoin { return noun }
        // "جرح ثمانية بغارات": the raids are not counted.
        return joined.hasConjunction || (joined.hasPreposition && noun.category == .things)
          ? nil : noun
      }
      return text.withFolded(index, withoutPronoun)
    case .digits, .other: return nil
    }
  }

  /// "مقاتليهم": the class of the word without the pronoun at its end.
  private static func withoutPronoun(_ word: UnsafeBufferPointer<UInt8>) -> CountedNoun? {
    for pronoun in pronouns where word.count > pronoun.count + 4 {
      guard word.suffix(pronoun.count).elementsEqual(pronoun) else { continue }
      for start in [0, 2] {
        let stem = UnsafeBufferPointer(rebasing: word[start..<word.count - pronoun.count])
        if var noun = arabic.value(of: stem) {
          noun.isDual = false
          return noun
        }
      }
    }
    return nil
  }

  private static let pronouns: [[UInt8]] = ["هما", "هم", "ها", "نا", "ه"].map { Array($0.utf8) }

  static let arabic: WordTable<CountedNoun> = {
    var entries: [(String, CountedNoun)] = []
    // The dual in ين is told from the plural only where the plural is a broken one.
    for (singular, plurals) in peopleWithBrokenPlurals {
      entries += forms(singular, plurals, .people, dualInYn: true)
    }
    for singular in words(peopleWithSoundPlurals) {
      let plurals = "\(singular)ون \(singular)ين \(singular)و \(singular)ي"
      entries += forms(singular, plurals, .people, dualInYn: false)
    }
    for (singular, plurals) in things {
      entries += forms(singular, plurals, .things, dualInYn: false)
    }
    for (category, list) in measures {
      for word in words(list) { entries.append((word, CountedNoun(category: category))) }
    }
    // Cases of death and flight; "الحالتين" counts nobody, so they have no dual.
    for word in words("حالة حالات إصابة إصابات روس أتراك أفغان") {
      entries.append((word, CountedNoun(category: .people)))
    }
    for word in ["آخر", "آخرين", "آخرون", "أخرى", "أخريات"] {
      entries.append(
        (word, CountedNoun(category: word == "أخرى" ? .things : .people, isOthers: true)))
    }
    return WordTable(entries)
  }()

  private static func words(_ list: String) -> [String] {
    list.split(separator: " ").map { String($0) }
  }

  private static func forms(
    _ singular: String, _ plurals: String, _ category: Quantity.Category, dualInYn: Bool
  ) -> [(String, CountedNoun)] {
    let noun = CountedNoun(category: category)
    var entries: [(String, CountedNoun)] = [(singular, noun)]
    let stem = singular.hasSuffix("ة") ? singular.dropLast() + "ت" : singular[...]
    for plural in words(plurals) { entries += [(plural, noun), (plural + "ا", noun)] }
    if !singular.hasSuffix("ة") { entries.append((singular + "ا", noun)) }
    if category == .people {
      let dual = CountedNoun(category: category, isDual: true)
      entries.append((stem + "ان", dual))
      if dualInYn || singular.hasSuffix("ة") { entries.append((stem + "ين", dual)) }
    }
    return entries
  }

  /// Arabic words for one person, of those that are counted.
  static var singularPeople: [String] {
    let left: Set<String> = ["قوات", "جثة", "جثمان", "قتيل", "جريح", "سكان", "فرد", "نفر", "فقيد"]
    return (peopleWithBrokenPlurals.map(\.0) + words(peopleWithSoundPlurals)).filter {
      !left.contains($0)
    }
  }

  private static let peopleWithBrokenPlurals: [(String, String)] = [
    ("جندي", "جنود"), ("قتيل", "قتلى"), ("جريح", "جرحى"), ("عنصر", "عناصر"), ("شخص", "أشخاص"),
    ("طفل", "أطفال"), ("رجل", "رجال"), ("شاب", "شبان شباب"), ("ضابط", "ضباط"),
    ("قائد", "قادة"), ("شهيد", "شهداء"), ("أسير", "أسرى"), ("عامل", "عمال عاملين عاملون"),
    ("طالب", "طلاب"),
    ("طبيب", "أطباء"), ("مواطن", "مواطنون مواطنين"), ("فرد", "أفراد"), ("نفر", "أنفار"),
    ("امرأة", "نساء نسوة"), ("سيدة", "سيدات"), ("طفلة", "طفلات"), ("فتاة", "فتيات"),
    ("فتى", "فتية"), ("جثة", "جثث"), ("جثمان", "جثامين"), ("ضحية", "ضحايا"), ("فقيد", ""),
    ("عميد", "عمداء"), ("عقيد", "عقداء"), ("رائد", ""), ("نقيب", "نقباء"), ("ملازم", ""),
    ("مرتزق", "مرتزقة مرتزقين"), ("لاجئ", "لاجئين لاجئون لاجئا"), ("شقيق", "أشقاء"),
    ("شيخ", "شيوخ"),
    ("عسكري", "عسكريين عسكريون"), ("حارس", "حراس"), ("شبيح", "شبيحة شبيحين"),
    ("قناص", "قناصة قناصين"),
    ("رفيق", "رفاق"), ("ابن", "أبناء"), ("سجين", "سجناء"), ("رهينة", "رهائن"), ("خبير", "خبراء"),
    ("صريع", "صرعى"), ("مجند", "مجندين مجندون مجندي"),
    ("قوات", "قواته"), ("رضيع", "رضع"), ("أجنبي", "أجانب"), ("راع", "رعاة رعيان"),
    ("راعي", ""), ("مسن", "مسنين مسنون"), ("قاصر", "قصر"), ("كادر", "كوادر"), ("طيار", "طيارين"),
    ("قاض", "قضاة"), ("تاجر", "تجار"), ("سائح", "سياح"), ("جار", ""), ("حاج", "حجاج"),
    ("زعيم", "زعماء"), ("أمير", "أمراء"), ("وجيه", "وجهاء"), ("عريف", ""), ("رقيب", "رقباء"),
  ]

  private static let peopleWithSoundPlurals =
    "مقاتل مدني مسلح مسعف متظاهر معتقل مصاب مفقود منشق مختطف مخطوف محتجز إرهابي متطوع نازح مهجر"
    + " صحفي إعلامي ناشط قيادي موظف مهندس معلم مدرس سائق مزارع متمرد انتحاري انغماسي جهادي"
    + " لبناني إيراني عراقي أفغاني باكستاني روسي تركي سوري فلسطيني شرطي موال هارب فار محاصر"
    + " مستشار مقتول داعشي مرافق موقوف سكان محتج معتصم ممرض مختار محام متشدد مهاجم مسافر"
    + " مصل عابر قروي مستوطن مطلوب"

  private static let things: [(String, String)] = [
    ("دبابة", "دبابات"), ("آلية", "آليات"), ("عربة", "عربات"), ("سيارة", "سيارات"),
    ("ناقلة", "ناقلات"), ("شاحنة", "شاحنات"), ("حافلة", "حافلات"), ("باص", "باصات"),
    ("مدرعة", "مدرعات"), ("جرافة", "جرافات"), ("صاروخ", "صواريخ"), ("قذيفة", "قذائف"),
    ("برميل", "براميل"), ("غارة", "غارات"), ("ضربة", "ضربات"), ("طلعة", "طلعات"),
    ("طائرة", "طائرات"), ("مروحية", "مروحيات"), ("مسيرة", "مسيرات"), ("مدفع", "مدافع"),
    ("رشاش", "رشاشات"), ("قاعدة", "قواعد"), ("لغم", "ألغام"), ("عبوة", "عبوات"),
    ("قنبلة", "قنابل"), ("سلاح", "أسلحة"), ("بندقية", "بنادق"), ("هجوم", "هجمات"),
    ("عملية", "عمليات"), ("اشتباك", "اشتباكات"), ("خرق", "خروقات"), ("قرية", "قرى"),
    ("بلدة", "بلدات"), ("مدينة", "مدن"), ("منطقة", "مناطق"), ("نقطة", "نقاط"),
    ("موقع", "مواقع"), ("مقر", "مقرات مقار"), ("حاجز", "حواجز"), ("محور", "محاور"),
    ("جبهة", "جبهات"), ("تلة", "تلال"), ("حي", "أحياء"), ("منزل", "منازل"), ("بيت", "بيوت"),
    ("مبنى", "مبان مباني"), ("مدرسة", "مدارس"), ("مشفى", "مشاف مشافي مستشفيات"),
    ("مسجد", "مساجد"), ("سوق", "أسواق"), ("مخيم", "مخيمات"), ("مركز", "مراكز"), ("معبر", "معابر"),
    ("فصيل", "فصائل"), ("كتيبة", "كتائب"), ("لواء", "ألوية"), ("مجموعة", "مجموعات"),
    ("عائلة", "عائلات عوائل"), ("أسرة", "أسر"), ("دولة", "دول"), ("مرة", "مرات"),
    ("طن", "أطنان"), ("شريط", "أشرطة شرائط"), ("نوع", "أنواع"), ("خيمة", "خيام"), ("نفق", "أنفاق"),
    ("محافظة", "محافظات"), ("مجزرة", "مجازر"), ("انفجار", "انفجارات"), ("مستودع", "مستودعات"),
    ("رشقة", "رشقات"), ("محاولة", "محاولات"), ("معركة", "معارك"), ("جهة", "جهات"),
    ("منظمة", "منظمات"), ("مصدر", "مصادر"),
  ]

  private static let measures: [(Quantity.Category, String)] = [
    (
      .timeSpan,
      "ثانية ثوان ثواني دقيقة دقائق دقيقتين ساعة ساعات ساعتين ساعتان يوم يوما أيام يومين يومان"
        + " أسبوع أسبوعا أسابيع أسبوعين شهر شهرا أشهر شهور شهرين سنة سنوات سنتين سنين عام عاما"
        + " أعوام عامين عقود عقدين ليلة ليال ليالي"
    ),
    (
      .distance,
      "متر مترا أمتار كيلومتر كيلومترا كيلومترات كيلو كلم كم سم سنتيمتر ميل أميال هكتار هكتارا"
        + " هكتارات دونم دونما"
    ),
    (.weaponModel, "ملم مم مليمتر ميليمتر ملليمتر"),
    (
      .money,
      "دولار دولارا دولارات ليرة ليرات يورو روبل دينار دنانير ريال ريالات درهم جنيه"
    ),
    (.percent, "بالمئة بالمائة مئوية"),
  ]

  private static let english: WordTable<CountedNoun> = {
    let lists: [(Quantity.Category, String)] = [
      (
        .people,
        "person persons people civilian civilians soldier soldiers fighter fighters troop troops"
          + " militant militants man men woman women child children boy boys girl girls insurgent"
          + " insurgents rebel rebels terrorist terrorists officer officers body bodies dead killed"
          + " wounded injured casualty casualties fatality fatalities death deaths militiaman"
          + " militiamen member members personnel policeman policemen guard guards gunman gunmen"
          + " prisoner prisoners detainee detainees resident residents refugee refugees victim"
          + " victims martyr martyrs serviceman servicemen recruit recruits jihadist jihadists"
          + " jihadi jihadis conscript conscripts deserter deserters defector defectors hostage"
          + " hostages doctor doctors nurse nurses journalist journalists worker workers protester"
          + " protesters student students combatant combatants commander commanders mercenary"
          + " mercenaries captive captives general generals colonel colonels pilot pilots medic"
          + " medics paramedic paramedics infant infants baby babies villager villagers official"
          + " officials activist activists teacher teachers pupil pupils driver drivers farmer"
          + " farmers shepherd shepherds inmate inmates extremist extremists attacker attackers"
          + " assailant assailants bomber bombers peacekeeper peacekeepers airman airmen crewman"
          + " crewmen sniper snipers shopper shoppers worshipper worshippers mourner mourners"
          + " passenger passengers elder elders leader leaders trader traders rescuer rescuers"
          + " toddler toddlers teenager teenagers herder herders lawyer lawyers cleric clerics"
          + " demonstrator demonstrators staff crew companion companions bodyguard bodyguards"
          + " relative relatives brother brothers son sons daughter daughters sister sisters"
          + " corpse corpses"
          + " sibling siblings guest guests operative operatives loyalist loyalists jihadists"
          + " militiaman sailor sailors engineer engineers shopkeeper shopkeepers"
          + ""
          + " iranians russians lebanese syrians iraqis turks afghans palestinians kurds"
          + " americans"
      ),
      (
        .things,
        "tank tanks vehicle vehicles truck trucks car cars bus buses shell shells rocket rockets"
          + " missile missiles bomb bombs strike strikes airstrike airstrikes raid raids sortie"
          + " sorties barrel barrels drone drones aircraft plane planes jet jets helicopter"
          + " helicopters village villages town towns city cities position positions checkpoint"
          + " checkpoints point points site sites house houses home homes building buildings"
          + " hospital hospitals school schools mosque mosques attack attacks clash clashes"
          + " operation operations mine mines gun guns rifle rifles weapon weapons ton tons tonnes"
          + " family families camp camps group groups faction factions battalion battalions"
          + " brigade brigades division divisions country countries time times area areas district"
          + " districts base bases crossing crossings hill hills violation violations front fronts"
          + " ambush ambushes assault assaults ifv ifvs apc apcs uav uavs atgm atgms outpost"
          + " outposts axis axes neighborhood neighborhoods neighbourhood neighbourhoods tent tents tunnel"
          + " tunnels explosion explosions mortar mortars round rounds way ways side sides"
      ),
      (
        .timeSpan,
        "second seconds minute minutes hour hours day days week weeks month months year years"
          + " decade decades night nights"
      ),
      (
        .distance,
        "metre metres meter meters kilometre kilometres kilometer kilometers km mile miles m cm"
          + " hectare hectares acre acres foot feet"
      ),
      (.weaponModel, "mm millimetre millimeter caliber calibre"),
      (.money, "dollar dollars euro euros pound pounds lira liras usd eur"),
      (.percent, "percent per cent"),
    ]
    var entries: [(String, CountedNoun)] = []
    for (category, list) in lists {
      for word in words(list) where word != "per" && word != "cent" {
        entries.append((word, CountedNoun(category: category)))
      }
    }
    entries.append(("others", CountedNoun(category: .people, isOthers: true)))
    return WordTable(entries)
  }()
}
