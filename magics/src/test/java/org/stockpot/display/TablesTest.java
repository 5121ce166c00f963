package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

final class TablesTest {

  private static String html(Table table) {
    return (String) Tables.display(table).data().get(Display.HTML);
  }

  private static String text(Table table) {
    return Tables.display(table).text();
  }

  private static Table rounds() {
    DoubleColumn accuracy = DoubleColumn.create("accuracy", 0.97123456, Double.NaN, 0.5);
    Table table =
        Table.create(
            "rounds",
            IntColumn.create("round", new int[] {1, 2, 3}),
            StringColumn.create("mask", "magnitude", "", "random"),
            accuracy,
            BooleanColumn.create("kept", true, false, true),
            DateColumn.create("day", LocalDate.of(2026, 1, 2), null, null));
    table.intColumn("round").setMissing(2);
    return table;
  }

  @Test
  void textIsAligned() {
    assertEquals(
        """
        rounds
        round  mask       accuracy  kept   day
            1  magnitude   0.97123  true   2026-01-02
            2                       false
               random      0.50000  true
        [3 rows × 5 columns]\
        """,
        text(rounds()));
  }

  @Test
  void htmlLooksLikePandas() {
    assertEquals(
        """
        <div class="stockpot-table">
        <table border="1" class="dataframe tex2jax_ignore">
        <caption>t &amp; u</caption>
        <thead>
        <tr><th align="right" style="text-align:right">n</th>\
        <th align="left" style="text-align:left">s</th></tr>
        </thead>
        <tbody>
        <tr><td align="right" style="text-align:right;white-space:nowrap">7</td>\
        <td align="left" style="text-align:left;white-space:nowrap">a</td></tr>
        </tbody>
        </table>
        </div>
        <p>1 row × 2 columns</p>
        </div>\
        """,
        unstyled(
            html(
                Table.create(
                    "t & u",
                    IntColumn.create("n", new int[] {7}),
                    StringColumn.create("s", "a")))));
  }

  /** Returns what is left where a viewer takes styles for what they are. */
  private static String unstyled(String html) {
    int end = html.indexOf("</style>") + "</style>\n".length();
    assertTrue(html.startsWith("<div>\n<style>"), html);
    return html.substring(end);
  }

  @Test
  void textFitsAHundredColumns() {
    Table table = Table.create("wide");
    for (String name : List.of("round", "weights kept", "test accuracy %", "± 95 %", "n")) {
      table.addColumns(IntColumn.create(name, new int[] {1, 2}));
    }
    table.addColumns(
        DoubleColumn.create("accuracy minus dense at equal steps, points", -0.5, 12.25),
        StringColumn.create("matching (within spread of 3 runs)", "yes", "undecided"));
    assertEquals(
        """
        wide
               weights        test               accuracy minus dense  matching (within
        round     kept  accuracy %  ± 95 %  n  at equal steps, points  spread of 3 runs)
            1        1           1       1  1                   -0.50  yes
            2        2           2       2  2                   12.25  undecided
        [2 rows × 7 columns]\
        """,
        text(table));
  }

  @Test
  void whatIsTooWideContinuesUnderItsKeys() {
    Table table =
        Table.create(
            "t", StringColumn.create("soup", "a", "a"), StringColumn.create("minus", "x", "y"));
    IntStream.range(0, 12)
        .forEach(i -> table.addColumns(IntColumn.create("observation" + i, new int[] {i, i})));
    List<String> lines = text(table).lines().toList();
    assertTrue(lines.stream().allMatch(line -> line.length() <= 100), text(table));
    assertEquals(2, lines.stream().filter(line -> line.startsWith("soup  minus  ")).count());
    assertEquals(2, lines.stream().filter(line -> line.startsWith("a     y      ")).count());
    assertEquals(1, lines.stream().filter(line -> line.endsWith("observation11")).count());
  }

  @Test
  void longTextsGoOverSeveralLines() {
    String words = "a sentence that goes on and on ".repeat(8).strip();
    Table table =
        Table.create("t", StringColumn.create("option", "--x"), StringColumn.create("is", words));
    String text = Tables.prose(table).text();
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    assertTrue(text.replaceAll("\\s+", " ").contains(words), text);
  }

  @Test
  void pointsStandBelowOneAnother() {
    Table table =
        Table.create(
            "t",
            StringColumn.create("score", "97.3 ± 0.4 %", "undecided", "-8 ± 12.25 %", "", "100 %"),
            StringColumn.create("speed", "12.5×", "1×", "", "0.25×", "no"),
            StringColumn.create("size", "4.1 MB", "512 B", "26.3 kB", "", "1 kB"),
            DoubleColumn.create("tiny", 1.5e-7, 12.25, -3, Double.NaN, 0));
    assertEquals(
        """
        t
                  score   speed      size         tiny
         97.3 ±  0.4 %   12.5×     4.1 MB   0.00000015
              undecided   1×     512 B     12.25000000
         -8   ± 12.25 %           26.3 kB  -3.00000000
                          0.25×
        100 %                no    1 kB     0.00000000
        [5 rows × 4 columns]\
        """,
        text(table));
    String html = html(table);
    assertTrue(html.contains(">97.3 ± \u20070.4 %\u2007<"), html);
    assertTrue(html.contains(">1×\u2008\u2007\u2007<"), html);
    assertTrue(html.contains("> kB</span>\u2008\u2007<"), html);
  }

