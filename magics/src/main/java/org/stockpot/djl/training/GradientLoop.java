package org.stockpot.djl.training;

import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.stockpot.dense.Stepper;
import org.stockpot.dense.WeightUpdate;
import org.stockpot.task.Seeds;
import org.stockpot.task.analysis.BatchGradients;
import org.stockpot.task.optimizer.UpdateRule;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Layout;

/** Gradients of a training's batches, by its steps with a rule that keeps what it is given. */
final class GradientLoop {

  private final BatchSampler sampler;
  private final BatchInputs inputs;
  private final boolean draws;

  /** Takes none yet; {@code draws} if a pass uses the engine's random numbers. */
  GradientLoop(BatchSampler sampler, BatchInputs inputs, boolean draws) {
    this.sampler = sampler;
    this.inputs = inputs;
    this.draws = draws;
  }

  void run(
      Stepper stepper, WeightUpdate kept, Layout layout, long steps, BatchGradients.Walk walk) {
    float[] weights = new float[layout.size()];
    for (long step = 0; step < steps; step++) {
      Interrupts.check();
      walk.place(step, weights);
      stepper.set(FloatBuffer.wrap(weights));
      if (draws) {
        JniUtils.setSeed(Seeds.mix(inputs.seed(), step));
      }
      int[] chosen = sampler.batch(step);
      kept.begin(1);
      double loss = stepper.step(chosen, inputs.of(chosen, step));
      walk.accept(step, loss, Double.isFinite(loss) ? kept.moments().get(0) : nothing(layout));
    }
  }

  /** Of a loss that is not finite there is no gradient, and the last step's is not its. */
  private static float[] nothing(Layout layout) {
    float[] nothing = new float[layout.size()];
    Arrays.fill(nothing, Float.NaN);
    return nothing;
  }

  /** Leaves weights as they are, and keeps the gradient where others keep a momentum. */
  static final class Keep implements UpdateRule {

    @Override
    public int moments() {
      return 1;
    }

    @Override
    public void begin(double rate, long step) {}

    @Override
    public void apply(float[] w, float[] g, float[][] moments, int from, int to) {
      System.arraycopy(g, from, moments[0], from, to - from);
    }
  }
}
