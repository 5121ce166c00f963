package org.stockpot.magic.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.csv.ColumnRules;
import org.stockpot.data.csv.TableFile;
import org.stockpot.data.csv.TableFormat;
import org.stockpot.data.source.DataSources;
import org.stockpot.data.table.RowRules;
import org.stockpot.data.table.TableOptions;
import org.stockpot.data.table.TableSource;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.JavaNames;
import org.stockpot.magic.option.Option;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.magic.session.Call;
import org.stockpot.task.option.Help;
import tech.tablesaw.api.Table;

/** The options of {@code %task} that are for tables alone. */
final class TableArguments {

  /**
   * Further tables.
   *
   * @param also files or variables of the same form
   */
  record Options(
      @Help("for tables: files or variables of the same form, such as of another year: test sets")
          List<String> also) {}

  private static final List<Record> STANDARDS =
      List.of(
          TableFormat.defaults(),
          ColumnRules.defaults(),
          RowRules.defaults(),
          new Options(List.of()));

  private TableArguments() {}

  static List<Record> standards() {
    return STANDARDS;
  }

  /** Returns the options of tables and rare classes that are as by default, and so need no echo. */
  static Set<String> idle(Call call) {
    Set<String> idle = new TreeSet<>();
    for (Option option : new OptionSet(STANDARDS, Map.of()).all()) {
      String text = call.arguments().options().getOrDefault(option.name(), option.standardText());
      if (text.equals(option.standardText())) {
        idle.add(option.name());
      }
    }
    if (call.options(Split.class).rare() == Split.Rare.REFUSE) {
      idle.add("rare");
    }
    return idle;
  }

  /** Returns how tables are read. */
  static TableOptions options(Call call, String label, LabelKind kind) {
    return new TableOptions(
        label,
        kind,
        call.options(TableFormat.class),
        call.options(ColumnRules.class),
        call.options(RowRules.class));
  }

  /** Refuses options of tables beside data that is none. */
  static void requireNone(Call call, String data) {
    Set<String> idle = idle(call);
    for (Option option : new OptionSet(STANDARDS, Map.of()).all()) {
      if (!idle.contains(option.name())) {
        throw new UsageException(option.name() + " is for tables, got " + data);
      }
    }
  }

  /**
   * Returns further tables by files or Java variables, each under its own name, or of two files of
   * one name the second under its path.
   */
  static List<TableSource> also(Call call) {
    List<TableSource> also = new ArrayList<>();
    for (String word : call.options(Options.class).also()) {
      if (TableFile.isNamed(word)) {
        TableSource file = TableSource.of(DataSources.path(word));
        boolean alone = also.stream().noneMatch(other -> other.name().equals(file.name()));
        also.add(alone ? file : file.withName(word));
        continue;
      }
      if (!JavaNames.isVariable(word)) {
        throw new UsageException(
            "also must be files of tables ("
                + String.join(" ", TableFile.endings())
                + ") or variables, got "
                + word);
      }
      Table table = call.session().variable(word, Table.class, "a Tablesaw Table");
      also.add(TableSource.of(table).withName(word));
    }
    return also;
  }
}