  @Test
  void namesAndDatesAreNoNumbers() {
    Table table =
        Table.create(
            "t",
            StringColumn.create("point", "3a", "ft.1"),
            StringColumn.create("day", "2026-01-02", "2026-01-03"),
            StringColumn.create("version", "0.1.0", "1.2.3"),
            StringColumn.create("shape", "[2, 3]", "[10]"));
    assertFalse(html(table).contains("right"));
  }

  @Test
  void longTablesScrollInNotebooks() {
    Table table = Table.create("t", IntColumn.create("i", IntStream.range(0, 21).toArray()));
    assertTrue(unstyled(html(table)).contains("stockpot-long"));
    assertFalse(unstyled(html(table.first(20))).contains("stockpot-long"));
  }

  @Test
  void longTablesShowBothEnds() {
    Table table = Table.create("t", IntColumn.create("i", IntStream.range(0, 12_345).toArray()));
    assertEquals(
        "t\n    i\n    0\n    1\n    2\n    3\n    4\n    …\n"
            + "12340\n12341\n12342\n12343\n12344\n[12\u202f345 rows × 1 column]",
        text(table));
    assertEquals(12, html(table).split("<tr>", -1).length - 1);
  }

  @Test
  void sixtyRowsAreShownWhole() {
    Table table = Table.create("t", IntColumn.create("i", IntStream.range(0, 60).toArray()));
    assertFalse(text(table).contains("…"));
    assertEquals(61, html(table).split("<tr>", -1).length - 1);
  }

  @Test
  void wideTablesShowBothEnds() {
    Table table = Table.create("t");
    IntStream.range(0, 100)
        .forEach(i -> table.addColumns(IntColumn.create("c" + i, new int[] {i})));
    String header = text(table).lines().toList().get(1);
    assertEquals("c0  c1  c2  c3  c4  c5  c6  c7  c8  c9  …  c90  c91", header.substring(0, 51));
    assertTrue(text(table).endsWith("[1 row × 100 columns]"));
  }

  @Test
  void hostileTextIsEscapedEverywhere() {
    String hostile = "<script>x()</script>'\"&$";
    Table table =
        Table.create(
            hostile,
            StringColumn.create(hostile, hostile, "</td>"),
            StringColumn.create("b", "a\nb", "🍲"));
    String html = html(table);
    assertFalse(html.contains("<script"));
    assertEquals(
        3, html.split("&lt;script&gt;x\\(\\)&lt;/script&gt;&#39;&quot;&amp;", -1).length - 1);
    assertTrue(html.contains(">a b<") && html.contains(">🍲<"));
  }

  @Test
  void hugeCellsAreCut() {
    Table table = Table.create("t", StringColumn.create("s", "🍲x".repeat(4_000_000)));
    assertTrue(unstyled(html(table)).length() < 500);
    assertTrue(text(table).contains("🍲x🍲x…") || text(table).contains("x🍲…"));
    assertEquals(50, text(table).lines().toList().get(2).codePoints().count());
  }

  @Test
  void printFormattersAreRespected() {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    DoubleColumn share = DoubleColumn.create("share", 0.41234, Double.NaN);
    share.setPrintFormatter(new DecimalFormat("0.00%", symbols), "none");
    IntColumn count = IntColumn.create("count", new int[] {1234567, 1});
    count.setPrintFormatter(new DecimalFormat("#,##0", symbols), "");
    assertEquals("t\n share\n41.23%\n\n[2 rows × 1 column]", text(Table.create("t", share)));
    assertTrue(text(Table.create("t", count)).contains("1,234,567"));
  }

  @Test
  void theLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Table table =
          Table.create("t", DoubleColumn.create("x", 1234.5), LongColumn.create("n", 1L << 60));
      assertEquals(
          List.of("t", "     x                    n", "1234.5  1152921504606846976"),
          text(table).lines().limit(3).toList());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void floatsAreTheDecimalsTheyPrintAs() {
    FloatColumn column = FloatColumn.create("f", 0.1f, 0.25f);
    assertEquals("f\n0.10\n0.25\n[2 values of type float]", lines(Tables.display(column)));
  }

  private static String lines(Display display) {
    return String.join("\n", display.text().lines().map(String::strip).toList());
  }

  @Test
  void slicesAndEmptyTablesAreShown() {
    Table table = rounds();
    Table slice = table.where(table.intColumn("round").isEqualTo(2));
    assertTrue(text(slice).contains("[1 row × 5 columns]"));
    assertEquals("[0 rows × 0 columns]", text(Table.create("")));
    assertTrue(text(table.emptyCopy()).contains("[0 rows × 5 columns]"));
    tech.tablesaw.table.TableSlice view =
        new tech.tablesaw.table.TableSlice(table, tech.tablesaw.selection.Selection.with(0, 2));
    assertTrue(Tables.display(view).text().contains("random      0.50000"));
  }
}
