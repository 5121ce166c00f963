package org.stockpot.magic.path;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.Fork;
import org.stockpot.barrier.Instability;
import org.stockpot.barrier.InstabilityOptions;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Values;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.PlannedCommand;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.barrier.InstabilityReport;
import org.stockpot.task.Baseline;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** Whether training from a step on is stable to its own noise. */
public final class InstabilityCommand implements PlannedCommand {

  /**
   * What is forked beside dense networks.
   *
   * @param ticket a round of a pruning run; empty for none
   */
  record Options(
      @Help(
              "round of a pruning run, such as imp.3, whose masks are forked too; its seeds and recipe"
                  + " are used")
          String ticket) {}

  @Override
  public String name() {
    return "instability";
  }

  @Override
  public String summary() {
    return "forks training at steps k and measures the barrier between copies that differ in data order";
  }

  @Override
  public String words() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%instability --at init,100it,1ep --seeds 1,2,3 --for 5ep",
        "%instability --at init,50it,500it --ticket imp.7");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(InstabilityResult.class, InstabilityReport::display));
  }

  @Override
  public List<String> otherNames() {
    return List.of("fork", "stability", "spawn");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        InstabilityOptions.defaults(),
        Recipe.defaults(),
        BarrierOptions.defaults().withBaseline(Baseline.MEAN),
        new Options(""),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        SharedOptions.Planning.defaults(),
        Output.defaults());
  }

  /** A ticket brings its recipe and its seeds. */
  @Override
  public Call resolved(Call call) {
    String ticket = call.options(Options.class).ticket();
    if (ticket.isEmpty()) {
      return call;
    }
    RoundArgument word = RoundArgument.of(call.session(), ticket);
    return seeded(call.over(word.pruning().recipe().withValidateEvery(Span.ZERO)), word);
  }

  @Override
  public Plan plan(Call call) {
    call.words(0, 0);
    String ticket = call.options(Options.class).ticket();
    Task task = call.session().task();
    RoundArgument word = ticket.isEmpty() ? null : RoundArgument.of(call.session(), ticket);
    Call resolved = resolved(call);
    List<Long> seeds = resolved.options(InstabilityOptions.class).seeds();
    return Instability.plan(
        word == null ? Fork.dense(task, seeds) : forks(word.pruning(), word.round(), seeds),
        task,
        resolved.options(Recipe.class),
        resolved.options(InstabilityOptions.class),
        call.options(BarrierOptions.class));
  }

  @Override
  public Object run(Call call) {
    call.words(0, 0);
    if (call.options(BarrierOptions.class).stable().kind() == Tolerance.Kind.SPREAD) {
      throw new UsageException("stable must be a share such as 2%; got sd");
    }
    String ticket = call.options(Options.class).ticket();
    if (ticket.isEmpty()) {
      call.uses().addPretrained(call.session().task());
      List<Long> seeds = call.options(InstabilityOptions.class).seeds();
      return run(call, Fork.dense(call.session().task(), seeds), java(call, ""));
    }
    RoundArgument word = RoundArgument.of(call.session(), ticket);
    call.points().use(ticket);
    Call resolved = resolved(call);
    List<Long> seeds = resolved.options(InstabilityOptions.class).seeds();
    String list = call.variable("forks");
    String java = forksJava(call, list, word, seeds) + java(resolved, list + ", ");
    return run(resolved, forks(word.pruning(), word.round(), seeds), java);
  }

  /** Returns the call with the seeds of the pruning run that reached the round, or some of them. */
  private static Call seeded(Call call, RoundArgument word) {
    InstabilityOptions options = call.options(InstabilityOptions.class);
    List<Long> reached =
        word.pruning().replicates().stream()
            .filter(replicate -> replicate.rounds().size() > word.round())
            .map(PruneReplicate::seed)
            .toList();
    if (!call.arguments().options().containsKey("seeds")) {
      return call.with(options.withSeeds(reached.toArray(Long[]::new)));
    }
    for (long seed : options.seeds()) {
      if (!reached.contains(seed)) {
        throw new UsageException(
            String.format(
                "seeds must be some of %s's that reached round %d (%s), got %d",
                word.name(), word.round(), Values.write(reached), seed));
      }
    }
    return call;
  }

  private static String forksJava(Call call, String list, RoundArgument word, List<Long> seeds) {
    return String.format(
        """
        List<Fork> %1$s = new ArrayList<>();
        for (long seed : %2$s) {
          PruneReplicate replicate = %3$s.seed(seed);
          Fork start = Fork.of(new MaskedPoint(replicate.init(), replicate.round(0).mask()), seed);
          %1$s.add(start);
          %1$s.add(start.ticket(replicate.round(%4$d).mask()));
        }
        """,
        list, call.java(seeds), word.name(), word.round());
  }

  private static List<Fork> forks(PruneResult pruning, int round, List<Long> seeds) {
    List<Fork> forks = new ArrayList<>();
    for (long seed : seeds) {
      PruneReplicate replicate = pruning.seed(seed);
      Fork start = Fork.of(new MaskedPoint(replicate.init(), replicate.round(0).mask()), seed);
      forks.add(start);
      forks.add(start.ticket(replicate.round(round).mask()));
    }
    return forks;
  }

  private static InstabilityResult run(Call call, List<Fork> forks, String java) {
    Task task = call.session().task();
    Recipe recipe = call.options(Recipe.class);
    InstabilityOptions options = call.options(InstabilityOptions.class);
    BarrierOptions barrier = call.options(BarrierOptions.class);
    call.echo(task, java);
    RunRecorder recorder = new RunRecorder(call, task);
    InstabilityResult result =
        call.live(
            "instability",
            progress -> Instability.of(forks, recorder.task(), recipe, options, barrier, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.forks().isEmpty()) {
      throw new UsageException(
          result.diverged().isEmpty()
              ? "interrupted before two copies were finished"
              : "all trainings diverged: " + result.diverged().get(0).message());
    }
    recorder.list(outcome(result), InstabilityReport.table(result));
    call.showResult(InstabilityReport.display(result));
    call.show(InstabilityReport.chart(result));
    return call.finish(InstabilityResult.class, result);
  }

  private static Outcome outcome(InstabilityResult result) {
    String message = Numbers.counted(result.forks().size(), "pair") + " of copies compared";
    return new Outcome(result.outcome().state(), message);
  }

  private static String java(Call call, String forks) {
    return call.assigned(
        "InstabilityResult",
        "Instability.of("
            + forks
            + "Stockpot.task(), "
            + call.java(call.options(Recipe.class))
            + ", "
            + call.java(call.options(InstabilityOptions.class))
            + ", "
            + call.java(call.options(BarrierOptions.class))
            + ")");
  }
}
