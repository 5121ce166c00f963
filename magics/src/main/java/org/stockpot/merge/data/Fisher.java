package org.stockpot.merge.data;

import java.util.List;
import java.util.Locale;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * The mean of members weighted entry by entry by how much each member's loss minds a change of it:
 * {@code sum_i c_i (F_i + f) w_i / sum_i c_i (F_i + f)}, where {@code F_i = 1/N sum_n ∇l_n(w_i)²}
 * is the diagonal of member i's empirical Fisher matrix over N training examples of its own task,
 * and f a floor that makes the plain mean of what no member minds.
 *
 * <p>See Matena, Raffel, "Merging Models with Fisher-Weighted Averaging", NeurIPS 2022, §3. They
 * take the expectation over labels that the model draws; here labels are those of the data, which
 * is what most code does and takes one gradient instead of one for each class. In units of squared
 * loss by squared weight, F falls with the loss of what was learned: a member that fits its
 * examples better counts less.
 *
 * <p>Masks: what all members prune stays 0; where some do, the zero counts as theirs. An entry with
 * {@code F_i + f = 0} for all members is their plain mean.
 *
 * @param examples N at most, from 1
 * @param floor f, at least 0; finite
 * @param tasks one for all members, or one for each
 */
public record Fisher(int examples, double floor, List<Task> tasks) implements DataMerge {

  private static final String NAME = "fisher";

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Fisher {
    if (examples < 1) {
      throw new IllegalArgumentException("examples must be at least 1, got " + examples);
    }
    if (!(floor >= 0 && floor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("floor must be at least 0, got " + floor);
    }
    tasks = MemberTasks.copied(tasks);
  }

  @Override
  public void plan(MergeInputs inputs, Progress progress) {
    progress.plan(work(), inputs.members().size());
  }

  /** The gradients of single examples are passes over two. */
  private Work work() {
    return new Work("Fisher diagonal", 6.0 * examples);
  }

  @Override
  public Merged merged(MergeInputs inputs, Progress progress) {
    MemberTasks.requireShares(NAME, inputs);
    double[] sum = new double[inputs.layout().size()];
    double[] total = new double[sum.length];
    for (int m = 0; m < inputs.members().size(); m++) {
      Point member = inputs.members().get(m);
      Point diagonal =
          MemberTasks.of(tasks, inputs, m)
              .derivatives(Subset.of(Part.TRAINING, examples))
              .orThrow()
              .empiricalFisherDiagonal(member);
      requireFinite(m, diagonal);
      double weight = inputs.weights().get(m);
      for (int i = 0; i < sum.length; i++) {
        double counts = weight * (diagonal.at(i) + floor);
        sum[i] += counts * member.at(i);
        total[i] += counts;
      }
      progress.done(work(), 1);
    }
    Point mean = inputs.mean();
    Point merged =
        Point.build(
            inputs.layout(),
            values -> {
              for (int i = 0; i < values.length; i++) {
                values[i] = total[i] == 0 ? mean.at(i) : (float) (sum[i] / total[i]);
              }
            });
    return new Merged(inputs.finish(merged), notes(inputs, total));
  }

  private static void requireFinite(int member, Point diagonal) {
    int at = diagonal.firstNonFinite();
    if (at >= 0) {
      throw new IllegalArgumentException(
          "gradients of member "
              + (member + 1)
              + " of fisher must be finite, got "
              + diagonal.at(at)
              + " for the square at "
              + diagonal.layout().entry(at));
    }
  }

  /** Says where the floor decides more than the members do. */
  private List<String> notes(MergeInputs inputs, double[] total) {
    double weights = inputs.weights().stream().mapToDouble(c -> c).sum();
    long floored = 0;
    long trained = 0;
    for (Slot slot : inputs.layout().trained()) {
      trained += slot.size();
      int end = slot.end();
      for (int i = slot.offset(); i < end; i++) {
        floored += total[i] <= 2 * weights * floor ? 1 : 0;
      }
    }
    double share = (double) floored / Math.max(1, trained);
    return floor == 0 || share < 0.5
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "Fisher's floor of %s is above the members' own numbers for %.0f %% of the entries,"
                    + " which are close to the plain mean.",
                floor,
                100 * share));
  }
}
