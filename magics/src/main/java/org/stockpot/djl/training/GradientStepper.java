package org.stockpot.djl.training;

import java.nio.FloatBuffer;
import java.util.List;
import org.stockpot.dense.Stepper;
import org.stockpot.dense.TrainedWeights;
import org.stockpot.dense.WeightOrder;
import org.stockpot.dense.WeightUpdate;
import org.stockpot.task.Job;
import org.stockpot.task.Recipe;
import org.stockpot.task.optimizer.Sharpness;
import org.stockpot.task.Snapshot;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Slot;

/**
 * Steps that need gradients before weights change: sharpness-aware ones. Passes are another
 * stepper's, whose update keeps gradients; weights are changed here, in the order of the flat
 * vector.
 *
 * <p>Running statistics are those of the pass at the weights themselves; a second pass leaves none.
 */
final class GradientStepper implements Stepper, TrainedWeights {

  private final Stepper passes;
  private final WeightUpdate kept;
  private final WeightUpdate update;
  private final Layout layout;
  private final Sharpness sharpness;
  private final Mask mask;
  private final float[] weights;

  /** Takes passes over, whose updates keep gradients of all that is trained. */
  GradientStepper(Stepper passes, WeightUpdate kept, Job job) {
    this.passes = passes;
    this.kept = kept;
    layout = job.start().layout();
    sharpness = job.recipe().sharpness();
    mask = job.mask();
    update = new WeightUpdate(job.recipe().optimizer().rule(), mask, WeightOrder.FLAT);
    weights = new float[layout.size()];
  }

  /** Returns whether a recipe's steps are such. */
  static boolean isNeeded(Recipe recipe) {
    return !recipe.sharpness().equals(Sharpness.NONE);
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
    update.begin(rate);
  }

  @Override
  public List<float[]> moments() {
    return update.moments();
  }

  @Override
  public void resume(Snapshot snapshot, long done) {
    update.resume(snapshot, done);
  }

  @Override
  public double step(int[] chosen, Inputs inputs) {
    double loss = pass(chosen, inputs);
    if (!Double.isFinite(loss)) {
      return loss;
    }
    passes.get(weights);
    float[] gradient = gradient();
    if (!sharpness.equals(Sharpness.NONE)) {
      passes.set(FloatBuffer.wrap(sharpness.highest(weights, gradient)));
      double highest = pass(chosen, inputs);
      if (!Double.isFinite(highest)) {
        return highest;
      }
      gradient = gradient();
    }
    apply(gradient);
    passes.set(FloatBuffer.wrap(weights));
    return loss;
  }

  private double pass(int[] chosen, Inputs inputs) {
    kept.begin(1);
    return passes.step(chosen, inputs);
  }

  private float[] gradient() {
    float[] gradient = kept.moments().get(0);
    mask.zero(gradient);
    return gradient;
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
