package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupResult;

/** The tables, charts and papers of soups: of one, and of several that are compared. */
public final class SoupViews {

  /** Of one soup. */
  public static final ResultReport<SoupResult> OF_ONE =
      ResultReport.of(SoupResult.class)
          .withTables(
              soup ->
                  tables(SoupComparison.of(soup), "SoupComparison.of(" + ResultTable.RESULT + ")"))
          .withCharts(soup -> charts(soup, "", ResultChart.RESULT))
          .papers(SoupViews::addPapers);

  /** Of several soups. */
  public static final ResultReport<SoupComparison> OF_SEVERAL =
      ResultReport.of(SoupComparison.class)
          .withTables(soups -> tables(soups, ResultTable.RESULT))
          .withCharts(SoupViews::charts)
          .papers((soups, papers) -> soups.soups().forEach(soup -> addPapers(soup, papers)));

  private SoupViews() {}

  private static List<ResultTable> tables(SoupComparison soups, String java) {
    List<ResultTable> tables = new ArrayList<>();
    tables.add(
        new ResultTable("scores", "SoupReport.table(" + java + ")", SoupReport.table(soups)));
    tables.add(
        new ResultTable(
            "differences",
            "SoupReport.differences(List.of(" + java + "))",
            SoupReport.differences(List.of(soups))));
    tables.addAll(ledgers(soups, java));
    return tables;
  }

  /** Returns the ledger of each soup, from the Java of all. */
  static List<ResultTable> ledgers(SoupComparison soups, String java) {
    List<ResultTable> tables = new ArrayList<>();
    for (int i = 0; i < soups.soups().size(); i++) {
      SoupResult soup = soups.soups().get(i);
      String of = "SoupReport.ledger(" + java + ".soups().get(" + i + "))";
      tables.add(new ResultTable("ledger-" + SoupTables.name(soup), of, SoupReport.ledger(soup)));
    }
    return tables;
  }

  /** Returns the charts of each soup, from the Java of all. */
  static List<ResultChart> ofEach(SoupComparison comparison, String of) {
    List<ResultChart> charts = new ArrayList<>();
    for (int i = 0; i < comparison.soups().size(); i++) {
      SoupResult soup = comparison.soups().get(i);
      charts.addAll(charts(soup, "-" + SoupTables.name(soup), of + ".soups().get(" + i + ")"));
    }
    return charts;
  }

  private static List<ResultChart> charts(SoupComparison comparison) {
    List<ResultChart> charts = ofEach(comparison, ResultChart.RESULT);
    if (!comparison.soups().get(0).row().shifted().isEmpty()) {
      charts.add(ResultChart.of("shifted", "SoupReport.chart", () -> SoupReport.chart(comparison)));
    }
    return charts;
  }

  private static List<ResultChart> charts(SoupResult soup, String suffix, String java) {
    List<ResultChart> charts = new ArrayList<>();
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
    return charts;
  }

  private static void addPapers(SoupResult soup, Papers papers) {
    papers.add(soup.recipe().paper(), soup.recipe().used());
    RepairWords.cite(soup.options().recalibrate(), papers);
    if (soup.origin().mask().pruned() > 0 || soup.recipe().sharesMask()) {
      papers.add("zimmer2024sparse", "soups of sparse networks");
    }
  }
}
