package org.stockpot.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.table.CellTable;
import org.stockpot.data.table.ColumnChoice;
import org.stockpot.data.table.ColumnRules;
import org.stockpot.data.table.NumberColumn;
import org.stockpot.data.table.TableFile;
import org.stockpot.data.table.TableFormat;
import org.stockpot.testing.Python;
import org.stockpot.testing.Tables;

/** Pandas as oracle: the same numbers of the same files, told how to read them. */
final class PandasTest {

  private static final String READ =
      """
      import sys
      try:
          import pandas
      except ImportError:
          print('no pandas')
          sys.exit(0)
      t = pandas.read_csv(sys.argv[1], float_precision='round_trip', **eval(open(sys.argv[2]).read()))
      print(' '.join(float(v).hex() for v in t[t.columns[0]]), ' '.join(float(v).hex() for v in t[t.columns[1]]))
      """;

  @TempDir Path dir;

  @Test
  void pandasReadsTheSameNumbers() throws IOException {
    same("{}", Tables.plain());
    same("{'comment': '#'}", "# words\n" + Tables.plain());
    same("{'sep': ';'}", Tables.plain().replace(',', ';'));
    same("{'sep': '\\t'}", Tables.plain().replace(',', '\t'));
    same("{'sep': '|'}", Tables.plain().replace(',', '|'));
    same("{'sep': r'\\s+'}", Tables.plain().replace(",", "   "));
    same(
        "{'sep': ';', 'decimal': ','}",
        Tables.of("a;b;class", (i, a, b, c) -> Tables.comma(a) + ";" + Tables.comma(b) + ";" + c));
    same(
        "{'thousands': ','}",
        Tables.of("a,b,class", (i, a, b, c) -> a + ",\"" + Tables.grouped(b, "1") + "\"," + c));
    same(
        "{}",
        Tables.of(
            "a,b,class", (i, a, b, c) -> (i % 9 == 0 ? "" : a) + "," + (b * 1e200) + "," + c));
  }

  private void same(String how, String text) throws IOException {
    Path file = Files.writeString(dir.resolve("t.csv"), text, StandardCharsets.UTF_8);
    Path options = Files.writeString(dir.resolve("how.txt"), how);
    String expected = Python.run(READ, file, options).strip();
    if (expected.equals("no pandas")) {
      Assumptions.abort("needs a Python with pandas");
    }
    CellTable table =
        TableFile.read(
            file,
            TableFormat.defaults(),
            ColumnRules.defaults(),
            new ColumnChoice(name -> true, Set.of()));
    assertEquals(expected, hex(table, 0) + " " + hex(table, 1), how);
  }

  /** Writes doubles as Python does. */
  private static String hex(CellTable table, int column) {
    NumberColumn numbers = (NumberColumn) table.columns().get(column);
    return IntStream.range(0, numbers.size())
        .mapToObj(row -> hex(numbers.value(row)))
        .collect(Collectors.joining(" "));
  }

  private static String hex(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    String java = Double.toHexString(value);
    int p = java.indexOf('p');
    int point = java.indexOf('.');
    String digits = java.substring(point + 1, p);
    String exponent = java.substring(p + 1);
    return java.substring(0, point + 1)
        + digits
        + "0".repeat(13 - digits.length())
        + "p"
        + (exponent.startsWith("-") ? "" : "+")
        + exponent;
  }
}
