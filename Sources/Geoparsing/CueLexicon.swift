internal import TextAnalysis

/// What the words of a report say of the names beside them.
///
/// The words and their senses are ours, from reading Arabic and English war reports; the weights
/// are `PlaceCue.eventWeight`'s. Arabic words stand without article and joined letters: both are
/// taken off before they are looked up.
public struct CueLexicon: Sendable {
  struct Row: Sendable {
    var words: String
    var cue: PlaceCue?
    var traits: WordTraits
    var bearing: Int

    init(_ words: String, _ cue: PlaceCue? = nil, _ traits: WordTraits = [], bearing: Int = -1) {
      self.words = words
      self.cue = cue
      self.traits = traits
      self.bearing = bearing
    }
  }

  var rows: [Row]

  /// The words that conflictmap comes with.
  public static let standard = CueLexicon(
    rows: arabicCues + arabicWords + englishCues + englishWords + [
      Row(CommonWords.arabic, nil, .common), Row(CommonWords.english, nil, .common),
    ])

  /// The ordinary words of the lexicon, which are no names by themselves: folded, Arabic ones without
  /// their article.
  public var commonWords: Set<String> {
    Set(
      rows.filter { $0.traits.contains(.common) }
        .flatMap { $0.words.split(separator: " ").map { Folding.fold(String($0)) } })
  }

  private static let arabicCues: [Row] = [
    Row("قريتي قرى قريتا", .village, .several), Row("بلدتي بلدات بلدتا", .town, .several),
    Row("مدينتي مدن مدينتا", .city, .several), Row("منطقتي مناطق", .region, .several),
    Row("حيي احياء", .neighbourhood, .several), Row("مخيمي مخيمات", .camp, .several),
    Row("تلتي تلال", .hill, .several), Row("مطاري مطارات", .airport, .several),
    Row("قاعدتي معسكري", .base, .several), Row("حاجزي حواجز", .checkpoint, .several),
    Row("معبري معابر", .crossing, .several), Row("جبهتي جبهات محوري محاور", .front, .several),
    Row("محافظتي محافظات", .governorate, .several), Row("ريفي ارياف", .countryside, .several),
    Row("ناحيتي نواحي", .subDistrict, .several),
    Row("قرية", .village), Row("بلدة", .town), Row("مدينة", .city),
    Row("مزرعة مزارع تجمعات", .settlement), Row("حي ضاحية", .neighbourhood), Row("مخيم", .camp),
    Row("تل تلة هضبة مرتفع مرتفعات", .hill), Row("جبل جبال", .mountain),
    Row("مطار", .airport), Row("قاعدة معسكر ثكنة رحبة", .base),
    Row("حاجز", .checkpoint), Row("معبر منفذ", .crossing),
    Row("جسر جسري", .bridge), Row("دوار ساحة", .roundabout), Row("سد", .dam),
    Row("نهر بحيرة وادي", .water), Row("قلعة", .castle),
    Row("طريق اوتوستراد", .road), Row("جبهة محور", .front),
    Row("محافظة", .governorate), Row("ناحية", .subDistrict),
    Row("قضاء", .district), Row("ريف بادية", .countryside),
    Row("منطقة", .region),
    Row("مشفى مستشفى مدرسة مسجد جامع سوق مبنى مقر سجن", .facility),
    // The field of العمر is no person's.
    Row("حقل حقول", nil, .compoundHead),
    Row(
      "محيط اطراف قرب تخوم مشارف ضواحي مداخل جوار حول مدخل قبالة", .near),
    Row("بين", .between),
    Row("شمال شمالي", .direction, bearing: 0), Row("جنوب جنوبي", .direction, bearing: 180),
    Row("شرق شرقي", .direction, bearing: 90), Row("غرب غربي", .direction, bearing: 270),
  ]

