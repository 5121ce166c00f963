package org.stockpot.merge.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Point;

/**
 * Averages of the points that one training passed through, {@code sum_t c_t w_t / sum_t c_t}: the
 * training is run once more, and must end where it ended before. What its mask prunes stays 0.
 *
 * <p>Example: {@code TrajectoryMean.of(Trajectory.of("base", base), task, Swa.defaults(),
 * Progress.NONE).point()}.
 */
public final class TrajectoryMean {

  private TrajectoryMean() {}

  /**
   * Announces the work of {@link #of}.
   *
   * @param trajectory the training
   * @param progress told what is to come
   */
  public static void plan(Trajectory trajectory, Progress progress) {
    progress.plan(Work.step(trajectory.job().recipe()), trajectory.job().steps());
  }

  /**
   * Averages.
   *
   * @param trajectory the training
   * @param task trains it again, and re-estimates statistics
   * @param averaging which points, and how much each counts
   * @param progress told about each step of training; nothing is announced
   * @return the average
   * @throws IllegalArgumentException as {@link #all}
   */
  public static TrajectoryMeanResult of(
      Trajectory trajectory, Task task, Averaging averaging, Progress progress) {
    return all(trajectory, task, List.of(averaging), progress).get(0);
  }

  /**
   * Averages in several ways along one walk.
   *
   * @param trajectory the training
   * @param task trains it again, and re-estimates statistics
   * @param averagings for each which points, and how much each counts
   * @param progress told about each step of training; nothing is announced
   * @return the averages, in order
   * @throws IllegalArgumentException if no point of the training is chosen
   * @throws IllegalStateException if the training ends elsewhere than before
   * @throws org.stockpot.task.DivergedException if the loss becomes NaN or infinite
   * @throws org.stockpot.task.RecalibrationException if statistics are to be re-estimated and
   *     cannot be
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  public static List<TrajectoryMeanResult> all(
      Trajectory trajectory, Task task, List<Averaging> averagings, Progress progress) {
    long from = trajectory.job().from();
    long to = trajectory.job().to();
    long perEpoch = task.stepsPerEpoch(trajectory.job().recipe().batch());
    List<SortedMap<Long, Double>> weights =
        averagings.stream().map(each -> each.weights(from, to, perEpoch)).toList();
    List<Centroid> centroids =
        averagings.stream().map(each -> new Centroid(task.layout())).toList();
    SortedSet<Long> positions = new TreeSet<>();
    weights.forEach(each -> positions.addAll(each.keySet()));
    trajectory.walk(
        task,
        positions,
        (step, point) -> {
          for (int i = 0; i < centroids.size(); i++) {
            if (weights.get(i).containsKey(step)) {
              centroids.get(i).add(point, weights.get(i).get(step));
            }
          }
        },
        progress);
    List<TrajectoryMeanResult> results = new ArrayList<>();
    for (int i = 0; i < centroids.size(); i++) {
      Averaging each = averagings.get(i);
      Point point = each.statistics().single(centroids.get(i).mean(), task);
      results.add(
          new TrajectoryMeanResult(trajectory.name(), each, from, to, weights.get(i), point));
    }
    return results;
  }
}
