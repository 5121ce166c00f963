package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.barrier.PlaneResult.Mark;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.task.Work;
import org.stockpot.weights.Plane;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * The plane through the end of a training along the two directions in which the training went most:
 * the first two principal components of points {@code w_0 … w_T} that it passed through, evenly
 * spaced in its steps, about their mean.
 *
 * <p>See Li et al., "Visualizing the Loss Landscape of Neural Nets", NeurIPS 2018, §7. The variance
 * that a component holds is its share of all components', {@code λ_i / sum_j λ_j}. Two components
 * hold most of it for nearly any smooth way, a random walk's among them: that a training looks
 * low-dimensional here says little. Points on the way are projected; their own scores stand beside,
 * as the ground below their projection is not theirs.
 */
public final class TrajectoryPlane {

  private static final int SWEEPS = 60;
  private static final double LEAST_SHARE = 1e-10;

  private TrajectoryPlane() {}

  /**
   * Trains once more, keeps points on the way, and surveys their plane.
   *
   * @param name what the training is called
   * @param job the training
   * @param points how many points are kept, at least 3
   * @param task trains, and scores points
   * @param options the settings
   * @param progress told about each step and point
   * @return the plane
   * @throws IllegalArgumentException if there are fewer than three points, or all lie on one line
   */
  public static PlaneResult of(
      String name, Job job, int points, Task task, PlaneOptions options, Progress progress) {
    SortedSet<Long> steps = steps(job, points);
    progress.plan(Work.step(job.recipe()), job.steps());
    Training training = task.train(job.capturing(steps), progress);
    List<Point> way = steps.stream().map(step -> training.captured().get(step)).toList();
    Components components = Components.of(way, training.end());
    Plane plane = new Plane(training.end(), components.first(), components.second());
    List<Mark> path = new ArrayList<>();
    List<Long> places = List.copyOf(steps);
    for (int i = 0; i < way.size(); i++) {
      path.add(PlaneSurvey.projected("step " + places.get(i), plane, way.get(i), task, options));
    }
    PlaneResult.Along along =
        new PlaneResult.Along(
            "principal components of the training " + name,
            List.of(axis(1, components.firstShare()), axis(2, components.secondShare())),
            path);
    List<Mark> marks =
        List.of(
            PlaneSurvey.projected(name, plane, training.end(), task, options),
            PlaneSurvey.projected("start of " + name, plane, way.get(0), task, options));
    return PlaneSurvey.along(plane, marks, along, task, options, progress);
  }

  private static String axis(int number, double share) {
    return String.format(Locale.ROOT, "component %d, %.1f %% of the variance", number, 100 * share);
  }

  private static SortedSet<Long> steps(Job job, int points) {
    if (points < 3) {
      throw new IllegalArgumentException("snapshots must be at least 3, got " + points);
    }
    SortedSet<Long> steps = new TreeSet<>();
    for (int k = 0; k < points; k++) {
      steps.add(job.from() + Math.round(job.steps() * (k / (points - 1.0))));
    }
    if (steps.size() < 3) {
      throw new IllegalArgumentException(
          "a trajectory must have at least 3 different points, got a training of "
              + job.steps()
              + " steps");
    }
    return steps;
  }

  /** The first two principal components, of length 1, and the share of the variance of each. */
  record Components(Point first, Point second, double firstShare, double secondShare) {

    static Components of(List<Point> way, Point end) {
      List<Point> steps = way.stream().map(point -> point.minus(end)).toList();
      double[][] gram = centred(steps);
      double[][] vectors = new double[gram.length][gram.length];
      double[] values = diagonalised(gram, vectors);
      double sum = 0;
      int first = 0;
      for (int i = 0; i < values.length; i++) {
        sum += Math.max(0, values[i]);
        first = values[i] > values[first] ? i : first;
      }
      int second = first == 0 ? 1 : 0;
      for (int i = 0; i < values.length; i++) {
        second = i != first && values[i] > values[second] ? i : second;
      }
      if (!(values[second] > LEAST_SHARE * sum)) {
        throw new IllegalArgumentException(
            "a trajectory must leave a line to span a plane, got "
                + (sum > 0 ? "one on a line" : "one that stands still"));
      }
      return new Components(
          direction(steps, vectors, first),
          direction(steps, vectors, second),
          values[first] / sum,
          values[second] / sum);
    }

    /** Returns the products of all pairs of points about their mean. */
    private static double[][] centred(List<Point> steps) {
      int n = steps.size();
      double[][] gram = new double[n][n];
      double[] means = new double[n];
      double all = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          gram[i][j] = steps.get(i).dot(steps.get(j));
          gram[j][i] = gram[i][j];
        }
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          means[i] += gram[i][j] / n;
        }
        all += means[i] / n;
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          gram[i][j] += all - means[i] - means[j];
        }
      }
      return gram;
    }

    /** Turns a symmetric matrix to a diagonal by Jacobi's rotations; columns become its vectors. */
    private static double[] diagonalised(double[][] a, double[][] vectors) {
      int n = a.length;
      for (int i = 0; i < n; i++) {
        vectors[i][i] = 1;
      }
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (int p = 0; p < n; p++) {
          for (int q = p + 1; q < n; q++) {
            if (a[p][q] != 0) {
              rotate(a, vectors, p, q);
            }
          }
        }
      }
      double[] values = new double[n];
      for (int i = 0; i < n; i++) {
        values[i] = a[i][i];
      }
      return values;
    }

    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
      double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
      double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
      double c = 1 / Math.hypot(t, 1);
      double s = t * c;
      for (double[] row : a) {
        turn(row, p, q, c, s);
      }
      for (int k = 0; k < a.length; k++) {
        double x = a[p][k];
        double y = a[q][k];
        a[p][k] = c * x - s * y;
        a[q][k] = s * x + c * y;
      }
      for (double[] row : vectors) {
        turn(row, p, q, c, s);
      }
      a[p][q] = 0;
      a[q][p] = 0;
    }

    private static void turn(double[] row, int p, int q, double c, double s) {
      double x = row[p];
      double y = row[q];
      row[p] = c * x - s * y;
      row[q] = s * x + c * y;
    }

    private static Point direction(List<Point> steps, double[][] vectors, int which) {
      Point sum =
          Point.build(
              steps.get(0).layout(),
              values -> {
                for (Slot slot : steps.get(0).layout().slots()) {
                  boolean moves = slot.role().isCoordinate();
                  for (int i = slot.offset(); moves && i < slot.end(); i++) {
                    double value = 0;
                    for (int k = 0; k < steps.size(); k++) {
                      value += vectors[k][which] * steps.get(k).at(i);
                    }
                    values[i] = (float) value;
                  }
                }
              });
      return sum.times(1 / sum.norm());
    }
  }
}
