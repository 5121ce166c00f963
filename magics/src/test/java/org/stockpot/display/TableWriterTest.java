package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

final class TableWriterTest {

  private static Table scores() {
    return Table.create(
        "scores",
        StringColumn.create("point_name", "a|b \"c\"", "[50% & more]"),
        DoubleColumn.create("test accuracy %", 100 / 3.0, Double.NaN),
        StringColumn.create("minus", "-1.1 ± 0.5", "undecided"));
  }

  @Test
  void csvHasAllDigits() {
    assertEquals(
        """
        point_name,test accuracy %,minus
        "a|b ""c\""",33.333333333333336,-1.1 ± 0.5
        [50% & more],,undecided
        """,
        TableWriter.csv(scores()));
  }

  @Test
  void csvQuotesWhatItMust() {
    Table table = Table.create("t", StringColumn.create("a,b", "x \"y\"", "two\nlines"));
    assertEquals("\"a,b\"\n\"x \"\"y\"\"\"\n\"two\nlines\"\n", TableWriter.csv(table));
  }

  @Test
  void latexIsEscaped() {
    assertEquals(
        """
        % \\usepackage{booktabs}
        \\begin{tabular}{lrr}
        \\toprule
        point\\_name & test accuracy \\% & minus \\\\
        \\midrule
        a\\(|\\)b ''c'' & 33.333 & \\(-\\)1.1 \\(\\pm\\) 0.5 \\\\
        {}[50\\% \\& more] &  & undecided \\\\
        \\bottomrule
        \\end{tabular}
        """,
        TableWriter.latex(scores()));
  }

  @Test
  void markdownIsEscaped() {
    assertEquals(
        """
        | point\\_name | test accuracy % | minus |
        | :--- | ---: | ---: |
        | a\\|b "c" | 33.333 | -1.1 ± 0.5 |
        | \\[50% \\& more\\] |  | undecided |
        """,
        TableWriter.markdown(scores()));
  }

  @Test
  void filesHaveAllRows() {
    Table table = Table.create("t", IntColumn.create("i", IntStream.range(0, 500).toArray()));
    assertEquals(502, TableWriter.markdown(table).lines().count());
    assertEquals(507, TableWriter.latex(table).lines().count());
    assertEquals(501, TableWriter.csv(table).lines().count());
  }
}
