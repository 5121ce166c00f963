package org.stockpot.study.merge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.stockpot.merge.trajectory.Averaging;
import org.stockpot.merge.trajectory.TrajectoryMean;
import org.stockpot.merge.trajectory.TrajectoryMeanResult;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupRow;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.weights.Point;

/** Averages of the points that one training passed through, beside the training's end. */
public final class TrajectoryMeans {

  private TrajectoryMeans() {}

  /**
   * Averages in several ways, and measures the averages.
   *
   * @param trajectory the training, which is run once more
   * @param averagings the ways, all different
   * @param shift shifted test sets to score on
   * @param task trains and scores
   * @return the averages
   * @throws IllegalArgumentException as {@link #of(Trajectory, List, List, Task, Progress)}
   */
  public static TrajectoryMeansResult of(
      Trajectory trajectory, List<Averaging> averagings, List<TestSet> shift, Task task) {
    return of(trajectory, averagings, shift, task, Progress.NONE);
  }

  /**
   * Averages in several ways, and measures the averages.
   *
   * @param trajectory the training, which is run once more
   * @param averagings the ways, all different
   * @param shift shifted test sets to score on
   * @param task trains and scores
   * @param progress told about each step of training and each network measured
   * @return the averages
   * @throws IllegalArgumentException if a way is named twice, or finds no point of the training
   * @throws IllegalStateException if the training ends elsewhere than before
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  public static TrajectoryMeansResult of(
      Trajectory trajectory,
      List<Averaging> averagings,
      List<TestSet> shift,
      Task task,
      Progress progress) {
    if (averagings.isEmpty() || new HashSet<>(averagings).size() < averagings.size()) {
      throw new IllegalArgumentException(
          "averages of a training must be different ways, one at least, got "
              + averagings.stream().map(Averaging::label).toList());
    }
    announce(trajectory, averagings, shift, task, progress);
    List<TrajectoryMeanResult> means = TrajectoryMean.all(trajectory, task, averagings, progress);
    List<SoupRow> rows = new ArrayList<>();
    for (TrajectoryMeanResult mean : means) {
      rows.add(
          row(
              mean.averaging().label(),
              mean.weights().size(),
              mean.point(),
              shift,
              task,
              progress));
    }
    SoupRow end = row("end of " + trajectory.name(), 1, trajectory.end(), shift, task, progress);
    SoupOrigin origin =
        new SoupOrigin(
            List.of(new SoupOrigin.Source(trajectory.name(), trajectory.end().digest())),
            List.of(),
            trajectory.job().mask());
    return new TrajectoryMeansResult(
        task.name(), trajectory.name(), means, rows, end, shift, origin);
  }

  private static SoupRow row(
      String name, int members, Point point, List<TestSet> shift, Task task, Progress progress) {
    SoupRow row =
        SoupRow.of(name, members, point, task.validation().score(point), shift, task)
            .withShiftedErrors(point, shift, task);
    progress.done(SoupRow.work(shift, task), 1);
    return row;
  }

  private static void announce(
      Trajectory trajectory,
      List<Averaging> averagings,
      List<TestSet> shift,
      Task task,
      Progress progress) {
    TrajectoryMean.plan(trajectory, progress);
    Work row = SoupRow.work(shift, task);
    progress.plan(row, averagings.size() + 1L);
  }

  /**
   * Returns how much work {@link #of} is.
   *
   * @param trajectory the training
   * @param averagings the ways
   * @param shift shifted test sets to score on
   * @param task trains and scores
   * @return the steps of the training and the networks that are measured
   */
  public static Plan plan(
      Trajectory trajectory, List<Averaging> averagings, List<TestSet> shift, Task task) {
    return Plan.of(List.of(), told -> announce(trajectory, averagings, shift, task, told));
  }
}
