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

  /** Applies one step to entries {@code from} to {@code to - 1} of each slot range that trains. */
  void step(float[] weights, float[] gradient, double rate, int[][] ranges) {
    steps++;
    for (int[] range : ranges) {
      switch (rule.optimizer()) {
        case SGD -> sgd(weights, gradient, (float) rate, range[0], range[1]);
        case ADAM, ADAMW -> adam(weights, gradient, rate, range[0], range[1]);
      }
    }
  }

  private void sgd(float[] w, float[] g, float rate, int from, int to) {
    float momentum = (float) rule.momentum();
    float decay = (float) rule.weightDecay();
    float own = rule.nesterov() ? 1 : 0;
    float ahead = rule.nesterov() ? momentum : 1;
    for (int i = from; i < to; i++) {
      float d = g[i] + decay * w[i];
      float b = momentum * first[i] + d + FLUSH - FLUSH;
      first[i] = b;
      w[i] -= rate * (own * d + ahead * b);
    }
  }

  private void adam(float[] w, float[] g, double rate, int from, int to) {
    boolean decoupled = rule.optimizer() == Optimizer.Kind.ADAMW;
    float decay = decoupled ? 0 : (float) rule.weightDecay();
    float shrink = decoupled ? (float) (1 - rate * rule.weightDecay()) : 1;
    float scale = (float) (rate / (1 - StrictMath.pow(BETA1, (double) steps)));
    float correction = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(BETA2, (double) steps)));
    for (int i = from; i < to; i++) {
      float d = g[i] + decay * w[i];
      float m = BETA1 * first[i] + (1 - BETA1) * d + FLUSH - FLUSH;
      float v = BETA2 * second[i] + (1 - BETA2) * d * d + FLUSH - FLUSH;
      first[i] = m;
      second[i] = v;
      w[i] = shrink * w[i] - scale * m / ((float) Math.sqrt(v) * correction + EPSILON);
    }
  }
}
