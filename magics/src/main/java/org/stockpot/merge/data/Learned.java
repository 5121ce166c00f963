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
 * The learned soup: a weighted mean whose weights are learned on validation examples. Of group j,
 * all coordinates or those of one slot, it is {@code sum_i softmax(α_j)_i w_ij}; α descends the
 * validation loss by AdamW without decay, over mini-batches, by {@code dL/dα_ji = s_i (<∇_j L,
 * w_ij> - <∇_j L, w_j>)} with {@code s = softmax(α_j)}. It begins at the inputs' own weights, the
 * plain mean mostly. After each pass over the examples the whole validation loss is measured, and
 * the best point is the result, so that its validation loss is never above the start's.
 *
 * <p>See Wortsman et al., "Model soups", ICML 2022, Appendix I, with a rate of 0.05, five passes
 * and batches of 256. Their published code also learns a factor for the outputs, which is no part
 * of the weights; here is none. Validation examples choose the weights, so that the score there is
 * optimistic: compare by test. Of several tasks it is the mean of their losses.
 *
 * <p>Running statistics are the members' mean throughout, and passes are in evaluation mode. Masks:
 * weights that all members prune stay 0.
 *
 * @param by what has weights of its own
 * @param lr the learning rate, above 0
 * @param epochs passes over the validation examples, from 1
 * @param batch examples of a step, from 1; a task that tells gradients over all of them alone takes
 *     one step for each pass
 * @param seed of the order of the examples
 * @param tasks one for all members, or one for each
 */
public record Learned(By by, double lr, int epochs, int batch, long seed, List<Task> tasks)
    implements DataMerge {

  private static final String NAME = "learned";

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Learned {
    Objects.requireNonNull(by, "by");
    Optimizer.adamw(lr);
    requireCount("epochs", epochs);
    requireCount("batch", batch);
    tasks = MemberTasks.copied(tasks);
  }

  static void requireCount(String name, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + count);
    }
  }

  private TaskBatches batches(MergeInputs inputs) {
    List<Derivatives> derivatives =
        MemberTasks.distinct(tasks, inputs).stream()
            .map(task -> task.derivatives(Subset.all(Part.VALIDATION)).orThrow())
            .toList();
    return new TaskBatches(derivatives, batch, seed);
  }

  private Descent descent(MergeInputs inputs) {
    List<Task> distinct = MemberTasks.distinct(tasks, inputs);
    return new Descent(
        GroupedMixture.of(inputs, inputs.mean(), by),
        batches(inputs),
        new Softmax(),
        point -> loss(distinct, point));
  }

  private long steps(Descent descent) {
    return epochs * descent.batches().stepsPerEpoch();
  }

  private static double loss(List<Task> tasks, Point point) {
    return tasks.stream()
        .mapToDouble(task -> task.validation().score(point).loss())
        .average()
        .orElseThrow();
  }

  @Override
  public void plan(MergeInputs inputs, Progress progress) {
    if (inputs.members().size() > 1) {
      Descent descent = descent(inputs);
      progress.plan(descent.step(), steps(descent));
    }
  }

  @Override
  public Merged merged(MergeInputs inputs, Progress progress) {
    DescentResult result = learn(inputs, progress);
    return inputs.members().size() == 1
        ? new Merged(result.point(), List.of())
        : new Merged(
            result.point(),
            List.of(
                result.change("validation loss")
                    + "; weights by member "
                    + result.words()
                    + ". Validation chose them, so that its score is optimistic: compare by"
                    + " test."));
  }

  /**
   * Learns the weights, and tells how.
   *
   * @param inputs as of {@link DataMerge#merged}; weights must be above 0
   * @param progress told about each step
   * @return the best point and its weights; of one member that member
   * @throws IllegalArgumentException if a weight is not above 0
   * @throws UnsupportedOperationException with the reason, if a task knows no derivatives
   * @throws org.stockpot.task.DivergedException if the gradient becomes NaN or infinite
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  public DescentResult learn(MergeInputs inputs, Progress progress) {
    double[] start = inputs.weights().stream().mapToDouble(Math::log).toArray();
    if (!inputs.weights().stream().allMatch(c -> c > 0)) {
      throw new IllegalArgumentException(
          "the weights of " + NAME + " must be above 0, got " + inputs.weights());
    }
    Descent descent = descent(inputs);
    int checks = start.length == 1 ? 0 : epochs;
    Coefficients numbers =
        new Coefficients(descent.mixture().groups().size(), start, Optimizer.adamw(lr));
    return descent.run(numbers, checks, steps(descent), all -> {}, progress);
  }

  /** Weights above 0 that sum to 1. */
  private record Softmax() implements Descent.Chart {

    @Override
    public double[] coefficients(double[] numbers) {
      double highest = Double.NEGATIVE_INFINITY;
      for (double number : numbers) {
        highest = Math.max(highest, number);
      }
      double[] shares = new double[numbers.length];
      double total = 0;
      for (int i = 0; i < shares.length; i++) {
        shares[i] = Math.exp(numbers[i] - highest);
        total += shares[i];
      }
      for (int i = 0; i < shares.length; i++) {
        shares[i] /= total;
      }
      return shares;
    }

    @Override
    public double[] pulledBack(double[] coefficients, double[] slopes) {
      double mean = 0;
      for (int i = 0; i < slopes.length; i++) {
        mean += coefficients[i] * slopes[i];
      }
      double[] back = new double[slopes.length];
      for (int i = 0; i < back.length; i++) {
        back[i] = coefficients[i] * (slopes[i] - mean);
      }
      return back;
    }
  }
}
