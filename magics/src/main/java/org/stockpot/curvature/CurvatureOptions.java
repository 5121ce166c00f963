package org.stockpot.curvature;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.option.Help;

/**
 * What is measured of curvature, and how far.
 *
 * @param of which curvature
 * @param top how many of the largest eigenvalues, k
 * @param slots slots whose coordinates alone are looked at; empty for all
 * @param layers whether each prunable slot is looked at besides
 * @param examples how many examples
 * @param on which examples
 * @param trace how the trace is estimated
 * @param probes products for the trace, at least 6
 * @param densities probes of the spectral density; 0 for none, else at least 2
 * @param steps Lanczos steps of each, at least 2
 * @param tolerance the largest error of an eigenvalue, as a share of itself
 * @param products after how many products eigenvalues are given up
 * @param seed of examples and probes
 */
public record CurvatureOptions(
    @Help("hessian, gauss-newton or fisher (the empirical one)") OperatorKind of,
    @Help("how many of the largest eigenvalues, 1 to 500") int top,
    @Help("slots whose coordinates alone are looked at, such as fc1.weight; none for all")
        List<String> slots,
    @Help("look at the block of each prunable slot, too") boolean layers,
    @Help("examples of the loss: a number, or all") ExampleCount examples,
    @Help("training, validation or test examples") Part on,
    @Help("hutchinson, or hutch-plus-plus (a third of the products in the largest directions)")
        TraceMethod trace,
    @Help("products for the trace, at least 6") int probes,
    @Help("probes of the spectral density, 0 (none) or 2 to 1000") int densities,
    @Help("Lanczos steps of each probe of the density, 2 to 500") int steps,
    @Help("largest error of a converged eigenvalue, as a share of itself") double tolerance,
    @Help("products after which eigenvalues that did not converge are shown as they are")
        int products,
    @Help("seed of the choice of examples and of probes") long seed) {

  private static final int MOST_STEPS = 500;
  private static final int MOST_DENSITIES = 1000;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public CurvatureOptions {
    Objects.requireNonNull(of, "of");
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(on, "on");
    Objects.requireNonNull(trace, "trace");
    slots = List.copyOf(slots);
    LanczosOptions.check(top, tolerance, products);
    if (probes < TraceEstimate.LEAST) {
      throw new IllegalArgumentException(
          "probes must be at least " + TraceEstimate.LEAST + ", got " + probes);
    }
    if (densities != 0 && (densities < 2 || densities > MOST_DENSITIES)) {
      throw new IllegalArgumentException(
          "densities must be 0 or 2 to " + MOST_DENSITIES + ", got " + densities);
    }
    if (steps < 2 || steps > MOST_STEPS) {
      throw new IllegalArgumentException("steps must lie in 2 to " + MOST_STEPS + ", got " + steps);
    }
    if (layers && !slots.isEmpty()) {
      throw new IllegalArgumentException(
          "layers must come without slots, which are looked at alone, got slots "
              + String.join(",", slots));
    }
  }

  /**
   * Returns the twenty largest eigenvalues of the Hessian on 2,000 training examples, its trace and
   * its density.
   *
   * @return the default settings
   */
  public static CurvatureOptions defaults() {
    return new CurvatureOptions(
        OperatorKind.HESSIAN,
        20,
        List.of(),
        false,
        ExampleCount.of(2000),
        Part.TRAINING,
        TraceMethod.HUTCH_PLUS_PLUS,
        30,
        4,
        40,
        1e-3,
        1200,
        1);
  }

  /** Returns how far Lanczos' iteration goes. */
  LanczosOptions lanczos() {
    return new LanczosOptions(top, tolerance, products, seed);
  }

  /**
   * Returns which examples the loss is of.
   *
   * @return the examples
   */
  public Subset subset() {
    return examples.of(on, seed);
  }

  /**
   * Returns these settings with another curvature.
   *
   * @param kind which curvature
   * @return the changed settings
   */
  public CurvatureOptions withOf(OperatorKind kind) {
    return new CurvatureOptions(
        kind, top, slots, layers, examples, on, trace, probes, densities, steps, tolerance,
        products, seed);
  }

  /**
   * Returns these settings with another number of eigenvalues.
   *
   * @param count how many of the largest eigenvalues, k
   * @return the changed settings
   */
  public CurvatureOptions withTop(int count) {
    return new CurvatureOptions(
        of, count, slots, layers, examples, on, trace, probes, densities, steps, tolerance,
        products, seed);
  }

  /**
   * Returns these settings with some slots alone.
   *
   * @param names slots whose coordinates alone are looked at; empty for all
   * @return the changed settings
   */
  public CurvatureOptions withSlots(List<String> names) {
    return new CurvatureOptions(
        of, top, names, layers, examples, on, trace, probes, densities, steps, tolerance, products,
        seed);
  }

  /**
   * Returns these settings with each prunable slot besides, or not.
   *
   * @param each whether each prunable slot is looked at besides
   * @return the changed settings
   */
  public CurvatureOptions withLayers(boolean each) {
    return new CurvatureOptions(
        of, top, slots, each, examples, on, trace, probes, densities, steps, tolerance, products,
        seed);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param count how many examples
   * @return the changed settings
   */
  public CurvatureOptions withExamples(ExampleCount count) {
    return new CurvatureOptions(
        of, top, slots, layers, count, on, trace, probes, densities, steps, tolerance, products,
        seed);
  }

  /**
   * Returns these settings with other examples.
   *
   * @param part which examples
   * @return the changed settings
   */
  public CurvatureOptions withOn(Part part) {
    return new CurvatureOptions(
        of, top, slots, layers, examples, part, trace, probes, densities, steps, tolerance,
        products, seed);
  }

  /**
   * Returns these settings with another estimate of the trace.
   *
   * @param method how the trace is estimated
   * @return the changed settings
   */
  public CurvatureOptions withTrace(TraceMethod method) {
    return new CurvatureOptions(
        of, top, slots, layers, examples, on, method, probes, densities, steps, tolerance, products,
        seed);
  }

  /**
   * Returns these settings with more or fewer products for the trace.
   *
   * @param count products for the trace, at least 6
   * @return the changed settings
   */
  public CurvatureOptions withProbes(int count) {
    return new CurvatureOptions(
        of, top, slots, layers, examples, on, trace, count, densities, steps, tolerance, products,
        seed);
  }

  /**
   * Returns these settings with more or fewer probes of the density.
   *
   * @param count probes of the spectral density; 0 for none, else at least 2
   * @return the changed settings
   */
  public CurvatureOptions withDensities(int count) {
    return new CurvatureOptions(
        of, top, slots, layers, examples, on, trace, probes, count, steps, tolerance, products,
        seed);
  }

  /**
   * Returns these settings with more or fewer steps.
   *
   * @param count Lanczos steps of each, at least 2
   * @return the changed settings
   */
  public CurvatureOptions withSteps(int count) {
    return new CurvatureOptions(
        of, top, slots, layers, examples, on, trace, probes, densities, count, tolerance, products,
        seed);
  }

  /**
   * Returns these settings with another tolerance.
   *
   * @param share the largest error of an eigenvalue, as a share of itself
   * @return the changed settings
   */
  public CurvatureOptions withTolerance(double share) {
    return new CurvatureOptions(
        of, top, slots, layers, examples, on, trace, probes, densities, steps, share, products,
        seed);
  }

  /**
   * Returns these settings with another limit.
   *
   * @param most after how many products eigenvalues are given up
   * @return the changed settings
   */
  public CurvatureOptions withProducts(int most) {
    return new CurvatureOptions(
        of, top, slots, layers, examples, on, trace, probes, densities, steps, tolerance, most,
        seed);
  }

  /**
   * Returns these settings with another seed.
   *
   * @param value of examples and probes
   * @return the changed settings
   */
  public CurvatureOptions withSeed(long value) {
    return new CurvatureOptions(
        of, top, slots, layers, examples, on, trace, probes, densities, steps, tolerance, products,
        value);
  }
}
