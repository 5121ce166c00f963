package org.stockpot.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * Writes whole tables as CSV for other programs, and as LaTeX and Markdown for papers and pages.
 */
public final class TableWriter {

  private static final Map<Integer, String> LATEX =
      Map.ofEntries(
          Map.entry((int) '\\', "\\textbackslash{}"),
          Map.entry((int) '{', "\\{"),
          Map.entry((int) '}', "\\}"),
          Map.entry((int) '$', "\\$"),
          Map.entry((int) '&', "\\&"),
          Map.entry((int) '#', "\\#"),
          Map.entry((int) '_', "\\_"),
          Map.entry((int) '%', "\\%"),
          Map.entry((int) '^', "\\textasciicircum{}"),
          Map.entry((int) '~', "\\textasciitilde{}"),
          Map.entry((int) '<', "\\(<\\)"),
          Map.entry((int) '>', "\\(>\\)"),
          Map.entry((int) '|', "\\(|\\)"),
          Map.entry((int) '"', "''"),
          Map.entry((int) '±', "\\(\\pm\\)"),
          Map.entry((int) '−', "\\(-\\)"),
          Map.entry((int) '×', "\\(\\times\\)"),
          Map.entry((int) '→', "\\(\\to\\)"),
          Map.entry((int) '∞', "\\(\\infty\\)"),
          Map.entry((int) 'α', "\\(\\alpha\\)"),
          Map.entry((int) '²', "\\(^2\\)"),
          Map.entry((int) '°', "\\(^\\circ\\)"),
          Map.entry((int) '≤', "\\(\\leq\\)"),
          Map.entry((int) '≥', "\\(\\geq\\)"),
          Map.entry((int) '·', "\\(\\cdot\\)"),
          Map.entry((int) '…', "\\ldots{}"),
          Map.entry(0x202f, "\\,"),
          Map.entry(0xa0, "~"));

  private TableWriter() {}

  /**
   * Writes a table as CSV (RFC 4180) with a heading: numbers as they are, not as they are shown;
   * what is missing is empty.
   *
   * @param table the table
   * @return the lines
   */
  public static String csv(Table table) {
    StringBuilder lines = new StringBuilder(joined(table.columnNames(), ",", TableWriter::quoted));
    for (int row = 0; row < table.rowCount(); row++) {
      int r = row;
      lines.append('\n');
      lines.append(
          table.columns().stream()
              .map(column -> column.isMissing(r) ? "" : quoted(column.getUnformattedString(r)))
              .collect(Collectors.joining(",")));
    }
    return lines.append('\n').toString();
  }

  private static String quoted(String text) {
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /**
   * Writes a table as a {@code tabular} of LaTeX with the lines of the package booktabs: numbers as
   * they are shown, on the right.
   *
   * @param table the table
   * @return the lines
   */
  public static String latex(Table table) {
    Cells cells = Cells.whole(table.columns());
    String sides =
        cells.columns().stream().map(c -> c.numeric() ? "r" : "l").collect(Collectors.joining());
    List<String> lines = new ArrayList<>();
    lines.add("% \\usepackage{booktabs}");
    lines.add("\\begin{tabular}{" + sides + "}");
    lines.add("\\toprule");
    lines.add(latex(cells.columns().stream().map(Cells.Shown::name).toList()));
    lines.add("\\midrule");
    rows(cells).forEach(row -> lines.add(latex(row)));
    lines.add("\\bottomrule");
    lines.add("\\end{tabular}");
    return String.join("\n", lines) + "\n";
  }

  /** A row may begin with a bracket, which the line break before it would take for its option. */
  private static String latex(List<String> row) {
    String line = joined(row, " & ", TableWriter::latex);
    return (line.startsWith("[") || line.startsWith("*") ? "{}" : "") + line + " \\\\";
  }

  private static String latex(String text) {
    StringBuilder latex = new StringBuilder();
    String signed = text.matches("-[\\d∞].*") ? "−" + text.substring(1) : text;
    signed.codePoints().forEach(c -> latex.append(LATEX.getOrDefault(c, Character.toString(c))));
    return latex.toString();
  }

  /**
   * Writes a table as GitHub's Markdown: numbers as they are shown, on the right.
   *
   * @param table the table
   * @return the lines
   */
  public static String markdown(Table table) {
    Cells cells = Cells.whole(table.columns());
    List<String> lines = new ArrayList<>();
    lines.add(markdown(cells.columns().stream().map(Cells.Shown::name).toList()));
    lines.add(
        cells.columns().stream()
            .map(c -> c.numeric() ? "---:" : ":---")
            .collect(Collectors.joining(" | ", "| ", " |")));
    rows(cells).forEach(row -> lines.add(markdown(row)));
    return String.join("\n", lines) + "\n";
  }

  private static String markdown(List<String> row) {
    return "| " + joined(row, " | ", TableWriter::escaped) + " |";
  }

  /** Escapes what Markdown takes for markup; it lets any sign of ASCII be escaped. */
  static String escaped(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>|~#$&])", "\\\\$1");
  }

  private static String joined(List<String> row, String between, UnaryOperator<String> escape) {
    return row.stream().map(escape).collect(Collectors.joining(between));
  }

  private static List<List<String>> rows(Cells cells) {
    List<List<String>> rows = new ArrayList<>();
    for (int r = 0; r < cells.rows(); r++) {
      int row = r;
      rows.add(cells.columns().stream().map(c -> c.aligned().get(row).strip()).toList());
    }
    return rows;
  }
}
