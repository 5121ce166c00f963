package org.stockpot.study.grokking;

import java.util.List;
import java.util.Optional;
import org.stockpot.study.grokking.GrokkingRun.Learned;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;

/**
 * Trainings to and beyond interpolation.
 *
 * @param task the task's name
 * @param options the settings
 * @param recipe how they were trained
 * @param runs the finished trainings, one a seed
 * @param missing what could not be measured and why, a sentence each
 * @param outcome whether all were finished
 */
public record GrokkingResult(
    String task,
    GrokkingOptions options,
    Recipe recipe,
    List<GrokkingRun> runs,
    List<String> missing,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public GrokkingResult {
    runs = List.copyOf(runs);
    missing = List.copyOf(missing);
  }

  /**
   * Returns by what factor test examples were learned later: the interval over seeds of the natural
   * logarithm of the ratio of the middles ({@link Learned#middle}), of trainings that learned both.
   *
   * @return the logarithm; empty if no training learned both
   */
  public Optional<Interval> logDelay() {
    List<Double> logarithms =
        runs.stream()
            .filter(run -> run.generalised(options.learned()).isPresent())
            .filter(run -> run.fitted(options.learned()).isPresent())
            .map(
                run ->
                    Math.log(
                        run.generalised(options.learned()).orElseThrow().middle()
                            / run.fitted(options.learned()).orElseThrow().middle()))
            .toList();
    return logarithms.isEmpty()
        ? Optional.empty()
        : Optional.of(Interval.of(Estimate.of(logarithms)));
  }

  /** Returns task and trainings in a phrase. */
  @Override
  public String toString() {
    return "grokking of " + task + ", trainings: " + runs.size();
  }
}
