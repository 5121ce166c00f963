package org.stockpot.align;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.BatchGradients;
import org.stockpot.task.optimizer.UpdateRule;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroups;

/**
 * Permutations that are learned so that the loss half-way is low: weights W, which begin as those
 * of A, are trained on the loss at (A + P(B)) / 2, where P(B) is the permuted B nearest to W; the
 * gradient by P(B) is taken for that by W, straight through the permutation.
 *
 * <p>See Ainsworth et al., "Git Re-Basin", ICLR 2023, §3.3 and Algorithm 2. We differ: the search
 * for the nearest permutation begins at that of the step before, the first at that of weight
 * matching, and of the permutations at the ends of epochs, weight matching's among them, that with
 * the least loss half-way on validation examples is taken; statistics are re-estimated there.
 */
final class StraightThrough {

  private final UnitGroups groups;
  private final Task task;
  private final AlignOptions options;
  private final Recipe recipe;

  StraightThrough(UnitGroups groups, Task task, AlignOptions options, Recipe recipe) {
    this.groups = groups;
    this.task = task;
    this.options = options;
    this.recipe = recipe;
  }

  Matched of(String name, Point stays, Point moves, Progress progress) {
    recipe.requireGradientsAlone("permutations");
    BatchGradients gradients = task.batchGradients().orThrow();
    WeightMatching matching = new WeightMatching(groups, stays, moves, options.sweeps());
    Matched first = matching.best(name, options.starts(), options.seed(), progress);
    long perEpoch = task.stepsPerEpoch(recipe.batch());
    Walk walk = new Walk(stays, moves, first.permutations(), perEpoch, progress);
    gradients.walk(recipe, options.seed(), recipe.length().steps(perEpoch), walk);
    walk.ends.add(walk.permutations);
    return new MidpointChoice(groups, task, stays, moves).best(name, walk.ends);
  }

  /** Walks over mini-batches, and keeps the permutations at the ends of epochs. */
  private final class Walk implements BatchGradients.Walk {
    private final Point stays;
    private final Point moves;
    private final WeightMatching matching;
    private final long perEpoch;
    private final Progress progress;
    private final float[] weights;
    private final UpdateRule rule = recipe.optimizer().rule();
    private final float[][] moments;
    private final List<List<int[]>> ends = new ArrayList<>();
    private List<int[]> permutations;

    Walk(Point stays, Point moves, List<int[]> first, long perEpoch, Progress progress) {
      this.stays = stays;
      this.moves = moves;
      this.perEpoch = perEpoch;
      this.progress = progress;
      permutations = first;
      matching = new WeightMatching(groups, stays, moves, options.sweeps());
      weights = stays.toArray();
      moments = new float[rule.moments()][weights.length];
    }

    @Override
    public void place(long step, float[] at) {
      if (step > 0) {
        List<int[]> all = groups.identity();
        matching.stay(Point.of(stays.layout(), weights));
        permutations = matching.from(0, permutations, all, options.seed()).permutations();
      }
      if (step % perEpoch == 0) {
        ends.add(permutations);
      }
      new Line(stays, groups.permute(moves, permutations)).at(0.5).values().get(at);
    }

    @Override
    public void accept(long step, double loss, float[] gradient) {
      double rate = recipe.rate(step, perEpoch);
      if (!Double.isFinite(loss)) {
        String where = " at step " + step + ", try a lower lr (now at " + rate + ")";
        throw new DivergedException("the loss half-way became " + loss + where, step);
      }
      float[] slope = new float[gradient.length];
      for (int i = 0; i < slope.length; i++) {
        slope[i] = gradient[i] / 2;
      }
      rule.begin(rate, step + 1);
      for (Slot slot : stays.layout().trained()) {
        rule.apply(weights, slope, moments, slot.offset(), slot.end());
      }
      progress.watch("loss half-way", loss);
      progress.done(Work.step(recipe), 1);
    }
  }
}
