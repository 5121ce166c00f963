package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stockpot.text.Json;
import org.stockpot.text.Tree;

/** A run as files: a page and a table. */
final class RunFormat implements Entry.Format<Run> {

  static final RunFormat INSTANCE = new RunFormat();

  private static final String PAGE = "run.json";
  private static final String TABLE = "table.csv";
  private static final int MOST = 1 << 26;

  private RunFormat() {}

  @Override
  public void write(Run run, Path directory) throws IOException {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("name", run.name());
    page.put("line", run.line());
    page.put("task", run.task());
    page.put("identity", run.identity());
    page.put("about", run.about());
    page.put("trainings", run.trainings());
    page.put("scores", run.scores());
    page.put("outcome", run.outcome());
    page.put("seconds", run.seconds());
    page.put("finished", run.finished());
    Disk.write(directory.resolve(PAGE), Json.pretty(page) + "\n");
    Disk.write(directory.resolve(TABLE), run.table());
  }

  @Override
  public Run read(Path directory) throws IOException {
    Map<String, Object> page = JsonFiles.read(directory.resolve(PAGE), MOST);
    SortedMap<String, String> identity = new TreeMap<>();
    Tree.map(page.get("identity")).forEach((name, value) -> identity.put(name, "" + value));
    Map<String, String> about = new LinkedHashMap<>();
    Tree.map(page.get("about")).forEach((name, value) -> about.put(name, "" + value));
    return new Run(
        Tree.text(page, "name", ""),
        Tree.text(page, "line", ""),
        Tree.text(page, "task", ""),
        identity,
        about,
        keys(page, "trainings"),
        keys(page, "scores"),
        Tree.text(page, "outcome", ""),
        Tree.number(page, "seconds", Double.NaN),
        Tree.text(page, "finished", ""),
        Disk.read(directory.resolve(TABLE), MOST));
  }

  private static List<String> keys(Map<String, Object> page, String name) {
    return Tree.list(page, name).stream().map(String::valueOf).toList();
  }
}
