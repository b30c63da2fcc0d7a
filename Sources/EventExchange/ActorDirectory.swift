public import EventCoding

/// The actors of a theatre by the names that datasets give them.
public struct ActorDirectory: Sendable {
  private let lexicon: ActorLexicon
  private let ids: [String: String]

  /// - Parameter names: Further names and the ids that they stand for; they go before the others.
  public init(_ lexicon: ActorLexicon, names: [(name: String, id: String)] = []) {
    self.lexicon = lexicon
    var ids: [String: String] = [:]
    for (name, id) in names { ids[name.lowercased()] = id }
    for actor in lexicon.actors {
      let names =
        [actor.nameEnglish, actor.nameArabic] + actor.aliasesEnglish + actor.aliasesArabic
      for name in names where ids[name.lowercased()] == nil {
        ids[name.lowercased()] = actor.id
      }
    }
    self.ids = ids
  }

  /// The id of the actor of this name; the name itself where nobody has it.
  func id(named name: String) -> String { ids[name.lowercased()] ?? name }

  /// The English name of an actor; the id itself where nobody has it.
  func name(of id: String) -> String { lexicon.actor(id: id)?.nameEnglish ?? id }

  /// ACLED's actor type, `1...8`, `nil` for an actor that nobody knows.
  func type(of id: String) -> Int? { lexicon.actor(id: id)?.type }
}
