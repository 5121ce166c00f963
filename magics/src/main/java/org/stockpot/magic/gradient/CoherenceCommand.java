package org.stockpot.magic.gradient;

import java.util.List;
import java.util.Set;
import org.stockpot.curvature.gradient.Coherence;
import org.stockpot.curvature.gradient.CoherenceOptions;
import org.stockpot.curvature.gradient.CoherenceResult;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.TrajectoryNames;
import org.stockpot.report.gradient.CoherenceReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.text.Numbers;

/** Coherence and noise of gradients. */
public final class CoherenceCommand implements Command {

  @Override
  public String name() {
    return "coherence";
  }

  @Override
  public String summary() {
    return "how the gradients of examples agree along a training, beside shuffled labels";
  }

  @Override
  public String words() {
    return "TRAINING";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%coherence base --examples 500",
        "%coherence imp.1 --examples 200 --every 50 --given-only");
  }

  @Override
  public List<String> otherNames() {
    return List.of("m-coherence", "noise-scale", "gradient-noise", "critical-batch");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(CoherenceResult.class, CoherenceReport::display)
            .called("coherence along a training"));
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        CoherenceOptions.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    return call.options(CoherenceOptions.class).givenOnly() ? Set.of("seed") : Set.of();
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    CoherenceOptions options = call.options(CoherenceOptions.class);
    String name = call.words(1, 1).get(0);
    TrajectoryNames trainings = new TrajectoryNames(call, task);
    Trajectory trajectory = trainings.of(name);
    call.echo(task, java(call, trainings.java(name)));
    RunRecorder recorder = new RunRecorder(call, task);
    CoherenceResult result =
        call.live(
            "coherence",
            progress -> Coherence.of(trajectory, recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.moments().isEmpty()) {
      throw new UsageException("interrupted before a point was measured");
    }
    recorder.list(outcome(result), CoherenceReport.table(result));
    call.showResult(CoherenceReport.display(result));
    call.show(CoherenceReport.chart(result));
    call.show(CoherenceReport.noise(result));
    return call.finish(CoherenceResult.class, result);
  }

  private static String java(Call call, String trajectory) {
    return call.assigned(
        "CoherenceResult",
        "Coherence.of("
            + trajectory
            + ", Stockpot.task(), "
            + call.java(call.options(CoherenceOptions.class))
            + ")");
  }

  private static Outcome outcome(CoherenceResult result) {
    String message = Numbers.counted(result.moments().size(), "point") + " measured";
    return new Outcome(result.outcome().state(), message);
  }
}
