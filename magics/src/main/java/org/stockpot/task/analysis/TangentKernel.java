package org.stockpot.task.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** The tangent kernel of single outputs' gradients, which are all in memory at a time. */
final class TangentKernel {

  private final Mask mask;
  private final long most;
  private final List<Point> rows = new ArrayList<>();
  private int outputs;

  /**
   * Has no rows yet.
   *
   * @param mask the coordinates that count
   */
  TangentKernel(Mask mask) {
    this.mask = mask;
    long row = (long) Float.BYTES * Math.max(1, mask.layout().size());
    most = Runtime.getRuntime().maxMemory() / 4 / row;
  }

  /** Adds the gradient of an output; those of an example come one after the other. */
  void add(int output, Point gradient) {
    if (rows.size() >= most) {
      throw new IllegalArgumentException(
          "gradients of outputs must take at most a quarter of the memory, "
              + most
              + " of them here, got more: take fewer examples");
    }
    rows.add(gradient.masked(mask));
    outputs = Math.max(outputs, output + 1);
  }

  /** Returns the products of all rows, or their means over outputs. */
  double[][] of(boolean averaged) {
    int size = averaged ? rows.size() / outputs : rows.size();
    double[][] kernel = new double[size][size];
    Workers.map(
        Runtime.getRuntime().availableProcessors(),
        IntStream.range(0, size).boxed().toList(),
        i -> fill(kernel, i, averaged));
    return kernel;
  }

  private int fill(double[][] kernel, int i, boolean averaged) {
    Interrupts.check();
    for (int j = 0; j <= i; j++) {
      int left = i;
      int right = j;
      kernel[i][j] =
          averaged
              ? IntStream.range(0, outputs)
                      .mapToDouble(k -> dot(left * outputs + k, right * outputs + k))
                      .sum()
                  / outputs
              : dot(i, j);
      kernel[j][i] = kernel[i][j];
    }
    return i;
  }

  private double dot(int i, int j) {
    return rows.get(i).dot(rows.get(j));
  }
}
