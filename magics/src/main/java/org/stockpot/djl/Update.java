package org.stockpot.djl;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.stockpot.task.Job;
import org.stockpot.task.Snapshot;

/** What a step does to the weights of a training. */
final class Update {

  private final FlatOptimizer optimizer;
  private final int[] pruned;

  Update(Job job) {
    optimizer = new FlatOptimizer(job.recipe().optimizer(), job.start().layout().size());
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
    optimizer.resume(snapshot.moments(), done);
  }

  /**
   * Changes some weights; those that are pruned stay 0. Threads may change different ones.
   *
   * @param at where in the flat vector the first of them is
   * @param slopes the gradient by them
   * @param weights modified
   */
  void apply(int at, FloatBuffer slopes, FloatBuffer weights) {
    int next = Arrays.binarySearch(pruned, at);
    next = next < 0 ? -next - 1 : next;
    float[] w = new float[FlatOptimizer.BLOCK];
    float[] g = new float[FlatOptimizer.BLOCK];
    int count = slopes.capacity();
    for (int done = 0; done < count; ) {
      int block = (at + done) / w.length;
      int from = (at + done) % w.length;
      int to = Math.min(w.length, from + count - done);
      weights.get(done, w, from, to - from);
      slopes.get(done, g, from, to - from);
      for (; next < pruned.length && pruned[next] < block * w.length + to; next++) {
        g[pruned[next] - block * w.length] = 0f;
      }
      optimizer.apply(block, w, g, from, to);
      weights.put(done, w, from, to - from);
      done += to - from;
    }
  }
}
