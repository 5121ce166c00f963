package org.stockpot.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Verdict;

final class LeastSquaresTest {

  private static final PruningLaw ALONE = new PruningLaw(false, false);
  private static final double[] TRUE = {0.85, 1.2, 0.06};

  /** Returns e_np |(D - j p (e_up / e_np)^(1/γ)) / (D - j p)|^γ in complex numbers. */
  private static double published(double d, double dense, double up, double slope, double p) {
    double q = p * Math.pow(up / dense, 1 / slope);
    return dense * Math.pow(Math.hypot(d, q) / Math.hypot(d, p), slope);
  }

  /** Returns the errors of {@code 0.8^i}, each of some replicates with noise of its own. */
  private static List<Observed> ladder(int levels, int replicates, double noise) {
    SplittableRandom random = new SplittableRandom(3);
    return IntStream.range(0, levels)
        .mapToObj(
            i -> {
              double d = Math.pow(0.8, i);
              double error = published(d, 0.05, TRUE[0], TRUE[1], TRUE[2]);
              return new Observed(
                  List.of(d, 0.05, 1.0, 1.0),
                  DoubleStream.generate(() -> error * (1 + noise * random.nextDouble(-1, 1)))
                      .limit(replicates)
                      .boxed()
                      .toList());
            })
        .toList();
  }

  @Test
  void theLawIsTheOneOfThePaper() {
    for (double d : new double[] {1, 0.3, 0.05, 1e-3, 1e-9}) {
      assertEquals(
          published(d, 0.05, 0.85, 1.2, 0.06),
          ALONE.error(TRUE, new double[] {d, 0.05, 1, 1}),
          1e-12);
    }
    double joint =
        new PruningLaw(true, true)
            .error(new double[] {0.85, 1.2, 0.06, 0.7, -0.3}, new double[] {0.1, 0.05, 3, 20});
    double density = 0.1 * Math.pow(3, 0.7) * Math.pow(20, -0.3);
    assertEquals(published(density, 0.05, 0.85, 1.2, 0.06), joint, 1e-12);
  }

  @Test
  void dataMadeByTheLawGivesItsConstantsBack() {
    List<Observed> exact = ladder(20, 1, 0);
    Fit fit = LeastSquares.of(ALONE, exact).orThrow();
    for (int i = 0; i < TRUE.length; i++) {
      assertEquals(1, fit.constants().get(i).value() / TRUE[i], 0.01);
    }
    assertEquals(0, fit.deviation(exact).sd(), 1e-6);
    assertEquals(Verdict.YES, fit.deviation(exact).within(0.02, 0.04));
  }

  /** The 95 % interval of noisy data has the true constants, of places or of replicates. */
  @Test
  void intervalsHaveTheTrueConstants() {
    for (int replicates : new int[] {1, 5}) {
      Fit fit = LeastSquares.of(ALONE, ladder(30, replicates, 0.05)).orThrow();
      assertEquals(replicates == 5 ? 5 : 0, fit.replicates());
      for (int i = 0; i < TRUE.length; i++) {
        Constant constant = fit.constants().get(i);
        assertTrue(constant.contains(TRUE[i]), constant::toString);
        assertTrue(constant.isDetermined() && constant.high() < 2 * constant.low());
      }
      double[] beyond = {Math.pow(0.8, 32), 0.05, 1, 1};
      double there = published(beyond[0], 0.05, TRUE[0], TRUE[1], TRUE[2]);
      Prediction predicted = fit.predict(beyond);
      assertTrue(predicted.contains(there), predicted::toString);
      assertTrue(predicted.high() < 1.5 * predicted.low(), predicted::toString);
    }
  }

  /** Where the noise of places is 0 the fit is, to first order, a projection: a check by hand. */
  @Test
  void covarianceIsThatOfTheLinearLaw() {
    Law line =
        new Law() {
          @Override
          public List<Symbol> symbols() {
            return List.of(new Symbol("a", false));
          }

          @Override
          public double error(double[] constants, double[] place) {
            return constants[0];
          }

          @Override
          public List<double[]> starts(List<Observed> observed) {
            return List.of(new double[] {1});
          }
        };
    List<Observed> errors =
        DoubleStream.of(0.9, 1, 1.1, 1.2)
            .mapToObj(e -> new Observed(List.of(1.0), List.of(e)))
            .collect(Collectors.toList());
    Fit fit = LeastSquares.of(line, errors).orThrow();
    double inverse = errors.stream().mapToDouble(o -> 1 / o.error()).sum();
    double squares = errors.stream().mapToDouble(o -> Math.pow(o.error(), -2)).sum();
    double a = inverse / squares;
    assertEquals(a, fit.constant("a").value(), 1e-8);
    double s2 = errors.stream().mapToDouble(o -> Math.pow(a / o.error() - 1, 2)).sum() / 3;
    assertEquals(s2 / squares, fit.covariance().get(0).get(0), 1e-8);
  }

  @Test
  void whatCannotBeFittedSaysSo() {
    assertEquals(
        "3 constants need more than 3 places, got 2",
        LeastSquares.of(ALONE, ladder(2, 3, 0.01)).reason());
    List<Observed> flat =
        ladder(12, 1, 0).stream().map(o -> new Observed(o.place(), List.of(0.05))).toList();
    assertEquals(
        "these places do not tell the constants e_up, γ, p apart",
        LeastSquares.of(ALONE, flat).reason());
  }

  /** A slope behind which nothing changes is not told, however well the search knows it. */
  @Test
  void aSlopeThatRunsToInfinityIsNotTold() {
    List<Double> row = List.of(1e-4, 0.0, 0.0);
    List<List<Double>> covariance = List.of(row, List.of(0.0, 1e-4, 0.0), List.of(0.0, 0.0, 1e-4));
    for (double slope : new double[] {10, 1e11}) {
      List<Double> parameters = List.of(Math.log(0.8), Math.log(slope), Math.log(0.1));
      Fit fit = new Fit(ALONE, parameters, covariance, 0.01, 3, 12, 4);
      assertEquals(slope > 1000, fit.constant("γ").isOpen());
      assertFalse(fit.constant("p").isOpen());
    }
  }

  @Test
  void smallSamplesOfDeviationsDecideNothing() {
    Deviation two = new Deviation(Estimate.of(List.of(0.001, 0.002)));
    assertEquals(Verdict.UNDECIDED, two.within(0.002, 0.0008));
    Deviation one = new Deviation(Estimate.of(List.of(0.001)));
    assertEquals(Verdict.UNDECIDED, one.within(0.02, 0.04));
    Deviation far = new Deviation(Estimate.of(List.of(0.2, 0.21, 0.22)));
    assertEquals(Verdict.NO, far.within(0.02, 0.04));
    // χ² of 2 degrees of freedom: quantiles -2 ln(1 - q).
    assertEquals(far.sd() * Math.sqrt(2 / (-2 * Math.log(0.025))), far.sdLow(), 1e-9);
    assertEquals(far.sd() * Math.sqrt(2 / (-2 * Math.log(0.975))), far.sdHigh(), 1e-9);
  }
}
