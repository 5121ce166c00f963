package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.BatchGradients;
import org.stockpot.task.optimizer.UpdateRule;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Curve;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Trains the bends of a curve between two networks, so that the loss is low all along it: minimises
 * {@code E over t ~ U(0, 1) of L(w(t))} over the bends alone, by one t for each mini-batch of the
 * training examples. The gradient by bend k is {@code c_k(t) ∇L(w(t))}, where {@code c_k(t)} is how
 * much the bend counts at t ({@link Curve}). Bends begin on the straight line, evenly spaced: one
 * at the midpoint. The ends stay bit for bit.
 *
 * <p>See Garipov et al., "Loss Surfaces, Mode Connectivity, and Fast Ensembling of DNNs", NeurIPS
 * 2018, §3.3. As in their code, weight decay is that of the point on the curve, {@code d/2
 * ||w(t)||²}; AdamW's is of the bends. What a mask prunes is +0.0 in all bends.
 *
 * <p>Example: {@code CurveTraining.between(a, b, Mask.full(a.layout()), task, Bends.THREE,
 * CurveOptions.recipe(), 1, Progress.NONE).at(0.5)}.
 */
public final class CurveTraining {

  private final Mask mask;
  private final Recipe recipe;
  private final Layout layout;
  private final List<Slot> trained;
  private final Curve straight;
  private final List<float[]> points = new ArrayList<>();
  private final List<float[][]> moments = new ArrayList<>();
  private final boolean decoupled;
  private final UpdateRule rule;

  private CurveTraining(Curve straight, Mask mask, Recipe recipe) {
    this.straight = straight;
    this.mask = mask;
    this.recipe = recipe;
    layout = mask.layout();
    trained = layout.trained();
    decoupled = recipe.optimizer().optimizer() == Optimizer.Kind.ADAMW;
    Optimizer optimizer = recipe.optimizer();
    rule = (decoupled ? optimizer : optimizer.withWeightDecay(0)).rule();
    for (Point point : straight.points()) {
      points.add(point.toArray());
      moments.add(new float[rule.moments()][layout.size()]);
    }
  }

  /**
   * Trains a curve, or takes from the task's store what was trained before.
   *
   * @param from the point at t = 0
   * @param to the point at t = 1
   * @param mask the entries that are trained; what it does not keep must be 0 in both ends
   * @param task gives gradients over mini-batches
   * @param bends what bends it
   * @param recipe how to train, and for how long
   * @param seed of the order of the data and of the positions t
   * @param progress told about each step; nothing is announced
   * @return the curve, whose ends are the given points
   * @throws IllegalArgumentException if the layouts differ, an end is not finite or not 0 where the
   *     mask removes, both are equal, or the recipe wants more than gradients, such as sharpness
   * @throws UnsupportedOperationException with the reason, if the task knows no gradients
   * @throws DivergedException if the loss becomes NaN or infinite
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  public static Curve between(
      Point from,
      Point to,
      Mask mask,
      Task task,
      Bends bends,
      Recipe recipe,
      long seed,
      Progress progress) {
    recipe.requireGradientsAlone("the bends of a curve");
    check(from, mask, task);
    check(to, mask, task);
    if (from.equals(to)) {
      throw new IllegalArgumentException("a curve must have two different ends, got one twice");
    }
    Curve straight = bends.straight(new Line(from, to));
    BatchGradients gradients = task.batchGradients().orThrow();
    long steps = steps(task, recipe);
    CurveTraining training = new CurveTraining(straight, mask, recipe);
    Steps walk = training.new Steps(seed, task.stepsPerEpoch(recipe.batch()), progress);
    double[] trained =
        task.as(NumberCache.class)
            .orElse(NumberCache.NONE)
            .get(
                List.of(
                    "curve " + bends + ", seed " + seed,
                    recipe.toString(),
                    mask.digest(),
                    from.digest(),
                    to.digest()),
                () -> {
                  gradients.walk(recipe, seed, steps, walk);
                  return training.numbers();
                });
    if (walk.taken < steps) {
      progress.skip(Work.step(recipe), steps - walk.taken);
    }
    return bends.through(withBends(straight, trained));
  }

  /**
   * Returns how many optimizer steps a training takes.
   *
   * @param task whose epochs count
   * @param recipe how to train
   * @return the steps
   */
  public static long steps(Task task, Recipe recipe) {
    return recipe.length().steps(task.stepsPerEpoch(recipe.batch()));
  }

