package org.stockpot.magic.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.format.tensor.Disk;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Session;
import org.stockpot.report.store.RunsReport;
import org.stockpot.store.Run;
import org.stockpot.store.Store;
import org.stockpot.task.option.Help;
import org.stockpot.task.option.Suggestions;
import org.stockpot.text.Html;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.Table;

/** What the store has. */
public final class RunsCommand implements Command {

  private static final String WORDS =
      "[show RUN | compare RUN RUN | csv RUN FILE | remove RUN | size | clean]";

  /**
   * What is listed.
   *
   * @param match a text that listed runs have in their name, line, task or outcome
   */
  record Options(
      @Help("list only runs with this text in name, line, task or outcome") String match) {}

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public String summary() {
    return "lists what the store has; shows and compares where runs are from, exports their tables,"
        + " removes them. A RUN is a name given with --as, or the first letters of an id";
  }

  @Override
  public String words() {
    return WORDS;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%runs",
        "%runs --match resnet20",
        "%runs show imp",
        "%runs compare imp 3f9a",
        "%runs csv imp imp.csv",
        "%runs remove 3f9a",
        "%runs size",
        "%runs clean");
  }

  @Override
  public List<String> otherNames() {
    return List.of("history", "experiments", "ls", "list", "log", "mlflow");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(new Options(""), Output.defaults());
  }

  @Override
  public List<String> candidates() {
    return List.of("show", "compare", "csv", "remove", "size", "clean");
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(0, 3);
    Store store =
        call.session()
            .storage()
            .store()
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no store, type first: " + '%' + "stockpot --store DIR"));
    return switch (words.isEmpty() ? "list" : words.get(0)) {
      case "list" -> list(call, store);
      case "show" -> provenance(call, store, run(call, store, 1, 2));
      case "compare" ->
          show(call, RunsReport.comparison(run(call, store, 1, 3), run(call, store, 2, 3)));
      case "csv" -> export(call, run(call, store, 1, 3), Path.of(words.get(2)));
      case "remove" -> remove(call, store);
      case "size" -> show(call, RunsReport.sizes(store));
      case "clean" -> clean(call, store);
      default ->
          throw new UsageException(
              "%runs takes "
                  + WORDS
                  + ", got "
                  + words.get(0)
                  + Suggestions.didYouMean(words.get(0), candidates()));
    };
  }

  private static Table provenance(Call call, Store store, Run run) {
    Table facts = show(call, RunsReport.provenance(store, run, ZoneId.systemDefault()));
    call.show(Tables.prose(RunsReport.files(run)));
    return facts;
  }

  private static Table list(Call call, Store store) {
    String match = call.options(Options.class).match();
    List<Run> runs = runs(call, store).stream().filter(run -> matches(run, match)).toList();
    return show(call, RunsReport.table(store, runs, ZoneId.systemDefault()));
  }

  private static boolean matches(Run run, String text) {
    return (run.name() + " " + run.line() + " " + run.task() + " " + run.outcome()).contains(text);
  }

  private static List<Run> runs(Call call, Store store) {
    return store.runs(note -> say(call, note));
  }

  /** Returns the run of a word: the latest of a name, or that of an id's first letters. */
  private static Run run(Call call, Store store, int word, int words) {
    String wanted = call.words(words, words).get(word);
    List<Run> runs = runs(call, store);
    List<Run> named = runs.stream().filter(run -> run.name().equals(wanted)).toList();
    if (!named.isEmpty()) {
      return named.get(named.size() - 1);
    }
    List<Run> found = runs.stream().filter(run -> run.id().startsWith(wanted)).toList();
    if (found.size() != 1) {
      throw new UsageException(
          (found.isEmpty() ? "no run named " : "more than one run begins with ")
              + wanted
              + " ("
              + '%'
              + "runs lists them)");
    }
    return found.get(0);
  }

  private static Path export(Call call, Run run, Path file) {
    Disk.write(file, out -> out.write(run.table().getBytes(StandardCharsets.UTF_8)));
    say(call, "wrote " + file + ": the table of " + run.id().substring(0, 8));
    return call.finish(Path.class, file);
  }

  private static Object remove(Call call, Store store) {
    call.requireNoName("it removes a run");
    Run run = run(call, store, 1, 2);
    long freed = store.remove(run);
    say(call, "removed " + run.id().substring(0, 8) + ", " + Numbers.bytes(freed) + " freed");
    return null;
  }

  private static Object clean(Call call, Store store) {
    call.requireNoName("it frees room");
    say(call, Numbers.bytes(store.clean()) + " freed");
    return null;
  }

  private static Table show(Call call, Table table) {
    call.show(Tables.prose(table));
    return call.finish(Table.class, table);
  }

  private static void say(Call call, String text) {
    call.show(Display.text(Html.line(text, 500)));
  }
}
