package org.stockpot.report.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.MergeTree;
import org.stockpot.barrier.MergeTree.Minimum;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LandscapeColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Score;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Minima, saddles and depths of sampled landscapes, as tables and barcodes. */
public final class TopologyReport {

  private static final int MOST_BARS = 30;

  private static final String MEANING =
      "The depth of a minimum is how far one has to climb from it to reach a lower one, as far as the"
          + " samples tell; what is finer than their distance is not seen, and other directions may"
          + " hold lower passes. That of one that joins none is below the highest sample.";

  private TopologyReport() {}

  /**
   * Returns one row per minimum of a plane: where it lies and how high, the saddle over which it
   * joins one that is lower, and its depth below that, the persistence.
   *
   * @param plane what was measured
   * @return the table, the deepest first; a minimum that joins none has no saddle, and its depth is
   *     below the top of the map
   */
  public static Table table(PlaneResult plane) {
    MergeTree tree = MergeTree.of(plane);
    String quantity = PlaneValues.heading(plane);
    Table table =
        Table.create(
            "Minima and saddles: " + plane.task(),
            LandscapeColumns.MINIMUM.ints(),
            Columns.X.numbers(),
            Columns.Y.numbers(),
            DoubleColumn.create(quantity),
            LandscapeColumns.SADDLE_X.numbers(),
            LandscapeColumns.SADDLE_Y.numbers(),
            LandscapeColumns.SADDLE.numbers(),
            LandscapeColumns.DEPTH.numbers(),
            LandscapeColumns.JOINS.texts(),
            LandscapeColumns.PLACES.ints());
    int columns = plane.xs().size();
    for (int i = 0; i < tree.minima().size(); i++) {
      Minimum minimum = tree.minima().get(i);
      table.intColumn(0).append(i + 1);
      table.doubleColumn(1).append(plane.xs().get(minimum.place() % columns));
      table.doubleColumn(2).append(plane.ys().get(minimum.place() / columns));
      table.doubleColumn(3).append(PlaneValues.shown(plane, minimum.value()));
      if (minimum.saddle().isPresent()) {
        int saddle = minimum.saddle().getAsInt();
        table.doubleColumn(4).append(plane.xs().get(saddle % columns));
        table.doubleColumn(5).append(plane.ys().get(saddle / columns));
        table.doubleColumn(6).append(PlaneValues.shown(plane, minimum.height()));
      } else {
        IntStream.of(4, 5, 6).forEach(c -> table.doubleColumn(c).appendMissing());
      }
      table.doubleColumn(7).append(PlaneValues.shown(plane, minimum.depth()));
      table.stringColumn(8).append(joins(tree, minimum));
      table.intColumn(9).append(minimum.size());
    }
    return table;
  }

  private static String joins(MergeTree tree, Minimum minimum) {
    if (minimum.into().isEmpty()) {
      return "none";
    }
    int into = minimum.into().getAsInt();
    return IntStream.range(0, tree.minima().size())
        .filter(i -> tree.minima().get(i).place() == into)
        .mapToObj(i -> "" + (i + 1))
        .findFirst()
        .orElse("a plateau");
  }

  /**
   * Returns one row per minimum of the loss along each line.
   *
   * @param result lines that were measured
   * @return the table, line by line, the deepest first
   */
  public static Table table(BarrierResult result) {
    Table table =
        Table.create(
            "Minima and saddles: " + result.task(),
            Columns.PAIR.texts(),
            Columns.STATISTICS.texts(),
            Columns.QUANTITY.texts(),
            LandscapeColumns.MINIMUM.ints(),
            Columns.ALPHA.numbers(),
            LandscapeColumns.VALUE_AT.numbers(),
            LandscapeColumns.SADDLE_ALPHA.numbers(),
            LandscapeColumns.SADDLE.numbers(),
            LandscapeColumns.DEPTH.numbers(),
            LandscapeColumns.JOINS.texts());
    for (PairResult pair : result.pairs()) {
      pair.paths()
          .forEach(
              path -> {
                for (Quantity quantity : List.of(Quantity.TEST_LOSS, Quantity.TRAINING_LOSS)) {
                  MergeTree tree = MergeTree.ofLine(path.values(quantity));
                  String[] of = {
                    pair.pair().name(),
                    path.statistics().label(),
                    MetricColumns.quantity(
                        quantity, result.pairs().get(0).path().test().get(0).metric())
                  };
                  append(table, of, path.positions(), tree);
                }
              });
    }
    return table;
  }

