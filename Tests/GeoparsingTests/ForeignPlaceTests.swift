import Gazetteers
import NewsIngest
import Testing

@testable import Geoparsing

/// News of other countries, whose towns have namesakes among the villages at home.
struct ForeignPlaceTests {
  private func places(_ text: String) -> [String: String] {
    Dictionary(
      Compiled.geoparser.mentions(in: text).compactMap { mention in
        mention.resolution.place.map { (mention.text, $0.country) }
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test func `a town abroad is not the village of its name at home`() {
    let text = "افتتحت وزارة النقل العراقية جسراً جديداً في البصرة أمس."
    #expect(places(text)["البصرة"] == "IQ")
    #expect(places("أقيم معرض للكتاب في مدينة جنين بالضفة الغربية.")["جنين"] == "PS")
  }

  @Test func `a village is itself beside its neighbours`() {
    let found = places("اندلع حريق في قرية جنين في ريف صافيتا بمحافظة طرطوس.")
    #expect(found["جنين"] == "SY")
  }

  @Test func `a lone village of a report on another country is not one at home`() {
    let text = "نظم مزارعون في تونس سوقاً في بلدة تل ملح، وباعوا التمور والزيت."
    #expect(places(text)["تل ملح"] == nil)
    #expect(places("قصفت الطائرات بلدة تل ملح، وقتلت مزارعين.")["تل ملح"] != nil)
  }

  @Test func `a village in a report that names the country at home stays`() {
    let text = "يعيش في تركيا لاجئون من سوريا، وقصفت الطائرات أمس بلدة تل ملح."
    #expect(places(text)["تل ملح"] != nil)
  }

  @Test func `a capital stands for its government and another town does not`() {
    func role(_ text: String, _ name: String) -> MentionRole? {
      Compiled.geoparser.mentions(in: text).first { $0.text == name }?.role
    }
    #expect(role("وصفت الخرطوم القرار بأنه خطوة جيدة.", "الخرطوم") == .government)
    #expect(role("شهدت بنغازي أمطاراً غزيرة.", "بنغازي") != .government)
  }

  @Test func `a city is spelled without an article that is not its own`() {
    #expect(places("تحضّر الجدة الحمص بالطحينة والليمون.")["الحمص"] == nil)
    #expect(places("قصفت الطائرات أحياء حمص القديمة.")["حمص"] != nil)
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    var row: String
    var message: String
    var testDescription: String { row }
  }

  @Test(arguments: [
    Fault(
      row: "iq,city,A,ا,1,2,3", message: "the country \"iq\" is no code of two capital letters"),
    Fault(
      row: "IQ,town,A,ا,1,2,3",
      message: "the kind \"town\" is not country, capital, city or region"),
    Fault(row: "IQ,city,A,ا,181,2,3", message: "the position is not in degrees"),
    Fault(row: "IQ,city,A,ا,1,2,-3", message: "the population \"-3\" is no number of people"),
    Fault(row: "IQ,city,A,,1,2,3", message: "a name in English or in Arabic is missing"),
  ])
  func `says what is wrong and where`(_ fault: Fault) {
    let head = "country,kind,names_en,names_ar,longitude,latitude,population\n"
    let error = #expect(throws: PlaceTableError.self) {
      try ForeignPlaces(csv: head + fault.row + "\n", file: "abroad")
    }
    #expect(error?.description == "abroad:2: " + fault.message)
  }
}
