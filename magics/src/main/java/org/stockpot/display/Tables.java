package org.stockpot.display;

import java.util.List;
import java.util.Locale;
import org.stockpot.text.Html;
import org.stockpot.text.Numbers;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/**
 * Shows Tablesaw tables and columns as HTML in the manner of pandas, and as aligned text.
 *
 * <p>Up to 60 rows are shown whole, of more the first and the last 5; up to 20 columns whole, of
 * more the first and the last 10; 50 letters of a cell. Numbers with fractions have as many digits
 * as the largest of their column needs to have five that count, unless the column has a print
 * formatter. What is missing is empty.
 */
public final class Tables {

  private Tables() {}

  /**
   * Shows a table under its name.
   *
   * @param table the table
   * @return HTML and text
   */
  public static Display display(Relation table) {
    return display(table, Cells.MOST_LETTERS);
  }

  /**
   * Shows a table of sentences, up to 500 letters of each.
   *
   * @param table the table
   * @return HTML and text
   */
  public static Display prose(Relation table) {
    return display(table, Cells.PROSE_LETTERS);
  }

  private static Display display(Relation table, int letters) {
    String name = table.name() == null ? "" : Html.line(table.name(), 200);
    String size = count(table.rowCount(), "row") + " × " + count(table.columnCount(), "column");
    return display(new Cells(table.columns(), letters), name, size);
  }

  /**
   * Shows a column.
   *
   * @param column the column
   * @return HTML and text
   */
  public static Display display(Column<?> column) {
    String type = column.type().name().toLowerCase(Locale.ROOT);
    String size = count(column.size(), "value") + " of type " + type;
    return display(new Cells(List.of(column), Cells.MOST_LETTERS), "", size);
  }

  private static String count(int count, String thing) {
    return Numbers.count(count) + " " + thing + (count == 1 ? "" : "s");
  }

  private static Display display(Cells cells, String name, String size) {
    return Display.html(html(cells, name, size), text(cells, name, size));
  }

  private static String html(Cells cells, String name, String size) {
    StringBuilder html = new StringBuilder("<div>\n");
    html.append("<table border=\"1\" class=\"dataframe tex2jax_ignore\">\n");
    if (!name.isEmpty()) {
      html.append("<caption>").append(Html.escape(name)).append("</caption>\n");
    }
    html.append("<thead>\n<tr>");
    cells.columns().forEach(column -> cell(html, "th", column, column.name()));
    html.append("</tr>\n</thead>\n<tbody>\n");
    for (int r = 0; r < cells.rows(); r++) {
      int row = r;
      html.append("<tr>");
      cells.columns().forEach(column -> cell(html, "td", column, column.texts().get(row)));
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table>\n<p>").append(size).append("</p>\n</div>");
    return html.toString();
  }

  /** Aligns twice: pages have styles of their own for tables, and sanitizers remove ours. */
  private static void cell(StringBuilder html, String tag, Cells.Shown column, String text) {
    String side = column.numeric() ? "right" : "left";
    html.append('<').append(tag).append(" align=\"").append(side);
    html.append("\" style=\"text-align:").append(side).append("\">");
    html.append(Html.escape(text)).append("</").append(tag).append('>');
  }

  private static String text(Cells cells, String name, String size) {
    int[] widths = cells.columns().stream().mapToInt(Tables::width).toArray();
    StringBuilder text = new StringBuilder(name.isEmpty() ? "" : name + "\n");
    for (int r = -1; r < cells.rows(); r++) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        Cells.Shown column = cells.columns().get(c);
        String cell = r < 0 ? column.name() : column.texts().get(r);
        String space = " ".repeat(widths[c] - letters(cell));
        line.append(c == 0 ? "" : "  ").append(column.numeric() ? space + cell : cell + space);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.append('[').append(size).append(']').toString();
  }

  private static int width(Cells.Shown column) {
    int widest = column.texts().stream().mapToInt(Tables::letters).max().orElse(0);
    return Math.max(widest, letters(column.name()));
  }

  private static int letters(String text) {
    return text.codePointCount(0, text.length());
  }
}
