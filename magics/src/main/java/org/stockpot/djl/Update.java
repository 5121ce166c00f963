package org.stockpot.djl;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.stockpot.task.Job;
import org.stockpot.task.Snapshot;

/** What a step does to the weights of a training, block by block, while they are in the cache. */
final class Update {

  private static final int BLOCK = 4096;

  private final float[] weights;
  private final float[] gradient;
  private final FlatOptimizer optimizer;
  private final int[] pruned;

  Update(Job job) {
    weights = job.start().toArray();
    gradient = new float[weights.length];
    optimizer = new FlatOptimizer(job.recipe().optimizer(), weights.length);
    pruned = job.mask().prunedIndices();
  }

  /** Begins a step; after it, each trained weight is to be changed once. */
  void begin(double rate) {
    optimizer.begin(rate);
  }

  List<float[]> moments() {
    return optimizer.moments();
  }

  void resume(Snapshot snapshot, long done) {
    snapshot.weights().values().get(weights);
    optimizer.resume(snapshot.moments(), done);
  }

  /** Returns the weights; modified by each step. */
  float[] weights() {
    return weights;
  }

  /**
   * Changes some weights; those that are pruned stay 0. Threads may change different ones.
   *
   * @param at where in the flat vector the first of them is
   * @param slopes the gradient by them
   * @param target a copy of them for the next pass
   */
  void apply(int at, FloatBuffer slopes, FloatBuffer target) {
    int next = Arrays.binarySearch(pruned, at);
    next = next < 0 ? -next - 1 : next;
    int count = slopes.capacity();
    for (int from = 0; from < count; from += BLOCK) {
      int size = Math.min(BLOCK, count - from);
      int end = at + from + size;
      slopes.get(from, gradient, at + from, size);
      for (; next < pruned.length && pruned[next] < end; next++) {
        gradient[pruned[next]] = 0f;
      }
      optimizer.apply(weights, gradient, at + from, end);
      target.put(from, weights, at + from, size);
    }
  }
}
