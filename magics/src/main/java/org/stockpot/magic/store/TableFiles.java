package org.stockpot.magic.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.display.TableWriter;
import org.stockpot.format.tensor.Disk;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Echo;
import org.stockpot.magic.session.PointFiles;
import org.stockpot.magic.session.Session;
import org.stockpot.report.Csv;
import org.stockpot.report.ResultReports;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.task.option.Help;
import org.stockpot.text.Numbers;

/**
 * Writes tables of results, in CSV with names that programs read, and Tablesaw tables, to files.
 */
final class TableFiles {

  /**
   * Which table to write.
   *
   * @param table its name among those of a result; empty for the first
   */
  record Options(
      @Help("which table of a result goes into a .csv, .tex or .md; %save says what there is")
          String table) {

    static Options defaults() {
      return new Options("");
    }
  }

  /** A form of file; names are those of the methods that write it. */
  private enum Form {
    CSV,
    LATEX,
    MARKDOWN;

    static Form of(String file) {
      String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      return switch (ending) {
        case "csv" -> CSV;
        case "tex" -> LATEX;
        default -> MARKDOWN;
      };
    }

    String write(ResultTable table) {
      return switch (this) {
        case CSV -> isOwn(table) ? TableWriter.csv(table.table()) : Csv.of(table.table());
        case LATEX -> TableWriter.latex(table.table());
        case MARKDOWN -> TableWriter.markdown(table.table());
      };
    }

    /** Returns the Java method that writes such a table. */
    String java(ResultTable table) {
      return this == CSV && !isOwn(table)
          ? "Csv.of"
          : "TableWriter." + name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether a table is the user's own, whose columns keep their names. */
    private static boolean isOwn(ResultTable table) {
      return table.name().equals(ResultTable.OWN);
    }
  }

  private TableFiles() {}

  /** Returns whether a file is one of a table. */
  static boolean areNamed(SaveTarget target) {
    return target.endsWith("csv|tex|md");
  }

  /** Writes one table of each of some results or variables; returns the files. */
  static List<Path> save(Call call, List<String> names, SaveTarget target) {
    target.requireFor(names.size(), "results", "*.csv");
    Map<String, List<ResultTable>> all = new LinkedHashMap<>();
    names.forEach(name -> all.put(name, tables(call.session(), name)));
    Map<Path, String> files = new LinkedHashMap<>();
    Form form = Form.of(target.text());
    List<Display> said = new ArrayList<>();
    all.forEach(
        (name, tables) -> {
          ResultTable chosen = chosen(name, tables, call.options(Options.class).table());
          Path file = target.file(name);
          if (files.isEmpty()) {
            call.show(Echo.of(call.line(), java(file, form, chosen, name)));
          }
          files.put(file, form.write(chosen));
          said.add(Display.text(words(file, name, chosen, tables)));
        });
    files.forEach(
        (file, text) -> Disk.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
    said.forEach(call::show);
    return List.copyOf(files.keySet());
  }

  private static List<ResultTable> tables(Session session, String name) {
    String advice = "a .csv, .tex or .md takes the table of a RESULT or of a Tablesaw Table";
    Object value = session.value(name, advice);
    List<ResultTable> tables = ResultReports.tables(value);
    if (tables.isEmpty()) {
      throw new UsageException(name + " has no table, it is " + session.words(value));
    }
    return tables;
  }

  private static ResultTable chosen(String name, List<ResultTable> tables, String wanted) {
    if (wanted.isEmpty()) {
      return tables.get(0);
    }
    return tables.stream()
        .filter(table -> table.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "table must be one of " + name(tables) + " for " + name + ", got " + wanted));
  }

  private static String name(List<ResultTable> tables) {
    return tables.stream().map(ResultTable::name).collect(Collectors.joining(", "));
  }

  private static String words(
      Path file, String name, ResultTable chosen, List<ResultTable> tables) {
    List<ResultTable> others = tables.stream().filter(t -> !t.equals(chosen)).toList();
    String size =
        Numbers.counted(chosen.table().rowCount(), "row")
            + " × "
            + Numbers.counted(chosen.table().columnCount(), "column");
    String what = chosen.name().equals(ResultTable.OWN) ? name : chosen.name() + " of " + name;
    return "wrote "
        + file
        + ": "
        + what
        + ", "
        + size
        + (others.isEmpty() ? "" : "; --table takes also " + name(others));
  }

  private static String java(Path file, Form form, ResultTable chosen, String name) {
    return "Files.writeString("
        + PointFiles.path(file.toString())
        + ", "
        + form.java(chosen)
        + "("
        + chosen.java().replace(ResultTable.RESULT, name)
        + "))";
  }
}
