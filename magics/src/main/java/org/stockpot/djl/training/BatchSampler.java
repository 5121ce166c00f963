package org.stockpot.djl.training;

import java.util.Arrays;
import org.stockpot.task.Seeds;

/**
 * Which examples each step sees: a fresh permutation every epoch, its last incomplete batch
 * dropped. Determined by seed and step alone, so training can start at any step.
 */
final class BatchSampler {

  private final int examples;
  private final int batch;
  private final long seed;
  private long epoch = -1;
  private int[] order;

  BatchSampler(int examples, int batch, long seed) {
    this.examples = examples;
    this.batch = batch;
    this.seed = seed;
  }

  /** Returns the examples of a step, counted from 0. */
  int[] batch(long step) {
    int perEpoch = examples / batch;
    if (step / perEpoch != epoch) {
      epoch = step / perEpoch;
      order = Seeds.permutation(examples, Seeds.mix(seed, epoch));
    }
    int from = (int) (step % perEpoch) * batch;
    return Arrays.copyOfRange(order, from, from + batch);
  }
}
