package org.stockpot.study.grokking;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;

/**
 * How trainings are probed.
 *
 * @param seeds one training each
 * @param probes how many points of each are measured beside its start, at steps whose logarithms
 *     are equally far apart
 * @param learned the accuracy from which on examples count as learned, in (0, 1]
 * @param delay by what factor test examples have to be learned later than training examples
 * @param examples training examples of the largest eigenvalue and of the effective rank
 * @param curvature whether the largest eigenvalue is measured, which takes most of the time
 */
public record GrokkingOptions(
    @Help("one training each") List<Long> seeds,
    @Help("points of each training that are measured, at equal distances of log step") int probes,
    @Help("accuracy from which on examples count as learned") double learned,
    @Help("factor by which test examples must be learned later, at least 1") double delay,
    @Help("training examples of the largest eigenvalue and the effective rank")
        ExampleCount examples,
    @Help("whether the largest eigenvalue of the Hessian is measured") boolean curvature) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public GrokkingOptions {
    seeds = List.copyOf(seeds);
    Objects.requireNonNull(examples, "examples");
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds must be one or more, got none");
    }
    Duplicates.refuse("seeds", seeds);
    if (probes < 2) {
      throw new IllegalArgumentException("probes must be at least 2, got " + probes);
    }
    if (!(learned > 0 && learned <= 1)) {
      throw new IllegalArgumentException("learned must lie in (0, 1], got " + learned);
    }
    if (!(delay >= 1 && delay < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("delay must be at least 1, got " + delay);
    }
  }

  /**
   * Returns three seeds, 40 probes, learned from 99 % on, twice as late, 500 examples, with
   * curvature.
   *
   * @return the default settings
   */
  public static GrokkingOptions defaults() {
    return new GrokkingOptions(List.of(1L, 2L, 3L), 40, 0.99, 2, ExampleCount.of(500), true);
  }

  /**
   * Returns these settings with other seeds.
   *
   * @param replicates one training each
   * @return the changed settings
   */
  public GrokkingOptions withSeeds(Long... replicates) {
    return new GrokkingOptions(List.of(replicates), probes, learned, delay, examples, curvature);
  }

  /**
   * Returns these settings with another number of probes.
   *
   * @param count points of each training
   * @return the changed settings
   */
  public GrokkingOptions withProbes(int count) {
    return new GrokkingOptions(seeds, count, learned, delay, examples, curvature);
  }

  /**
   * Returns these settings with another threshold.
   *
   * @param accuracy from which on examples count as learned
   * @return the changed settings
   */
  public GrokkingOptions withLearned(double accuracy) {
    return new GrokkingOptions(seeds, probes, accuracy, delay, examples, curvature);
  }

  /**
   * Returns these settings with or without the largest eigenvalue.
   *
   * @param measured whether it is
   * @return the changed settings
   */
  public GrokkingOptions withCurvature(boolean measured) {
    return new GrokkingOptions(seeds, probes, learned, delay, examples, measured);
  }

  /** Returns the steps that are measured: 0, and {@code round(length^(i/probes))}, once each. */
  SortedSet<Long> steps(long length) {
    SortedSet<Long> steps = new TreeSet<>(List.of(0L));
    for (int i = 1; i <= probes; i++) {
      steps.add(Math.round(Math.pow((double) length, (double) i / probes)));
    }
    steps.add(length);
    return steps;
  }
}
