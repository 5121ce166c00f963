package org.stockpot.task.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** The tangent kernel of single outputs' gradients, which are all in memory at a time. */
final class TangentKernel implements OutputSink {

  private final long row;
  private final Mask mask;
  private final List<Point> rows = new ArrayList<>();
  private int outputs;

  /** Knows no gradients yet, which have so many entries. */
  TangentKernel(int entries, Mask mask) {
    row = (long) Float.BYTES * entries;
    this.mask = mask;
  }

  @Override
  public void accept(int example, int output, Point gradient) {
    long most = Runtime.getRuntime().maxMemory() / 4;
    if ((rows.size() + 1) * row > most) {
      throw new IllegalArgumentException(
          "gradients of outputs must take at most a quarter of the memory, "
              + most / row
              + " of them here, got more: take fewer examples");
    }
    rows.add(gradient.masked(mask));
    outputs = Math.max(outputs, output + 1);
  }

  double[][] matrix(boolean averaged) {
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
