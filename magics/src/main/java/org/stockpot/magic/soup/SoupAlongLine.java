package org.stockpot.magic.soup;

import java.util.List;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Zeros;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.soup.InterpolationReport;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.Interpolation;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupOptions;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** The recipe {@code interpolate} of {@code %soup}. */
final class SoupAlongLine {

  private SoupAlongLine() {}

  static InterpolationResult run(Call call, List<String> words) {
    if (words.size() != 2) {
      throw new UsageException(
          "interpolate must have two points, pre-trained and fine-tuned, got "
              + String.join(" ", words));
    }
    Task task = call.session().task();
    SoupIngredients.seeStatistics(call, task);
    Points points = call.points();
    Ingredient from = points.ingredient(words.get(0), Zeros.WEIGHTS);
    Ingredient to = points.ingredient(words.get(1), Zeros.WEIGHTS);
    SoupOptions options = call.options(SoupOptions.class);
    int samples = call.options(RecipeOptions.class).samples();
    call.echo(task, java(call, words));
    RunRecorder recorder = new RunRecorder(call, task);
    InterpolationResult result =
        call.live(
            "soup",
            progress ->
                Interpolation.of(
                    from,
                    to,
                    samples,
                    options.recalibrate(),
                    options.shift(),
                    recorder.task(),
                    progress),
            r -> recorder.outcome(outcome(r)));
    recorder.list(outcome(result), InterpolationReport.table(result));
    call.showResult(InterpolationReport.display(result));
    call.show(InterpolationReport.chart(result));
    return call.finish(InterpolationResult.class, result);
  }

  private static String java(Call call, List<String> words) {
    SoupOptions options = call.options(SoupOptions.class);
    return call.assigned(
        "InterpolationResult",
        "Interpolation.of("
            + call.points().ingredientJava(words.get(0), Zeros.WEIGHTS)
            + ", "
            + call.points().ingredientJava(words.get(1), Zeros.WEIGHTS)
            + ", "
            + call.options(RecipeOptions.class).samples()
            + ", "
            + call.java(options.recalibrate())
            + ", "
            + call.java(options.shift())
            + ", Stockpot.task(), Progress.NONE)");
  }

  private static Outcome outcome(InterpolationResult result) {
    return new Outcome(
        Outcome.State.DONE,
        "best on validation at α = "
            + Numbers.significant(result.best(), 3)
            + ": test "
            + Scores.text(result.bestRow().test()));
  }
}
