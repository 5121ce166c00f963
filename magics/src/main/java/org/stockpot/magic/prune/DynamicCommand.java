package org.stockpot.magic.prune;

import java.util.List;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.prune.dynamic.DynamicOptions;
import org.stockpot.prune.dynamic.DynamicResult;
import org.stockpot.report.prune.DynamicReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** Channels that are chosen for each example. */
public final class DynamicCommand implements Command {

  @Override
  public String name() {
    return "dynamic";
  }

  @Override
  public String summary() {
    return "dynamic pruning: gates choose for each example which channels are computed; accuracy"
        + " against executed FLOPs";
  }

  @Override
  public String words() {
    return "POINT";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%dynamic base --for 2ep   # of a network with convolutions",
        "%dynamic base --shares 0.7,0.8,0.9,1 --for 2ep --seeds 1..3");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(DynamicResult.class, DynamicReport::display));
  }

  @Override
  public List<String> otherNames() {
    return List.of("dynamic-pruning", "ftwt", "gates", "gating", "conditional");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        DynamicOptions.defaults(),
        Recipe.defaults(),
        SharedOptions.ZeroWeights.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    String word = call.words(1, 1).get(0);
    Task task = call.session().task();
    DynamicOptions options = call.options(DynamicOptions.class);
    Recipe recipe = call.options(Recipe.class);
    Points points = call.points();
    Zeros zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
    MaskedPoint given = points.use(word).masked(zeros);
    call.echo(task, java(call, word, points.java(word, zeros)));
    RunRecorder recorder = new RunRecorder(call, task);
    DynamicResult result =
        call.live(
            "dynamic",
            progress ->
                DynamicResult.of(
                    word, given, recorder.task(), options, recipe, recorder::kept, progress),
            r -> recorder.outcome(outcome(r)));
    recorder.list(outcome(result), DynamicReport.table(result));
    call.showResult(DynamicReport.display(result));
    call.show(DynamicReport.chart(result));
    return call.finish(DynamicResult.class, result);
  }

  private static Outcome outcome(DynamicResult result) {
    String message = Numbers.counted(result.levels().size(), "share") + " of " + result.network();
    return new Outcome(result.outcome().state(), message);
  }

  private static String java(Call call, String word, String point) {
    return call.assigned(
        "DynamicResult",
        "DynamicResult.of("
            + call.java(word)
            + ", "
            + point
            + ", Stockpot.task(), "
            + call.java(call.options(DynamicOptions.class))
            + ", "
            + call.java(call.options(Recipe.class))
            + ")");
  }
}
