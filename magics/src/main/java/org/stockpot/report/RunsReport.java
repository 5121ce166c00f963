package org.stockpot.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stockpot.store.Run;
import org.stockpot.store.Store;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Runs of a store as tables. */
public final class RunsReport {

  private static final int SHORT = 8;

  private RunsReport() {}

  /**
   * Returns one row per run: id, name, line, task, trainings, scores, room, how and when it ended.
   *
   * @param store where they are
   * @param runs the runs
   * @return the table
   */
  public static Table table(Store store, List<Run> runs) {
    Table table =
        Table.create(
            "Runs in " + store.home().getFileName(),
            StringColumn.create("run"),
            StringColumn.create("name"),
            StringColumn.create("finished"),
            StringColumn.create("task"),
            StringColumn.create("line"),
            IntColumn.create("trainings"),
            IntColumn.create("scores"),
            StringColumn.create("size"),
            StringColumn.create("outcome"));
    for (Run run : runs) {
      table.stringColumn(0).append(id(run));
      table.stringColumn(1).append(run.name());
      table.stringColumn(2).append(run.finished());
      table.stringColumn(3).append(run.task());
      table.stringColumn(4).append(run.line());
      table.intColumn(5).append(run.trainings().size());
      table.intColumn(6).append(run.scores().size());
      table.stringColumn(7).append(Numbers.bytes(store.size(run)));
      table.stringColumn(8).append(run.outcome());
    }
    return table;
  }

  private static String id(Run run) {
    return run.id().substring(0, SHORT);
  }

  /**
   * Returns everything that determined a run, and where its files are.
   *
   * @param store where it is
   * @param run the run
   * @return one row per fact
   */
  public static Table provenance(Store store, Run run) {
    Table table = facts("Where " + label(run) + " is from");
    run.facts().forEach((name, value) -> append(table, name, value));
    append(table, "outcome", run.outcome());
    append(table, "seconds", Numbers.significant(run.seconds(), 4));
    append(table, "finished", run.finished());
    append(table, "size", Numbers.bytes(store.size(run)));
    append(table, "files", store.home().toString());
    for (String key : run.trainings()) {
      append(table, "training", "trainings/" + key);
    }
    for (String key : run.scores()) {
      append(table, "scores", "scores/" + key);
    }
    return table;
  }

  private static Table facts(String title) {
    return Table.create(title, StringColumn.create("fact"), StringColumn.create("value"));
  }

  private static void append(Table table, String name, String value) {
    table.stringColumn(0).append(name);
    table.stringColumn(1).append(value);
  }

  private static String label(Run run) {
    return run.name().isEmpty() ? id(run) : run.name() + " (" + id(run) + ")";
  }

  /**
   * Returns what differs between two runs.
   *
   * @param a one run
   * @param b the other
   * @return one row per fact that differs, and how many trainings and entries of scores both have
   */
  public static Table comparison(Run a, Run b) {
    Table table =
        Table.create(
            "What differs",
            StringColumn.create("fact"),
            StringColumn.create("1: " + label(a)),
            StringColumn.create("2: " + label(b)));
    Map<String, String> ofA = results(a);
    Map<String, String> ofB = results(b);
    Set<String> names = new TreeSet<>(ofA.keySet());
    names.addAll(ofB.keySet());
    for (String name : names) {
      String first = ofA.getOrDefault(name, "");
      String second = ofB.getOrDefault(name, "");
      if (!first.equals(second)) {
        append(table, name, first);
        table.stringColumn(2).append(second);
      }
    }
    appendShared(table, "trainings", a.trainings(), b.trainings());
    appendShared(table, "scores", a.scores(), b.scores());
    return table;
  }

  private static void appendShared(Table table, String name, List<String> a, List<String> b) {
    Set<String> both = new TreeSet<>(a);
    both.retainAll(b);
    append(table, name, a.size() + ", " + both.size() + " of them in 2 too");
    table.stringColumn(2).append(b.size() + "");
  }

  private static Map<String, String> results(Run run) {
    Map<String, String> results = new TreeMap<>(run.facts());
    results.put("outcome", run.outcome());
    return results;
  }

  /**
   * Returns how much room each part of a store takes.
   *
   * @param store the store
   * @return one row per part
   */
  public static Table sizes(Store store) {
    Table table =
        Table.create(
            "Store " + store.home().getFileName(),
            StringColumn.create("part"),
            IntColumn.create("entries"),
            StringColumn.create("size"));
    for (Store.Part part : Store.Part.values()) {
      table.stringColumn(0).append(part.name().toLowerCase(Locale.ROOT));
      table.intColumn(1).append(store.count(part));
      table.stringColumn(2).append(Numbers.bytes(store.size(part)));
    }
    return table;
  }
}