  private static void check(Point end, Mask mask, Task task) {
    task.layout().requireSame(end.layout());
    int wrong = end.firstNonFinite();
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          "the ends of a curve must be finite, got "
              + end.at(wrong)
              + " in "
              + end.layout().entry(wrong));
    }
    mask.requireZeros(end);
  }

  /** Walks over mini-batches: each chooses a position, and moves the bends by its gradient. */
  private final class Steps implements BatchGradients.Walk {
    private final long seed;
    private final long perEpoch;
    private final Progress progress;
    private final float[] at = new float[layout.size()];
    private double[] shares = {};
    private long taken;

    Steps(long seed, long perEpoch, Progress progress) {
      this.seed = seed;
      this.perEpoch = perEpoch;
      this.progress = progress;
    }

    @Override
    public void place(long step, float[] weights) {
      shares = straight.weights(new SplittableRandom(Seeds.mix(seed, step)).nextDouble());
      blend(shares, at);
      System.arraycopy(at, 0, weights, 0, at.length);
    }

    @Override
    public void accept(long step, double loss, float[] gradient) {
      double rate = recipe.rate(step, perEpoch);
      if (!Double.isFinite(loss)) {
        String where = " at step " + step + ", try a lower lr (now at " + rate + ")";
        throw new DivergedException("the curve's loss became " + loss + where, step);
      }
      rule.begin(rate, step + 1);
      update(shares, at, gradient);
      taken++;
      progress.watch("loss", loss);
      progress.done(Work.step(recipe), 1);
    }
  }

  private void blend(double[] shares, float[] into) {
    double[] sum = new double[into.length];
    for (int k = 0; k < shares.length; k++) {
      float[] point = points.get(k);
      double share = shares[k];
      for (int i = 0; share != 0 && i < sum.length; i++) {
        sum[i] += share * point[i];
      }
    }
    for (int i = 0; i < into.length; i++) {
      into[i] = (float) sum[i];
    }
  }

  /** Moves every bend by its share of the gradient at the point on the curve. */
  private void update(double[] shares, float[] at, float[] gradient) {
    double decay = decoupled ? 0 : recipe.optimizer().weightDecay();
    float[] slope = new float[gradient.length];
    for (int k = 1; k < shares.length - 1; k++) {
      for (int i = 0; i < slope.length; i++) {
        slope[i] = (float) (shares[k] * (gradient[i] + decay * at[i]));
      }
      mask.zero(slope);
      for (Slot slot : trained) {
        rule.apply(points.get(k), slope, moments.get(k), slot.offset(), slot.end());
      }
    }
  }

  /** Returns the entries of all bends, one after another. */
  private double[] numbers() {
    double[] numbers = new double[(points.size() - 2) * layout.size()];
    for (int k = 1; k < points.size() - 1; k++) {
      float[] bend = points.get(k);
      for (int i = 0; i < bend.length; i++) {
        numbers[(k - 1) * bend.length + i] = bend[i];
      }
    }
    return numbers;
  }

  private static List<Point> withBends(Curve straight, double[] numbers) {
    List<Point> points = new ArrayList<>(straight.points());
    Layout layout = points.get(0).layout();
    for (int k = 1; k < points.size() - 1; k++) {
      int from = (k - 1) * layout.size();
      points.set(
          k,
          Point.build(
              layout,
              values -> {
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) numbers[from + i];
                }
              }));
    }
    return points;
  }
}
