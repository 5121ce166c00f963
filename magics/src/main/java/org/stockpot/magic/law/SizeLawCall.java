package org.stockpot.magic.law;

import org.stockpot.display.Display;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.PlanText;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.law.SizeLawReport;
import org.stockpot.study.MeasuredCost;
import org.stockpot.study.TaskFamily;
import org.stockpot.study.law.SizeLawOptions;
import org.stockpot.study.law.SizeLawResult;
import org.stockpot.study.law.SizeLawStudy;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** One use of {@code %law error-size}. */
final class SizeLawCall {

  private final Call call;
  private final Task task;
  private final SizeLawOptions options;
  private final Recipe recipe;
  private final TaskFamily family;

  SizeLawCall(Call call) {
    this.call = call;
    call.words(1, 1);
    task = call.session().task();
    options = call.options(SizeLawOptions.class);
    recipe = call.options(Recipe.class);
    family = load -> call.session().engine().member(task, load);
  }

  Object run() {
    if (call.options(SharedOptions.Planning.class).plan()) {
      MeasuredCost cost = SizeLawStudy.cost(family, options, recipe);
      call.show(
          Display.text(
              new PlanText(SizeLawStudy.plan(family, options, recipe))
                  .text(
                      cost.seconds(),
                      "for the steps, by 20 measured ones of each network, one training after the"
                          + " other",
                      cost.bytes())));
      return null;
    }
    call.echo(task, java());
    RunRecorder recorder = new RunRecorder(call, task);
    TaskFamily kept = load -> recorder.kept(family.member(load));
    SizeLawResult result =
        call.live(
            "law error-size",
            progress -> SizeLawStudy.of(task.name(), kept, options, recipe, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.cells().stream().allMatch(cell -> cell.scores().isEmpty())) {
      throw new UsageException("no cell was finished: all replicates diverged, or an interrupt");
    }
    recorder.list(outcome(result), SizeLawReport.cells(result));
    call.showResult(SizeLawReport.display(result));
    call.show(SizeLawReport.chart(result));
    return call.finish(SizeLawResult.class, result);
  }

  private static Outcome outcome(SizeLawResult result) {
    return new Outcome(
        result.outcome().state(), Numbers.counted(result.cells().size(), "cell") + " measured");
  }

  private String java() {
    return call.assigned(
        "SizeLawResult",
        "SizeLawStudy.of("
            + call.java(task.name())
            + ", Stockpot.family(), "
            + call.java(options)
            + ", "
            + call.java(recipe)
            + ")");
  }
}
