package org.stockpot.task.optimizer;

import java.util.Optional;

/**
 * Stochastic gradient descent: with gradient g, rate r and decay d, {@code g' = g + d w; b =
 * momentum b + g'; w = w - r b}, or with Nesterov's momentum {@code w = w - r (g' + momentum b)}.
 */
public final class Sgd implements UpdateRule {

  private final Hyperparameters parameters;
  private double rate;

  /**
   * Takes no step yet.
   *
   * @param parameters momentum, Nesterov's or not, and decay
   */
  public Sgd(Hyperparameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void begin(double rate, long step) {
    this.rate = rate;
  }

  @Override
  public void apply(float[] w, float[] g, float[][] moments, int from, int to) {
    apply(w, g, moments[0], from, to);
  }

  private void apply(float[] w, float[] g, float[] buffer, int from, int to) {
    float lr = (float) rate;
    float momentum = (float) parameters.momentum();
    float decay = (float) parameters.weightDecay();
    float own = parameters.nesterov() ? 1 : 0;
    float ahead = parameters.nesterov() ? momentum : 1;
    for (int i = from; i < to; i++) {
      float d = g[i] + decay * w[i];
      float b = momentum * buffer[i] + d + FLUSH - FLUSH;
      buffer[i] = b;
      w[i] -= lr * (own * d + ahead * b);
    }
  }

  @Override
  public Optional<Stability> stability(double rate) {
    double momentum = parameters.momentum();
    double ahead = parameters.nesterov() ? 1 + 2 * momentum : 1;
    return Optional.of(Stability.of(2 * (1 + momentum) / (ahead * rate), parameters.weightDecay()));
  }
}
