package org.stockpot.magic.prune;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.SaliencyNames;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.prune.sensitivity.SensitivityOptions;
import org.stockpot.prune.sensitivity.SensitivityResult;
import org.stockpot.report.prune.SensitivityReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** How much of each layer alone can be pruned. */
public final class SensitivityCommand implements Command {

  @Override
  public String name() {
    return "sensitivity";
  }

  @Override
  public String summary() {
    return "how much of each layer alone can be pruned, and the shares that this suggests";
  }

  @Override
  public String words() {
    return "POINT";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%sensitivity base", "%sensitivity imp.0 --shares 0.5,0.9 --drop 2% --saliency fisher");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(SensitivityResult.class, SensitivityReport::display));
  }

  @Override
  public List<String> otherNames() {
    return List.of("sensitive", "layer-sensitivity", "ablation");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        SensitivityOptions.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Map<Class<?>, Function<String, Object>> readers(Session session) {
    return SaliencyNames.readers(session);
  }

  @Override
  public Set<String> idle(Call call) {
    return call.options(SensitivityOptions.class).saliency().seesExamples()
        ? Set.of()
        : Set.of("saliency-examples");
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    SensitivityOptions options = call.options(SensitivityOptions.class);
    Points points = call.points();
    String name = call.words(1, 1).get(0);
    NamedPoint named = points.use(name);
    MaskedPoint at = new MaskedPoint(named.point(), named.mask());
    call.echo(task, java(call, points));
    RunRecorder recorder = new RunRecorder(call, task);
    SensitivityResult result =
        call.live(
            "sensitivity",
            progress -> SensitivityResult.of(name, at, recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.layers().isEmpty()) {
      throw new UsageException("interrupted before a layer was finished");
    }
    recorder.list(outcome(result), SensitivityReport.table(result));
    call.showResult(SensitivityReport.display(result));
    call.show(SensitivityReport.chart(result));
    return call.finish(SensitivityResult.class, result);
  }

  private static String java(Call call, Points points) {
    String name = call.words(1, 1).get(0);
    return call.assigned(
        "SensitivityResult",
        "SensitivityResult.of("
            + call.java(name)
            + ", "
            + points.java(name, Zeros.WEIGHTS)
            + ", Stockpot.task(), "
            + call.java(call.options(SensitivityOptions.class))
            + ")");
  }

  private static Outcome outcome(SensitivityResult result) {
    String message = Numbers.counted(result.layers().size(), "layer") + " pruned alone";
    return new Outcome(result.outcome().state(), message);
  }
}
