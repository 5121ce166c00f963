package org.stockpot.djl;

import java.util.List;
import org.stockpot.task.Optimizer;
import org.stockpot.weights.Point;

/**
 * An update rule over the flat vector: one pass over weights, gradient and moments, instead of many
 * small engine calls a tensor. The rules are those of {@link Optimizer}.
 *
 * <p>A pruned entry whose weight, gradient and moments are +0.0 stays +0.0 under every rule.
 */
final class FlatOptimizer {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  /**
   * Adding and subtracting this flushes moments below 1e-37 to zero and leaves those above 1e-22
   * alone: decaying moments would else become denormal, which made a step ten times slower.
   */
  private static final float FLUSH = 1e-30f;

  private final Optimizer rule;
  private final float[] first;
  private final float[] second;
  private long steps;
  private double rate;
  private float scale;
  private float correction;

  FlatOptimizer(Optimizer rule, int size) {
    this.rule = rule;
    first = new float[size];
    second = rule.optimizer() == Optimizer.Kind.SGD ? new float[0] : new float[size];
  }

  /** Returns the moments, which are modified by each step. */
  List<float[]> moments() {
    return second.length == 0 ? List.of(first) : List.of(first, second);
  }

  /** Goes on from the moments after a number of steps. */
  void resume(List<Point> moments, long done) {
    steps = done;
    for (int i = 0; i < moments.size(); i++) {
      moments.get(i).values().get(moments().get(i));
    }
  }

  /** Begins a step at a learning rate; after it, each trained entry is to be changed once. */
  void begin(double rate) {
    steps++;
    this.rate = rate;
    scale = (float) (rate / (1 - StrictMath.pow(BETA1, (double) steps)));
    correction = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(BETA2, (double) steps)));
  }

  /**
   * Changes entries {@code from} to {@code to - 1}. All arrays have the same indices, as the loops
   * are compiled to vector instructions only then.
   */
  void apply(float[] weights, float[] gradient, int from, int to) {
    switch (rule.optimizer()) {
      case SGD -> sgd(weights, gradient, from, to);
      case ADAM, ADAMW -> adam(weights, gradient, from, to);
    }
  }

  private void sgd(float[] w, float[] g, int from, int to) {
    float lr = (float) rate;
    float momentum = (float) rule.momentum();
    float decay = (float) rule.weightDecay();
    float own = rule.nesterov() ? 1 : 0;
    float ahead = rule.nesterov() ? momentum : 1;
    for (int i = from; i < to; i++) {
      float d = g[i] + decay * w[i];
      float b = momentum * first[i] + d + FLUSH - FLUSH;
      first[i] = b;
      w[i] -= lr * (own * d + ahead * b);
    }
  }

  private void adam(float[] w, float[] g, int from, int to) {
    boolean decoupled = rule.optimizer() == Optimizer.Kind.ADAMW;
    float decay = decoupled ? 0 : (float) rule.weightDecay();
    float shrink = decoupled ? (float) (1 - rate * rule.weightDecay()) : 1;
    float stride = scale;
    float unbiased = correction;
    for (int i = from; i < to; i++) {
      float d = g[i] + decay * w[i];
      float m = BETA1 * first[i] + (1 - BETA1) * d + FLUSH - FLUSH;
      float v = BETA2 * second[i] + (1 - BETA2) * d * d + FLUSH - FLUSH;
      first[i] = m;
      second[i] = v;
      w[i] = shrink * w[i] - stride * m / ((float) Math.sqrt(v) * unbiased + EPSILON);
    }
  }
}
