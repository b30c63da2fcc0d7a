package import TextAnalysis

/// Words for one person.
package enum PersonNoun {
  /// Whether a word names one person by what he or she is: "مدني", "طفلة", "mayor"; not two or more.
  package static func isOne(_ token: Int, in text: TokenizedText) -> Bool {
    guard text.tokens.indices.contains(token) else { return false }
    switch text.tokens[token].script {
    case .arabic: return arabic.match(token, in: text).map { !$0.joined.hasConjunction } ?? false
    case .latin: return english.value(of: token, in: text) != nil
    case .digits, .other: return false
    }
  }

  /// Whether an Arabic word names one more person, with the conjunction joined: "وامرأة".
  package static func isOneMore(_ token: Int, in text: TokenizedText) -> Bool {
    guard text.tokens.indices.contains(token), text.tokens[token].script == .arabic else {
      return false
    }
    return arabic.match(token, in: text).map {
      $0.joined.hasConjunction && !$0.joined.hasPreposition && !$0.joined.isDefinite
    } ?? false
  }

  private static let arabic = WordTable<Void>(
    CountedNoun.singularPeople.flatMap { noun in
      noun.hasSuffix("ة") ? [(noun, ())] : [(noun, ()), (noun + "ا", ()), (noun + "ة", ())]
    })

  private static let english = WordTable<Void>(
    ("civilian child woman man girl boy person farmer journalist medic volunteer soldier fighter"
      + " militant officer commander policeman gunman official general colonel captain lieutenant"
      + " sergeant major brigadier mayor activist doctor nurse teacher student pupil worker driver"
      + " guard pilot leader emir judge lawyer cleric imam sheikh father mother toddler infant baby"
      + " elder shepherd resident villager shopkeeper paramedic reporter photographer cameraman"
      + " prisoner detainee refugee sniper recruit conscript deserter councillor engineer mukhtar"
      + " trader rebel insurgent jihadist serviceman marine militiaman smuggler dentist pharmacist"
      + " teenager youth pensioner member figure dignitary informant operative employee herder"
      + " protester demonstrator mourner worshipper passenger bystander vendor merchant preacher translator reservist sheik imam headman collaborator")
      .split(separator: " ").map { (String($0), ()) })
}
