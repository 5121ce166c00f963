package org.stockpot.magic;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.stockpot.display.Display;
import org.stockpot.display.PlotlyJs;
import org.stockpot.display.Tables;
import org.stockpot.djl.Engines;
import org.stockpot.task.Help;
import org.stockpot.task.Suggestions;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Says what is here. */
final class StockpotCommand implements Command {

  private final Supplier<Collection<Command>> commands;

  StockpotCommand(Supplier<Collection<Command>> commands) {
    this.commands = commands;
  }

  /**
   * What can be set for the session.
   *
   * @param charts where pages get plotly.js from; empty to leave it
   */
  record Options(
      @Help("offline (plotly.js in the notebook), connected (from the network) or none (pictures)")
          String charts) {}

  @Override
  public String name() {
    return "stockpot";
  }

  @Override
  public String summary() {
    return "shows version, engine and the list of magics; help NAME explains one";
  }

  @Override
  public String words() {
    return "[help NAME]";
  }

  @Override
  public List<String> examples() {
    return List.of("%stockpot", "%stockpot help imp", "%stockpot --charts connected");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(new Options(""), Output.defaults());
  }

  @Override
  public List<String> candidates() {
    return commands.get().stream().map(Command::name).toList();
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(0, 2);
    String charts = call.options(Options.class).charts();
    if (!charts.isEmpty()) {
      call.session().charts((PlotlyJs.Mode) Values.read(PlotlyJs.Mode.class, charts));
    }
    if (!words.isEmpty()) {
      help(call, words);
      return null;
    }
    call.show(Display.text(head(call.session())));
    if (charts.isEmpty()) {
      call.show(Tables.prose(table()));
    }
    return null;
  }

  private void help(Call call, List<String> words) {
    String name = words.get(words.size() - 1).replaceFirst("^%{1,2}", "");
    Command command =
        commands.get().stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "no magic %" + name + Suggestions.didYouMean(name, candidates())));
    Session session = call.session();
    HelpPage.of(command, new OptionSet(command.standards(session), command.readers(session)))
        .forEach(call::show);
  }

  private static String head(Session session) {
    String version = StockpotCommand.class.getPackage().getImplementationVersion();
    return String.format(
        Locale.ROOT,
        "Stockpot %s · %s · %d cores · Java %s · kernel %s · %s",
        version == null ? "(built from source)" : version,
        Engines.version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        session.notebook().kernel(),
        session.currentTask().map(t -> "task " + t.name()).orElse("no task yet"));
  }

  private Table table() {
    Table table =
        Table.create(
            "Magics (each takes --help)",
            StringColumn.create("magic"),
            StringColumn.create("does"),
            StringColumn.create("for example"));
    for (Command command : commands.get()) {
      table.stringColumn(0).append("%" + command.name() + " " + command.words());
      table.stringColumn(1).append(command.summary());
      table.stringColumn(2).append(command.examples().get(0));
    }
    return table;
  }
}