  private static let arabicWords: [Row] = [
    Row("شمالية", nil, .directionAdjective, bearing: 0),
    Row("جنوبية", nil, .directionAdjective, bearing: 180),
    Row("شرقية", nil, .directionAdjective, bearing: 90),
    Row("غربية", nil, .directionAdjective, bearing: 270),
    Row("عسكري عسكرية دولي", nil, .common),
    Row("في الى داخل صوب نحو باتجاه وسط ضمن عند على عبر", nil, [.locative, .common]),
    Row("من", nil, [.from, .common]),
    Row("كم كيلومتر كيلومترا كيلومترات كيلو كيلومترين", nil, [.kilometres, .common]),
    Row(
      "لواء الوية جيش حركة فصيل فصائل كتيبة كتائب فرقة سرايا سرية تجمع فيلق ميليشيا ميليشيات "
        + "مليشيا مليشيات تنظيم هيئة احرار جند اجناد انصار صقور اسود فوج قوات حزب حشد مغاوير "
        + "حراس مجاهدي ثوار درع غصن نبع جماعة عصابات شهداء", nil, [.actorHead, .common]),
    Row("غرفة", nil, [.operationsRoom, .common]), Row("عمليات", nil, [.operations, .common]),
    Row("فتح", nil, [.conquest, .common]),
    Row(
      "شبكة مركز وكالة صحيفة قناة موقع اذاعة راديو مرصد مدونة مجلة مكتب منظمة مؤسسة مجلس جامعة "
        + "نادي تلفزيون", nil, [.mediaHead, .common]),
    Row(
      "مقدم عقيد رائد نقيب ملازم عميد قائد قيادي شهيد شيخ سيد دكتور رئيس وزير متحدث ناطق ناشط "
        + "اعلامي صحفي مراسل شاب طفل مواطن جنرال فريق محلل مبعوث سفير حاج استاذ ابن بن بنت ال "
        + "مدعو مسؤول امير سيناتور", nil, [.personTitle, .common]),
    Row(
      "محمد احمد حسن حسين محمود مصطفى عمر خالد سامر عبد عبدالله ابراهيم يوسف كمال رامي بشار "
        + "ماهر اسد حافظ سهيل جمال قاسم فيصل هادي نصر عماد عمار ياسر فراس مازن وليد طارق "
        + "سليمان صالح بلال حمزة انس اسامة زياد نزار غسان عدنان رياض جميل كريم نبيل سعيد "
        + "عبدو رجب دونالد فلاديمير حسان ايمن باسل جابر اياد مالك زهير فؤاد موسى عيسى داود "
        + "فاطمة مريم عائشة زينب خديجة ليلى سارة", nil, [.givenName]),
    Row(
      "قال قالت اضاف اضافت اكد اكدت اوضح اوضحت ذكر ذكرت صرح صرحت اشار اشارت تابع تابعت كتب "
        + "اعتبر راى لفت نوه كشف", nil, [.speech, .common]),
    Row(
      "اعلنت قالت اكدت رفضت ترفض اتهمت تتهم دعت تدعو طالبت تطالب حذرت تحذر نفت هددت وافقت تدعم "
        + "دعمت ادانت تدين قررت تعتبر اعتبرت تسعى ارسلت وقعت تؤكد تنفي تصر اعربت ابدت تقدمه "
        + "قدمت بدات حكومة نظام حملت سلطات", nil, [.stateVerb, .common]),
    Row(
      "مقاتل مقاتلا مقاتلين مقاتلون عنصر عنصرا عناصر شخص شخصا اشخاص شبان شباب جندي جنديا جنود "
        + "مدني مدنيا نازح نازحا نازحين لاجئ لاجئين قتيل قتيلا قتلى منهم بينهم مسلح مسلحا "
        + "مسلحين مواليد مجند مجندا مجندين متطوع متطوعا ضابط ضابطا عائلة عائلات", nil,
      [.people, .common]),
    Row("ابناء ابن وجهاء ينحدر تنحدر ينحدرون مرتبات", nil, [.origin, .common]),
    Row(
      "اتفاق اتفاقية اتفاقات اتفاقيات محادثات مفاوضات مؤتمر مسار تفاهم تفاهمات قمة اجتماعات "
        + "اجتماع جولة بيان عملية", nil, [.agreement, .common]),
    Row(
      "قصف معركة معارك هجوم هجمات سيطرة اقتحام تحرير استهداف استهدف استهدفت قصفت غارات غارة "
        + "اشتباكات انفجار تفجير مجزرة حصار مواجهات اهالي سكان سيطرت دخلت دخول انسحاب مجزرتي "
        + "استعادة احتلال تقدم اسقاط شهدت شهد داخلها يشهد تشهد سقوط مقتل هدنة", nil,
      [.eventNoun, .common]),
    Row(
      "قيادة وزارة رئاسة حكومة نظام سلطات برلمان مسؤولون مسؤولين مسؤول ناطق متحدث وزير خارجية", nil,
      .institution),
    Row("مصادر مصدر مراسلنا مراسل ناشطون نشطاء ناشط مراسلو", nil, [.source, .common]),
    Row(
      "انسحب انسحبت انسحبوا خرج خرجت خرجوا هرب هربت هربوا نزح نزحت فر انطلقت انطلق انسحاب "
        + "خروج نزوح وصل وصلت عاد عادت قادم قادمة قادمين قادما", nil, [.leaves, .common]),
    Row("القدس الفلسطيني", nil, .common), Row("الله", nil, [.filler, .common]),
    Row(
      "كبيرة صغيرة جديدة قديمة جميلة مجاورة محاصرة مدمرة استراتيجية حدودية محررة هامة مهمة ساحلية "
        + "جبلية زراعية صناعية سكنية تاريخية سياحية ريفية نائية خاضعة واقعة تابعة كاملة معينة "
        + "مختلفة عديدة اخرى سورية قريبة بعيدة كبرى صغرى ثانية اولى واحدة", nil,
      [.adjective, .common]),
    Row("كفر بيت دير خان عين ابو ام راس خربة جب معر", nil, [.compoundHead, .common]),
  ]

