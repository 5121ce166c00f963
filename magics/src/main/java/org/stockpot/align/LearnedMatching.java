package org.stockpot.align;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.BatchGradients;
import org.stockpot.task.optimizer.UpdateRule;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroups;

/**
 * Permutations that are learned by gradient: each group has a matrix X, which {@link Sinkhorn}
 * makes a soft permutation S(X), and X is trained on a loss of A and the softly permuted B. The
 * permutation is the assignment that maximises the sum of X over it.
 *
 * <p>See Peña et al., "Re-basin via implicit Sinkhorn differentiation", CVPR 2023, §3–4. We differ:
 * X begins at a permutation, as ln n in its places, so that half of each unit is the one that it
 * begins with, where published code begins at the identity. For losses of the task that permutation
 * is weight matching's, as descent from the identity ends far from it, and of those at each tenth
 * of the steps, the first among them, that with the least loss half-way on validation examples is
 * taken. For the distance it is the identity, and the last is taken.
 */
final class LearnedMatching {

  private static final int CHECKS = 10;

  private final UnitGroups groups;
  private final Task task;
  private final AlignOptions options;
  private final Recipe recipe;

  LearnedMatching(UnitGroups groups, Task task, AlignOptions options, Recipe recipe) {
    this.groups = groups;
    this.task = task;
    this.options = options;
    this.recipe = recipe;
  }

  Matched of(String name, Point stays, Point moves, Progress progress) {
    recipe.requireGradientsAlone("permutations");
    boolean byDistance = options.loss() == LearnedLoss.DISTANCE;
    BatchGradients gradients = byDistance ? distance(stays) : task.batchGradients().orThrow();
    long perEpoch = task.stepsPerEpoch(recipe.batch());
    long steps = recipe.length().steps(perEpoch);
    List<int[]> begin =
        byDistance
            ? groups.identity()
            : new WeightMatching(groups, stays, moves, options.sweeps())
                .best(name, options.starts(), options.seed(), progress)
                .permutations();
    Walk walk = new Walk(stays, moves, begin, perEpoch, progress);
    gradients.walk(recipe, options.seed(), steps, walk);
    walk.ends.add(walk.permutations());
    MidpointChoice choice = new MidpointChoice(groups, task, stays, moves);
    return byDistance ? choice.last(name, walk.ends) : choice.best(name, walk.ends);
  }

  /** The mean squared distance to a point, as a loss; running statistics are no coordinates. */
  private static BatchGradients distance(Point to) {
    List<Slot> slots =
        to.layout().slots().stream().filter(slot -> slot.role().isCoordinate()).toList();
    int count = to.layout().coordinates();
    return (recipe, seed, steps, walk) -> {
      float[] at = new float[to.layout().size()];
      float[] gradient = new float[at.length];
      for (long step = 0; step < steps; step++) {
        Interrupts.check();
        walk.place(step, at);
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (Slot slot : slots) {
          int end = slot.end();
          for (int i = slot.offset(); i < end; i++) {
            double apart = (double) at[i] - to.at(i);
            sum += apart * apart / count;
            gradient[i] = (float) (2 * apart / count);
          }
        }
        walk.accept(step, sum, gradient);
      }
    };
  }

  /** Walks over mini-batches, and keeps permutations on the way. */
  private final class Walk implements BatchGradients.Walk {
    private final Point stays;
    private final SoftPermutation permutation;
    private final long perEpoch;
    private final long every;
    private final Progress progress;
    private final UpdateRule rule = recipe.optimizer().rule();
    private final List<float[]> logits = new ArrayList<>();
    private final List<float[][]> moments = new ArrayList<>();
    private final List<List<int[]>> ends = new ArrayList<>();
    private List<Sinkhorn> operators = List.of();
    private SoftPermutation.Blend blend;
    private double share;

    Walk(Point stays, Point moves, List<int[]> begin, long perEpoch, Progress progress) {
      this.stays = stays;
      this.perEpoch = perEpoch;
      this.progress = progress;
      every = Math.max(1, recipe.length().steps(perEpoch) / CHECKS);
      permutation = new SoftPermutation(groups, moves);
      for (int[] from : begin) {
        int n = from.length;
        float[] matrix = new float[n * n];
        for (int u = 0; u < n; u++) {
          matrix[u * n + from[u]] = (float) Math.log(n);
        }
        logits.add(matrix);
        moments.add(new float[rule.moments()][n * n]);
      }
    }

    List<int[]> permutations() {
      return matrices().stream().map(Assignment::of).toList();
    }

    private List<double[][]> matrices() {
      return logits.stream().map(Walk::matrix).toList();
    }

    private static double[][] matrix(float... values) {
      int n = (int) Math.sqrt(values.length);
      double[][] matrix = new double[n][n];
      for (int i = 0; i < values.length; i++) {
        matrix[i / n][i % n] = values[i];
      }
      return matrix;
    }

    @Override
    public void place(long step, float[] at) {
      if (step % every == 0) {
        ends.add(permutations());
      }
      operators = matrices().stream().map(Sinkhorn::new).toList();
      blend = permutation.of(operators.stream().map(Sinkhorn::soft).toList());
      share =
          switch (options.loss()) {
            case MIDPOINT -> 0.5;
            case RANDOM -> new SplittableRandom(Seeds.mix(options.seed(), step)).nextDouble();
            case DISTANCE -> 1;
          };
      double[] moved = blend.values();
      for (int i = 0; i < at.length; i++) {
        at[i] = (float) ((1 - share) * stays.at(i) + share * moved[i]);
      }
    }

    @Override
    public void accept(long step, double loss, float[] gradient) {
      double rate = recipe.rate(step, perEpoch);
      if (!Double.isFinite(loss)) {
        String where = " at step " + step + ", try a lower lr (now at " + rate + ")";
        throw new DivergedException("the loss of soft permutations became " + loss + where, step);
      }
      double[] slope = new double[gradient.length];
      for (int i = 0; i < slope.length; i++) {
        slope[i] = share * gradient[i];
      }
      List<double[][]> slopes = blend.gradient(slope);
      rule.begin(rate, step + 1);
      for (int g = 0; g < logits.size(); g++) {
        float[] flat = flat(operators.get(g).gradient(slopes.get(g)));
        rule.apply(logits.get(g), flat, moments.get(g), 0, flat.length);
      }
      progress.watch("loss", loss);
      progress.done(Work.step(recipe), 1);
    }

    private static float[] flat(double[][] matrix) {
      float[] flat = new float[matrix.length * matrix.length];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = (float) matrix[i / matrix.length][i % matrix.length];
      }
      return flat;
    }
  }
}
