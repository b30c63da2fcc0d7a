internal import TextAnalysis

extension PlaceSearch {
  /// The units that `hint` names: a p-code or a name; the words for the kind of unit do not matter.
  public func units(named hint: String) -> AdministrativeHint {
    let records = gazetteer.index.places
    if let place = records.index(ofID: hint), records.kind(place).isAdministrative {
      return AdministrativeHint([place])
    }
    var words = Folding.fold(hint).split(separator: " ")
    words.removeAll { Self.unitWords.contains($0) }
    guard !words.isEmpty else { return AdministrativeHint() }
    var folder = NameFolder()
    folder.fold(words.joined(separator: " "))

    let forms = gazetteer.index.forms
    func units(_ form: Int) -> [Int] {
      forms.bearers(form).map { forms.place($0) }
        .filter { records.kind($0).isAdministrative }
    }
    var equal: Set<Int> = []
    for (form, isAlias) in forms.keyed(NameKey.hashes(of: folder).loose) where !isAlias {
      equal.formUnion(units(form))
    }
    if !equal.isEmpty { return AdministrativeHint(equal.sorted()) }

    // Of the units that sound alike ("Raqqa", "Iraq") those that do so most.
    var sound = SoundBuffer()
    sound.read(folder)
    var best = 0.0
    var alike: Set<Int> = []
    for form in gazetteer.index.tree.forms(of: sound.skeleton) {
      let units = units(Int(form))
      if units.isEmpty { continue }
      let similarity = sound.sounds.withUnsafeBufferPointer {
        SoundDistance.similarity(forms.sounds(Int(form)), $0)
      }
      if similarity > best { alike = [] }
      if similarity >= best { alike.formUnion(units) }
      best = max(best, similarity)
    }
    return AdministrativeHint(alike.sorted())
  }

  private static let unitWords: Set<Substring> = [
    "governorate", "province", "district", "subdistrict", "sub", "muhafazat", "محافظه", "منطقه",
    "ناحيه", "state",
  ]
}

extension Place {
  /// Whether the place is or lies in the administrative unit `unit`, by its codes.
  public func isWithin(_ unit: Place) -> Bool {
    if id == unit.id { return true }
    switch unit.kind {
    case .country: return country == unit.id
    case .governorate: return adm1 == unit.id
    case .district: return adm2 == unit.id
    case .subDistrict: return adm3 == unit.id
    default: return parent == unit.id
    }
  }
}
