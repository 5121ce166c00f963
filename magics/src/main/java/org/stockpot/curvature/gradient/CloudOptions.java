package org.stockpot.curvature.gradient;

import java.util.List;
import java.util.Objects;
import org.stockpot.curvature.LanczosOptions;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.option.Help;

/**
 * The settings of loss–gradient clouds.
 *
 * @param b starts are uniform in [-b, b]^n, one cloud for each
 * @param walks walks from random starts for each b and step size
 * @param steps gradient steps of a walk
 * @param lr step sizes, as multiples of the gradient, one cloud for each
 * @param squares whether the squared error of class probabilities is walked down too
 * @param flat up to which share of the larger of |λ_max| and |λ_min| an eigenvalue counts as 0
 * @param stationary up to which ‖∇L‖ an end counts as stationary
 * @param near up to which share of {@code b sqrt(2n/3)}, the typical distance of two starts, ends
 *     are one attractor; of the largest b; of an error function, that of its box
 * @param index how many of the least eigenvalues are computed where an end has negative ones
 * @param examples examples that losses are a mean over
 * @param on which examples
 * @param seed of starts and of the choice of examples
 * @param every steps from one point whose curvature is looked at to the next; 0 for ten points
 */
public record CloudOptions(
    @Help(
            "starts are uniform in [-b, b] in each coordinate, of an error function in b times its box;"
                + " several values make several clouds")
        List<Double> b,
    @Help("walks from random starts for each b and step size, at least 1") int walks,
    @Help("gradient steps of a walk, at least 1") long steps,
    @Help("step sizes, as multiples of the gradient; several values make several clouds")
        List<Double> lr,
    @Help("walk down the squared error of class probabilities too") boolean squares,
    @Help(
            "share of the larger of |λmax| and |λmin| up to which an eigenvalue counts as 0, in (0, 1)")
        double flat,
    @Help("norm of the gradient up to which an end counts as stationary, above 0")
        double stationary,
    @Help(
            "share of the typical distance of two starts up to which ends are one attractor, in (0, 1)")
        double near,
    @Help(
            "least eigenvalues that are computed at stationary ends that have negative ones, 1 to 500")
        int index,
    @Help("examples of the loss: a number, or all") ExampleCount examples,
    @Help("training, validation or test examples") Part on,
    @Help("seed of the starts, and of the choice of examples") long seed,
    @Help("steps from one point whose curvature is measured to the next; 0 for ten points")
        long every) {

  private static final long POINTS = 10;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public CloudOptions {
    b = above("b", b);
    lr = above("lr", lr);
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(on, "on");
    least("walks", walks, 1);
    least("steps", steps, 1);
    least("every", every, 0);
    share("flat", flat);
    share("near", near);
    if (!(stationary > 0) || Double.isInfinite(stationary)) {
      throw new IllegalArgumentException("stationary must be above 0, got " + stationary);
    }
    if (index < 1 || index > LanczosOptions.MOST) {
      throw new IllegalArgumentException(
          "index must lie in 1 to " + LanczosOptions.MOST + ", got " + index);
    }
  }

  private static List<Double> above(String name, List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(name + " must have at least one value, got none");
    }
    for (double value : values) {
      if (!(value > 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException(name + " must be above 0, got " + value);
      }
    }
    if (values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException(name + " must have different values, got " + values);
    }
    return List.copyOf(values);
  }

  private static void least(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
    }
  }

  private static void share(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must lie in (0, 1), got " + value);
    }
  }

  /**
   * Returns 20 walks of 1000 steps of a tenth of the gradient from [-1, 1]^n, down the task's own
   * loss over 1000 training examples.
   *
   * @return the default settings
   */
  public static CloudOptions defaults() {
    return new CloudOptions(
        List.of(1.0),
        20,
        1000,
        List.of(0.1),
        false,
        1e-3,
        1e-3,
        1e-2,
        10,
        ExampleCount.of(1000),
        Part.TRAINING,
        1,
        0);
  }

  /**
   * Returns these settings with other starts.
   *
   * @param widths each above 0
   * @return the changed settings
   */
  public CloudOptions withB(List<Double> widths) {
    return new CloudOptions(
        widths,
        walks,
        steps,
        lr,
        squares,
        flat,
        stationary,
        near,
        index,
        examples,
        on,
        seed,
        every);
  }

  /**
   * Returns these settings with another number of walks.
   *
   * @param count how many
   * @return the changed settings
   */
  public CloudOptions withWalks(int count) {
    return new CloudOptions(
        b, count, steps, lr, squares, flat, stationary, near, index, examples, on, seed, every);
  }

  /**
   * Returns these settings with longer or shorter walks.
   *
   * @param count gradient steps
   * @return the changed settings
   */
  public CloudOptions withSteps(long count) {
    return new CloudOptions(
        b, walks, count, lr, squares, flat, stationary, near, index, examples, on, seed, every);
  }

  /**
   * Returns these settings with other step sizes.
   *
   * @param rates multiples of the gradient
   * @return the changed settings
   */
  public CloudOptions withLr(List<Double> rates) {
    return new CloudOptions(
        b, walks, steps, rates, squares, flat, stationary, near, index, examples, on, seed, every);
  }

  /**
   * Returns these settings with or without the squared error.
   *
   * @param too whether it is walked down too
   * @return the changed settings
   */
  public CloudOptions withSquares(boolean too) {
    return new CloudOptions(
        b, walks, steps, lr, too, flat, stationary, near, index, examples, on, seed, every);
  }

  /**
   * Returns these settings with another flatness.
   *
   * @param share of the larger magnitude
   * @return the changed settings
   */
  public CloudOptions withFlat(double share) {
    return new CloudOptions(
        b, walks, steps, lr, squares, share, stationary, near, index, examples, on, seed, every);
  }

  /**
   * Returns these settings with another tolerance of ends.
   *
   * @param norm the largest ‖∇L‖ of a stationary end
   * @return the changed settings
   */
  public CloudOptions withStationary(double norm) {
    return new CloudOptions(
        b, walks, steps, lr, squares, flat, norm, near, index, examples, on, seed, every);
  }

  /**
   * Returns these settings with another nearness.
   *
   * @param share of the typical distance of two starts
   * @return the changed settings
   */
  public CloudOptions withNear(double share) {
    return new CloudOptions(
        b, walks, steps, lr, squares, flat, stationary, share, index, examples, on, seed, every);
  }

  /**
   * Returns these settings with another number of eigenvalues.
   *
   * @param count of the least eigenvalues
   * @return the changed settings
   */
  public CloudOptions withIndex(int count) {
    return new CloudOptions(
        b, walks, steps, lr, squares, flat, stationary, near, count, examples, on, seed, every);
  }

  /**
   * Returns these settings with other examples.
   *
   * @param count how many
   * @return the changed settings
   */
  public CloudOptions withExamples(ExampleCount count) {
    return new CloudOptions(
        b, walks, steps, lr, squares, flat, stationary, near, index, count, on, seed, every);
  }

  /**
   * Returns these settings with examples of another part.
   *
   * @param part which part
   * @return the changed settings
   */
  public CloudOptions withOn(Part part) {
    return new CloudOptions(
        b, walks, steps, lr, squares, flat, stationary, near, index, examples, part, seed, every);
  }

  /**
   * Returns these settings with other starts.
   *
   * @param other the seed
   * @return the changed settings
   */
  public CloudOptions withSeed(long other) {
    return new CloudOptions(
        b, walks, steps, lr, squares, flat, stationary, near, index, examples, on, other, every);
  }

  /**
   * Returns these settings with other points.
   *
   * @param count steps between them; 0 for ten points
   * @return the changed settings
   */
  public CloudOptions withEvery(long count) {
    return new CloudOptions(
        b, walks, steps, lr, squares, flat, stationary, near, index, examples, on, seed, count);
  }

  /**
   * Returns the examples.
   *
   * @return some or all of a part
   */
  public Subset subset() {
    return examples.of(on, seed);
  }

  /** Returns how many steps there are from one point that is looked at to the next. */
  long spacing() {
    return every > 0 ? every : Math.max(1, (steps + POINTS - 2) / (POINTS - 1));
  }

  /** Returns whether a step leads to a point that is looked at. */
  boolean looksAt(long step) {
    return step % spacing() == 0 || step == steps;
  }

  /** Returns how many points of a walk are looked at. */
  long looks() {
    return steps / spacing() + (steps % spacing() == 0 ? 1 : 2);
  }
}
