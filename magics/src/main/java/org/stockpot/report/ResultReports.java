package org.stockpot.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.report.align.AlignReport;
import org.stockpot.report.barrier.BarrierReport;
import org.stockpot.report.barrier.CurveReport;
import org.stockpot.report.barrier.InstabilityReport;
import org.stockpot.report.barrier.MliReport;
import org.stockpot.report.barrier.PlaneReport;
import org.stockpot.report.barrier.RobustnessReport;
import org.stockpot.report.curvature.CurvatureReport;
import org.stockpot.report.gradient.CloudsReport;
import org.stockpot.report.gradient.CoherenceReport;
import org.stockpot.report.gradient.LcaReport;
import org.stockpot.report.gradient.TangentReport;
import org.stockpot.report.landscape.BasinReport;
import org.stockpot.report.landscape.RoughnessReport;
import org.stockpot.report.law.BatchLawReport;
import org.stockpot.report.law.DensityLawReport;
import org.stockpot.report.law.SizeLawReport;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.report.phase.PhaseReport;
import org.stockpot.report.prune.DeadUnitReport;
import org.stockpot.report.prune.DynamicReport;
import org.stockpot.report.prune.PruneReport;
import org.stockpot.report.prune.SensitivityReport;
import org.stockpot.report.shrink.ShrinkReport;
import org.stockpot.report.similarity.SimilarityReport;
import org.stockpot.report.soup.FinetuneReport;
import org.stockpot.report.soup.InterpolationReport;
import org.stockpot.report.soup.MergeReport;
import org.stockpot.report.soup.MultiTaskReport;
import org.stockpot.report.soup.SoupReport;
import org.stockpot.report.soup.SoupViews;
import org.stockpot.report.soup.TrajectoryMeansReport;
import org.stockpot.report.study.AlignedBarrierReport;
import org.stockpot.report.study.ComparisonReport;
import org.stockpot.report.study.GeneralizationReport;
import org.stockpot.report.study.GrokkingReport;
import org.stockpot.report.study.LotteryRobustnessReport;
import org.stockpot.report.study.PruneBoundReport;
import org.stockpot.report.study.TaxonomyReport;
import org.stockpot.report.study.TicketStabilityReport;
import org.stockpot.report.task.TaskReport;
import org.stockpot.report.task.TrainReport;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;

/** The list of all types of results that have tables, charts or papers. */
public final class ResultReports {

  private static final List<ResultReport<?>> ALL =
      List.of(
          TaskReport.REPORT,
          TrainReport.REPORT,
          PruneReport.REPORT,
          TicketStabilityReport.REPORT,
          SensitivityReport.REPORT,
          DeadUnitReport.REPORT,
          BarrierReport.REPORT,
          InstabilityReport.REPORT,
          RobustnessReport.REPORT,
          LotteryRobustnessReport.REPORT,
          PlaneReport.REPORT,
          LcaReport.REPORT,
          CoherenceReport.REPORT,
          TangentReport.REPORT,
          CloudsReport.REPORT,
          FinetuneReport.REPORT,
          SoupViews.OF_ONE,
          SoupViews.OF_SEVERAL,
          SoupReport.WEIGHTED,
          MergeReport.REPORT,
          MultiTaskReport.REPORT,
          InterpolationReport.REPORT,
          TrajectoryMeansReport.REPORT,
          MliReport.REPORT,
          CurveReport.REPORT,
          RoughnessReport.REPORT,
          BasinReport.REPORT,
          CurvatureReport.REPORT,
          PruneBoundReport.REPORT,
          SimilarityReport.REPORT,
          AlignReport.REPORT,
          AlignedBarrierReport.REPORT,
          ShrinkReport.REPORT,
          DynamicReport.REPORT,
          TaxonomyReport.REPORT,
          GrokkingReport.REPORT,
          BatchLawReport.REPORT,
          GeneralizationReport.REPORT,
          DensityLawReport.REPORT,
          SizeLawReport.REPORT,
          PhaseReport.REPORT,
          ComparisonReport.REPORT);

  private ResultReports() {}

  /** A result with the report of its type. */
  private record Reported<T>(ResultReport<T> report, T result) {
    static <T> Stream<Reported<T>> of(ResultReport<T> report, Object value) {
      return Stream.of(value)
          .filter(report.type()::isInstance)
          .map(v -> new Reported<>(report, report.type().cast(v)));
    }

    List<ResultTable> tables() {
      return report.tables().apply(result);
    }

    List<ResultChart> charts() {
      return report.charts().apply(result);
    }

    void addTo(Papers papers) {
      report.papers().accept(result, papers);
    }
  }

  private static Optional<Reported<?>> of(Object value) {
    return ALL.stream().<Reported<?>>flatMap(report -> Reported.of(report, value)).findFirst();
  }

  /**
   * Returns the tables of a value, the most important first.
   *
   * @param value a result of a magic, a task, a table or a column
   * @return the tables; none if the value has none
   */
  public static List<ResultTable> tables(Object value) {
    if (value instanceof Table table) {
      return List.of(new ResultTable(ResultTable.OWN, ResultTable.RESULT, table));
    }
    if (value instanceof Column<?> column) {
      Table table = Table.create(column.name(), column);
      return List.of(ResultTable.of(ResultTable.OWN, "Table.create", table));
    }
    return of(value).map(Reported::tables).orElse(List.of());
  }

  /**
   * Returns the charts of a value, the one that says most first.
   *
   * @param value a result of a magic, or a figure
   * @return its charts; none if it has none
   */
  public static List<ResultChart> charts(Object value) {
    if (value instanceof Figure figure) {
      return List.of(new ResultChart(ResultChart.CHART, ResultChart.RESULT, () -> figure));
    }
    return of(value).map(Reported::charts).orElse(List.of());
  }

  /** Cites the papers whose methods made a value. */
  static void addPapers(Object value, Papers papers) {
    of(value).ifPresent(reported -> reported.addTo(papers));
  }
}
