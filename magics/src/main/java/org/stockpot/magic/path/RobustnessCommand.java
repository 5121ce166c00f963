package org.stockpot.magic.path;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.RewoundStart;
import org.stockpot.barrier.Robustness;
import org.stockpot.barrier.RobustnessOptions;
import org.stockpot.barrier.RobustnessResult;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.barrier.RobustnessReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.text.Numbers;

/** Whether a perturbed rewound start trains to the same mode. */
public final class RobustnessCommand implements Command {

  @Override
  public String name() {
    return "robustness";
  }

  @Override
  public String summary() {
    return "perturbs a rewound start, retrains, and sees whether it returns to the same mode";
  }

  @Override
  public String words() {
    return "RESULT[.ROUND]";
  }

  @Override
  public List<String> examples() {
    return List.of("%robustness imp", "%robustness imp.3 --multiples 0,1,4,16");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(RobustnessResult.class, RobustnessReport::display));
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        RobustnessOptions.defaults(),
        Recipe.defaults(),
        BarrierOptions.defaults().withStable(Tolerance.SPREAD),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    RoundArgument word = RoundArgument.of(call.session(), call.words(1, 1).get(0));
    PruneResult pruning = word.pruning();
    if (!pruning.options().rewind().takesWeights()) {
      throw new UsageException(
          "robustness must have rewound weights, got --rewind " + pruning.options().rewind());
    }
    int round = word.round() < 0 ? sparsestMatching(pruning) : word.round();
    List<RewoundStart> starts = starts(pruning, round);
    if (starts.isEmpty()) {
      throw new UsageException("round " + round + " must have a next round, got the last");
    }
    call.points().use(word.name() + "." + round);
    Call resolved =
        call.over(pruning.recipe().withValidateEvery(Span.ZERO))
            .withWords(word.name() + "." + round);
    return run(resolved, pruning, starts, word.name(), round);
  }

  private static int sparsestMatching(PruneResult pruning) {
    int last = pruning.replicates().get(0).rounds().size() - 2;
    int round = last;
    while (round > 0 && pruning.matching(round) != Verdict.YES) {
      round--;
    }
    return Math.max(round, 0);
  }

  private static List<RewoundStart> starts(PruneResult pruning, int round) {
    List<RewoundStart> starts = new ArrayList<>();
    for (PruneReplicate replicate : pruning.replicates()) {
      if (replicate.rounds().size() > round + 1) {
        starts.add(
            new RewoundStart(
                replicate.origin(),
                replicate.rounds().get(round).mask(),
                replicate.rounds().get(round + 1).mask(),
                replicate.seed()));
      }
    }
    return starts;
  }

  private static RobustnessResult run(
      Call call, PruneResult pruning, List<RewoundStart> starts, String name, int round) {
    Task task = call.session().task();
    Recipe recipe = call.options(Recipe.class);
    RobustnessOptions options = call.options(RobustnessOptions.class);
    BarrierOptions barrier = call.options(BarrierOptions.class);
    long perEpoch = task.stepsPerEpoch(recipe.batch());
    Recipe pruned = pruning.recipe();
    long retrained = pruning.options().retraining().steps(pruned, perEpoch);
    long rewind = pruned.length().steps(perEpoch) - retrained;
    call.echo(task, java(call, name, round, rewind, starts));
    RunRecorder recorder = new RunRecorder(call, task);
    RobustnessResult result =
        call.live(
            "robustness",
            progress ->
                Robustness.of(
                    starts,
                    rewind,
                    recorder.task(),
                    recipe,
                    options,
                    barrier,
                    pruning.testError(0),
                    progress),
            r -> recorder.outcome(outcome(r)));
    if (result.trials().isEmpty()) {
      throw new UsageException(
          result.diverged().isEmpty()
              ? "interrupted before a perturbation was tried"
              : "all trainings diverged: " + result.diverged().get(0).message());
    }
    recorder.list(outcome(result), RobustnessReport.table(result));
    call.showResult(RobustnessReport.display(result));
    call.show(RobustnessReport.chart(result));
    return call.finish(RobustnessResult.class, result);
  }

  private static String java(
      Call call, String name, int round, long rewind, List<RewoundStart> starts) {
    String list = call.variable("starts");
    String loop =
        String.format(
            """
            List<RewoundStart> %1$s = new ArrayList<>();
            for (long seed : %2$s) {
              PruneReplicate replicate = %3$s.seed(seed);
              %1$s.add(
                  new RewoundStart(
                      replicate.origin(), replicate.round(%4$d).mask(), replicate.round(%5$d).mask(), seed));
            }
            """,
            list,
            call.java(starts.stream().map(RewoundStart::seed).toList()),
            name,
            round,
            round + 1);
    return loop
        + call.assigned(
            "RobustnessResult",
            String.format(
                "Robustness.of(%s, %d, Stockpot.task(), %s, %s, %s, %s.testError(0))",
                list,
                rewind,
                call.java(call.options(Recipe.class)),
                call.java(call.options(RobustnessOptions.class)),
                call.java(call.options(BarrierOptions.class)),
                name));
  }

  private static Outcome outcome(RobustnessResult result) {
    String message = Numbers.counted(result.trials().size(), "perturbation") + " tried";
    return new Outcome(result.outcome().state(), message);
  }
}
