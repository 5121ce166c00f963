package org.stockpot.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.stockpot.task.Availability;

/**
 * Fits laws by Levenberg–Marquardt (commons-math): the sum of squares of {@code (law - error) /
 * error} over mean errors is least, as in Rosenfeld et al., ICLR 2020, §4.
 */
public final class LeastSquares {

  /** From so many replicates on, intervals are those of the jackknife over them. */
  public static final int LEAST_REPLICATES = 4;

  /** Parameters whose effects are more alike, up to their size, are not told apart. */
  private static final double ALIKE = 1e-7;

  private static final int EVALUATIONS = 2000;

  private final Law law;
  private final List<Observed> observed;

  private LeastSquares(Law law, List<Observed> observed) {
    this.law = law;
    this.observed = observed;
  }

  /**
   * Fits a law.
   *
   * @param law the law
   * @param observed errors above 0 of the same replicates at each place
   * @return the fit; or why there is none: fewer places than constants and one, no end of the
   *     search, or constants that these places do not tell apart
   */
  public static Availability<Fit> of(Law law, List<Observed> observed) {
    int constants = law.symbols().size();
    if (observed.size() <= constants) {
      return Availability.none(
          constants + " constants need more than " + constants + " places, got " + observed.size());
    }
    return new LeastSquares(law, observed).fit(law.starts(observed));
  }

  private Availability<Fit> fit(List<double[]> starts) {
    Optional<Optimum> best =
        starts.stream()
            .flatMap(start -> optimum(parameters(start)).stream())
            .min(Comparator.comparingDouble(Optimum::getCost));
    if (best.isEmpty()) {
      return Availability.none("the search for constants does not end");
    }
    Optimum optimum = best.get();
    int freedom = observed.size() - law.symbols().size();
    RealMatrix jacobian = optimum.getJacobian();
    SingularValueDecomposition values = new SingularValueDecomposition(jacobian);
    if (!(values.getInverseConditionNumber() > ALIKE)) {
      return Availability.none(
          "these places do not tell the constants "
              + law.symbols().stream().map(Law.Symbol::name).collect(Collectors.joining(", "))
              + " apart");
    }
    double spread = optimum.getCost() / Math.sqrt(freedom);
    double[] parameters = optimum.getPoint().toArray();
    int replicates = observed.get(0).errors().size();
    if (replicates >= LEAST_REPLICATES) {
      return jackknife(parameters, replicates)
          .then(c -> Availability.of(made(parameters, c, spread, replicates - 1, replicates)));
    }
    RealMatrix inverse = values.getV();
    for (int i = 0; i < parameters.length; i++) {
      double value = values.getSingularValues()[i];
      inverse.setColumnVector(i, inverse.getColumnVector(i).mapMultiply(spread / value));
    }
    RealMatrix covariance = inverse.multiply(inverse.transpose());
    return Availability.of(made(parameters, covariance, spread, freedom, 0));
  }

  private Fit made(
      double[] parameters, RealMatrix covariance, double spread, int freedom, int replicates) {
    List<List<Double>> rows =
        Arrays.stream(covariance.getData())
            .map(row -> Arrays.stream(row).boxed().toList())
            .toList();
    List<Double> point = Arrays.stream(parameters).boxed().toList();
    return new Fit(law, point, rows, spread, freedom, observed.size(), replicates);
  }

  /** Returns {@code (n - 1) / n Σ (p_i - p̄)(p_i - p̄)ᵀ} over fits without one replicate each. */
  private Availability<RealMatrix> jackknife(double[] parameters, int replicates) {
    RealMatrix fits = MatrixUtils.createRealMatrix(replicates, parameters.length);
    for (int i = 0; i < replicates; i++) {
      int left = i;
      List<Observed> others = observed.stream().map(o -> o.without(left)).toList();
      Optional<Optimum> fit = new LeastSquares(law, others).optimum(parameters);
      if (fit.isEmpty()) {
        return Availability.none("there is no fit without replicate " + (i + 1));
      }
      fits.setRowVector(i, fit.get().getPoint());
    }
    for (int k = 0; k < parameters.length; k++) {
      double mean = Arrays.stream(fits.getColumn(k)).average().orElseThrow();
      fits.setColumnVector(k, fits.getColumnVector(k).mapSubtract(mean));
    }
    double factor = (replicates - 1.0) / replicates;
    return Availability.of(fits.transpose().multiply(fits).scalarMultiply(factor));
  }

  private double[] parameters(double... constants) {
    return IntStream.range(0, constants.length)
        .mapToDouble(i -> law.symbols().get(i).positive() ? Math.log(constants[i]) : constants[i])
        .toArray();
  }

  /** Returns where a search from some parameters ends; empty if it does not, or at no numbers. */
  private Optional<Optimum> optimum(double... start) {
    try {
      Optimum optimum =
          new LevenbergMarquardtOptimizer()
              .optimize(
                  new LeastSquaresBuilder()
                      .start(start)
                      .target(new double[observed.size()])
                      .model(this::deviations, this::jacobian)
                      .maxEvaluations(EVALUATIONS)
                      .maxIterations(EVALUATIONS)
                      .build());
      boolean finite =
          Double.isFinite(optimum.getCost())
              && Arrays.stream(jacobian(optimum.getPoint().toArray()))
                  .flatMapToDouble(Arrays::stream)
                  .allMatch(Double::isFinite);
      return finite ? Optional.of(optimum) : Optional.empty();
    } catch (MathIllegalStateException e) {
      return Optional.empty();
    }
  }

  private double[] deviations(double... parameters) {
    double[] constants = Fit.constants(law, parameters);
    return observed.stream()
        .mapToDouble(o -> law.error(constants, o.at()) / o.error() - 1)
        .toArray();
  }

  private double[][] jacobian(double... parameters) {
    double[] constants = Fit.constants(law, parameters);
    List<double[]> rows = new ArrayList<>();
    for (Observed o : observed) {
      double[] place = o.at();
      double relative = law.error(constants, place) / o.error();
      rows.add(Arrays.stream(Fit.slopes(law, parameters, place)).map(s -> relative * s).toArray());
    }
    return rows.toArray(double[][]::new);
  }
}
