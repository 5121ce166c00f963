package org.stockpot.magic;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.Fork;
import org.stockpot.barrier.Instability;
import org.stockpot.barrier.InstabilityOptions;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.Ladder;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.InstabilityReport;
import org.stockpot.task.Baseline;
import org.stockpot.task.Help;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Tolerance;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** Whether training from a step on is stable to its own noise. */
final class InstabilityCommand implements Command {

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
  public List<Record> standards(Session session) {
    return List.of(
        InstabilityOptions.defaults(),
        Recipe.defaults(),
        BarrierOptions.defaults().withBaseline(Baseline.MEAN),
        new Options(""),
        LeakOption.defaults(),
        ChartOption.defaults(),
        Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    call.words(0, 0);
    if (call.options(BarrierOptions.class).stable().kind() == Tolerance.Kind.SPREAD) {
      throw new UsageException("stable must be a share such as 2%; got sd");
    }
    String ticket = call.options(Options.class).ticket();
    if (ticket.isEmpty()) {
      return run(call, dense(call), java(call));
    }
    RoundWord word = RoundWord.of(call.session(), ticket);
    call.points().use(ticket);
    Call resolved = call.over(word.pruning().recipe());
    String java =
        "/* for each ladder of "
            + word.name()
            + ": Fork.of(new MaskedPoint(ladder.init(), ladder.rounds().get(0).mask()),"
            + " ladder.seed()), and of that .ticket(ladder.rounds().get("
            + word.round()
            + ").mask()) */\n"
            + java(resolved);
    return run(resolved, forks(word.pruning(), word.round()), java);
  }

  private static List<Fork> dense(Call call) {
    DjlTask task = call.session().task();
    call.uses().addPretrained(task);
    List<Fork> forks = new ArrayList<>();
    for (long seed : call.options(InstabilityOptions.class).seeds()) {
      forks.add(Fork.dense(task.pretrained().orElseGet(() -> task.init(seed)), seed));
    }
    return forks;
  }

  private static List<Fork> forks(PruneResult pruning, int round) {
    List<Fork> forks = new ArrayList<>();
    for (Ladder ladder : pruning.ladders()) {
      if (ladder.rounds().size() > round) {
        MaskedPoint init = new MaskedPoint(ladder.init(), ladder.rounds().get(0).mask());
        Fork start = Fork.of(init, ladder.seed());
        forks.add(start);
        forks.add(start.ticket(ladder.rounds().get(round).mask()));
      }
    }
    return forks;
  }

  private static InstabilityResult run(Call call, List<Fork> forks, String java) {
    DjlTask task = call.session().task();
    Recipe recipe = call.options(Recipe.class);
    InstabilityOptions options = call.options(InstabilityOptions.class);
    BarrierOptions barrier = call.options(BarrierOptions.class);
    call.echo(task, java);
    Kept kept = new Kept(call, task);
    InstabilityResult result =
        call.live(
            "instability",
            progress -> Instability.of(forks, kept.task(), recipe, options, barrier, progress),
            r -> kept.outcome(outcome(r)));
    if (result.forks().isEmpty()) {
      throw new UsageException(
          result.diverged().isEmpty()
              ? "interrupted before two copies were finished"
              : "all trainings diverged: " + result.diverged().get(0).message());
    }
    kept.list(outcome(result), InstabilityReport.table(result));
    call.showResult(InstabilityReport.display(result));
    call.show(InstabilityReport.chart(result));
    return call.finish(InstabilityResult.class, result);
  }

  private static Outcome outcome(InstabilityResult result) {
    String message = Numbers.counted(result.forks().size(), "pair") + " of copies compared";
    return new Outcome(result.outcome().state(), message);
  }

  private static String java(Call call) {
    return "Instability.of(List.of(Fork.dense(task.init(1L), 1L)), task, "
        + call.java(call.options(Recipe.class))
        + ", "
        + call.java(call.options(InstabilityOptions.class))
        + ", "
        + call.java(call.options(BarrierOptions.class))
        + ", Progress.NONE)";
  }
}
