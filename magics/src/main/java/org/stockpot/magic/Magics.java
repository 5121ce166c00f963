package org.stockpot.magic;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.magic.curvature.CurvatureCommand;
import org.stockpot.magic.gradient.CloudsCommand;
import org.stockpot.magic.gradient.CoherenceCommand;
import org.stockpot.magic.gradient.LcaCommand;
import org.stockpot.magic.gradient.TangentsCommand;
import org.stockpot.magic.landscape.BasinCommand;
import org.stockpot.magic.landscape.RoughnessCommand;
import org.stockpot.magic.law.LawCommand;
import org.stockpot.magic.path.AlignCommand;
import org.stockpot.magic.path.BarrierCommand;
import org.stockpot.magic.path.CurveCommand;
import org.stockpot.magic.path.InstabilityCommand;
import org.stockpot.magic.path.MliCommand;
import org.stockpot.magic.path.PlaneCommand;
import org.stockpot.magic.path.RobustnessCommand;
import org.stockpot.magic.phase.PhaseCommand;
import org.stockpot.magic.prune.DeadCommand;
import org.stockpot.magic.prune.DynamicCommand;
import org.stockpot.magic.prune.ImpCommand;
import org.stockpot.magic.prune.SensitivityCommand;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.ResultTypes;
import org.stockpot.magic.similarity.SimilarityCommand;
import org.stockpot.magic.soup.FinetuneCommand;
import org.stockpot.magic.soup.SoupCommand;
import org.stockpot.magic.store.ExportCommand;
import org.stockpot.magic.store.LoadCommand;
import org.stockpot.magic.store.RunsCommand;
import org.stockpot.magic.store.SaveCommand;
import org.stockpot.magic.study.BatchLawCommand;
import org.stockpot.magic.study.CompareCommand;
import org.stockpot.magic.study.GeneralizationCommand;
import org.stockpot.magic.study.GrokkingCommand;
import org.stockpot.magic.study.LotteryRobustnessCommand;
import org.stockpot.magic.study.TaxonomyCommand;
import org.stockpot.magic.task.ShrinkCommand;
import org.stockpot.magic.task.TaskCommand;
import org.stockpot.magic.train.TrainCommand;
import org.stockpot.task.option.Suggestions;

/** The magics by name, in the order of the help. */
final class Magics {

  private final Map<String, Command> commands = new LinkedHashMap<>();

  /** Makes magics of some commands, and {@code %stockpot} before them, which lists them. */
  Magics(List<Command> all) {
    add(new StockpotCommand(commands::values));
    all.forEach(this::add);
  }

  private void add(Command command) {
    if (commands.put(command.name(), command) != null) {
      throw new IllegalStateException("names of magics must differ, got " + command.name());
    }
  }

  /** Returns the commands of a new session: the one list. */
  static List<Command> standard() {
    TaskCommand tasks = new TaskCommand();
    return List.of(
        tasks,
        new TrainCommand(),
        new ImpCommand(),
        new ShrinkCommand(tasks),
        new DynamicCommand(),
        new SensitivityCommand(),
        new DeadCommand(),
        new BarrierCommand(),
        new InstabilityCommand(),
        new RobustnessCommand(),
        new LotteryRobustnessCommand(),
        new MliCommand(),
        new CurveCommand(),
        new PlaneCommand(),
        new RoughnessCommand(),
        new BasinCommand(),
        new SimilarityCommand(),
        new AlignCommand(),
        new CurvatureCommand(),
        new LcaCommand(),
        new CoherenceCommand(),
        new TangentsCommand(),
        new CloudsCommand(),
        new FinetuneCommand(),
        new SoupCommand(),
        new CompareCommand(),
        new TaxonomyCommand(),
        new GrokkingCommand(),
        new GeneralizationCommand(),
        new LawCommand(),
        new PhaseCommand(),
        new BatchLawCommand(),
        new SaveCommand(),
        new LoadCommand(),
        new ExportCommand(),
        new RunsCommand());
  }

  Collection<Command> all() {
    return commands.values();
  }

  List<String> names() {
    return List.copyOf(commands.keySet());
  }

  Optional<Command> find(String name) {
    return Optional.ofNullable(commands.get(name));
  }

  /** Returns the command of a name, or fails with the one that was meant. */
  Command get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "no magic %"
                        + name
                        + meant(name)
                            .map(own -> ", did you mean %" + own + "?")
                            .orElseGet(() -> Suggestions.didYouMean("%" + name, signed()))
                        + " (%stockpot lists them)"));
  }

  private List<String> signed() {
    return commands.keySet().stream().map(name -> "%" + name).toList();
  }

  /** Returns the magic that a word of another tool means. */
  Optional<String> meant(String word) {
    String name = word.toLowerCase(Locale.ROOT).replace('_', '-');
    return commands.values().stream()
        .filter(command -> command.otherNames().contains(name))
        .map(Command::name)
        .findFirst();
  }

  /** Returns the types of results that the magics make. */
  ResultTypes results() {
    Stream<ResultType<?>> types =
        commands.values().stream().flatMap(command -> command.results().stream());
    return new ResultTypes(types.toList());
  }
}
