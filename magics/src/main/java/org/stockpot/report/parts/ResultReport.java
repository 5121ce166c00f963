package org.stockpot.report.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * What there is to see of one type of results beside how a magic shows it: the tables and charts
 * that {@code result.table()}, {@code result.chart()}, {@code %save} and {@code %export} know, and
 * the papers behind it.
 *
 * <pre>{@code
 * ResultReport.of(TrainResult.class)
 *     .table("epochs", "TrainReport.table", TrainReport::table)
 *     .chart("TrainReport.chart", TrainReport::chart)
 *     .papers((result, papers) -> papers.addTask(result.task()))
 * }</pre>
 *
 * @param type the type; values of its subtypes are of it, too
 * @param tables its tables, the most important first
 * @param charts its charts, the one that says most first
 * @param papers names the papers whose methods made a result
 * @param <T> the type
 */
public record ResultReport<T>(
    Class<T> type,
    Function<T, List<ResultTable>> tables,
    Function<T, List<ResultChart>> charts,
    BiConsumer<T, Papers> papers) {

  /**
   * Returns a report that has nothing to see yet.
   *
   * @param type the type of results
   * @param <T> the type
   * @return no tables, charts or papers
   */
  public static <T> ResultReport<T> of(Class<T> type) {
    return new ResultReport<>(type, r -> List.of(), r -> List.of(), (r, papers) -> {});
  }

  /**
   * Adds a table.
   *
   * @param name which it is, in a word
   * @param method the method that makes it, such as {@code TrainReport.table}
   * @param table makes it
   * @return the changed report
   */
  public ResultReport<T> table(String name, String method, Function<T, Table> table) {
    return withTables(r -> List.of(ResultTable.of(name, method, table.apply(r))));
  }

  /**
   * Adds tables.
   *
   * @param more makes them
   * @return the changed report
   */
  public ResultReport<T> withTables(Function<T, List<ResultTable>> more) {
    return new ResultReport<>(type, r -> joined(tables.apply(r), more.apply(r)), charts, papers);
  }

  /**
   * Adds the chart that says most.
   *
   * @param method the method that makes it, such as {@code TrainReport.chart}
   * @param chart makes it
   * @return the changed report
   */
  public ResultReport<T> chart(String method, Function<T, Figure> chart) {
    return chart(ResultChart.CHART, method, chart);
  }

  /**
   * Adds a chart.
   *
   * @param name which it is, in a word
   * @param method the method that makes it, such as {@code PlaneReport.map}
   * @param chart makes it
   * @return the changed report
   */
  public ResultReport<T> chart(String name, String method, Function<T, Figure> chart) {
    return withCharts(r -> List.of(ResultChart.of(name, method, () -> chart.apply(r))));
  }

  /**
   * Adds charts.
   *
   * @param more makes them
   * @return the changed report
   */
  public ResultReport<T> withCharts(Function<T, List<ResultChart>> more) {
    return new ResultReport<>(type, tables, r -> joined(charts.apply(r), more.apply(r)), papers);
  }

  /**
   * Names the papers behind a result.
   *
   * @param more adds them
   * @return the changed report
   */
  public ResultReport<T> papers(BiConsumer<T, Papers> more) {
    return new ResultReport<>(type, tables, charts, papers.andThen(more));
  }

  private static <E> List<E> joined(List<E> some, List<E> more) {
    List<E> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
