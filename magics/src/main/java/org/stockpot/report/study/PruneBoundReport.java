package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.stockpot.curvature.SpectralDensity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.CurvatureColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.NumberCells;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.study.PruneBoundLevel;
import org.stockpot.study.PruneBoundOrder;
import org.stockpot.study.PruneBoundResult;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The flatness bound on pruning beside what survives, as a table and a chart. */
public final class PruneBoundReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<PruneBoundResult> REPORT =
      ResultReport.of(PruneBoundResult.class)
          .table("levels", "PruneBoundReport.table", PruneBoundReport::table)
          .chart("PruneBoundReport.chart", PruneBoundReport::chart)
          .papers((result, papers) -> addPapers(papers));

  private static void addPapers(Papers papers) {
    papers.add("larsen2022degrees", "the share of weights that a quadratic well lets one remove");
    papers.add("paul2023unmasking", "the bound on pruning by the Hessian's spectrum");
    papers.add("ubaru2017fast", "the spectral density by stochastic Lanczos quadrature");
  }

  private static final double PERCENT = 100;

  /** A change of the bound by half the steps is said from so many points on. */
  private static final double TOLD = 1;

  private PruneBoundReport() {}

  /**
   * Returns one row per order and level: the length of what is removed, what the bound allows
   * there, and the losses of the bare projection and after training inside of the mask.
   *
   * @param result the bound and what survives
   * @return the table
   */
  public static Table table(PruneBoundResult result) {
    Table table =
        Table.create(
            title(result) + ", " + levels(result),
            CurvatureColumns.PRUNED_BY.texts(),
            CurvatureColumns.PRUNED.numbers(),
            CurvatureColumns.REMOVED_LENGTH.numbers(),
            CurvatureColumns.BOUND.numbers(),
            CurvatureColumns.ALLOWED.facts(),
            CurvatureColumns.PROJECTED.numbers(),
            CurvatureColumns.TRAINED.numbers(),
            CurvatureColumns.TRAINED_SD.numbers(),
            CurvatureColumns.SURVIVED.ints(),
            Columns.N.ints());
    for (PruneBoundOrder order : result.orders()) {
      order.levels().forEach(level -> append(table, order.name(), level));
    }
    return table;
  }

  private static void append(Table table, String name, PruneBoundLevel level) {
    Estimate trained = Estimate.of(level.trained());
    table.stringColumn(0).append(name);
    table.doubleColumn(1).append(PERCENT * level.fraction());
    table.doubleColumn(2).append(level.length().mean());
    table.doubleColumn(3).append(PERCENT * level.bound().mean());
    table.booleanColumn(4).append(level.allowed());
    NumberCells.append(table.doubleColumn(5), Estimate.of(level.projected()).mean());
    NumberCells.append(table.doubleColumn(6), trained.mean());
    NumberCells.append(table.doubleColumn(7), trained.sd());
    table.intColumn(8).append(level.survived());
    table.intColumn(9).append(level.orders());
  }

  private static String title(PruneBoundResult result) {
    return String.format(
        "How far the spectrum lets %s be pruned: %s", result.network(), result.task());
  }

  private static String levels(PruneBoundResult result) {
    return String.format(
        "L = %s, ε = %s",
        Numbers.significant(result.loss(), 3), Numbers.significant(result.epsilon(), 3));
  }

  /**
   * Shows the table with sentences on its meaning.
   *
   * @param result the bound and what survives
   * @return the display
   */
  public static Display display(PruneBoundResult result) {
    return Display.stack(List.of(Tables.display(table(result)), Display.text(words(result))));
  }

  private static String words(PruneBoundResult result) {
    List<String> words = new ArrayList<>();
    result.orders().forEach(order -> words.add(words(order)));
    words.add(
        String.format(
            "The bound is the largest share p of the %s weights with p ≤ mean of r² / (R² + r²), r² ="
                + " 2 ε / λ, at the length R of what is removed; λ are %s. ε is %s on %s.",
            Numbers.count(result.weights()), spectrum(result), epsilon(result), examples(result)));
    words.add(
        String.format(
            "It speaks of the best network inside of the mask: survival is after %s of training there,"
                + " a lower limit of what can survive, and the grid tells it by levels alone. As much"
                + " training without a mask leads from %s to %s.",
            result.recipe().length(),
            Numbers.significant(result.loss(), 3),
            Numbers.significant(result.trainedOn(), 3)));
    if (result.linearTerm() > result.epsilon()) {
      words.add(
          String.format(
              "Caution: |g|² / λ1 = %s is more than ε (|g| = %s, λ1 = %s), so the network is no"
                  + " minimum at this scale, and the bound leaves the slope out.",
              Numbers.significant(result.linearTerm(), 2),
              Numbers.significant(result.gradient(), 2),
              Numbers.significant(result.largest().value(), 3)));
    }
    return String.join(" ", words);
  }

  private static String words(PruneBoundOrder order) {
    OptionalDouble survives = order.survives();
    double moved = PERCENT * (order.largest().mean() - order.halved().mean());
    double sd = order.largest().sd();
    return String.format(
        "Pruned by %s, the bound allows %s %%%s%s (R = %s); %s.",
        order.name(),
        Numbers.fixed(PERCENT * order.largest().mean(), 1),
        sd > 0 ? " (sd " + Numbers.fixed(PERCENT * sd, 1) + " over orders)" : "",
        Math.abs(moved) < TOLD
            ? ""
            : " ("
                + Numbers.fixed(PERCENT * order.halved().mean(), 1)
                + " % by half the Lanczos steps: take more --steps until both agree)",
        Numbers.significant(order.length().mean(), 3),
        survives.isPresent()
            ? "of the levels, "
                + Numbers.fixed(PERCENT * survives.getAsDouble(), 1)
                + " % is the largest that survives"
            : "no level survives");
  }

  private static String spectrum(PruneBoundResult result) {
    SpectralDensity density = result.density();
    return density.exact()
        ? "all eigenvalues among them"
        : "their density by "
            + Numbers.counted(density.probes().size(), "probe")
            + " (--exact finds all of fewer weights)";
  }

  private static String epsilon(PruneBoundResult result) {
    return result.epsilonOver().equals("given")
        ? "given, a rise of the loss"
        : "the standard deviation of the loss over " + result.epsilonOver();
  }

  private static String examples(PruneBoundResult result) {
    return Numbers.counted(result.examples(), "training example");
  }

  /**
   * Returns training loss by the share removed: after training inside of the mask, and of the bare
   * projection, with what survives and what the bound allows.
   *
   * @param result the bound and what survives
   * @return the figure
   */
  public static Figure chart(PruneBoundResult result) {
    LineChart chart =
        new LineChart(
                title(result)
                    + "<br>"
                    + levels(result)
                    + ", trained for "
                    + result.recipe().length()
                    + " inside of the mask",
                "weights removed %",
                "training loss")
            .logY();
    for (PruneBoundOrder order : result.orders()) {
      List<PruneBoundLevel> levels =
          order.levels().stream().filter(l -> !l.trained().isEmpty()).toList();
      double[] xs = levels.stream().mapToDouble(l -> PERCENT * l.fraction()).toArray();
      double[] ys = levels.stream().mapToDouble(l -> Estimate.of(l.trained()).mean()).toArray();
      double[] bare = levels.stream().mapToDouble(l -> Estimate.of(l.projected()).mean()).toArray();
      chart.line(order.name() + ", trained inside", xs, ys);
      chart.line(order.name() + ", projection", xs, bare);
    }
    double most = result.loss() + result.epsilon();
    chart.plain("survives: L + ε", new double[] {0, PERCENT}, new double[] {most, most});
    for (PruneBoundOrder order : result.orders()) {
      double at = PERCENT * order.largest().mean();
      chart.plain(
          "bound, " + order.name(), new double[] {at, at}, new double[] {most / 3, 3 * most});
    }
    return chart.figure();
  }
}
