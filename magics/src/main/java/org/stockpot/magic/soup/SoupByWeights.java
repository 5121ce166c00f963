package org.stockpot.magic.soup;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Zeros;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.soup.SoupReport;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.WeightedResult;
import org.stockpot.soup.WeightedSoup;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;

/** The recipe {@code weighted} of {@code %soup}. */
final class SoupByWeights {

  private SoupByWeights() {}

  static WeightedResult run(Call call, List<String> words) {
    Task task = call.session().task();
    SoupIngredients.seeStatistics(call, task);
    Points points = call.points();
    List<Ingredient> ingredients = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (String word : words) {
      WeightedArgument read = WeightedArgument.of(word);
      if (read.weight().isEmpty()) {
        throw new UsageException("a weighted point must look like base=0.3, got " + word);
      }
      ingredients.add(points.ingredient(read.name(), Zeros.WEIGHTS));
      weights.add(read.weight().getAsDouble());
    }
    SoupOptions options = call.options(SoupOptions.class);
    call.echo(
        task,
        call.assigned(
            "WeightedResult",
            "WeightedSoup.of("
                + SoupIngredients.java(call, ingredients)
                + ", "
                + call.java(weights)
                + ", Stockpot.task(), "
                + call.java(options)
                + ")"));
    RunRecorder recorder = new RunRecorder(call, task);
    WeightedResult result =
        call.live(
            "soup",
            progress -> WeightedSoup.of(ingredients, weights, recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    recorder.list(outcome(result), SoupReport.table(result));
    call.showResult(SoupReport.display(result));
    return call.finish(WeightedResult.class, result);
  }

  private static Outcome outcome(WeightedResult result) {
    return new Outcome(
        Outcome.State.DONE, "the weighted soup: test " + Scores.text(result.rows().get(0).test()));
  }
}
