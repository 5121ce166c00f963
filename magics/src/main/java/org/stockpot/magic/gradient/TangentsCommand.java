package org.stockpot.magic.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.curvature.gradient.TangentOptions;
import org.stockpot.curvature.gradient.TangentResult;
import org.stockpot.curvature.gradient.Tangents;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.TrajectoryNames;
import org.stockpot.magic.session.Zeros;
import org.stockpot.report.gradient.TangentReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.task.option.Help;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** Spectra of tangent kernels. */
public final class TangentsCommand implements Command {

  /**
   * Where kernels are computed.
   *
   * @param along whether along a training
   */
  record Options(@Help("along the training that led to the one point named") boolean along) {}

  @Override
  public String name() {
    return "tangents";
  }

  @Override
  public String summary() {
    return "the tangent kernel's spectrum, condition and PL constant, at points or along a training";
  }

  @Override
  public String words() {
    return "POINT…, or TRAINING --along";
  }

  @Override
  public List<String> examples() {
    return List.of("%tangents base --examples 50", "%tangents base --along --examples 50 --mean");
  }

  @Override
  public List<String> otherNames() {
    return List.of("ntk", "tangent-kernel", "neural-tangent-kernel");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(TangentResult.class, TangentReport::display).called("tangent kernels"));
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        TangentOptions.defaults(),
        new Options(false),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    return call.options(Options.class).along() ? Set.of() : Set.of("every");
  }

  /** What is computed, and the Java expression of it. */
  private record Work(Kernels kernels, String java) {}

  /** Computes kernels with a task. */
  private interface Kernels {
    TangentResult of(Task task, TangentOptions options, Progress progress);
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    TangentOptions options = call.options(TangentOptions.class);
    Work work = call.options(Options.class).along() ? along(call, task) : at(call);
    call.echo(
        task,
        call.assigned(
            "TangentResult",
            work.java() + ", Stockpot.task(), " + call.java(options) + ", Progress.NONE)"));
    RunRecorder recorder = new RunRecorder(call, task);
    TangentResult result =
        call.live(
            "tangents",
            progress -> work.kernels().of(recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.points().isEmpty()) {
      throw new UsageException("interrupted before a kernel was computed");
    }
    recorder.list(outcome(result), TangentReport.table(result));
    call.showResult(TangentReport.display(result));
    call.show(TangentReport.chart(result));
    if (result.isAlong()) {
      call.show(TangentReport.along(result));
    }
    return call.finish(TangentResult.class, result);
  }

  private static Work along(Call call, Task task) {
    String name = call.words(1, 1).get(0);
    TrajectoryNames trainings = new TrajectoryNames(call, task);
    Trajectory trajectory = trainings.of(name);
    return new Work(
        (on, options, progress) -> Tangents.along(trajectory, on, options, progress),
        "Tangents.along(" + trainings.java(name));
  }

  private static Work at(Call call) {
    Points points = call.points();
    List<String> names = new ArrayList<>();
    call.words(1, Integer.MAX_VALUE).forEach(word -> names.addAll(points.expand(word)));
    List<Map.Entry<String, MaskedPoint>> all = new ArrayList<>();
    for (String name : points.distinct(names)) {
      all.add(Map.entry(name, points.use(name).masked(Zeros.WEIGHTS)));
    }
    String java =
        all.stream()
            .map(Map.Entry::getKey)
            .map(
                name ->
                    "Map.entry(" + call.java(name) + ", " + points.java(name, Zeros.WEIGHTS) + ")")
            .collect(Collectors.joining(", ", "Tangents.of(List.of(", ")"));
    return new Work((on, options, progress) -> Tangents.of(all, on, options, progress), java);
  }

  private static Outcome outcome(TangentResult result) {
    String message = Numbers.counted(result.points().size(), "kernel") + " computed";
    return new Outcome(result.outcome().state(), message);
  }
}
