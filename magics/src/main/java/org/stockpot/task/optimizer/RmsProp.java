package org.stockpot.task.optimizer;

import java.util.Optional;

/**
 * RMSprop: with {@code g' = g + d w}, {@code v = 0.99 v + 0.01 g'^2; w = w - r g' / (sqrt(v) +
 * 1e-8)}, as {@code torch.optim.RMSprop} has it without momentum and centring.
 *
 * <p>See Tieleman, Hinton, "Lecture 6.5, RMSprop: Divide the Gradient by a Running Average of its
 * Recent Magnitude", COURSERA, 2012.
 */
public final class RmsProp implements UpdateRule {

  private static final float ALPHA = 0.99f;
  private static final float EPSILON = 1e-8f;

  private final float decay;
  private float rate;

  /**
   * Takes no step yet.
   *
   * @param parameters of which it takes the decay
   */
  public RmsProp(Hyperparameters parameters) {
    decay = (float) parameters.weightDecay();
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void begin(double rate, long step) {
    this.rate = (float) rate;
  }

  @Override
  public void apply(float[] w, float[] g, float[][] moments, int from, int to) {
    apply(w, g, moments[0], from, to);
  }

  private void apply(float[] w, float[] g, float[] square, int from, int to) {
    float shrink = decay;
    float lr = rate;
    for (int i = from; i < to; i++) {
      float d = g[i] + shrink * w[i];
      float v = ALPHA * square[i] + (1 - ALPHA) * d * d + FLUSH - FLUSH;
      square[i] = v;
      w[i] -= lr * d / ((float) Math.sqrt(v) + EPSILON);
    }
  }

  @Override
  public Optional<Stability> stability(double rate) {
    Preconditioner root = (moments, i, steps) -> Math.sqrt(moments[0][i]) + EPSILON;
    return Optional.of(new Stability(2 / rate, decay, Optional.of(root)));
  }
}
