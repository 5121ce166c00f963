package org.stockpot.study;

import java.util.List;
import java.util.stream.Stream;
import org.stockpot.curvature.TraceEstimate;
import org.stockpot.task.Span;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;

/**
 * A grid of trainings by load and temperature.
 *
 * @param widths units of each hidden layer: the load, unless {@code shares} are
 * @param shares of the training examples: the load, unless {@code widths} are
 * @param batches batch sizes: the temperature, which falls with them, unless {@code rates} are
 * @param rates learning rates: the temperature, unless {@code batches} are
 * @param seeds one replicate of each cell each
 * @param curveFor how long each curve between two replicates is trained
 * @param within points of training error by which a curve may lie above its ends
 * @param examples training examples of Hessians, and test examples of CKA, at most 2,048
 * @param probes of each trace
 */
public record TaxonomyOptions(
    @Help("units of each hidden layer, such as 4,16,64: the load, unless --shares are")
        List<Integer> widths,
    @Help("shares of the training examples, such as 10%,50%,100%: the load, unless --widths are")
        List<Double> shares,
    @Help("batch sizes, such as 16,128: the temperature, unless --rates are") List<Integer> batches,
    @Help("learning rates, such as 1e-3,1e-2: the temperature, unless --batches are")
        List<Double> rates,
    @Help("one replicate of each cell each; intervals of pairs need four") List<Long> seeds,
    @Help("how long each curve between two replicates is trained") Span curveFor,
    @Help("points of training error that a curve may lie above its ends and be well connected")
        double within,
    @Help("examples of Hessians (training) and of CKA (test), 4 to 2048") int examples,
    @Help("probes of each trace, at least 6") int probes) {

  private static final int LEAST_EXAMPLES = 4;
  private static final int MOST_EXAMPLES = 2048;

  /**
   * Checks the components. That there are axes is asked when the grid is trained.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public TaxonomyOptions {
    widths = List.copyOf(widths);
    shares = List.copyOf(shares);
    batches = List.copyOf(batches);
    rates = List.copyOf(rates);
    seeds = List.copyOf(seeds);
    requireAll("widths", widths, width -> width >= 1, "at least 1");
    requireAll("shares", shares, share -> share > 0 && share <= 1, "above 0 and at most 1");
    requireAll("batches", batches, batch -> batch >= 1, "at least 1");
    requireAll("rates", rates, rate -> rate > 0 && rate < Double.POSITIVE_INFINITY, "above 0");
    if (seeds.size() < 2) {
      throw new IllegalArgumentException("seeds must be two or more, got " + seeds.size());
    }
    Duplicates.refuse("seeds", seeds);
    if (!(within >= 0 && within <= 100)) {
      throw new IllegalArgumentException("within must lie in [0, 100], got " + within);
    }
    if (examples < LEAST_EXAMPLES || examples > MOST_EXAMPLES) {
      throw new IllegalArgumentException("examples must lie in 4 to 2048, got " + examples);
    }
    if (probes < TraceEstimate.LEAST) {
      throw new IllegalArgumentException("probes must be at least 6, got " + probes);
    }
  }

  private static <T> void requireAll(
      String name, List<T> values, java.util.function.Predicate<T> legal, String rule) {
    Duplicates.refuse(name, values);
    values.stream()
        .filter(legal.negate())
        .findFirst()
        .ifPresent(
            value -> {
              throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
            });
  }

  /**
   * Returns no axes, five replicates, curves of ten epochs, one point, and 1,000 examples.
   *
   * @return the default settings, to which a load and a temperature must be added
   */
  public static TaxonomyOptions defaults() {
    return new TaxonomyOptions(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(1L, 2L, 3L, 4L, 5L),
        Span.epochs(10),
        1,
        1000,
        20);
  }

  /**
   * Returns the loads, in the order given.
   *
   * @return at least one
   * @throws IllegalArgumentException if there is none, or there are both kinds
   */
  public List<Load> loads() {
    requireOne("a load must be", "widths 4,16,64", widths, "shares 10%,50%,100%", shares);
    return Stream.concat(widths.stream().map(Load::ofWidth), shares.stream().map(Load::ofShare))
        .toList();
  }

  /**
   * Returns the temperatures, in the order given.
   *
   * @return words such as {@code batch 16} or {@code lr 0.001}, at least one
   * @throws IllegalArgumentException if there is none, or there are both kinds
   */
  public List<Temperature> temperatures() {
    requireOne("a temperature must be", "batches 16,128", batches, "rates 1e-3,1e-2", rates);
    return Stream.concat(
            batches.stream().map(Temperature::ofBatch), rates.stream().map(Temperature::ofRate))
        .toList();
  }

  private static void requireOne(
      String what, String first, List<?> ones, String second, List<?> others) {
    if (ones.isEmpty() == others.isEmpty()) {
      throw new IllegalArgumentException(
          what
              + " given by --"
              + first
              + " or by --"
              + second
              + ", got "
              + (ones.isEmpty() ? "neither" : "both"));
    }
  }
}
