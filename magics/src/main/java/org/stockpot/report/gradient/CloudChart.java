package org.stockpot.report.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.stockpot.curvature.gradient.CloudLoss;
import org.stockpot.curvature.gradient.CloudPoint;
import org.stockpot.curvature.gradient.CloudResult;
import org.stockpot.curvature.gradient.CloudWalk;
import org.stockpot.curvature.gradient.CurvatureSign;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.Scores;
import org.stockpot.text.Numbers;
import tech.tablesaw.plotly.components.Figure;

/** Loss–gradient clouds as scatter charts: a symbol and a colour for each sign of curvature. */
public final class CloudChart {

  /** Shares of the largest value below which a logarithmic axis tells nothing. */
  private static final double FLOOR = 1e-8;

  /** A visited point of a walk. */
  private record Visited(CloudWalk walk, CloudPoint point) {
    String text() {
      return "b "
          + Numbers.significant(walk.setting().b(), 3)
          + ", lr "
          + Numbers.significant(walk.setting().lr(), 3)
          + ", walk "
          + walk.number()
          + ", step "
          + point.step();
    }
  }

  private CloudChart() {}

  /**
   * Returns the cloud of the task's own loss.
   *
   * @param result loss–gradient clouds
   * @return the figure
   */
  public static Figure chart(CloudResult result) {
    return figure(result, CloudLoss.OWN, "loss (" + Scores.lossUnit(result.metric()) + ")");
  }

  /**
   * Returns the cloud of squared errors.
   *
   * @param result loss–gradient clouds of squared errors too
   * @return the figure
   */
  public static Figure squares(CloudResult result) {
    return figure(result, CloudLoss.SQUARES, "squared error of class probabilities");
  }

  private static Figure figure(CloudResult result, CloudLoss loss, String unit) {
    List<Visited> all = new ArrayList<>();
    result.of(loss).forEach(w -> w.points().forEach(p -> all.add(new Visited(w, p))));
    boolean log = all.stream().allMatch(v -> v.point().loss() >= 0);
    double lossFloor = log ? floor(all, v -> v.point().loss()) : Double.NEGATIVE_INFINITY;
    double gradientFloor = floor(all, v -> v.point().gradient());
    LineChart chart =
        new LineChart(
                "Loss–gradient cloud, "
                    + result.task()
                    + "<br>values below 1e-8 of the largest are drawn there"
                    + (log ? "" : "; losses below 0 need a linear axis"),
                unit,
                "norm of the gradient")
            .logY();
    if (log) {
      chart.logX();
    }
    for (CurvatureSign sign : CurvatureSign.values()) {
      List<Visited> shown =
          all.stream().filter(v -> v.point().sign(result.options().flat()) == sign).toList();
      chart.points(
          sign + " (" + shown.size() + ")",
          shown.stream().mapToDouble(v -> Math.max(lossFloor, v.point().loss())).toArray(),
          shown.stream().mapToDouble(v -> Math.max(gradientFloor, v.point().gradient())).toArray(),
          shown.stream().map(Visited::text).toArray(String[]::new));
    }
    return chart.figure();
  }

  private static double floor(List<Visited> all, ToDoubleFunction<Visited> value) {
    double most = all.stream().mapToDouble(value).max().orElse(0);
    return most > 0 ? FLOOR * most : FLOOR;
  }
}
