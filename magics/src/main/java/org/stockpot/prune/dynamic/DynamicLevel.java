package org.stockpot.prune.dynamic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.stockpot.task.Score;
import org.stockpot.task.analysis.GateUse;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;

/**
 * The trainings of one share.
 *
 * @param share the share that gates learn to keep; 1 without gates
 * @param runs one for each seed
 */
public record DynamicLevel(double share, List<DynamicRun> runs) {

  /** Copies the list. */
  public DynamicLevel {
    runs = List.copyOf(runs);
  }

  /**
   * Returns the test error.
   *
   * @return the mean over seeds with its interval
   */
  public Interval error() {
    return Paired.of(
        runs.stream()
            .map(
                run ->
                    new Paired.Difference(run.seed(), run.training().test().error(), run.errors()))
            .toList());
  }

  /**
   * Returns a score like those of the runs.
   *
   * @return the first test score
   */
  public Score like() {
    return runs.get(0).training().test();
  }

  /**
   * Returns how far the test metric lies above that of other trainings, paired by seed and example.
   *
   * @param other trainings of the same seeds in the same order
   * @return the mean difference with its interval
   */
  public Interval minus(DynamicLevel other) {
    List<Paired.Difference> differences = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      DynamicRun run = runs.get(i);
      DynamicRun one = other.runs.get(i);
      double error = run.training().test().error();
      double theirs = one.training().test().error();
      differences.add(Paired.Difference.of(run.seed(), theirs, error, one.errors(), run.errors()));
    }
    return Paired.of(differences);
  }

  /**
   * Returns a mean over seeds of what gates let through.
   *
   * @param number one of a run's numbers
   * @return the mean; NaN without gates
   */
  public double mean(ToDoubleFunction<GateUse> number) {
    return Estimate.mean(runs.stream().flatMap(run -> run.use().stream()).mapToDouble(number));
  }
}
