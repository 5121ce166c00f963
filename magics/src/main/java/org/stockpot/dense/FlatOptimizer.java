package org.stockpot.dense;

import java.util.List;
import java.util.stream.Stream;
import org.stockpot.task.Optimizer;

/**
 * An update rule over the flat vector: one pass over weights, gradient and moments, instead of many
 * small engine calls a tensor. The rules are those of {@link Optimizer}.
 *
 * <p>A pruned entry whose weight, gradient and moments are +0.0 stays +0.0 under every rule.
 */
final class FlatOptimizer {

  /**
   * Weights that are best changed at a time: few enough for the nearest caches, and enough for long
   * loops. All arrays of a block have the same indices, as loops are compiled to vector
   * instructions only then.
   */
  static final int BLOCK = 1 << 13;

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  /**
   * Adding and subtracting this flushes moments below 1e-37 to zero and leaves those above 1e-22
   * alone: decaying moments would else become denormal, which made a step ten times slower.
   */
  private static final float FLUSH = 1e-30f;

  private final Optimizer rule;
  private final int size;
  private final int block;
  private final float[][] first;
  private final float[][] second;
  private long steps;
  private double rate;
  private float scale;
  private float correction;

  /**
   * Begins with moments of 0.
   *
   * @param size how many weights there are
   * @param block how many are changed at a time
   */
  FlatOptimizer(Optimizer rule, int size, int block) {
    this.rule = rule;
    this.size = size;
    this.block = block;
    int blocks = (size + block - 1) / block;
    first = new float[blocks][block];
    second = new float[rule.optimizer() == Optimizer.Kind.SGD ? 0 : blocks][block];
  }

  /** Returns copies of the moments. */
  List<float[]> moments() {
    return Stream.of(first, second).filter(m -> m.length > 0).map(this::flat).toList();
  }

  private float[] flat(float[][] blocks) {
    float[] flat = new float[size];
    for (int from = 0; from < size; from += block) {
      System.arraycopy(blocks[from / block], 0, flat, from, Math.min(block, size - from));
    }
    return flat;
  }

  /** Goes on from the moments after a number of steps. */
  void resume(List<float[]> moments, long done) {
    steps = done;
    List<float[][]> kept = List.of(first, second);
    for (int i = 0; i < moments.size(); i++) {
      for (int from = 0; from < size; from += block) {
        int count = Math.min(block, size - from);
        System.arraycopy(moments.get(i), from, kept.get(i)[from / block], 0, count);
      }
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
   * Changes some weights of a block.
   *
   * @param block which one
   * @param w the weights, modified, at their places in the block
   * @param g the gradient by them
   * @param from the first place
   * @param to the place behind the last
   */
  void apply(int block, float[] w, float[] g, int from, int to) {
    switch (rule.optimizer()) {
      case SGD -> sgd(w, g, first[block], from, to);
      case ADAM, ADAMW -> adam(w, g, first[block], second[block], from, to);
    }
  }

  private void sgd(float[] w, float[] g, float[] buffer, int from, int to) {
    float lr = (float) rate;
    float momentum = (float) rule.momentum();
    float decay = (float) rule.weightDecay();
    float own = rule.nesterov() ? 1 : 0;
    float ahead = rule.nesterov() ? momentum : 1;
    for (int i = from; i < to; i++) {
      float d = g[i] + decay * w[i];
      float b = momentum * buffer[i] + d + FLUSH - FLUSH;
      buffer[i] = b;
      w[i] -= lr * (own * d + ahead * b);
    }
  }

  private void adam(float[] w, float[] g, float[] mean, float[] square, int from, int to) {
    boolean decoupled = rule.optimizer() == Optimizer.Kind.ADAMW;
    float decay = decoupled ? 0 : (float) rule.weightDecay();
    float shrink = decoupled ? (float) (1 - rate * rule.weightDecay()) : 1;
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
}
