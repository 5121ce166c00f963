package org.stockpot.report.align;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.stockpot.align.AlignBy;
import org.stockpot.align.AlignResult;
import org.stockpot.align.AlignedNetwork;
import org.stockpot.align.GroupMatch;
import org.stockpot.align.Search;
import org.stockpot.align.Sweep;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.AlignColumns;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultReport;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Aligned networks as tables and charts. */
public final class AlignReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<AlignResult> REPORT =
      ResultReport.of(AlignResult.class)
          .table("networks", "AlignReport.table", AlignReport::table)
          .table("groups", "AlignReport.groups", AlignReport::groups)
          .table("sweeps", "AlignReport.sweeps", AlignReport::sweeps)
          .chart("AlignReport.chart", AlignReport::chart)
          .papers((result, papers) -> addPapers(result.options().by(), papers));

  private static final int MOST_LINES = 6;

  private AlignReport() {}

  /**
   * Cites the papers of a kind of alignment.
   *
   * @param by what units were matched by
   * @param papers what is cited
   */
  public static void addPapers(AlignBy by, Papers papers) {
    papers.add("ainsworth2023rebasin", "permutations of units, matched by " + by);
    papers.add("jonker1987assignment", "the assignment problem");
    if (by == AlignBy.LEARNED) {
      papers.add("pena2023sinkhorn", "permutations learned through the Sinkhorn operator");
    }
    if (by == AlignBy.ACTIVATIONS) {
      papers.add("li2016convergent", "units matched by the correlation of their activations");
    }
  }

  /**
   * Returns one row per network: units moved, the objective before and after and the least at the
   * end of a start, the distance before and after, and how far outputs differ.
   *
   * @param result aligned networks
   * @return the table
   */
  public static Table table(AlignResult result) {
    Table table =
        Table.create(
            "Aligned networks: " + result.task(),
            Columns.NETWORK.texts(),
            AlignColumns.TO.texts(),
            AlignColumns.BY.texts(),
            AlignColumns.UNITS_MOVED.ints(),
            AlignColumns.UNITS.ints(),
            AlignColumns.DISTANCE_BEFORE.numbers(),
            AlignColumns.DISTANCE_AFTER.numbers(),
            (result.networks().get(0).byOutputs()
                    ? AlignColumns.DIFFERENCE
                    : AlignColumns.LOSS_DIFFERENCE)
                .numbers(),
            AlignColumns.STARTS.ints(),
            AlignColumns.OBJECTIVE_BEFORE.numbers(),
            AlignColumns.OBJECTIVE.numbers(),
            AlignColumns.WORST.numbers());
    for (int i = 0; i < result.networks().size(); i++) {
      AlignedNetwork network = result.networks().get(i);
      Search search = search(result, i);
      table.stringColumn(0).append(network.name());
      table.stringColumn(1).append(result.to().orElse("one another"));
      table.stringColumn(2).append(result.options().by().toString());
      table.intColumn(3).append(network.moved());
      table.intColumn(4).append(network.groups().stream().mapToInt(GroupMatch::units).sum());
      table.doubleColumn(5).append(network.distanceBefore());
      table.doubleColumn(6).append(network.distance());
      table.doubleColumn(7).append(network.difference());
      table.intColumn(8).append(search.ends().size());
      table.doubleColumn(9).append(search.before());
      table.doubleColumn(10).append(search.found());
      table.doubleColumn(11).append(search.worst());
    }
    return table;
  }

  /** Networks that are aligned to one another have one search. */
  private static Search search(AlignResult result, int network) {
    return result.searches().get(Math.min(network, result.searches().size() - 1));
  }

  /**
   * Returns one row per network and group: how many units moved, and how similar those in the same
   * places were and are, summed over them.
   *
   * @param result aligned networks
   * @return the table
   */
  public static Table groups(AlignResult result) {
    Table table =
        Table.create(
            "Groups of units: " + result.task(),
            Columns.NETWORK.texts(),
            AlignColumns.GROUP.texts(),
            AlignColumns.UNITS.ints(),
            AlignColumns.UNITS_MOVED.ints(),
            AlignColumns.SIMILARITY_BEFORE.numbers(),
            AlignColumns.SIMILARITY_AFTER.numbers(),
            AlignColumns.SIMILAR_BY.texts());
    for (AlignedNetwork network : result.networks()) {
      for (GroupMatch group : network.groups()) {
        table.stringColumn(0).append(network.name());
        table.stringColumn(1).append(group.group());
        table.intColumn(2).append(group.units());
        table.intColumn(3).append(group.moved());
        table.doubleColumn(4).append(group.before());
        table.doubleColumn(5).append(group.after());
        table.stringColumn(6).append(group.by());
      }
    }
    return table;
  }

  /**
   * Returns one row per network, start and sweep: the objective and how many units moved; of
   * straight-through matching one row per epoch, and of learned permutations one per tenth of the
   * steps, with the validation loss half-way if it chooses.
   *
   * @param result aligned networks
   * @return the table
   */
  public static Table sweeps(AlignResult result) {
    Table table =
        Table.create(
            "Search for permutations: " + result.task(),
            Columns.NETWORK.texts(),
            Columns.START.ints(),
            AlignColumns.SWEEP.ints(),
            AlignColumns.OBJECTIVE.numbers(),
            AlignColumns.UNITS_MOVED.ints());
    boolean losses = result.options().measuresHalfWay();
    if (losses) {
      table.addColumns(AlignColumns.MIDPOINT.numbers());
    }
    for (Search search : result.searches()) {
      for (Sweep sweep : search.sweeps()) {
        table.stringColumn(0).append(search.network());
        table.intColumn(1).append(sweep.start());
        table.intColumn(2).append(sweep.number());
        table.doubleColumn(3).append(sweep.objective());
        table.intColumn(4).append(sweep.moved());
        OptionalDouble loss = sweep.midpointLoss();
        if (losses && loss.isPresent()) {
          table.doubleColumn(5).append(loss.getAsDouble());
        } else if (losses) {
          table.doubleColumn(5).appendMissing();
        }
      }
    }
    return table;
  }

  /**
   * Shows the tables with a sentence on what they mean.
   *
   * @param result aligned networks
   * @return the display
   */
  public static Display display(AlignResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    parts.add(Tables.display(groups(result)));
    parts.add(Tables.display(sweeps(result)));
    parts.add(Display.text(AlignWords.of(result)));
    return Display.stack(parts);
  }

  /**
   * Returns the objective by sweeps, a line for each start; by activations, the mean similarity of
   * units by group before and after; by straight-through and learned, the loss half-way by epochs
   * or tenths of the steps.
   *
   * @param result aligned networks
   * @return the figure
   */
  public static Figure chart(AlignResult result) {
    return switch (result.options().by()) {
      case WEIGHTS -> objectives(result);
      case ACTIVATIONS -> similarities(result);
      case STRAIGHT_THROUGH -> losses(result, "epoch");
      case LEARNED ->
          result.options().measuresHalfWay()
              ? losses(result, "tenth of the steps")
              : objectives(result);
    };
  }

  private static Figure objectives(AlignResult result) {
    List<List<Sweep>> starts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Search search : result.searches()) {
      for (Sweep end : search.ends()) {
        starts.add(search.sweeps().stream().filter(s -> s.start() == end.start()).toList());
        String start = end.start() == 0 ? "as the units were" : "random start " + end.start();
        names.add((result.searches().size() == 1 ? "" : search.network() + ", ") + start);
      }
    }
    LineChart chart =
        new LineChart(
            "Alignment by "
                + result.options().by()
                + ": "
                + result.task()
                + "<br>"
                + (result.to().isEmpty() ? "sum over pairs of networks" : "to " + result.to().get())
                + (starts.size() > MOST_LINES ? ", the first " + MOST_LINES + " starts" : ""),
            result.options().by() == AlignBy.LEARNED
                ? "tenth of the steps, from 1"
                : "sweep over the groups of units",
            "inner product of the weights");
    for (int i = 0; i < Math.min(MOST_LINES, starts.size()); i++) {
      List<Sweep> sweeps = starts.get(i);
      chart.line(
          names.get(i),
          sweeps.stream().mapToDouble(Sweep::number).toArray(),
          sweeps.stream().mapToDouble(Sweep::objective).toArray());
    }
    return chart.figure();
  }

  private static Figure similarities(AlignResult result) {
    AlignedNetwork network = result.networks().get(0);
    List<GroupMatch> read =
        network.groups().stream().filter(group -> !group.layers().isEmpty()).toList();
    double[] places = new double[read.size()];
    double[] before = new double[read.size()];
    double[] after = new double[read.size()];
    for (int g = 0; g < places.length; g++) {
      GroupMatch group = read.get(g);
      places[g] = g;
      before[g] = group.before() / group.units();
      after[g] = group.after() / group.units();
    }
    return new LineChart(
            "Alignment by activations: "
                + result.task()
                + "<br>"
                + network.name()
                + " to "
                + result.to().orElseThrow(),
            "group of units",
            "mean correlation of units")
        .namedX(places, read.stream().map(GroupMatch::group).toArray(String[]::new))
        .points("before", places, before)
        .points("after", places, after)
        .figure();
  }

  private static Figure losses(AlignResult result, String unit) {
    LineChart chart =
        new LineChart(
            "Alignment by "
                + result.options().by()
                + ": "
                + result.task()
                + "<br>to "
                + result.to().orElseThrow()
                + ", "
                + unit
                + " 0: by weights"
                + (result.searches().size() > MOST_LINES
                    ? ", the first " + MOST_LINES + " networks"
                    : ""),
            unit,
            "validation loss half-way");
    for (Search search :
        result.searches().subList(0, Math.min(MOST_LINES, result.searches().size()))) {
      List<Sweep> measured =
          search.sweeps().stream().filter(sweep -> sweep.midpointLoss().isPresent()).toList();
      chart.line(
          search.network(),
          measured.stream().mapToDouble(sweep -> sweep.number() - 1).toArray(),
          measured.stream().mapToDouble(sweep -> sweep.midpointLoss().getAsDouble()).toArray());
    }
    return chart.figure();
  }
}
