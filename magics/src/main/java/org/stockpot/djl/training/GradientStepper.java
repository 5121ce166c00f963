package org.stockpot.djl.training;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.stockpot.dense.Stepper;
import org.stockpot.dense.TrainedWeights;
import org.stockpot.dense.WeightOrder;
import org.stockpot.dense.WeightUpdate;
import org.stockpot.task.Job;
import org.stockpot.task.Recipe;
import org.stockpot.task.Snapshot;
import org.stockpot.task.optimizer.Regularizer;
import org.stockpot.task.optimizer.Sharpness;
import org.stockpot.task.sparse.MaskHistory;
import org.stockpot.task.sparse.MaskMoves;
import org.stockpot.task.sparse.SparseTraining;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Slot;

/**
 * Steps that need gradients before weights change: sharpness-aware ones, those by the
 * compressibility loss, and those of a mask that moves. Passes are another stepper's, whose update
 * keeps gradients; weights are changed here, in the order of the flat vector.
 *
 * <p>Running statistics are those of the pass at the weights themselves; a second pass leaves none.
 */
final class GradientStepper implements Stepper, TrainedWeights {

  private final Stepper passes;
  private final WeightUpdate kept;
  private final Layout layout;
  private final Sharpness sharpness;
  private final Regularizer regularizer;
  private final Job job;
  private final Optional<MaskMoves> moves;
  private final float[] weights;
  private WeightUpdate update;
  private MaskHistory masks;
  private double rate;
  private long next;

  /** Takes passes over, whose updates keep gradients of all that is trained. */
  GradientStepper(Stepper passes, WeightUpdate kept, Job job, long perEpoch) {
    this.passes = passes;
    this.kept = kept;
    layout = job.start().layout();
    sharpness = job.recipe().flatness().sharpness();
    regularizer = job.recipe().flatness().regularizer();
    this.job = job;
    SparseTraining sparse = job.recipe().sparse();
    long total = job.recipe().length().steps(perEpoch);
    moves = sparse.moves() ? Optional.of(sparse.over(total, perEpoch)) : Optional.empty();
    masks = new MaskHistory(job.mask(), List.of());
    update = update();
    next = job.from();
    weights = new float[layout.size()];
  }

  /** Returns whether a recipe's steps are such. */
  static boolean isNeeded(Recipe recipe) {
    return !recipe.flatness().sharpness().equals(Sharpness.NONE)
        || recipe.flatness().regularizer() instanceof Regularizer.Compressibility
        || recipe.sparse().moves();
  }

  private WeightUpdate update() {
    return new WeightUpdate(job.recipe().optimizer().rule(), masks.mask(), WeightOrder.FLAT);
  }

  @Override
  public void set(FloatBuffer values) {
    values.duplicate().get(weights);
    passes.set(values);
  }

  @Override
  public void get(float[] values) {
    System.arraycopy(weights, 0, values, 0, weights.length);
  }

  @Override
  public void begin(double rate) {
    this.rate = rate;
    update.begin(rate);
    next++;
  }

  @Override
  public Optional<MaskHistory> masks() {
    return moves.map(any -> masks);
  }

  @Override
  public List<float[]> moments() {
    return update.moments();
  }

  @Override
  public void resume(Snapshot snapshot, long done) {
    masks = snapshot.masks().orElse(masks);
    update = update();
    update.resume(snapshot, done);
    next = snapshot.step();
  }

  @Override
  public double step(int[] chosen, Inputs inputs) {
    double loss = pass(chosen, inputs);
    if (!Double.isFinite(loss)) {
      return loss;
    }
    passes.get(weights);
    float[] gradient = kept.moments().get(0);
    long step = next - 1;
    if (moves.isPresent() && moves.get().at(step)) {
      move(moves.get().next(masks.mask(), step, weights, gradient, job.seed()), step);
      if (job.recipe().sparse().sparse().exchanges()) {
        return loss;
      }
    }
    masks.mask().zero(gradient);
    if (!sharpness.equals(Sharpness.NONE)) {
      passes.set(FloatBuffer.wrap(sharpness.highest(weights, gradient)));
      double highest = pass(chosen, inputs);
      if (!Double.isFinite(highest)) {
        return highest;
      }
      gradient = kept.moments().get(0);
      masks.mask().zero(gradient);
    }
    if (regularizer instanceof Regularizer.Compressibility added) {
      added.add(layout, weights, gradient);
    }
    apply(gradient);
    passes.set(FloatBuffer.wrap(weights));
    return loss;
  }

  private double pass(int[] chosen, Inputs inputs) {
    kept.begin(1);
    return passes.step(chosen, inputs);
  }

  /** Goes on under another mask: what goes is 0 with its moments, as what comes was. */
  private void move(Mask mask, long step) {
    List<float[]> moments = update.moments();
    moments.forEach(mask::zero);
    mask.zero(weights);
    masks = masks.moved(step, mask);
    update = update();
    update.resume(moments, step - job.from());
    update.begin(rate);
    passes.set(FloatBuffer.wrap(weights));
  }

  private void apply(float[] gradient) {
    for (Slot slot : layout.slots()) {
      if (slot.role().isTrained()) {
        int at = slot.offset();
        update.apply(at, part(gradient, slot), part(weights, slot));
      }
    }
  }

  private static FloatBuffer part(float[] values, Slot slot) {
    return FloatBuffer.wrap(values, slot.offset(), slot.size()).slice();
  }

  @Override
  public void close() {
    passes.close();
  }
}
