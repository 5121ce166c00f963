package org.stockpot.merge.data;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;

/**
 * Task arithmetic whose factors are learned without labels: {@code w_0 + sum_i λ_i (w_i - w_0)}, or
 * with factors λ_ij of each slot j, where λ descends the mean entropy of the predictions on
 * unlabelled examples of all tasks by Adam over mini-batches, one of each task in a step, and stays
 * in [0, 1].
 *
 * <p>See Yang et al., "AdaMerging: Adaptive Model Merging for Multi-Task Learning", ICLR 2024,
 * §3.2, with λ from 0.3, a rate of 0.001, batches of 16 and 500 steps; they take the inputs of test
 * examples, here it is those of validation examples, so that test examples stay unseen. Their code
 * clamps λ where it is used, so that one outside of [0, 1] has no slope; here λ itself is clamped.
 * They take the last point; here it is the one of the lowest entropy over all examples among ten on
 * the way, and the start.
 *
 * <p>Entropy asks for no label and knows none: a network that is certain and wrong has a low one.
 * Running statistics are the members' mean throughout. Masks: what all members prune stays 0,
 * whatever the base has there.
 *
 * @param by whether λ is one number for each member, or one for each of its slots
 * @param lambda where λ begins, in [0, 1]; times a member's weight
 * @param lr the learning rate, above 0
 * @param steps how many, from 1
 * @param batch examples of each task in a step, from 1
 * @param seed of the order of the examples
 * @param tasks one for all members, or one for each
 */
public record AdaMerging(
    By by, double lambda, double lr, int steps, int batch, long seed, List<Task> tasks)
    implements DataMerge {

  private static final String NAME = "adamerging";

  /** How often the entropy over all examples is measured on the way. */
  private static final int CHECKS = 10;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public AdaMerging {
    Objects.requireNonNull(by, "by");
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("lambda must lie in [0, 1], got " + lambda);
    }
    Optimizer.adam(lr);
    Learned.requireCount("steps", steps);
    Learned.requireCount("batch", batch);
    tasks = MemberTasks.copied(tasks);
  }

  private List<Derivatives> entropies(MergeInputs inputs) {
    return MemberTasks.distinct(tasks, inputs).stream()
        .map(
            task ->
                task.derivatives(Subset.all(Part.VALIDATION))
                    .then(Derivatives::ofEntropies)
                    .orThrow())
        .toList();
  }

  private Descent descent(MergeInputs inputs) {
    Point base =
        inputs
            .base()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        NAME + " must have a base, what all members were trained from; got none"));
    List<Derivatives> entropies = entropies(inputs);
    return new Descent(
        GroupedMixture.of(inputs, base, by),
        new TaskBatches(entropies, batch, seed),
        new Straight(),
        point -> entropies.stream().mapToDouble(d -> d.loss(point)).average().orElseThrow());
  }

  @Override
  public void plan(MergeInputs inputs, Progress progress) {
    Descent descent = descent(inputs);
    progress.plan(descent.step(), steps);
  }

  @Override
  public Merged merged(MergeInputs inputs, Progress progress) {
    DescentResult result = adapt(inputs, progress);
    return new Merged(
        result.point(),
        List.of(
            result.change("mean entropy in nats on validation inputs")
                + "; λ by member "
                + result.words()
                + ". Entropy knows no labels: certain and wrong is low too."));
  }

  /**
   * Adapts λ, and tells how.
   *
   * @param inputs as of {@link DataMerge#merged}, with a base
   * @param progress told about each step
   * @return the best point and its λ
   * @throws IllegalArgumentException if there is no base, or λ times a weight is not in [0, 1]
   * @throws UnsupportedOperationException with the reason, if a task knows no entropies
   * @throws org.stockpot.task.DivergedException if the gradient becomes NaN or infinite
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  public DescentResult adapt(MergeInputs inputs, Progress progress) {
    double[] start = inputs.weights().stream().mapToDouble(c -> c * lambda).toArray();
    for (double number : start) {
      if (!(number >= 0 && number <= 1)) {
        throw new IllegalArgumentException(
            "lambda times weights must lie in [0, 1] for " + NAME + ", got " + number);
      }
    }
    Descent descent = descent(inputs);
    Coefficients numbers =
        new Coefficients(descent.mixture().groups().size(), start, Optimizer.adam(lr));
    return descent.run(numbers, Math.min(CHECKS, steps), steps, all -> all.clamp(0, 1), progress);
  }

  /** Coefficients that are descended themselves. */
  private record Straight() implements Descent.Chart {

    @Override
    public double[] coefficients(double[] numbers) {
      return numbers;
    }

    @Override
    public double[] pulledBack(double[] coefficients, double[] slopes) {
      return slopes;
    }
  }
}
