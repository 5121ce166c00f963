package org.stockpot.study.robustness;

import java.util.List;
import java.util.Optional;
import org.stockpot.study.Level;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Contrast;
import org.stockpot.task.replicates.Sample;

/**
 * Whether pruning costs what the mean accuracy does not show, level by level of pruning runs.
 *
 * @param task the task's name
 * @param options the settings
 * @param runs what the runs are called
 * @param corruptions what inputs were corrupted by
 * @param classes the labels that have test examples, ascending; empty if they are not known
 * @param missing what could not be measured and why, a sentence each
 * @param levels the finished levels, run by run from dense to sparse
 * @param outcome whether all were finished
 */
public record LotteryRobustnessResult(
    String task,
    LotteryRobustnessOptions options,
    List<String> runs,
    List<Corruption> corruptions,
    List<Integer> classes,
    List<String> missing,
    List<RobustnessLevel> levels,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public LotteryRobustnessResult {
    runs = List.copyOf(runs);
    corruptions = List.copyOf(corruptions);
    classes = List.copyOf(classes);
    missing = List.copyOf(missing);
    levels = List.copyOf(levels);
  }

  /**
   * Returns the levels of a run.
   *
   * @param run one of {@link #runs}
   * @return from dense to sparse
   */
  public List<RobustnessLevel> levels(String run) {
    return levels.stream().filter(level -> level.run().equals(run)).toList();
  }

  /**
   * Returns a score on the test examples, for its metric and their number.
   *
   * @return the first network's
   */
  public Score like() {
    return levels.get(0).dense().get(0).test();
  }

  /**
   * Returns how far the mean error under corruption of a run's level lies above that of the first
   * run at the same density, paired where seeds are shared.
   *
   * @param level a level of another run
   * @return the difference; empty for the first run, and where it has no such density
   */
  public Optional<Contrast> aboveFirst(RobustnessLevel level) {
    return levels(runs.get(0)).stream()
        .filter(first -> !first.run().equals(level.run()))
        .filter(first -> Level.sameDensity(first.density(), level.density()))
        .findFirst()
        .map(
            first ->
                Contrast.of(
                    corrupted(level), corrupted(first), level.complete() && first.complete()));
  }

  private static List<Sample> corrupted(RobustnessLevel level) {
    return level.pruned().stream()
        .flatMap(network -> RobustnessLevel.corrupted(network).stream())
        .toList();
  }

  /** Returns task and runs in a phrase. */
  @Override
  public String toString() {
    return "robustness of pruning on " + task + ": " + String.join(", ", runs);
  }
}
