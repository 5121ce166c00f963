package org.stockpot.magic.gradient;

import java.time.Duration;
import java.util.List;
import org.stockpot.curvature.gradient.LcaOptions;
import org.stockpot.curvature.gradient.LcaResult;
import org.stockpot.curvature.gradient.LossChangeAllocation;
import org.stockpot.display.Display;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.TrajectoryNames;
import org.stockpot.report.gradient.LcaReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.text.Numbers;

/** Loss change allocation. */
public final class LcaCommand implements Command {

  @Override
  public String name() {
    return "lca";
  }

  @Override
  public String summary() {
    return "which layers and parameters lowered the training loss, step by step of a training";
  }

  @Override
  public String words() {
    return "TRAINING";
  }

  @Override
  public List<String> examples() {
    return List.of("%lca base --examples 500 --every 10", "%lca imp.1 --examples 200 --every 20");
  }

  @Override
  public List<String> otherNames() {
    return List.of("loss-change-allocation", "loss-change");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(LcaResult.class, LcaReport::display).called("a loss change allocation"));
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        LcaOptions.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    LcaOptions options = call.options(LcaOptions.class);
    String name = call.words(1, 1).get(0);
    TrajectoryNames trainings = new TrajectoryNames(call, task);
    Trajectory trajectory = trainings.of(name);
    call.echo(task, java(call, trainings.java(name)));
    Duration time = LossChangeAllocation.estimate(trajectory, task, options);
    call.show(Display.text(announced(trajectory, options, time)));
    RunRecorder recorder = new RunRecorder(call, task);
    LcaResult result =
        call.live(
            "lca",
            progress -> LossChangeAllocation.of(trajectory, recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.steps().isEmpty()) {
      throw new UsageException("interrupted before a step was allocated");
    }
    recorder.list(outcome(result), LcaReport.steps(result));
    call.showResult(LcaReport.display(result));
    call.show(LcaReport.chart(result));
    call.show(LcaReport.shares(result));
    return call.finish(LcaResult.class, result);
  }

  private static String announced(Trajectory trajectory, LcaOptions options, Duration time) {
    int steps = trajectory.steps(options.every()).size() - 1;
    return Numbers.counted(steps, "step")
        + " of gradients take about "
        + Numbers.duration(time)
        + " where none is split, and the training once more";
  }

  private static String java(Call call, String trajectory) {
    return call.assigned(
        "LcaResult",
        "LossChangeAllocation.of("
            + trajectory
            + ", Stockpot.task(), "
            + call.java(call.options(LcaOptions.class))
            + ")");
  }

  private static Outcome outcome(LcaResult result) {
    String message = Numbers.counted(result.steps().size(), "step") + " allocated";
    return new Outcome(result.outcome().state(), message);
  }
}
