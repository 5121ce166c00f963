package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.task.Availability;
import org.stockpot.task.Part;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * The way that a network's outputs go, all examples together, while its weights go along a straight
 * line. With the outputs {@code z_k} at position k (one number for each example and output) and
 * steps {@code v_k = z_(k+1) - z_k}:
 *
 * <ul>
 *   <li>its length is {@code sum_k |v_k|}, in units of the outputs;
 *   <li>its Gauss length, the length of the path of its unit tangents {@code u_k = v_k / |v_k|}, is
 *       {@code sum_k arccos <u_(k+1), u_k>}, in radians: 0 for a straight way, π for one that turns
 *       back once.
 * </ul>
 *
 * <p>See Lucas et al., "On Monotonic Linear Interpolation of Neural Network Parameters", ICML 2021,
 * §4.2: a small Gauss length goes with monotonic interpolation. Both are lower bounds by the
 * positions. A step without a change has no direction and is left out; a way without one is
 * straight.
 *
 * @param gaussLength in radians, at least 0
 * @param length in units of the outputs, at least 0
 * @param examples of which the outputs are
 * @param samples positions on the line
 */
public record LogitPath(double gaussLength, double length, int examples, int samples) {

  /**
   * Follows the outputs along a line.
   *
   * @param line in weight space
   * @param statistics what becomes of running statistics
   * @param task re-estimates statistics
   * @param part of which all examples are taken
   * @param positions where on the line, ascending
   * @return the way of the outputs; or why there is none, as where an output is not finite
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  public static Availability<LogitPath> of(
      Line line, Statistics statistics, Task task, Part part, double[] positions) {
    return task.representations(Subset.all(part))
        .then(
            outputs -> {
              Follower follower = new Follower();
              for (double t : positions) {
                Outputs there = Outputs.at(statistics.at(line, t, task), outputs);
                if (!there.isFinite()) {
                  return Availability.none("outputs at α = " + t + " are not all finite");
                }
                follower.step(there);
              }
              return Availability.of(follower.path(positions.length));
            });
  }

  /** The outputs of all examples. */
  private record Outputs(List<float[]> rows) {

    static Outputs at(Point point, Representations outputs) {
      List<float[]> rows = new ArrayList<>();
      outputs.read(point, Representations.OUTPUTS, (example, row) -> rows.add(row.clone()));
      return new Outputs(rows);
    }

    boolean isFinite() {
      for (float[] row : rows) {
        for (float value : row) {
          if (!Float.isFinite(value)) {
            return false;
          }
        }
      }
      return true;
    }

    double[] minus(Outputs other) {
      int width = rows.isEmpty() ? 0 : rows.get(0).length;
      double[] step = new double[rows.size() * width];
      for (int i = 0; i < rows.size(); i++) {
        for (int k = 0; k < width; k++) {
          step[i * width + k] = (double) rows.get(i)[k] - other.rows.get(i)[k];
        }
      }
      return step;
    }
  }

  /** Adds up lengths and angles, and keeps the last outputs and the last direction. */
  private static final class Follower {
    private Outputs before;
    private double[] tangent;
    private double gauss;
    private double length;

    void step(Outputs next) {
      if (before != null) {
        double[] step = next.minus(before);
        double norm = Math.sqrt(dot(step, step));
        length += norm;
        if (norm > 0) {
          for (int i = 0; i < step.length; i++) {
            step[i] /= norm;
          }
          gauss += tangent == null ? 0 : angle(tangent, step);
          tangent = step;
        }
      }
      before = next;
    }

    private static double angle(double[] a, double[] b) {
      return Math.acos(Math.max(-1, Math.min(1, dot(a, b))));
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    LogitPath path(int samples) {
      return new LogitPath(gauss, length, before == null ? 0 : before.rows().size(), samples);
    }
  }
}
