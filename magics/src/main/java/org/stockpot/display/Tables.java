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
 * formatter. What is missing is empty. Numbers stand with their decimal points below one another,
 * and text is at most 100 letters wide.
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
    return Numbers.counted(count, thing);
  }

  private static Display display(Cells cells, String name, String size) {
    String text = (name.isEmpty() ? "" : name + "\n") + TextTable.of(cells) + "[" + size + "]";
    return Display.html(HtmlTable.of(cells, name, size), text);
  }
}
