package org.stockpot.task.optimizer;

import java.util.Optional;

/**
 * Adam, with moments of 0.9 and 0.999 and epsilon 1e-8, and AdamW, whose decay is apart from the
 * moments: {@code w = w - r d w}.
 *
 * <p>See Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 1
 * (arXiv:1412.6980); Loshchilov, Hutter, "Decoupled Weight Decay Regularization", ICLR 2019,
 * Algorithm 2 (arXiv:1711.05101).
 */
public final class Adam implements UpdateRule {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final double weightDecay;
  private final boolean decoupled;
  private double rate;
  private float scale;
  private float correction;

  private Adam(Hyperparameters parameters, boolean decoupled) {
    weightDecay = parameters.weightDecay();
    this.decoupled = decoupled;
  }

  /**
   * Returns Adam, whose decay is part of the gradient.
   *
   * @param parameters of which it takes the decay
   * @return the rule
   */
  public static Adam coupled(Hyperparameters parameters) {
    return new Adam(parameters, false);
  }

  /**
   * Returns AdamW.
   *
   * @param parameters of which it takes the decay
   * @return the rule
   */
  public static Adam decoupled(Hyperparameters parameters) {
    return new Adam(parameters, true);
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void begin(double rate, long step) {
    this.rate = rate;
    scale = (float) (rate / (1 - StrictMath.pow(BETA1, (double) step)));
    correction = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(BETA2, (double) step)));
  }

  @Override
  public void apply(float[] w, float[] g, float[][] moments, int from, int to) {
    apply(w, g, moments[0], moments[1], from, to);
  }

  private void apply(float[] w, float[] g, float[] mean, float[] square, int from, int to) {
    float decay = decoupled ? 0 : (float) weightDecay;
    float shrink = decoupled ? (float) (1 - rate * weightDecay) : 1;
    float stride = scale;
    float unbiased = correction;
    for (int i = from; i < to; i++) {
      float d = g[i] + decay * w[i];
      float m = BETA1 * mean[i] + (1 - BETA1) * d + FLUSH - FLUSH;
      float v = BETA2 * square[i] + (1 - BETA2) * d * d + FLUSH - FLUSH;
      mean[i] = m;
      square[i] = v;
      w[i] = shrink * w[i] - stride * m / ((float) Math.sqrt(v) * unbiased + EPSILON);
    }
  }

  /** P is {@code (1 - β₁^t)(sqrt(v / (1 - β₂^t)) + ε)}, whose first factor is that of the mean. */
  @Override
  public Optional<Stability> stability(double rate) {
    double kept = decoupled ? 1 - rate * weightDecay : 1;
    double threshold = (1 + kept) * (1 + BETA1) / ((1 - BETA1) * rate);
    return Optional.of(
        new Stability(threshold, decoupled ? 0 : weightDecay, Optional.of(Adam::divisor)));
  }

  private static double divisor(float[][] moments, int i, long steps) {
    double square = moments[1][i] / (1 - StrictMath.pow(BETA2, (double) steps));
    return (1 - StrictMath.pow(BETA1, (double) steps)) * (Math.sqrt(square) + EPSILON);
  }
}
