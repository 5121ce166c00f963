package org.stockpot.curvature.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.PointSink;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * Coherence and noise of the gradients of single examples along a training ({@link
 * GradientAgreement}), beside the same points with labels shuffled among the examples: what agrees
 * there owes nothing to what the labels say.
 */
public final class Coherence {

  private final Derivatives derivatives;
  private final Subset examples;
  private final Mask mask;
  private final NumberCache cache;

  private Coherence(Task task, Subset examples, Mask mask) {
    this.examples = examples;
    this.mask = mask;
    derivatives = task.derivatives(examples).orThrow();
    cache = task.as(NumberCache.class).orElse(NumberCache.NONE);
  }

  /**
   * Measures a training, as far as it is not interrupted.
   *
   * @param trajectory the training
   * @param task the model and its data; keeps what is computed if it is a {@link NumberCache}
   * @param options the settings
   * @return how gradients agree
   * @throws UnsupportedOperationException with the reason, if the task has no derivatives
   * @throws IllegalArgumentException if there is one example
   */
  public static CoherenceResult of(Trajectory trajectory, Task task, CoherenceOptions options) {
    return of(trajectory, task, options, Progress.NONE);
  }

  /**
   * Measures a training, as far as it is not interrupted.
   *
   * @param trajectory the training
   * @param task the model and its data; keeps what is computed if it is a {@link NumberCache}
   * @param options the settings
   * @param progress told about steps and points
   * @return how gradients agree
   * @throws UnsupportedOperationException with the reason, if the task has no derivatives
   * @throws IllegalArgumentException if there is one example
   */
  public static CoherenceResult of(
      Trajectory trajectory, Task task, CoherenceOptions options, Progress progress) {
    Mask mask = trajectory.job().mask();
    Coherence own = new Coherence(task, options.subset(), mask);
    Optional<Coherence> control =
        options.givenOnly()
            ? Optional.empty()
            : Optional.of(new Coherence(task, options.subset().shuffledBy(options.seed()), mask));
    boolean together = own.derivatives.takesExamplesTogether();
    long every = options.every(trajectory.job().steps());
    int passes = (control.isPresent() ? 2 : 1) * (together ? 3 : 4);
    Work point = new Work("point", 3.0 * passes * own.derivatives.examples());
    progress.plan(Work.step(trajectory.job().recipe()), trajectory.job().steps());
    progress.plan(point, trajectory.steps(every).size());
    List<CoherenceResult.Moment> moments = new ArrayList<>();
    PointSink sink =
        (step, at) -> {
          moments.add(new CoherenceResult.Moment(step, own.at(at), control.map(c -> c.at(at))));
          progress.done(point, 1);
        };
    Outcome outcome = Outcome.of(() -> trajectory.walk(task, every, sink, progress));
    return new CoherenceResult(
        task.name(),
        trajectory.name(),
        own.derivatives.examples(),
        options,
        together,
        moments,
        outcome);
  }

  private GradientAgreement at(Point point) {
    return GradientAgreement.of(derivatives, point, mask, examples, cache);
  }
}
