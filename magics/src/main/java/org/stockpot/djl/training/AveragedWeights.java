package org.stockpot.djl.training;

import java.util.List;
import java.util.function.Supplier;
import org.stockpot.task.Job;
import org.stockpot.task.optimizer.WeightAveraging;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * The sum of the weights at the positions of a training that are averaged. It is kept as two floats
 * a weight, which hold 48 bits, so that a training that goes on from a snapshot has the same bits,
 * and the mean of equal weights is those.
 */
final class AveragedWeights {

  /** How many points its state is. */
  static final int PARTS = 2;

  private final Layout layout;
  private final WeightAveraging average;
  private final long from;
  private final long total;
  private final long perEpoch;
  private float[] high;
  private float[] low;

  AveragedWeights(Job job, long perEpoch) {
    layout = job.start().layout();
    average = job.recipe().flatness().average();
    from = job.from();
    total = job.to();
    this.perEpoch = perEpoch;
    high = new float[layout.size()];
    low = new float[layout.size()];
  }

  /** Adds the weights at a position, if it is one. */
  void add(long step, Supplier<Point> at) {
    if (average.takes(step, total, perEpoch)) {
      Point weights = at.get();
      for (int i = 0; i < high.length; i++) {
        double sum = (double) high[i] + low[i] + weights.at(i);
        high[i] = (float) sum;
        low[i] = (float) (sum - high[i]);
      }
    }
  }

  Point mean() {
    long count = average.count(from, total, total, perEpoch);
    return Point.build(
        layout,
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (((double) high[i] + low[i]) / count);
          }
        });
  }

  List<Point> state() {
    return List.of(Point.of(layout, high), Point.of(layout, low));
  }

  void resume(List<Point> state) {
    high = state.get(0).toArray();
    low = state.get(1).toArray();
  }
}
