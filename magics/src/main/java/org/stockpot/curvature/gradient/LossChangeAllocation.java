package org.stockpot.curvature.gradient;

import java.time.Duration;
import java.util.List;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Loss change allocation: the change of the training loss in each step of a training, as a sum over
 * parameters.
 *
 * <p>See Lan, Liu, Zhou, Yosinski, "LCA: Loss Change Allocation for Neural Network Training",
 * NeurIPS 2019, §2: {@code LCA_i = k_i Δθ_i}, where k is the mean gradient of the whole training
 * set along the segment from one point to the next, so that {@code sum_i LCA_i = ΔL}. The mean is
 * Simpson's, {@code [1,4,1]/6}; the segment is split in half, {@code [1,4,2,4,1]/12} and so on,
 * until the sum is right to 1e-3 or there are 32 pieces. Below 0, a parameter helped.
 *
 * <p>Running statistics are no parameters: a segment keeps those of its begin, and what their move
 * changes at its end is told apart. Adjacent segments share a gradient, unless statistics moved: a
 * step costs two gradients and a pass, three and two where there are statistics.
 */
public final class LossChangeAllocation {

  private LossChangeAllocation() {}

  /**
   * Allocates the change of the loss along a training, as far as it is not interrupted.
   *
   * @param trajectory the training
   * @param task the model and its data; keeps what is computed if it is a {@link NumberCache}
   * @param options the settings
   * @return the allocations
   * @throws UnsupportedOperationException with the reason, if the task has no derivatives
   */
  public static LcaResult of(Trajectory trajectory, Task task, LcaOptions options) {
    return of(trajectory, task, options, Progress.NONE);
  }

  /**
   * Allocates the change of the loss along a training, as far as it is not interrupted.
   *
   * @param trajectory the training
   * @param task the model and its data; keeps what is computed if it is a {@link NumberCache}
   * @param options the settings
   * @param progress told about steps and gradients
   * @return the allocations
   * @throws UnsupportedOperationException with the reason, if the task has no derivatives
   */
  public static LcaResult of(
      Trajectory trajectory, Task task, LcaOptions options, Progress progress) {
    Derivatives derivatives = task.derivatives(options.subset()).orThrow();
    Work gradient = new Work("gradient", 3.0 * derivatives.examples());
    progress.plan(Work.step(trajectory.job().recipe()), trajectory.job().steps());
    progress.plan(gradient, gradients(trajectory, options));
    SegmentAllocations segments =
        new SegmentAllocations(
            derivatives,
            options.subset().toString(),
            task.as(NumberCache.class).orElse(NumberCache.NONE),
            progress,
            gradient);
    Outcome outcome = Outcome.of(() -> trajectory.walk(task, options.every(), segments, progress));
    List<Slot> slots = task.layout().trained();
    Mask mask = trajectory.job().mask();
    return new LcaResult(
        task.name(),
        trajectory.name(),
        task.metric(),
        derivatives.examples(),
        options,
        slots.stream().map(Slot::name).toList(),
        slots.stream().map(slot -> (long) mask.kept(slot)).toList(),
        segments.steps(),
        outcome);
  }

  /**
   * Allocates the change of the loss along any points.
   *
   * @param points the points, in their order
   * @param derivatives of the loss
   * @return one step between each two of them, numbered from 0
   */
  public static List<LcaStep> along(List<Point> points, Derivatives derivatives) {
    SegmentAllocations segments =
        new SegmentAllocations(derivatives, "", NumberCache.NONE, Progress.NONE, Work.ANY);
    for (int i = 0; i < points.size(); i++) {
      segments.accept(i, points.get(i));
    }
    return segments.steps();
  }

  /**
   * Returns how long an allocation takes if no step is split, from one gradient at the end of the
   * training.
   *
   * @param trajectory the training
   * @param task the model and its data
   * @param options the settings
   * @return the time, without that of training once more
   * @throws UnsupportedOperationException with the reason, if the task has no derivatives
   */
  public static Duration estimate(Trajectory trajectory, Task task, LcaOptions options) {
    Derivatives derivatives = task.derivatives(options.subset()).orThrow();
    GradientCost cost = GradientCost.of(derivatives, trajectory.end());
    double gradients = gradients(trajectory, options);
    return cost.of(gradients, gradients * (task.layout().hasStatistics() ? 2.0 / 3 : 0.5));
  }

  private static long gradients(Trajectory trajectory, LcaOptions options) {
    long segments = trajectory.steps(options.every()).size() - 1L;
    return trajectory.end().layout().hasStatistics() ? 3 * segments : 2 * segments + 1;
  }
}
