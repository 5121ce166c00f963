package org.stockpot.magic.path;

import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.barrier.CurveOptions;
import org.stockpot.barrier.CurveResult;
import org.stockpot.barrier.CurveSurvey;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.barrier.CurveReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Mask;

/** Curves of low loss between networks. */
public final class CurveCommand implements Command {

  @Override
  public String name() {
    return "curve";
  }

  @Override
  public String summary() {
    return "trains a curve of low loss between two networks, and measures it beside the straight segment";
  }

  @Override
  public String words() {
    return "A B [C…], or A,B C,D…";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%curve base1 base2 --as curve",
        "%curve base1 base2 --bends chain --for 5ep --seeds 1,2",
        "%curve base1 base2 --bends 5 --points 9 --as bent   # then: %soup uniform bent.0.*",
        "%plane base1 curve.bend base2");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(CurveResult.class, CurveReport::display)
            .called("a curve")
            .offering(CurvePoints::add)
            .telling(CurvePoints::facts));
  }

  @Override
  public List<String> otherNames() {
    return List.of("mode-connectivity", "bezier", "connect", "polychain", "garipov");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        CurveOptions.defaults(),
        CurveOptions.recipe(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public List<String> values(String option) {
    return option.equals("bends") ? List.of("3", "5", "chain", "chain:5") : List.of();
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    CurveOptions options = call.options(CurveOptions.class);
    Recipe recipe = call.options(Recipe.class);
    Points points = call.points();
    List<CurveSurvey.Ends> ends =
        new PairArguments(points, "a curve")
            .pairs(call.words(1, Integer.MAX_VALUE)).stream()
                .map(pair -> Pair.of(pair.name(), pair.line().from(), pair.line().to()))
                .map(pair -> new CurveSurvey.Ends(pair, mask(points, pair)))
                .toList();
    task.batchGradients().orThrow();
    call.echo(task, java(call, points, ends));
    RunRecorder recorder = new RunRecorder(call, task);
    CurveResult result =
        call.live(
            "curve",
            progress -> CurveSurvey.of(ends, recorder.task(), options, recipe, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.runs().isEmpty()) {
      throw new UsageException(
          result.diverged().isEmpty()
              ? "interrupted before a curve was finished"
              : "all curves diverged: " + result.diverged().get(0).message());
    }
    recorder.list(outcome(result), CurveReport.table(result));
    call.showResult(CurveReport.display(result));
    call.show(CurveReport.chart(result));
    return call.finish(CurveResult.class, result);
  }

  /** What both ends have pruned stays pruned. */
  private static Mask mask(Points points, Pair pair) {
    String[] ends = pair.name().split(PairArguments.ARROW, -1);
    return points.use(ends[0]).mask().or(points.use(ends[1]).mask());
  }

  private static String java(Call call, Points points, List<CurveSurvey.Ends> ends) {
    String list =
        ends.stream()
            .map(pair -> java(call, points, pair))
            .collect(Collectors.joining(",\n    ", "List.of(", ")"));
    return call.assigned(
        "CurveResult",
        "CurveSurvey.of("
            + list
            + ", Stockpot.task(), "
            + call.java(call.options(CurveOptions.class))
            + ", "
            + call.java(call.options(Recipe.class))
            + ")");
  }

  private static String java(Call call, Points points, CurveSurvey.Ends ends) {
    String[] names = ends.pair().name().split(PairArguments.ARROW, -1);
    String line = points.java(names[0]) + ", " + points.java(names[1]) + ")";
    String name = call.java(ends.pair().name()) + ", " + line;
    return ends.mask().pruned() == 0
        ? "CurveSurvey.Ends.dense(" + name
        : "new CurveSurvey.Ends(Pair.of("
            + name
            + ", "
            + points.maskJava(names[0])
            + ".or("
            + points.maskJava(names[1])
            + "))";
  }

  private static Outcome outcome(CurveResult result) {
    String message = Numbers.counted(result.runs().size(), "curve") + " trained";
    return new Outcome(result.outcome().state(), message);
  }
}
