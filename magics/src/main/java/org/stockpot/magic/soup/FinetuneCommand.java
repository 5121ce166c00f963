package org.stockpot.magic.soup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Axis;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Provenance;
import org.stockpot.magic.session.ResultPoints;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.StartPoints;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.soup.FinetuneReport;
import org.stockpot.soup.Finetune;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.soup.Variation;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
import org.stockpot.task.option.Help;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** Fine-tunes one network in several ways. */
public final class FinetuneCommand implements Command {

  /**
   * What is made.
   *
   * @param seed the seed of one network
   * @param random draws; 0 for the whole grid
   * @param randomSeed the seed of the draws
   * @param shift changed test sets to report on
   */
  record Options(
      @Help("seed of data order and augmentation; several values are an axis") long seed,
      @Help("networks drawn at random from the axes; 0 makes the whole grid") int random,
      @Help("seed of the draws") long randomSeed,
      @Help(
              "more test sets to report on: noise:0.2,rotate:15, or those of %task's --also, which are the"
                  + " default")
          List<TestSet> shift) {

    Options {
      if (random < 0) {
        throw new IllegalArgumentException("random must be at least 0, got " + random);
      }
    }
  }

  /** Networks that were fine-tuned without a store, by the digests of their jobs. */
  private final Map<Task, Map<String, Tuned>> finetuned = new WeakHashMap<>();

  private Map<String, Tuned> finetuned(Task task) {
    return finetuned.computeIfAbsent(task, t -> new HashMap<>());
  }

  @Override
  public String name() {
    return "finetune";
  }

  @Override
  public String summary() {
    return "fine-tunes one network in several ways: the ingredients of a soup. An option of the"
        + " recipe may have several values, as in lr = 1e-3 | 3e-4, for = 1ep,2ep, seed = 1..3 or"
        + " augment = none | rotate:10,noise:0.1: all combinations are made, or --random N of them,"
        + " drawn from values and ranges such as lr = 1e-4..1e-2. What an earlier run of the cell"
        + " finished is not made again; what diverges is named and left out";
  }

  @Override
  public String words() {
    return "BASE";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%finetune base --lr 1e-3,3e-4 --seed 1..3 --for 2ep --as ft",
        "%%finetune base --random 12 --shift noise:0.2,rotate:15 --as ft",
        "lr = 1e-4..1e-2",
        "weight-decay = 0 | 1e-4",
        "for = 1ep..3ep",
        "label-smoothing = 0 | 0.1",
        "augment = none | rotate:10 | rotate:10,noise:0.1");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(FinetuneResult.class, FinetuneReport::display)
            .called("fine-tuned networks")
            .offering(FinetuneCommand::addPoints)
            .telling(FinetuneCommand::facts));
  }

  @Override
  public List<String> otherNames() {
    return List.of("fine-tune", "finetuning", "tune", "sweep", "grid", "hyperparameters");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        Recipe.defaults(),
        new Options(1, 0, 1, session.furtherTests()),
        SharedOptions.ZeroWeights.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Map<String, String> plain(Map<String, String> typed) {
    return Grid.single(typed);
  }

  /** Networks are numbered, and drawn, axis by axis. */
  @Override
  public List<String> ordered(Call call) {
    return Grid.of(call.arguments().options()).axes().stream().map(Axis::name).toList();
  }

  @Override
  public Object run(Call call) {
    String name = call.words(1, 1).get(0);
    MaskedPoint base = new StartPoints(call).named(name);
    Task task = call.session().task();
    Options options = call.options(Options.class);
    List<Variation> variations =
        Grid.of(call.arguments().options()).variations(options.random(), options.randomSeed());
    call.echo(task, java(call, name, variations));
    RunRecorder recorder = new RunRecorder(call, task);
    FinetuneResult result =
        call.live(
            "finetune",
            progress ->
                Finetune.of(
                    base,
                    variations,
                    recorder.task(),
                    options.shift(),
                    recorder.isStored() ? new HashMap<>() : finetuned(task),
                    progress),
            r -> recorder.outcome(outcome(r, variations.size())));
    if (result.tuned().isEmpty()) {
      throw new UsageException(
          result.diverged().isEmpty()
              ? "interrupted before a network was finished"
              : "all trainings diverged: " + result.diverged().get(0).message());
    }
    recorder.list(outcome(result, variations.size()), FinetuneReport.table(result));
    call.showResult(FinetuneReport.display(result));
    call.show(FinetuneReport.chart(result));
    return call.finish(FinetuneResult.class, result);
  }

  private static void addPoints(FinetuneResult fine, ResultPoints points) {
    for (Tuned tuned : fine.tuned()) {
      points.add(
          "" + tuned.number(),
          NamedPoint.of(tuned.training().end(), ".point(" + tuned.number() + ")")
              .masked(fine.mask(), ".mask()")
              .trained(fine.base(), ".base()", fine.rows()));
    }
  }

  private static Map<String, String> facts(FinetuneResult fine, String part) {
    return fine.tuned().stream()
        .filter(tuned -> part.equals("" + tuned.number()))
        .findFirst()
        .map(Tuned::variation)
        .map(how -> Provenance.training(how.recipe(), how.seed()))
        .orElse(Map.of());
  }

  private static String java(Call call, String base, List<Variation> variations) {
    Options options = call.options(Options.class);
    Grid grid = Grid.of(call.arguments().options());
    String list = call.variable("variations");
    String networks = new GridJava(list, grid, variations).of(options.random() > 0);
    String shift =
        options.shift().stream().map(set -> ", " + call.java(set)).collect(Collectors.joining());
    return networks
        + call.assigned(
            "FinetuneResult",
            "Finetune.of("
                + new StartPoints(call).java(base)
                + ", "
                + list
                + ", Stockpot.task()"
                + shift
                + ")");
  }

  private static Outcome outcome(FinetuneResult result, int planned) {
    int finished = result.tuned().size();
    int diverged = result.diverged().size();
    long before = result.tuned().stream().filter(t -> t.reused()).count();
    String message =
        finished
            + " of "
            + Numbers.counted(planned, "network")
            + (before > 0 ? ", " + before + " reused" : "")
            + (diverged > 0 ? ", " + diverged + " diverged" : "")
            + (finished > 0 ? best(result) : "");
    String why = result.outcome().message();
    return new Outcome(result.outcome().state(), why.isEmpty() ? message : message + ", " + why);
  }

  private static String best(FinetuneResult result) {
    return ", number "
        + result.best().number()
        + ", best on validation: test "
        + Scores.text(result.best().test());
  }
}