  private static let englishCues: [Row] = [
    Row("villages", .village, .several), Row("towns", .town, .several),
    Row("cities", .city, .several), Row("camps", .camp, .several),
    Row("village hamlet", .village), Row("town", .town), Row("city", .city),
    Row("neighbourhood neighborhood neighbourhoods neighborhoods quarter suburb", .neighbourhood),
    Row("camp", .camp), Row("hill hills tell tel tall tal hilltop", .hill),
    Row("mountain mountains mount jabal jebel", .mountain),
    Row("airport airbase airfield", .airport), Row("base barracks", .base),
    Row("checkpoint checkpoints", .checkpoint), Row("crossing", .crossing), Row("bridge", .bridge),
    Row("roundabout square", .roundabout), Row("dam", .dam), Row("river lake valley", .water),
    Row("castle citadel", .castle), Row("road highway motorway", .road),
    Row("front fronts frontline axis axes", .front),
    Row("province governorate provinces governorates", .governorate),
    Row("district", .district), Row("subdistrict", .subDistrict),
    Row("countryside rural outlying", .countryside), Row("region area areas", .region),
    Row("hospital school mosque market prison", .facility),
    Row("near outskirts around vicinity surroundings edge surrounding outside", .near),
    Row("between", .between),
    Row("north", .direction, bearing: 0), Row("northeast", .direction, bearing: 45),
    Row("east", .direction, bearing: 90), Row("southeast", .direction, bearing: 135),
    Row("south", .direction, bearing: 180), Row("southwest", .direction, bearing: 225),
    Row("west", .direction, bearing: 270), Row("northwest", .direction, bearing: 315),
  ]