  private static void append(Table table, String[] of, List<Double> positions, MergeTree tree) {
    for (int i = 0; i < tree.minima().size(); i++) {
      Minimum minimum = tree.minima().get(i);
      for (int column = 0; column < of.length; column++) {
        table.stringColumn(column).append(of[column]);
      }
      table.intColumn(3).append(i + 1);
      table.doubleColumn(4).append(positions.get(minimum.place()));
      table.doubleColumn(5).append(minimum.value());
      if (minimum.saddle().isPresent()) {
        table.doubleColumn(6).append(positions.get(minimum.saddle().getAsInt()));
        table.doubleColumn(7).append(minimum.height());
      } else {
        IntStream.of(6, 7).forEach(c -> table.doubleColumn(c).appendMissing());
      }
      table.doubleColumn(8).append(minimum.depth());
      table.stringColumn(9).append(joins(tree, minimum));
    }
  }

  /**
   * Shows the minima of a plane with a sentence on what they mean.
   *
   * @param plane what was measured
   * @return the display
   */
  public static Display display(PlaneResult plane) {
    MergeTree tree = MergeTree.of(plane);
    return Display.stack(
        List.of(Tables.display(table(plane)), Display.text(words(tree) + error(plane))));
  }

  /**
   * Shows the minima along lines with a sentence on what they mean.
   *
   * @param result lines that were measured
   * @return the display
   */
  public static Display display(BarrierResult result) {
    String text =
        "Each line's loss is read as a landscape: two networks lie in one basin of it if the line has"
            + " one minimum between them. "
            + MEANING;
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  private static String words(MergeTree tree) {
    String holes =
        tree.holes() == 0
            ? ""
            : " "
                + Numbers.counted(tree.holes(), "place")
                + " without a finite value are left out, and nothing joins across them.";
    return tree.minima().isEmpty()
        ? "No place of the map has a finite value." + holes
        : "The map has "
            + (tree.minima().size() == 1 ? "1 minimum" : tree.minima().size() + " minima")
            + ". "
            + MEANING
            + holes;
  }

  /** Says which depths examples do not tell. */
  private static String error(PlaneResult plane) {
    Score like = plane.marks().get(0).score();
    double error = like.standardError();
    return plane.options().quantity().isError() && error > 0
        ? " Depths below "
            + Scores.points(2 * error, like)
            + " are within the error of the examples."
        : "";
  }

  /**
   * Returns the barcode of a plane: for each minimum a bar from its height to that of its saddle.
   *
   * @param plane what was measured
   * @return the figure
   */
  public static Figure barcode(PlaneResult plane) {
    List<Minimum> all = MergeTree.of(plane).minima();
    List<Minimum> shown = all.subList(0, Math.min(MOST_BARS, all.size()));
    String most = shown.size() < all.size() ? ", the " + MOST_BARS + " deepest" : "";
    LineChart chart =
        new LineChart(
            "Barcode of the minima: "
                + plane.task()
                + "<br>each from its height to that of its saddle, or to the top"
                + most,
            "minimum, the deepest first",
            PlaneValues.heading(plane));
    if (!shown.isEmpty()) {
      chart.namedX(
          IntStream.rangeClosed(1, shown.size()).asDoubleStream().toArray(),
          IntStream.rangeClosed(1, shown.size()).mapToObj(i -> "" + i).toArray(String[]::new));
    }
    bars(chart, plane, shown, false, "joins none");
    bars(chart, plane, shown, true, "joins a lower one");
    return chart.figure();
  }

  private static void bars(
      LineChart chart, PlaneResult plane, List<Minimum> all, boolean joins, String name) {
    List<Integer> which = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).saddle().isPresent() == joins) {
        which.add(i);
      }
    }
    if (!which.isEmpty()) {
      chart.bars(
          name,
          which.stream().mapToDouble(i -> i + 1).toArray(),
          which.stream().mapToDouble(i -> PlaneValues.shown(plane, all.get(i).value())).toArray(),
          which.stream().mapToDouble(i -> PlaneValues.shown(plane, all.get(i).height())).toArray(),
          joins);
    }
  }
}
