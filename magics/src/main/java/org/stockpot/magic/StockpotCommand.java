package org.stockpot.magic;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.stockpot.display.Display;
import org.stockpot.display.PlotlyJs;
import org.stockpot.display.Tables;
import org.stockpot.magic.option.Values;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ProgressForm;
import org.stockpot.magic.session.Session;
import org.stockpot.task.option.Help;
import org.stockpot.task.option.Suggestions;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Says what is here. */
public final class StockpotCommand implements Command {

  private static final Options NOTHING = new Options("", "", "", "", "");
  private static final double MOST_SECONDS = 1e9;

  /** The forms of static pictures. */
  enum Pictures {
    /** SVG alone. */
    SVG,
    /** PNG beside it. */
    PNG
  }

  private final Supplier<Collection<Command>> commands;

  StockpotCommand(Supplier<Collection<Command>> commands) {
    this.commands = commands;
  }

  /**
   * What can be set for the session.
   *
   * @param charts where pages get plotly.js from; empty to leave it
   * @param pictures the forms of static pictures; empty to leave them
   * @param progress how running work is shown; empty to leave it
   * @param store where trainings and scores are kept; empty to leave it
   * @param snapshots seconds between two snapshots; empty to leave it
   */
  record Options(
      @Help("offline (plotly.js in the notebook), connected (from the network) or none (pictures)")
          String charts,
      @Help("svg, or png for PNG beside it: exports to PDF and LaTeX need it (80 kB a chart)")
          String pictures,
      @Help(
              "bar (one line that changes), terminal (the same for terminals) or lines (one every ten seconds, for logs)")
          String progress,
      @Help(
              "directory that keeps trainings and scores (else STOCKPOT_HOME, else .stockpot), or none")
          String store,
      @Help("seconds between two snapshots of a running training; 0 for one at each step")
          String snapshots) {}

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
    return List.of(
        "%stockpot",
        "%stockpot help imp",
        "%stockpot --charts connected",
        "%stockpot --pictures png   # before nbconvert makes a PDF",
        "%stockpot --progress lines   # in a log",
        "%stockpot --store runs --snapshots 60");
  }

  @Override
  public List<String> otherNames() {
    return List.of("help", "magics", "lsmagic", "version", "info");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(NOTHING, Output.defaults());
  }

  @Override
  public List<String> values(String option) {
    return switch (option) {
      case "charts" -> Values.constants(PlotlyJs.Mode.class);
      case "pictures" -> Values.constants(Pictures.class);
      case "progress" -> Values.constants(ProgressForm.class);
      default -> List.of();
    };
  }

  @Override
  public Set<String> files() {
    return Set.of("store");
  }

  @Override
  public List<String> candidates() {
    return commands.get().stream().map(Command::name).toList();
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(0, 2);
    call.requireNoName("it shows and sets what all magics share");
    show(call.session(), call.options(Options.class));
    keep(call.session(), call.options(Options.class));
    if (!words.isEmpty()) {
      help(call, words);
      return null;
    }
    call.session().engine().prepare(call.session().notebook());
    call.show(Display.text(head(call.session())));
    if (call.options(Options.class).equals(NOTHING)) {
      call.show(Tables.prose(table()));
    }
    return null;
  }

  private static void show(Session session, Options options) {
    if (!options.charts().isEmpty()) {
      session.figures().from(read("charts", PlotlyJs.Mode.class, options.charts()));
    }
    if (!options.pictures().isEmpty()) {
      session
          .figures()
          .withPng(read("pictures", Pictures.class, options.pictures()) == Pictures.PNG);
    }
    if (!options.progress().isEmpty()) {
      session.progressAs(read("progress", ProgressForm.class, options.progress()));
    }
  }

  private static <T> T read(String option, Class<T> type, String text) {
    try {
      return type.cast(Values.read(type, text));
    } catch (UsageException mistake) {
      throw new UsageException(option + " " + mistake.getMessage());
    }
  }

  private static void keep(Session session, Options options) {
    if (!options.store().isEmpty()) {
      session.storage().choose(options.store());
    }
    if (!options.snapshots().isEmpty()) {
      double seconds = read("snapshots", Double.class, options.snapshots());
      if (!(seconds >= 0 && seconds <= MOST_SECONDS)) {
        throw new UsageException("snapshots must lie from 0 to 1e9, got " + options.snapshots());
      }
      session.snapshotEvery(Duration.ofNanos((long) (seconds * 1e9)));
    }
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
                        "no magic %"
                            + name
                            + Suggestions.didYouMean(name, candidates())
                            + " (%stockpot lists them)"));
    Session session = call.session();
    HelpPage.of(command, command.magic(session).options()).forEach(call::show);
  }

  private static String head(Session session) {
    String version = StockpotCommand.class.getPackage().getImplementationVersion();
    return String.format(
        Locale.ROOT,
        "Stockpot %s · %s · %d cores · heap %.1f GB · Java %s · kernel %s · %s · store %s",
        version == null ? "(built from source)" : version,
        session.engine().version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() / 1e9,
        Runtime.version(),
        session.notebook().kernel(),
        session.currentTask().map(t -> "task " + t.name()).orElse("no task yet"),
        session.storage().home());
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
