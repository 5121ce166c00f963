package org.stockpot.report;

import java.util.List;
import java.util.function.Function;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.study.SuccessiveBarriers;
import org.stockpot.task.Task;
import org.stockpot.task.Views;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The tables and charts of results, as {@link ResultReports} lists them. */
public final class ResultViews implements Views {

  /** Made by {@link java.util.ServiceLoader}. */
  public ResultViews() {}

  @Override
  public Table table(Object result, String name) {
    return named("table", result, ResultReports.tables(result), ResultTable::name, name).table();
  }

  @Override
  public Figure chart(Object result, String name) {
    return named("chart", result, ResultReports.charts(result), ResultChart::name, name)
        .figure()
        .get();
  }

  @Override
  public Object barrier(Object result, Task task) {
    if (result instanceof PruneResult pruning) {
      return SuccessiveBarriers.of(pruning, task).barriers();
    }
    throw new IllegalArgumentException("there are no successive networks in a " + result);
  }

  private static <T> T named(
      String what, Object result, List<T> all, Function<T, String> names, String wanted) {
    return all.stream()
        .filter(view -> wanted.isEmpty() || names.apply(view).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    all.isEmpty()
                        ? "there is no " + what + " of a " + result
                        : String.format(
                            "%s must be one of %s, got %s",
                            what, String.join(", ", all.stream().map(names).toList()), wanted)));
  }
}
