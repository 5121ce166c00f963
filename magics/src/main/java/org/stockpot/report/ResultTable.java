package org.stockpot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.stockpot.report.task.TaskReport;
import org.stockpot.report.task.TrainReport;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.WeightedResult;
import org.stockpot.study.Comparison;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * One of the tables of a result.
 *
 * @param name which it is, in a word
 * @param java the Java expression that makes it of {@code RESULT}
 * @param table the table
 */
public record ResultTable(String name, String java, Table table) {

  /** The name of a table that is no result's, but the user's own. */
  public static final String OWN = "table";

  /** Where a Java expression has the result. */
  public static final String RESULT = "RESULT";

  /**
   * Returns the tables of a value, the most important first.
   *
   * @param value a result of a magic, a task, a table or a column
   * @return the tables; none if the value has none
   */
  public static List<ResultTable> of(Object value) {
    List<ResultTable> tables = new ArrayList<>();
    if (value instanceof Table table) {
      tables.add(new ResultTable(OWN, RESULT, table));
    } else if (value instanceof Column<?> column) {
      Table table = Table.create(column.name(), column);
      tables.add(new ResultTable(OWN, "Table.create(" + RESULT + ")", table));
    } else if (value instanceof Task task) {
      Table slots = TaskReport.slots(task.layout());
      tables.add(new ResultTable("slots", "TaskReport.slots(" + RESULT + ".layout())", slots));
    } else if (value instanceof TrainResult result) {
      tables.add(report("epochs", "TrainReport.table", TrainReport.table(result)));
    } else if (value instanceof PruneResult result) {
      prune(tables, result);
    } else if (value instanceof FinetuneResult result) {
      tables.add(report("ingredients", "FinetuneReport.table", FinetuneReport.table(result)));
    } else if (value instanceof SoupResult result) {
      SoupComparison one = SoupComparison.of(result);
      soups(tables, one, "SoupComparison.of(" + RESULT + ")");
    } else if (value instanceof SoupComparison result) {
      soups(tables, result, RESULT);
    } else if (value instanceof WeightedResult result) {
      tables.add(report("scores", "SoupReport.table", SoupReport.table(result)));
    } else if (value instanceof InterpolationResult result) {
      tables.add(report("scores", "InterpolationReport.table", InterpolationReport.table(result)));
    } else if (value instanceof Comparison result) {
      tables.add(report("levels", "ComparisonReport.table", ComparisonReport.table(result)));
      tables.add(
          report("settings", "ComparisonReport.settings", ComparisonReport.settings(result)));
    } else {
      barriers(tables, value);
    }
    return tables;
  }

  private static ResultTable report(String name, String method, Table table) {
    return new ResultTable(name, method + "(" + RESULT + ")", table);
  }

  private static void prune(List<ResultTable> tables, PruneResult result) {
    tables.add(report("rounds", "PruneReport.summary", PruneReport.summary(result)));
    if (!result.options().controls().isEmpty()) {
      tables.add(report("controls", "PruneReport.controls", PruneReport.controls(result)));
    }
    tables.add(report("trainings", "PruneReport.trainings", PruneReport.trainings(result)));
  }

  private static void soups(List<ResultTable> tables, SoupComparison soups, String java) {
    List<SoupComparison> one = List.of(soups);
    tables.add(
        new ResultTable("scores", "SoupReport.table(" + java + ")", SoupReport.table(soups)));
    tables.add(
        new ResultTable(
            "differences",
            "SoupReport.differences(List.of(" + java + "))",
            SoupReport.differences(one)));
    for (int i = 0; i < soups.soups().size(); i++) {
      SoupResult soup = soups.soups().get(i);
      String name = "ledger-" + soup.recipe().name().toLowerCase(Locale.ROOT);
      String of = "SoupReport.ledger(" + java + ".soups().get(" + i + "))";
      tables.add(new ResultTable(name, of, SoupReport.ledger(soup)));
    }
  }

  private static void gradients(List<ResultTable> tables, Object value) {
    if (value instanceof LcaResult result) {
      tables.add(report("slots", "LcaReport.table", LcaReport.table(result)));
      tables.add(report("steps", "LcaReport.steps", LcaReport.steps(result)));
    } else if (value instanceof CoherenceResult result) {
      tables.add(report("points", "CoherenceReport.table", CoherenceReport.table(result)));
    }
  }

  private static void barriers(List<ResultTable> tables, Object value) {
    if (value instanceof BarrierResult result) {
      tables.add(report("pairs", "BarrierReport.table", BarrierReport.table(result)));
      tables.add(report("samples", "BarrierReport.samples", BarrierReport.samples(result)));
    } else if (value instanceof InstabilityResult result) {
      tables.add(report("forks", "InstabilityReport.table", InstabilityReport.table(result)));
    } else if (value instanceof RobustnessResult result) {
      tables.add(report("trials", "RobustnessReport.table", RobustnessReport.table(result)));
    } else if (value instanceof PlaneResult result) {
      tables.add(report("grid", "PlaneReport.grid", PlaneReport.grid(result)));
      tables.add(report("points", "PlaneReport.marks", PlaneReport.marks(result)));
    } else {
      gradients(tables, value);
    }
  }
}
