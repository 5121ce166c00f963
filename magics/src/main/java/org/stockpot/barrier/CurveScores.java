package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stockpot.task.Baseline;
import org.stockpot.task.Blends;
import org.stockpot.task.Objective;
import org.stockpot.task.PerExample;
import org.stockpot.task.Profile;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.weights.BezierCurve;
import org.stockpot.weights.Curve;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Scores points of curves. Running statistics are re-estimated at each of them, the ends too, as in
 * Garipov et al. (NeurIPS 2018, Appendix A.2): those of a blend are of no network. Units are
 * repaired between the ends where that is asked for.
 */
public final class CurveScores {

  private final Statistics statistics;
  private final Task task;
  private final Progress progress;

  private CurveScores(Statistics statistics, Task task, Progress progress) {
    this.statistics = statistics;
    this.task = task;
    this.progress = progress;
  }

  /**
   * Scores points of a curve on one set of examples.
   *
   * @param curve any curve
   * @param ts where, from 0 to 1
   * @param task re-estimates statistics
   * @param objective measures, such as {@code task.training()}
   * @return one score per position
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  public static List<Score> of(Curve curve, double[] ts, Task task, Objective objective) {
    return new CurveScores(Statistics.RE_ESTIMATE, task, Progress.NONE)
        .along(curve, ts, List.of(objective))
        .get(0);
  }

  /** Scores a path on the test and, unless left out, the training examples. */
  static PathScores path(
      Curve curve, double[] ts, double[] shares, CurveOptions options, Task task, Progress told) {
    CurveScores scores = new CurveScores(options.recalibrate(), task, told);
    List<Objective> objectives =
        options.testOnly() ? List.of(task.test()) : List.of(task.test(), task.training());
    List<List<Score>> found = scores.along(curve, ts, objectives);
    List<Double> positions = Arrays.stream(shares).boxed().toList();
    List<Score> test = found.get(0);
    return new PathScores(
        options.recalibrate(),
        positions,
        test,
        options.testOnly() ? List.of() : found.get(1),
        scores.excess(curve, ts, positions, test, options.baseline()));
  }

  /** The segment as a curve, which has the fast way of blends, too. */
  static Curve segment(Line line) {
    return new BezierCurve(List.of(line.from(), line.to()));
  }

  /** Returns a point of a curve as it is measured; repaired ones have the ends for their goals. */
  static Point at(Curve curve, double t, Statistics statistics, Task task) {
    List<Point> points = curve.points();
    List<Point> ends = List.of(points.get(0), points.get(points.size() - 1));
    return statistics.merged(curve.at(t), ends, new double[] {1 - t, t}, task);
  }

  /** Returns one list for each objective. Statistics are treated once for all. */
  private List<List<Score>> along(Curve curve, double[] ts, List<Objective> objectives) {
    return statistics.changes(task.layout())
        ? treated(curve, ts, objectives)
        : objectives.stream().map(objective -> blended(curve, ts, objective)).toList();
  }

  private List<List<Score>> treated(Curve curve, double[] ts, List<Objective> objectives) {
    List<List<Score>> all = new ArrayList<>();
    objectives.forEach(objective -> all.add(new ArrayList<>()));
    for (double t : ts) {
      Point point = at(curve, t, statistics, task);
      for (int i = 0; i < objectives.size(); i++) {
        all.get(i).add(objectives.get(i).score(point));
        progress.done(work(objectives.get(i)), 1);
      }
    }
    return all;
  }

  private List<Score> blended(Curve curve, double[] ts, Objective objective) {
    List<double[]> weights = Arrays.stream(ts).mapToObj(curve::weights).toList();
    Score[] scores = new Score[ts.length];
    try (Blends blends = objective.blends(curve.points())) {
      blends.scores(
          weights,
          (i, score) -> {
            scores[i] = score;
            progress.done(work(objective), 1);
          });
    }
    return Arrays.asList(scores);
  }

  static Work work(Objective objective) {
    return Work.points("curve point", objective);
  }

  private PerExample excess(
      Curve curve, double[] ts, List<Double> shares, List<Score> test, Baseline baseline) {
    double peak = new Profile(shares, test).peak(Score::error, baseline);
    double t = ts[shares.indexOf(peak)];
    return baseline.excess(peak, errors(curve, t), errors(curve, 0), errors(curve, 1));
  }

  private PerExample errors(Curve curve, double t) {
    return task.test().errors(at(curve, t, statistics, task));
  }

  /**
   * Returns how far along its arc each position is, as the length of the polygon through the points
   * there.
   *
   * @param curve the curve
   * @param ts ascending, from 0 to 1
   * @return lengths, the last of which is that of the curve
   */
  static double[] arc(Curve curve, double[] ts) {
    double[] arc = new double[ts.length];
    for (int i = 1; i < ts.length; i++) {
      arc[i] = arc[i - 1] + distance(curve, curve.weights(ts[i - 1]), curve.weights(ts[i]));
    }
    return arc;
  }

  /** Returns the distance of two blends, in double: neighbours differ by less than floats tell. */
  private static double distance(Curve curve, double[] from, double[] to) {
    List<Point> points = curve.points();
    double sum = 0;
    for (Slot slot : points.get(0).layout().slots()) {
      for (int i = slot.offset(); slot.role().isCoordinate() && i < slot.end(); i++) {
        double difference = 0;
        for (int k = 0; k < from.length; k++) {
          difference += (to[k] - from[k]) * points.get(k).at(i);
        }
        sum += difference * difference;
      }
    }
    return Math.sqrt(sum);
  }
}
