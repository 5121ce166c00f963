package org.stockpot.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.csv.ColumnChoice;
import org.stockpot.data.csv.ColumnRules;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.ParsedTable;
import org.stockpot.data.csv.TableFile;
import org.stockpot.data.csv.TableFormat;
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
      for file in sys.argv[1:]:
          how = eval(open(file + '.how').read())
          t = pandas.read_csv(file, float_precision='round_trip', **how)
          print(' '.join(float(v).hex() for c in t.columns[:2] for v in t[c]))
      """;

  @TempDir Path dir;

  private final List<Path> files = new ArrayList<>();

  @Test
  void pandasReadsTheSameNumbers() throws IOException {
    write("{}", Tables.plain());
    write("{}", Tables.of("a,b,class", (i, a, b, c) -> "+1.23" + i % 10 + "," + -a + "e-3," + c));
    write("{'comment': '#'}", "# words\n" + Tables.plain());
    write("{'sep': ';'}", Tables.plain().replace(',', ';'));
    write("{'sep': '\\t'}", Tables.plain().replace(',', '\t'));
    write("{'sep': '|'}", Tables.plain().replace(',', '|'));
    write("{'sep': r'\\s+'}", Tables.plain().replace(",", "   "));
    write(
        "{'sep': ';', 'decimal': ','}",
        Tables.of("a;b;class", (i, a, b, c) -> Tables.comma(a) + ";" + Tables.comma(b) + ";" + c));
    write(
        "{'thousands': ','}",
        Tables.of("a,b,class", (i, a, b, c) -> a + ",\"" + Tables.grouped(b, "1") + "\"," + c));
    write(
        "{}",
        Tables.of(
            "a,b,class", (i, a, b, c) -> (i % 9 == 0 ? "" : a) + "," + (b * 1e200) + "," + c));
    write(
        "{}",
        Tables.of(
            "a,b,class",
            (i, a, b, c) ->
                (i % 9 == 0 ? "-inf" : a) + "," + (i % 7 == 0 ? "NaN" : b / 3) + "," + c));
    write("{}", "\uFEFF" + Tables.plain().replace("\n", "\r\n"));
    List<String> expected = Python.run(READ, files.toArray(Path[]::new)).lines().toList();
    Assumptions.assumeFalse(expected.get(0).equals("no pandas"), "needs a Python with pandas");
    for (int i = 0; i < files.size(); i++) {
      ParsedTable table =
          TableFile.read(
              files.get(i),
              TableFormat.defaults(),
              ColumnRules.defaults(),
              new ColumnChoice(name -> true, Set.of()));
      assertEquals(expected.get(i), hex(table, 0) + " " + hex(table, 1), "file " + i);
    }
  }

  private void write(String how, String text) throws IOException {
    Path file = dir.resolve(files.size() + ".csv");
    files.add(Files.writeString(file, text));
    Files.writeString(dir.resolve(file + ".how"), how);
  }

  /** Writes the numbers of a column as Python does. */
  private static String hex(ParsedTable table, int column) {
    NumberColumn numbers = (NumberColumn) table.columns().get(column);
    return IntStream.range(0, numbers.size())
        .mapToObj(row -> hex(numbers.value(row)))
        .collect(Collectors.joining(" "));
  }

  private static String hex(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
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
