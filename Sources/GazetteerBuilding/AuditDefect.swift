extension GazetteerAudit {
  /// The kinds of defects.
  public enum Defect: String, Hashable, Sendable, CaseIterable {
    case pointOutsideUnit = "point_outside_unit"
    case nearDuplicate = "near_duplicate"
    case sourcesDisagree = "sources_disagree"
    case wholeMinutes = "whole_minutes"
    case danglingReference = "dangling_reference"
    case unpairedNames = "unpaired_names"
    case missingArticle = "missing_article"
    case oneScriptOnly = "one_script_only"
    case commonWord = "common_word"
    case endedValidity = "ended_validity"
    case staleOverride = "stale_override"
    case staleAlias = "stale_alias"
    case unusedAlias = "unused_alias"
  }
}

extension GazetteerAudit.Defect {
  /// What is wrong, in a sentence.
  public var explanation: String {
    switch self {
    case .pointOutsideUnit:
      "The point lies outside the sub-district that the place's code names; `other` is the one it "
        + "lies in, `meters` the distance from the stated one."
    case .nearDuplicate:
      "Another settlement (`other`) has the same name, article and blanks ignored, within 5 km."
    case .sourcesDisagree:
      "The source in `other` puts the place `meters` from the point that is used, more than 2 km."
    case .wholeMinutes:
      "The only point known lies on whole minutes of arc: it may be off by more than a kilometre."
    case .danglingReference: "A parent, a part or a unit (`other`) does not exist."
    case .unpairedNames:
      "OCHA has another number of Arabic than of English names for it (`other`), so that the two "
        + "lists do not pair off."
    case .missingArticle:
      "The official Arabic name lacks the article that another source has (`other`)."
    case .oneScriptOnly: "There is no name in the script that `other` says."
    case .commonWord:
      "The name in `other` is an ordinary word of the language: reports use it where they mean no "
        + "place, and need a word such as قرية before it where they do."
    case .endedValidity: "The place or the name in `other` was valid for a period that has ended."
    case .staleOverride: "A decision in overrides.csv fits no place or unit any more (`other`)."
    case .staleAlias: "A row of aliases.csv (`other`) names a place that does not exist."
    case .unusedAlias:
      "A row of aliases.csv (`other`) adds a name that a source's table has already."
    }
  }

  /// What a person can do about it.
  public var whatToDo: String {
    switch self {
    case .pointOutsideUnit:
      "compare with imagery or a newer OCHA list; correct the point or the code in the table"
    case .nearDuplicate:
      "if they are one place, give the row of places-extra.csv a same_as, or merge them in the table"
    case .sourcesDisagree: "compare both points with imagery; the one used is in lat and lon"
    case .wholeMinutes: "look the place up on imagery and correct the source's point"
    case .danglingReference: "correct the code, or add the row that is missing"
    case .unpairedNames: "part or pair the names in the source's table"
    case .missingArticle: "nothing for look-ups, which ignore it; write the article on maps"
    case .oneScriptOnly: "add a name to aliases.csv, with its source"
    case .commonWord: "if reports never mean the place by it, add a rule never to overrides.csv"
    case .endedValidity: "nothing if it is history; else correct the period in the table"
    case .staleOverride: "give the decision the new id, or remove its line"
    case .staleAlias: "give the row the new id, or remove it"
    case .unusedAlias: "remove the row"
    }
  }
}
