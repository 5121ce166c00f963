package org.stockpot.report.parts;

import java.util.List;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** Numbers by two lists of names, as colours. The value of a cell is under the pointer. */
public final class HeatMap {

  private static final int CELL = 26;
  private static final int LEAST = 360;
  private static final int MOST = 900;
  private static final int FRAME = 200;

  private final String title;
  private final String unit;
  private String acrossTitle = "";
  private List<String> across = List.of();
  private String alongTitle = "";
  private List<String> along = List.of();

  private HeatMap(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /** Gives the number of a cell. */
  @FunctionalInterface
  public interface Cell {
    /**
     * Returns a cell's number.
     *
     * @param row its place along, from 0
     * @param column its place across, from 0
     * @return the number; NaN leaves the cell empty
     */
    double at(int row, int column);
  }

  /**
   * Begins a map.
   *
   * @param title what is shown
   * @param unit of what colours mean
   * @return a map without cells
   */
  public static HeatMap of(String title, String unit) {
    return new HeatMap(title, unit);
  }

  /**
   * Names the columns.
   *
   * @param axis what names are of
   * @param names one per column
   * @return this
   */
  public HeatMap across(String axis, List<String> names) {
    acrossTitle = axis;
    across = names;
    return this;
  }

  /**
   * Names the rows, from the bottom up.
   *
   * @param axis what names are of
   * @param names one per row
   * @return this
   */
  public HeatMap along(String axis, List<String> names) {
    alongTitle = axis;
    along = names;
    return this;
  }

  /**
   * Returns the map.
   *
   * @param cell gives the numbers
   * @return the figure
   */
  public Figure figure(Cell cell) {
    double[][] z = new double[along.size()][across.size()];
    for (int row = 0; row < z.length; row++) {
      for (int column = 0; column < z[row].length; column++) {
        z[row][column] = cell.at(row, column);
      }
    }
    Layout layout =
        Layout.builder()
            .title(title + " (" + unit + ")")
            .xAxis(axis(acrossTitle))
            .yAxis(axis(alongTitle))
            .height(Math.max(LEAST, Math.min(MOST, FRAME + CELL * along.size())))
            .build();
    return new Figure(layout, HeatmapTrace.builder(across.toArray(), along.toArray(), z).build());
  }

  private static Axis axis(String title) {
    return Axis.builder().title(title).type(Axis.Type.CATEGORY).build();
  }
}
