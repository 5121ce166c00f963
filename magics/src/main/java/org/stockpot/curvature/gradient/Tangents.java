package org.stockpot.curvature.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.task.matrix.SymmetricEigenvalues;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * The empirical tangent kernel {@code K = J J^T} of some examples' outputs (logits where the model
 * gives them), {@code J} the derivatives of the outputs by the weights: its spectrum says which
 * directions of the outputs training moves fast, and for squared errors its least eigenvalue bounds
 * the constant of the Polyak–Łojasiewicz inequality from below (Liu, Zhu, Belkin, "Loss landscapes
 * and optimization in over-parameterized non-linear systems and neural networks", 2022).
 *
 * <p>There is a row for each output of each example up to 2,000; beyond, the kernels of single
 * outputs are averaged.
 */
public final class Tangents {

  private final Derivatives derivatives;
  private final TangentOptions options;
  private final NumberCache cache;
  private final Progress progress;
  private final Work kernel;
  private final List<TangentPoint> points = new ArrayList<>();

  private Tangents(Task task, TangentOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
    derivatives = task.derivatives(options.subset()).orThrow();
    cache = task.as(NumberCache.class).orElse(NumberCache.NONE);
    kernel = new Work("kernel", 3.0 * derivatives.examples());
  }

  /**
   * Computes kernels at points, as far as it is not interrupted.
   *
   * @param points the points by name, with the coordinates that count
   * @param task the model and its data; keeps what is computed if it is a {@link NumberCache}
   * @param options the settings
   * @param progress told about each point
   * @return their spectra
   * @throws UnsupportedOperationException with the reason, if the task has no derivatives of
   *     outputs
   * @throws IllegalArgumentException if gradients do not fit into memory
   */
  public static TangentResult of(
      List<Map.Entry<String, MaskedPoint>> points,
      Task task,
      TangentOptions options,
      Progress progress) {
    Tangents tangents = new Tangents(task, options, progress);
    progress.plan(tangents.kernel, points.size());
    return tangents.result(
        task, () -> points.forEach(named -> tangents.add(named.getKey(), named.getValue())));
  }

  /**
   * Computes kernels along a training, as far as it is not interrupted.
   *
   * @param trajectory the training
   * @param task the model and its data; keeps what is computed if it is a {@link NumberCache}
   * @param options the settings
   * @param progress told about steps and points
   * @return their spectra
   * @throws UnsupportedOperationException with the reason, if the task has no derivatives of
   *     outputs
   * @throws IllegalArgumentException if gradients do not fit into memory
   */
  public static TangentResult along(
      Trajectory trajectory, Task task, TangentOptions options, Progress progress) {
    Tangents tangents = new Tangents(task, options, progress);
    long every = options.every(trajectory.job().steps());
    progress.plan(Work.step(trajectory.job().recipe()), trajectory.job().steps());
    progress.plan(tangents.kernel, trajectory.steps(every).size());
    Mask mask = trajectory.job().mask();
    return tangents.result(
        task,
        () ->
            trajectory.walk(
                task,
                every,
                (step, at) -> tangents.add(trajectory.name(), OptionalLong.of(step), at, mask),
                progress));
  }

  private TangentResult result(Task task, Runnable work) {
    Outcome outcome = Outcome.of(work);
    boolean averaged =
        points.stream()
            .anyMatch(
                point ->
                    point.outputs() > 1 && point.eigenvalues().size() == derivatives.examples());
    return new TangentResult(
        task.name(), task.metric(), derivatives.examples(), averaged, options, points, outcome);
  }

  private void add(String name, MaskedPoint at) {
    add(name, OptionalLong.empty(), at.point(), at.mask());
  }

  private void add(String name, OptionalLong step, Point at, Mask mask) {
    List<String> key =
        List.of(
            "tangent kernel",
            options.subset().toString(),
            "" + options.mean(),
            mask.digest(),
            at.digest());
    points.add(TangentPoint.of(name, step, cache.get(key, () -> at(at, mask).numbers())));
    progress.done(kernel, 1);
  }

  private TangentPoint at(Point at, Mask mask) {
    Point gradient = derivatives.gradient(at).masked(mask);
    int outputs = derivatives.outputs(at);
    boolean averaged =
        options.mean() || outputs * derivatives.examples() > TangentOptions.MOST_ROWS;
    double[] eigenvalues = SymmetricEigenvalues.of(derivatives.tangentKernel(at, mask, averaged));
    return new TangentPoint(
        "",
        OptionalLong.empty(),
        derivatives.loss(at),
        gradient.dot(gradient),
        outputs,
        Arrays.stream(eigenvalues).boxed().toList());
  }
}
