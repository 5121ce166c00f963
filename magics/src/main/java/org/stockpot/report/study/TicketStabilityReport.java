package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.barrier.RobustnessReport;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.prune.PruneReport;
import org.stockpot.study.Comparison;
import org.stockpot.study.TicketStability;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Tickets beside the instability at their rewind points, as a table, a chart and sentences. */
public final class TicketStabilityReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<TicketStability> REPORT =
      ResultReport.of(TicketStability.class)
          .table("stability", "TicketStabilityReport.table", TicketStabilityReport::table)
          .withTables(
              result ->
                  List.of(
                      new ResultTable(
                          "rounds",
                          "PruneReport.summary(" + ResultTable.RESULT + ".pruning())",
                          PruneReport.summary(result.pruning()))))
          .chart("TicketStabilityReport.chart", TicketStabilityReport::chart)
          .papers(
              (result, papers) -> {
                PruneReport.REPORT.papers().accept(result.pruning(), papers);
                papers.add("frankle2020linear", "instability at the rewind point");
              });

  private static final double PERCENT = 100;

  private TicketStabilityReport() {}

  /** Returns whether all variants of a comparison were forked at their rewind points. */
  static boolean isAsked(Comparison comparison) {
    return comparison.variants().stream()
        .allMatch(v -> v.results().stream().allMatch(TicketStability.class::isInstance));
  }

  /**
   * Returns the row of one rewind point: test metric of the tickets of the last round, the same
   * minus that of the dense networks of the same seeds, whether they match, and the barriers
   * between copies of tickets and of dense networks with whether they are stable.
   *
   * @param result a pruning run and its instability
   * @return the table; accuracies in per cent, differences and barriers in points
   */
  public static Table table(TicketStability result) {
    return table(List.of(RewindRow.of(result)));
  }

  /**
   * Returns the same of each rewind point.
   *
   * @param comparison a comparison of pruning runs with their instabilities
   * @return the table
   */
  public static Table table(Comparison comparison) {
    return table(RewindRow.of(comparison));
  }

  /** Columns are filled before they are added, as a table pads those that are shorter. */
  private static Table table(List<RewindRow> rows) {
    PruneResult first = rows.get(0).pruning();
    Table table = Table.create("Rewind points: " + first.task());
    if (rows.stream().anyMatch(row -> !row.way().isEmpty())) {
      table.addColumns(Columns.VARIANT.texts(rows.stream().map(RewindRow::way)));
    }
    LongColumn steps = Columns.STEP.longs();
    rows.forEach(row -> steps.append(row.found().step()));
    DoubleColumn kept = Columns.KEPT.numbers();
    rows.forEach(row -> kept.append(PERCENT * row.kept()));
    table.addColumns(Columns.FORK.texts(rows.stream().map(RewindRow::name)), steps, kept);
    addTickets(table, rows);
    addBarriers(table, rows, true);
    addBarriers(table, rows, false);
    return table;
  }

  private static void addTickets(Table table, List<RewindRow> rows) {
    Score like = like(rows);
    Metric metric = like.metric();
    DoubleColumn values = DoubleColumn.create(MetricColumns.value("test", metric));
    Intervals tickets = new Intervals("test " + metric.label(), metric);
    DoubleColumn minus =
        MetricColumns.of(
                metric, Columns.MINUS_DENSE, Columns.MINUS_DENSE_R2, ErrorColumns.BELOW_DENSE)
            .numbers("at equal steps");
    Intervals pairs = new Intervals("minus dense", metric, Columns.PAIRS);
    String within = rows.get(0).pruning().options().matching().toString();
    StringColumn matching = Columns.MATCHING.texts(within);
    for (RewindRow row : rows) {
      int round = row.found().round();
      Interval error = row.pruning().error(NetworkKind.TICKET, round);
      ScoreColumns.append(values, Scores.valueOf(error.mean(), like), like);
      tickets.append(error, like, row.pruning().diverged(round));
      if (row.hasTickets()) {
        ScoreColumns.append(minus, row.ticketsMinusDense().mean(), like);
        pairs.append(row.ticketsMinusDense(), like);
        matching.append(row.matching().toString());
      } else {
        minus.appendMissing();
        pairs.appendMissing();
        matching.append("");
      }
    }
    table.addColumns(values);
    tickets.besides(table);
    table.addColumns(minus);
    pairs.besides(table);
    table.addColumns(matching);
    tickets.over(table);
    tickets.divergedTo(table);
  }

  private static void addBarriers(Table table, List<RewindRow> rows, boolean tickets) {
    BarrierOptions options = rows.get(0).found().instability().barrier();
    Score like = like(rows);
    String of = tickets ? "tickets" : "dense";
    DoubleColumn heights =
        DoubleColumn.create(MetricColumns.barrierBetween(of, like.metric(), options.baseline()));
    Intervals intervals = Intervals.named("barrier of " + of, like.metric());
    StringColumn stable =
        Columns.STABLE_OF.texts(of, Scores.bound(options.stable(), like.metric()));
    for (RewindRow row : rows) {
      Optional<Interval> barrier = row.found().barrier(tickets);
      ScoreColumns.append(heights, barrier.map(Interval::mean).orElse(Double.NaN), like);
      barrier.ifPresentOrElse(b -> intervals.append(b, like), intervals::appendMissing);
      stable.append(row.found().stable(tickets).toString());
    }
    table.addColumns(heights);
    intervals.besides(table);
    table.addColumns(stable);
  }

  private static Score like(List<RewindRow> rows) {
    return rows.get(0).pruning().round(0).test();
  }

  /**
   * Returns what lies above the step that weights are rewound to: the metric of tickets minus that
   * of dense networks, and the barriers of both, with bands over seeds.
   *
   * @param result a pruning run and its instability
   * @return the figure
   */
  public static Figure chart(TicketStability result) {
    return chart(List.of(RewindRow.of(result)));
  }

  /**
   * Returns the same over all rewind points.
   *
   * @param comparison a comparison of pruning runs with their instabilities
   * @return the figure
   */
  public static Figure chart(Comparison comparison) {
    return chart(RewindRow.of(comparison));
  }

  private static Figure chart(List<RewindRow> rows) {
    TicketStability first = rows.get(0).found();
    Metric metric = like(rows).metric();
    String label = metric.label();
    LineChart chart =
        new LineChart(
            "Rewind points: "
                + first.pruning().task()
                + "<br>tickets minus dense, and barriers between copies, by the step rewound to",
            "step k rewound to",
            metric == Metric.ACCURACY ? "points of test " + label : "test " + label);
    Map<String, List<RewindRow>> ways = new LinkedHashMap<>();
    rows.stream()
        .sorted(Comparator.comparingLong(row -> row.found().step()))
        .forEach(row -> ways.computeIfAbsent(row.way(), w -> new ArrayList<>()).add(row));
    ways.forEach(
        (way, own) -> {
          String of = way.isEmpty() ? "" : ", " + way;
          addDifferences(chart, label + " of tickets minus dense" + of, own);
          addBarriers(chart, "barrier of tickets" + of, own, true);
          addBarriers(chart, "barrier of dense" + of, own, false);
        });
    double last = Arrays.stream(steps(rows)).max().orElse(0);
    double level = Scores.scale(metric) * first.bound();
    return Double.isNaN(level)
        ? chart.figure()
        : chart
            .plain(
                "stable below " + Scores.bound(first.instability().barrier().stable(), metric),
                new double[] {0, last},
                new double[] {level, level})
            .figure();
  }

  private static double[] steps(List<RewindRow> rows) {
    return rows.stream().mapToDouble(row -> (double) row.found().step()).toArray();
  }

  private static void addDifferences(LineChart chart, String name, List<RewindRow> rows) {
    List<RewindRow> compared =
        rows.stream().filter(row -> row.hasTickets() && row.ticketsMinusDense().n() > 0).toList();
    if (!compared.isEmpty()) {
      List<Interval> minus =
          compared.stream().map(row -> Scores.plain(row.ticketsMinusDense(), like(rows))).toList();
      ScoreCharts.differences(chart, name, steps(compared), minus, like(rows));
    }
  }

  private static void addBarriers(
      LineChart chart, String name, List<RewindRow> rows, boolean tickets) {
    List<RewindRow> forked =
        rows.stream().filter(row -> row.found().barrier(tickets).isPresent()).toList();
    if (!forked.isEmpty()) {
      List<Interval> barriers =
          forked.stream().map(row -> row.found().barrier(tickets).orElseThrow()).toList();
      ScoreCharts.banded(chart, name, steps(forked), barriers, like(rows));
    }
  }

  /**
   * Shows the tables of pruning and of the instability, with sentences on what they mean.
   *
   * @param result a pruning run and its instability
   * @return the display
   */
  public static Display display(TicketStability result) {
    return Display.stack(List.of(PruneReport.display(result.pruning()), ofStability(result)));
  }

  /**
   * Shows the instability alone.
   *
   * @param result a pruning run and its instability
   * @return the display
   */
  public static Display ofStability(TicketStability result) {
    return display(List.of(RewindRow.of(result)));
  }

  /** Shows the instability at all rewind points. */
  static Display display(Comparison comparison) {
    return display(RewindRow.of(comparison));
  }

  private static Display display(List<RewindRow> rows) {
    TicketStability first = rows.get(0).found();
    int copies = first.instability().options().copies();
    if (rows.stream().allMatch(row -> row.found().instability().forks().isEmpty())) {
      String none = "No fork was finished: no rewind point decides both.";
      return Display.stack(List.of(Tables.display(table(rows)), Display.text(none + lost(rows))));
    }
    String text =
        "From the step that weights are rewound to, "
            + copies
            + " tickets of the last round and "
            + copies
            + " dense networks a seed were trained on with different data orders (the ticket itself is one"
            + " of them, unless copies are merged). Stable means a barrier of test error within "
            + Scores.bound(first.instability().barrier().stable(), like(rows).metric())
            + ": yes where the whole 95 % interval says so, no where none of it does, else undecided. The"
            + " claim is that tickets match where they are stable (Frankle et al., 2020, §4): "
            + agreement(rows)
            + lost(rows);
    return Display.stack(List.of(Tables.display(table(rows)), Display.text(text)));
  }

  private static String lost(List<RewindRow> rows) {
    return RobustnessReport.lost(
        rows.stream().flatMap(row -> row.found().instability().diverged().stream()).toList());
  }

  private static String agreement(List<RewindRow> rows) {
    int agree = 0;
    int decided = 0;
    for (RewindRow row : rows) {
      Verdict stable = row.found().stable(true);
      Verdict matching = row.matching();
      if (stable != Verdict.UNDECIDED && matching != Verdict.UNDECIDED) {
        decided++;
        agree += stable == matching ? 1 : 0;
      }
    }
    return decided == 0
        ? "no rewind point decides both."
        : "so it is at " + agree + " of " + decided + " rewind points that decide both.";
  }
}
