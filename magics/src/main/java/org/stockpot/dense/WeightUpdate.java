package org.stockpot.dense;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.stockpot.task.Snapshot;
import org.stockpot.task.optimizer.UpdateRule;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** What a step does to the weights of a training. */
public final class WeightUpdate implements TrainedWeights {

  private final WeightOrder order;
  private final int size;
  private final FlatOptimizer optimizer;

  /** 0 for what is pruned, else 1, in blocks; no blocks if nothing is pruned. */
  private final float[][] kept;

  /** Each thread's own, as arrays made for each step would touch memory that is in no cache. */
  private final ThreadLocal<float[][]> scratch;

  /**
   * Keeps moments in an order; one that is not flat is updated there column by column.
   *
   * @param rule what a step does
   * @param mask the entries that are trained
   * @param order in which weights are kept
   */
  public WeightUpdate(UpdateRule rule, Mask mask, WeightOrder order) {
    this.order = order;
    size = order.isFlat() ? FlatOptimizer.BLOCK : order.rows();
    optimizer = new FlatOptimizer(rule, mask.layout().size(), size);
    scratch = ThreadLocal.withInitial(() -> new float[2][size]);
    kept = kept(mask, mask.layout().size());
  }

  private float[][] kept(Mask mask, int weights) {
    int[] pruned = mask.prunedIndices();
    float[][] blocks = new float[pruned.length == 0 ? 0 : (weights + size - 1) / size][size];
    for (float[] block : blocks) {
      Arrays.fill(block, 1f);
    }
    for (int index : pruned) {
      int place = order.place(index);
      blocks[place / size][place % size] = 0f;
    }
    return blocks;
  }

  WeightOrder order() {
    return order;
  }

  @Override
  public void begin(double rate) {
    optimizer.begin(rate);
  }

  @Override
  public List<float[]> moments() {
    return optimizer.moments().stream().map(order::flat).toList();
  }

  @Override
  public void resume(Snapshot snapshot, long done) {
    resume(snapshot.moments().stream().map(Point::toArray).toList(), done);
  }

  /**
   * Goes on from moments.
   *
   * @param moments in the order of the flat vector
   * @param done how many steps were taken
   */
  public void resume(List<float[]> moments, long done) {
    optimizer.resume(moments.stream().map(order::of).toList(), done);
  }

  /**
   * Changes a column of the first matrix; those weights that are pruned stay 0. Threads may change
   * different ones.
   *
   * @param column which one
   * @param g the gradient by it, modified
   * @param w its weights, modified
   */
  void apply(int column, float[] g, float[] w) {
    prune(column, g, 0, size);
    optimizer.apply(column, w, g, 0, size);
  }

  /**
   * Changes some weights; those that are pruned stay 0. Threads may change different ones.
   *
   * @param at where in the flat vector the first of them is
   * @param slopes the gradient by them
   * @param weights modified
   */
  public void apply(int at, FloatBuffer slopes, FloatBuffer weights) {
    float[] w = scratch.get()[0];
    float[] g = scratch.get()[1];
    int count = slopes.capacity();
    for (int done = 0; done < count; ) {
      int block = (at + done) / size;
      int from = (at + done) % size;
      int to = Math.min(size, from + count - done);
      weights.get(done, w, from, to - from);
      slopes.get(done, g, from, to - from);
      prune(block, g, from, to);
      optimizer.apply(block, w, g, from, to);
      weights.put(done, w, from, to - from);
      done += to - from;
    }
  }

  private void prune(int block, float[] g, int from, int to) {
    if (kept.length > 0) {
      float[] factors = kept[block];
      for (int i = from; i < to; i++) {
        g[i] *= factors[i];
      }
    }
  }
}