  private static let englishWords: [Row] = [
    Row("northern", nil, .directionAdjective, bearing: 0),
    Row("northeastern", nil, .directionAdjective, bearing: 45),
    Row("eastern", nil, .directionAdjective, bearing: 90),
    Row("southeastern", nil, .directionAdjective, bearing: 135),
    Row("southern", nil, .directionAdjective, bearing: 180),
    Row("southwestern", nil, .directionAdjective, bearing: 225),
    Row("western", nil, .directionAdjective, bearing: 270),
    Row("northwestern", nil, .directionAdjective, bearing: 315),
    Row(
      "in inside into at on towards toward to reach reached enter entered within across", nil,
      .locative),
    Row("of", nil, [.filler, .joiner]), Row("military", nil, [.joiner, .common]),
    Row("the", nil, [.filler, .joiner]), Row("nearby both", nil, .filler), Row("from", nil, .from),
    Row("km kilometer kilometers kilometre kilometres kms", nil, .kilometres),
    Row("mile miles", nil, .miles),
    Row(
      "liwa jaysh jaish jaysh harakat faylaq katiba kataib saraya ahrar ansar tajammu jund", nil,
      [.actorHead]),
    Row(
      "brigade brigades army division movement battalion battalions legion corps forces militia "
        + "group gathering union conquest fatah operations", nil, [.actorTail]),
    Row(
      "network agency observatory times post university newspaper centre center media tv radio "
        + "council telegraph daily club", nil, [.mediaTail]),
    Row(
      "mr mrs ms dr president minister general colonel captain major lieutenant sheikh commander "
        + "spokesman spokesperson spokeswoman sergeant prince king emir ambassador envoy abu ibn "
        + "bin prof professor analyst activist journalist", nil, .personTitle),
    Row(
      "mohammed muhammad mohammad ahmed ahmad hassan hussein mahmoud mustafa omar khaled ali bashar "
        + "maher ibrahim yousef yusuf suhail jamal qasem john david michael james robert william "
        + "thomas peter paul mark george richard sarah anna maria sergei vladimir recep samer "
        + "salim saleh walid tariq bilal hamza osama ayman basil hadi nasr fadi rami", nil,
      .givenName),
    Row("said says added told stressed explained stated", nil, .speech),
    Row(
      "says announced announces denied denies warned warns accused accuses supports backs rejects "
        + "rejected urged urges insists condemned demanded wants agreed regime government hopes "
        + "blamed blames blaming declared declares proclaimed vowed vows thanked signed", nil,
      .stateVerb),
    Row(
      "command leadership ministry ministries government authorities presidency parliament "
        + "officials official regime spokesman spokeswoman spokesperson diplomats minister", nil,
      .institution),
    Row(
      "fighters fighter people men soldiers troops civilians families rebels militants members "
        + "volunteers recruits youths officers refugees residents man woman soldier", nil, .people),
    Row("kafr khan deir dayr ein ain ayn beit bayt umm ras khirbet", nil, .compoundHead),
    Row("native natives hails hailing originally", nil, .origin),
    Row(
      "agreement agreements talks accord accords process deal summit conference negotiations round "
        + "memorandum", nil, .agreement),
    Row(
      "shelling attack attacks clashes bombed shelled captured seized recaptured bombing bombardment "
        + "airstrikes strikes battle battles fighting control siege besieged hit struck entered "
        + "targeted offensive assault raid took retook liberated over against storm stormed storming "
        + "capture capturing seize seizing retake retaking recapture", nil, .eventNoun),
    Row("sources source correspondent activists", nil, .source),
    Row("withdrew withdrawal fled left retreated departed withdraw pulled", nil, .leaves),
  ]
}

/// What a word says apart from being a cue.
struct WordTraits: OptionSet, Hashable, Sendable {
  let rawValue: UInt32
  init(rawValue: UInt32) { self.rawValue = rawValue }

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
}

/// The senses of one word.
struct WordSense: Sendable {
  var cue: PlaceCue?
  var traits: WordTraits = []
  /// Degrees clockwise from north, -1 where the word is no direction.
  var bearing = -1
}
