package org.stockpot.merge.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.Seeds;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.weights.Point;

/**
 * Mini-batches of several tasks side by side: a step takes the next batch of each, in an order that
 * is drawn anew for each pass over a task's examples. Derivatives that tell of all examples alone
 * are one batch.
 */
final class TaskBatches {

  private final List<Derivatives> tasks;
  private final boolean[] splits;
  private final int batch;
  private final long seed;

  TaskBatches(List<Derivatives> tasks, int batch, long seed) {
    this.tasks = tasks;
    this.batch = batch;
    this.seed = seed;
    splits = new boolean[tasks.size()];
    for (int t = 0; t < splits.length; t++) {
      Derivatives task = tasks.get(t);
      splits[t] = task.examples() > batch && task.some(0).value().isPresent();
    }
  }

  /** Returns how many steps see every example of the task that has most. */
  long stepsPerEpoch() {
    return IntStream.range(0, splits.length).mapToLong(this::stepsPerEpoch).max().orElse(1);
  }

  private long stepsPerEpoch(int task) {
    return splits[task] ? (tasks.get(task).examples() + batch - 1) / batch : 1;
  }

  /** Returns how many examples a step takes through the network. */
  long examplesPerStep() {
    return IntStream.range(0, splits.length)
        .mapToLong(task -> splits[task] ? batch : tasks.get(task).examples())
        .sum();
  }

  /** Returns the mean over tasks of the gradients over a step's batches. */
  Point gradient(Point at, long step) {
    Point sum = batch(0, step).gradient(at);
    for (int t = 1; t < tasks.size(); t++) {
      sum = sum.plus(batch(t, step).gradient(at));
    }
    return tasks.size() == 1 ? sum : sum.times(1.0 / tasks.size());
  }

  private Derivatives batch(int which, long step) {
    Derivatives task = tasks.get(which);
    if (!splits[which]) {
      return task;
    }
    int count = Math.toIntExact(task.examples());
    long each = stepsPerEpoch(which);
    int[] order = Seeds.permutation(count, Seeds.mix(Seeds.mix(seed, which), step / each));
    int from = Math.toIntExact(step % each) * batch;
    return task.some(Arrays.copyOfRange(order, from, Math.min(count, from + batch))).orThrow();
  }
}
