import Testing

@testable import Evaluation

/// Scores of small cases, worked out by hand.
struct MeasuresTests {
  @Test func `a share of nothing is no figure`() {
    #expect(Proportion(0, of: 0).value == nil)
    #expect(Proportion(3, of: 4).value == 0.75)
    #expect(f1(precision: Proportion(0, of: 0), recall: Proportion(1, of: 2)) == nil)
    #expect(f1(precision: Proportion(0, of: 5), recall: Proportion(0, of: 2)) == 0)
  }

  @Test func `F1 is the harmonic mean`() throws {
    // 2 · 0.5 · 1 / 1.5
    let value = try #require(f1(precision: Proportion(1, of: 2), recall: Proportion(2, of: 2)))
    #expect(abs(value - 2.0 / 3) < 1e-12)
  }

  @Test func `the median of an even number is the mean of the middle ones`() {
    #expect(DistanceErrors([]).median == nil)
    #expect(DistanceErrors([7]).median == 7)
    #expect(DistanceErrors([9, 1, 4]).median == 4)
    #expect(DistanceErrors([100, 1, 2, 4]).median == 3)
  }

  @Test func `the area is 0 where all is right, 1 where all is as wrong as can be`() throws {
    #expect(DistanceErrors([]).areaUnderCurve == nil)
    #expect(DistanceErrors([0, 0, 0]).areaUnderCurve == 0)
    let worst = try #require(DistanceErrors([20_038, 20_038, 20_038]).areaUnderCurve)
    #expect(abs(worst - 1) < 1e-12)
    let alone = try #require(DistanceErrors([20_038]).areaUnderCurve)
    #expect(abs(alone - 1) < 1e-12)
  }

  @Test func `the area is that of the trapezoids`() throws {
    // Errors 0 and e − 1 have the heights 0 and 1: half a unit, of ln 20039 = 9.90543659…
    let value = try #require(DistanceErrors([1.718281828459045, 0]).areaUnderCurve)
    #expect(abs(value - 0.5 / 9.905435) < 1e-6)
  }

  @Test func `a calibration's bins hold their lower ends, the last one its upper end`() {
    let calibration = Calibration([
      (confidence: 0, isRight: false), (0.1, true), (0.999, true), (1, false),
    ])
    #expect(calibration.bins.map(\.right.total) == [1, 1, 0, 0, 0, 0, 0, 0, 0, 2])
    #expect(calibration.bins[9].right == Proportion(1, of: 2))
    #expect(calibration.bins[2].meanConfidence == nil)
  }

  @Test func `the calibration error weighs the bins by their answers`() throws {
    #expect(Calibration([]).expectedError == nil)
    // Four at 0.95, three right: a gap of 0.2; one at 0.5, wrong: a gap of 0.5.
    let calibration = Calibration([
      (confidence: 0.95, isRight: true), (0.95, true), (0.95, true), (0.95, false), (0.5, false),
    ])
    let error = try #require(calibration.expectedError)
    #expect(abs(error - (0.8 * 0.2 + 0.2 * 0.5)) < 1e-12)
  }

  @Test func `a macro F1 is over the classes of the gold`() throws {
    let counts = [
      ClassCount(name: "a", hits: 1, gold: 1, predicted: 1),
      ClassCount(name: "b", hits: 1, gold: 2, predicted: 2),
      ClassCount(name: "only coded", hits: 0, gold: 0, predicted: 3),
    ]
    #expect(counts.macroF1 == 0.75)
    #expect([ClassCount]().macroF1 == nil)
  }
}
