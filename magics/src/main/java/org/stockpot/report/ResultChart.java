package org.stockpot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.RobustnessResult;
import org.stockpot.curvature.gradient.CoherenceResult;
import org.stockpot.curvature.gradient.LcaResult;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.barrier.BarrierReport;
import org.stockpot.report.barrier.InstabilityReport;
import org.stockpot.report.barrier.PlaneReport;
import org.stockpot.report.barrier.RobustnessReport;
import org.stockpot.report.gradient.CoherenceReport;
import org.stockpot.report.gradient.LcaReport;
import org.stockpot.report.prune.PruneReport;
import org.stockpot.report.soup.FinetuneReport;
import org.stockpot.report.soup.InterpolationReport;
import org.stockpot.report.soup.SoupReport;
import org.stockpot.report.study.ComparisonReport;
import org.stockpot.report.task.TrainReport;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupResult;
import org.stockpot.study.Comparison;
import org.stockpot.task.TrainResult;
import tech.tablesaw.plotly.components.Figure;

/**
 * One chart of a result, by name.
 *
 * @param name a word that no other chart of the result has
 * @param java the call that makes it, in which {@link #RESULT} stands for the result
 * @param figure makes it
 */
public record ResultChart(String name, String java, Supplier<Figure> figure) {

  /** Stands for the result in {@link #java}. */
  public static final String RESULT = "RESULT";

  private static final String CHART = "chart";

  /**
   * Returns the charts of a value, the one that says most first.
   *
   * @param value a result of a magic, or a figure
   * @return its charts; none if it has none
   */
  public static List<ResultChart> of(Object value) {
    if (value instanceof Figure figure) {
      return List.of(new ResultChart(CHART, RESULT, () -> figure));
    }
    if (value instanceof TrainResult result) {
      return List.of(chart("TrainReport", () -> TrainReport.chart(result)));
    }
    if (value instanceof PruneResult result) {
      return pruning(result);
    }
    if (value instanceof FinetuneResult result && !result.tuned().isEmpty()) {
      return List.of(chart("FinetuneReport", () -> FinetuneReport.chart(result)));
    }
    if (value instanceof InterpolationResult result) {
      return List.of(chart("InterpolationReport", () -> InterpolationReport.chart(result)));
    }
    if (value instanceof Comparison result) {
      return List.of(chart("ComparisonReport", () -> ComparisonReport.chart(result)));
    }
    return value instanceof SoupResult || value instanceof SoupComparison
        ? soups(value)
        : landscape(value);
  }

  private static ResultChart chart(String report, Supplier<Figure> figure) {
    return made(report, CHART, figure);
  }

  private static ResultChart made(String report, String method, Supplier<Figure> figure) {
    return new ResultChart(method, report + "." + method + "(" + RESULT + ")", figure);
  }

  private static List<ResultChart> pruning(PruneResult result) {
    List<ResultChart> charts = new ArrayList<>();
    charts.add(chart("PruneReport", () -> PruneReport.chart(result)));
    int last = result.replicates().get(0).rounds().size() - 1;
    if (last > 0) {
      charts.add(made("PruneReport", "slots", () -> PruneReport.slots(result)));
      charts.add(
          new ResultChart(
              "magnitudes",
              "PruneReport.magnitudes(" + RESULT + ", " + last + ")",
              () -> PruneReport.magnitudes(result, last)));
    }
    return charts;
  }

  private static List<ResultChart> landscape(Object value) {
    if (value instanceof BarrierResult result) {
      return List.of(chart("BarrierReport", () -> BarrierReport.chart(result)));
    }
    if (value instanceof InstabilityResult result) {
      return List.of(chart("InstabilityReport", () -> InstabilityReport.chart(result)));
    }
    if (value instanceof RobustnessResult result) {
      return List.of(chart("RobustnessReport", () -> RobustnessReport.chart(result)));
    }
    if (value instanceof PlaneResult result) {
      return List.of(
          made("PlaneReport", "map", () -> PlaneReport.map(result)),
          made("PlaneReport", "contours", () -> PlaneReport.contours(result)));
    }
    return gradients(value);
  }

  private static List<ResultChart> gradients(Object value) {
    if (value instanceof LcaResult result) {
      return List.of(
          chart("LcaReport", () -> LcaReport.chart(result)),
          made("LcaReport", "shares", () -> LcaReport.shares(result)));
    }
    if (value instanceof CoherenceResult result) {
      return List.of(
          chart("CoherenceReport", () -> CoherenceReport.chart(result)),
          made("CoherenceReport", "noise", () -> CoherenceReport.noise(result)));
    }
    return List.of();
  }

  private static List<ResultChart> soups(Object value) {
    List<ResultChart> charts = new ArrayList<>();
    if (value instanceof SoupResult soup) {
      add(charts, soup, "", RESULT);
    } else if (value instanceof SoupComparison comparison) {
      for (int i = 0; i < comparison.soups().size(); i++) {
        SoupResult soup = comparison.soups().get(i);
        add(
            charts,
            soup,
            "-" + soup.recipe().name().toLowerCase(Locale.ROOT),
            RESULT + ".soups().get(" + i + ")");
      }
      if (!comparison.soups().get(0).row().shifted().isEmpty()) {
        charts.add(
            new ResultChart(
                "shifted", "SoupReport.chart(" + RESULT + ")", () -> SoupReport.chart(comparison)));
      }
    }
    return charts;
  }

  private static void add(List<ResultChart> charts, SoupResult soup, String suffix, String java) {
    if (!soup.ledger().isEmpty()) {
      charts.add(
          new ResultChart(
              "waterfall" + suffix,
              "SoupReport.waterfall(" + java + ")",
              () -> SoupReport.waterfall(soup)));
    }
    if (SoupReport.hasRefused(soup)) {
      charts.add(
          new ResultChart(
              "gate" + suffix, "SoupReport.gate(" + java + ")", () -> SoupReport.gate(soup)));
    }
  }
}
