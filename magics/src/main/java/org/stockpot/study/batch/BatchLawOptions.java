package org.stockpot.study.batch;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;

/**
 * A grid of trainings by batch size and learning rate, and what is measured of each.
 *
 * @param batches batch sizes, one or more
 * @param rates learning rates, one or more
 * @param seeds one replicate of each cell each
 * @param probes how many points of each training are measured beside its start, equally far apart
 * @param examples training examples of curvature and noise; of fewer than all both are those of
 *     another loss than the one that is descended
 * @param target the validation loss whose steps are counted; 0 for one that each batch size reaches
 *     at one of its rates, with all seeds
 * @param within how far from the threshold, as a share of it, curvature is at the edge
 */
public record BatchLawOptions(
    @Help("batch sizes, such as 32,128,full (full: gradient descent)") List<BatchSize> batches,
    @Help("learning rates, such as 0.05,0.1,0.2") List<Double> rates,
    @Help("one replicate of each cell each; verdicts need three") List<Long> seeds,
    @Help("points of each training that are measured beside its start, equally far apart")
        int probes,
    @Help("training examples of curvature and noise: a number, or all") ExampleCount examples,
    @Help(
            "validation loss whose steps are counted; 0 for one that each batch size reaches with all"
                + " seeds")
        double target,
    @Help("share of the threshold by which curvature at the edge may be off, in (0, 1)")
        double within) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public BatchLawOptions {
    batches = List.copyOf(batches);
    rates = List.copyOf(rates);
    seeds = List.copyOf(seeds);
    Objects.requireNonNull(examples, "examples");
    require("batches", !batches.isEmpty(), "one or more", "none");
    require("rates", !rates.isEmpty(), "one or more", "none");
    require("seeds", !seeds.isEmpty(), "one or more", "none");
    Duplicates.refuse("batches", batches);
    Duplicates.refuse("rates", rates);
    Duplicates.refuse("seeds", seeds);
    rates.forEach(rate -> require("rates", rate > 0 && Double.isFinite(rate), "above 0", rate));
    require("probes", probes >= 2, "at least 2", probes);
    require("target", target >= 0 && Double.isFinite(target), "at least 0", target);
    require("within", within > 0 && within < 1, "in (0, 1)", within);
  }

  private static void require(String name, boolean legal, String rule, Object got) {
    if (!legal) {
      throw new IllegalArgumentException(name + " must be " + rule + ", got " + got);
    }
  }

  /**
   * Returns batches of 32, 128 and all examples at rates of 0.05, 0.1 and 0.2, three seeds, twenty
   * probes of all examples, a common loss, and a fifth of the threshold.
   *
   * @return the default settings
   */
  public static BatchLawOptions defaults() {
    return new BatchLawOptions(
        List.of(BatchSize.of(32), BatchSize.of(128), BatchSize.FULL),
        List.of(0.05, 0.1, 0.2),
        List.of(1L, 2L, 3L),
        20,
        ExampleCount.ALL,
        0,
        0.2);
  }

  /**
   * Returns these settings with other batch sizes.
   *
   * @param sizes one or more
   * @return the changed settings
   */
  public BatchLawOptions withBatches(BatchSize... sizes) {
    return new BatchLawOptions(List.of(sizes), rates, seeds, probes, examples, target, within);
  }

  /**
   * Returns these settings with other learning rates.
   *
   * @param learning one or more
   * @return the changed settings
   */
  public BatchLawOptions withRates(Double... learning) {
    return new BatchLawOptions(batches, List.of(learning), seeds, probes, examples, target, within);
  }

  /**
   * Returns these settings with other replicates.
   *
   * @param replicates one for each
   * @return the changed settings
   */
  public BatchLawOptions withSeeds(Long... replicates) {
    return new BatchLawOptions(
        batches, rates, List.of(replicates), probes, examples, target, within);
  }

  /**
   * Returns these settings with another number of probes.
   *
   * @param count points of each training
   * @return the changed settings
   */
  public BatchLawOptions withProbes(int count) {
    return new BatchLawOptions(batches, rates, seeds, count, examples, target, within);
  }

  /**
   * Returns these settings with other examples.
   *
   * @param count training examples of curvature and noise
   * @return the changed settings
   */
  public BatchLawOptions withExamples(ExampleCount count) {
    return new BatchLawOptions(batches, rates, seeds, probes, count, target, within);
  }

  /**
   * Returns these settings with another target.
   *
   * @param loss the validation loss whose steps are counted
   * @return the changed settings
   */
  public BatchLawOptions withTarget(double loss) {
    return new BatchLawOptions(batches, rates, seeds, probes, examples, loss, within);
  }

  /** Returns the steps that are measured: {@code round(i length / probes)}, once each. */
  SortedSet<Long> steps(long length) {
    SortedSet<Long> steps = new TreeSet<>();
    for (int i = 0; i <= probes; i++) {
      steps.add(Math.round((double) i * length / probes));
    }
    return steps;
  }
}
