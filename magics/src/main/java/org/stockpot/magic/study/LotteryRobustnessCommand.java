package org.stockpot.magic.study;

import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedResults;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.study.LotteryRobustnessReport;
import org.stockpot.study.robustness.LotteryRobustness;
import org.stockpot.study.robustness.LotteryRobustnessOptions;
import org.stockpot.study.robustness.LotteryRobustnessResult;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** Whether pruning costs what the mean accuracy does not show. */
public final class LotteryRobustnessCommand implements Command {

  @Override
  public String name() {
    return "lottery-robustness";
  }

  @Override
  public String summary() {
    return "measures pruning runs under corruption, by class, calibration and representations:"
        + " harm that the mean accuracy does not show";
  }

  @Override
  public String words() {
    return "RESULT…";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%lottery-robustness imp",
        "%lottery-robustness imp snip --densities 10.7% --corruptions noise,rotate:10/30");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(LotteryRobustnessResult.class, LotteryRobustnessReport::display));
  }

  @Override
  public List<String> otherNames() {
    return List.of("corruption", "calibration", "ece");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        LotteryRobustnessOptions.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    LotteryRobustnessOptions options = call.options(LotteryRobustnessOptions.class);
    List<String> names = call.words(1, Integer.MAX_VALUE);
    List<PruneResult> runs =
        names.stream().map(name -> NamedResults.pruning(call.session(), name)).toList();
    names.forEach(name -> call.points().expand(name + ".*").forEach(call.points()::use));
    call.echo(task, java(call, names));
    RunRecorder recorder = new RunRecorder(call, task);
    LotteryRobustnessResult result =
        call.live(
            "lottery robustness",
            progress -> LotteryRobustness.of(names, runs, recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.levels().isEmpty()) {
      throw new UsageException("interrupted before a level was finished");
    }
    recorder.list(outcome(result), LotteryRobustnessReport.table(result));
    call.showResult(LotteryRobustnessReport.display(result));
    call.show(LotteryRobustnessReport.chart(result));
    call.show(LotteryRobustnessReport.corruptions(result));
    return call.finish(LotteryRobustnessResult.class, result);
  }

  private static String java(Call call, List<String> names) {
    String runs =
        names.stream()
            .map(name -> NamedResults.javaOfPruning(call, name))
            .collect(Collectors.joining(", ", "List.of(", ")"));
    return call.assigned(
        "LotteryRobustnessResult",
        "LotteryRobustness.of("
            + call.java(names)
            + ", "
            + runs
            + ", Stockpot.task(), "
            + call.java(call.options(LotteryRobustnessOptions.class))
            + ")");
  }

  private static Outcome outcome(LotteryRobustnessResult result) {
    String message = Numbers.counted(result.levels().size(), "level") + " measured";
    return new Outcome(result.outcome().state(), message);
  }
}
