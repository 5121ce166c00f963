package org.stockpot.law;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.stockpot.task.replicates.Estimate;

/**
 * A law with its constants, by least squares of the relative deviations of mean errors.
 *
 * @param law the law
 * @param parameters what was fitted: logarithms of constants above 0, the others themselves
 * @param covariance of the parameters, row by row: that of the replicates by the jackknife, from
 *     {@link LeastSquares#LEAST_REPLICATES} on; else {@code s² (JᵀJ)⁻¹}, which takes the deviations
 *     of different places for independent
 * @param spread s, the root of the sum of squared deviations by their degrees of freedom
 * @param freedom degrees of freedom of the covariance
 * @param places how many places were fitted
 * @param replicates how many replicates the covariance is of; 0 if it is of places
 */
public record Fit(
    Law law,
    List<Double> parameters,
    List<List<Double>> covariance,
    double spread,
    int freedom,
    int places,
    int replicates) {

  private static final double QUANTILE = 0.975;
  private static final double STEP = 1e-6;

  /** Copies the lists. */
  public Fit {
    parameters = List.copyOf(parameters);
    covariance = covariance.stream().map(List::copyOf).toList();
  }

  /** Returns constants of parameters. */
  static double[] constants(Law law, double... parameters) {
    double[] constants = parameters.clone();
    for (int i = 0; i < constants.length; i++) {
      constants[i] = law.symbols().get(i).positive() ? Math.exp(parameters[i]) : parameters[i];
    }
    return constants;
  }

  /** Returns the gradient of {@code ln error} by the parameters, by central differences. */
  static double[] slopes(Law law, double[] parameters, double... place) {
    double[] slopes = new double[parameters.length];
    for (int i = 0; i < slopes.length; i++) {
      double[] up = parameters.clone();
      double[] down = parameters.clone();
      double step = STEP * Math.max(1, Math.abs(parameters[i]));
      up[i] += step;
      down[i] -= step;
      double rise =
          Math.log(law.error(constants(law, up), place))
              - Math.log(law.error(constants(law, down), place));
      slopes[i] = rise / (up[i] - down[i]);
    }
    return slopes;
  }

  private double[] vector() {
    return parameters.stream().mapToDouble(number -> number).toArray();
  }

  private double quantile() {
    return new TDistribution(null, freedom).inverseCumulativeProbability(QUANTILE);
  }

  /**
   * Returns the constants with their intervals.
   *
   * @return one for each symbol of the law
   */
  public List<Constant> constants() {
    double[] values = constants(law, vector());
    List<Constant> constants = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      double half = quantile() * Math.sqrt(covariance.get(i).get(i));
      Law.Symbol symbol = law.symbols().get(i);
      double low = symbol.positive() ? values[i] * Math.exp(-half) : values[i] - half;
      double reach = symbol.positive() ? values[i] * Math.exp(half) : values[i] + half;
      double high = values[i] > symbol.most() ? Double.POSITIVE_INFINITY : reach;
      constants.add(new Constant(symbol.name(), values[i], low, high, symbol.positive()));
    }
    return constants;
  }

  /**
   * Returns a constant.
   *
   * @param name its symbol
   * @return the constant with its interval
   * @throws java.util.NoSuchElementException if the law has none of that name
   */
  public Constant constant(String name) {
    return constants().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Returns the ratio of two constants above 0.
   *
   * @param name what it is called
   * @param of the symbol of the one
   * @param by the symbol of the other
   * @return the ratio; its interval is that of the difference of logarithms, with their covariance
   */
  public Constant ratio(String name, String of, String by) {
    List<String> names = law.symbols().stream().map(Law.Symbol::name).toList();
    int i = names.indexOf(of);
    int j = names.indexOf(by);
    double value = Math.exp(parameters.get(i) - parameters.get(j));
    double variance =
        covariance.get(i).get(i) + covariance.get(j).get(j) - 2 * covariance.get(i).get(j);
    double factor = Math.exp(quantile() * Math.sqrt(Math.max(0, variance)));
    return new Constant(name, value, value / factor, value * factor, true);
  }

  /**
   * Returns the error that the fitted law gives.
   *
   * @param place where, as the law reads it
   * @return the error
   */
  public double error(double... place) {
    return law.error(constants(law, vector()), place);
  }

  /**
   * Predicts the mean error at a place: {@code ln error ± t sqrt(gᵀ C g + s²)}, with the gradient g
   * of the logarithm by the parameters and their covariance C.
   *
   * @param place where, as the law reads it
   * @return the error with its interval
   */
  public Prediction predict(double... place) {
    double error = error(place);
    ArrayRealVector slopes = new ArrayRealVector(slopes(law, vector(), place));
    double variance = slopes.dotProduct(matrix().operate(slopes)) + spread * spread;
    double factor = Math.exp(quantile() * Math.sqrt(variance));
    return new Prediction(error, error / factor, error * factor);
  }

  private RealMatrix matrix() {
    return new Array2DRowRealMatrix(
        covariance.stream()
            .map(row -> row.stream().mapToDouble(number -> number).toArray())
            .toArray(double[][]::new));
  }

  /**
   * Returns how far the law lies from mean errors.
   *
   * @param observed at least one place, fitted or not
   * @return mean and standard deviation of the relative deviations
   */
  public Deviation deviation(List<Observed> observed) {
    return new Deviation(
        Estimate.of(observed.stream().map(o -> error(o.at()) / o.error() - 1).toList()));
  }
}
