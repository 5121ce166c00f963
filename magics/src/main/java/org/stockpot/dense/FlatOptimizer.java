package org.stockpot.dense;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.optimizer.UpdateRule;

/**
 * An update rule over the flat vector: one pass over weights, gradient and moments, instead of many
 * small engine calls a tensor.
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

  private final UpdateRule rule;
  private final int size;
  private final int block;

  /** Those of each block, one array for each moment of the rule. */
  private final float[][][] moments;

  private long steps;

  /**
   * Begins with moments of 0.
   *
   * @param size how many weights there are
   * @param block how many are changed at a time
   */
  FlatOptimizer(UpdateRule rule, int size, int block) {
    this.rule = rule;
    this.size = size;
    this.block = block;
    moments = new float[(size + block - 1) / block][rule.moments()][block];
  }

  /** Returns copies of the moments. */
  List<float[]> moments() {
    return IntStream.range(0, rule.moments()).mapToObj(this::flat).toList();
  }

  private float[] flat(int moment) {
    float[] flat = new float[size];
    for (int from = 0; from < size; from += block) {
      System.arraycopy(moments[from / block][moment], 0, flat, from, Math.min(block, size - from));
    }
    return flat;
  }

  /** Goes on from the moments after a number of steps. */
  void resume(List<float[]> given, long done) {
    steps = done;
    for (int moment = 0; moment < given.size(); moment++) {
      for (int from = 0; from < size; from += block) {
        int count = Math.min(block, size - from);
        System.arraycopy(given.get(moment), from, moments[from / block][moment], 0, count);
      }
    }
  }

  /** Begins a step at a learning rate; after it, each trained entry is to be changed once. */
  void begin(double rate) {
    steps++;
    rule.begin(rate, steps);
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
    rule.apply(w, g, moments[block], from, to);
  }
}
