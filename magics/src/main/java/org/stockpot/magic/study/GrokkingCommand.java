package org.stockpot.magic.study;

import java.util.List;
import org.stockpot.display.Display;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.PlanText;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.study.GrokkingReport;
import org.stockpot.study.grokking.Grokking;
import org.stockpot.study.grokking.GrokkingOptions;
import org.stockpot.study.grokking.GrokkingResult;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** Training to and beyond interpolation. */
public final class GrokkingCommand implements Command {

  @Override
  public String name() {
    return "grokking";
  }

  @Override
  public String summary() {
    return "trains to and beyond interpolation, with probes on the way: when training and test"
        + " examples are learned";
  }

  @Override
  public String words() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%grokking --seeds 1..3 --for 4000it --plan",
        "%grokking --seeds 1 --for 200it --batch 128 --probes 5 --no-curvature");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(GrokkingResult.class, GrokkingReport::display)
            .called("trainings beyond interpolation"));
  }

  @Override
  public List<String> otherNames() {
    return List.of("grok", "delayed-generalization", "delayed-generalisation");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        GrokkingOptions.defaults(),
        Recipe.defaults()
            .withOptimizer(Optimizer.adamw(1e-2).withWeightDecay(1))
            .withBatch(512)
            .withLength(Span.iterations(6000)),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        SharedOptions.Planning.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    call.words(0, 0);
    Task task = call.session().task();
    GrokkingOptions options = call.options(GrokkingOptions.class);
    Recipe recipe = call.options(Recipe.class);
    if (call.options(SharedOptions.Planning.class).plan()) {
      call.show(Display.text(new PlanText(Grokking.plan(task, recipe, options)).text()));
      return null;
    }
    call.echo(task, java(call));
    RunRecorder recorder = new RunRecorder(call, task);
    GrokkingResult result =
        call.live(
            "grokking",
            progress -> Grokking.of(recorder.task(), recipe, options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.runs().isEmpty()) {
      throw new UsageException(
          result.missing().isEmpty()
              ? "interrupted before a training was finished"
              : result.missing().get(0));
    }
    recorder.list(outcome(result), GrokkingReport.table(result));
    call.showResult(GrokkingReport.display(result));
    call.show(GrokkingReport.chart(result));
    call.show(GrokkingReport.measures(result));
    return call.finish(GrokkingResult.class, result);
  }

  private static Outcome outcome(GrokkingResult result) {
    String message = Numbers.counted(result.runs().size(), "training") + " probed";
    return new Outcome(result.outcome().state(), message);
  }

  private static String java(Call call) {
    return call.assigned(
        "GrokkingResult",
        "Grokking.of(Stockpot.task(), "
            + call.java(call.options(Recipe.class))
            + ", "
            + call.java(call.options(GrokkingOptions.class))
            + ")");
  }
}
