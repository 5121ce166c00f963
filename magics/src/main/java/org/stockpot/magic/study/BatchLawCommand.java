package org.stockpot.magic.study;

import java.util.List;
import java.util.Set;
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
import org.stockpot.report.law.BatchLawReport;
import org.stockpot.study.MeasuredCost;
import org.stockpot.study.batch.BatchLaw;
import org.stockpot.study.batch.BatchLawOptions;
import org.stockpot.study.batch.BatchLawResult;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** Batch size and learning rate: the edge of stability and the critical batch. */
public final class BatchLawCommand implements Command {

  @Override
  public String name() {
    return "batch-law";
  }

  @Override
  public String summary() {
    return "batch sizes × learning rates: curvature beside the edge of stability, noise of gradients,"
        + " and steps to a loss by batch size";
  }

  @Override
  public String words() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%batch-law --batches 32,128,full --rates 0.1,0.2,0.4 --plan",
        "%batch-law --batches 64,full --rates 0.1 --seeds 1 --for 20it --probes 2",
        "%batch-law --batches full --rates 1e-3 --optimizer adam --seeds 1 --for 10it --probes 2");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(BatchLawResult.class, BatchLawReport::display)
            .called("a grid by batch size and learning rate"));
  }

  @Override
  public List<String> otherNames() {
    return List.of(
        "edge-of-stability", "eos", "critical-batch", "noise-scale", "progressive-sharpening");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        BatchLawOptions.defaults(),
        Recipe.defaults().withOptimizer(Optimizer.sgd(0.1, 0)).withLength(Span.iterations(500)),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        SharedOptions.Planning.defaults(),
        Output.defaults());
  }

  /** The grid takes the place of what the recipe says. */
  @Override
  public Set<String> idle(Call call) {
    return Set.of("lr", "batch");
  }

  @Override
  public Object run(Call call) {
    call.words(0, 0);
    refuse(call, "lr", "rates");
    refuse(call, "batch", "batches");
    Task task = call.session().task();
    BatchLawOptions options = call.options(BatchLawOptions.class);
    Recipe recipe = call.options(Recipe.class);
    Plan plan = BatchLaw.plan(task, recipe, options);
    if (call.options(SharedOptions.Planning.class).plan()) {
      MeasuredCost cost = BatchLaw.cost(task, recipe, options);
      call.show(
          Display.text(
              new PlanText(plan)
                  .text(
                      cost.seconds(),
                      "by measured steps and a measured probe, one after the other",
                      cost.bytes())));
      return null;
    }
    call.echo(task, java(call));
    RunRecorder recorder = new RunRecorder(call, task);
    BatchLawResult result =
        call.live(
            "batch-law",
            progress -> BatchLaw.of(recorder.task(), recipe, options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.cells().stream().allMatch(cell -> cell.runs().isEmpty())) {
      throw new UsageException(
          result.cells().isEmpty()
              ? "interrupted before a cell was finished"
              : "all trainings diverged, try lower --rates");
    }
    recorder.list(outcome(result), BatchLawReport.table(result));
    call.showResult(BatchLawReport.display(result));
    List.of("edge", "noise", "steps")
        .forEach(name -> call.show(BatchLawReport.chart(result, name)));
    return call.finish(BatchLawResult.class, result);
  }

  private static void refuse(Call call, String single, String grid) {
    if (call.arguments().options().containsKey(single)) {
      throw new UsageException(
          single + " must be typed as --" + grid + ", which is an axis of the grid");
    }
  }

  private static Outcome outcome(BatchLawResult result) {
    String message = Numbers.counted(result.cells().size(), "cell") + " measured";
    return new Outcome(result.outcome().state(), message);
  }

  private static String java(Call call) {
    return call.assigned(
        "BatchLawResult",
        "BatchLaw.of(Stockpot.task(), "
            + call.java(call.options(Recipe.class))
            + ", "
            + call.java(call.options(BatchLawOptions.class))
            + ")");
  }
}
