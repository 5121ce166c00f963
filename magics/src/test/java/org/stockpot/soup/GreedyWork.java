package org.stockpot.soup;

import java.util.List;
import org.stockpot.task.Progress;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;

/** The selection of a greedy soup by itself, for the benchmark. */
public final class GreedyWork {

  private GreedyWork() {}

  /** Returns the size of the soup and its score on validation. */
  public static double[] select(List<Ingredient> ingredients, Task task) {
    StatisticsRule rule = new StatisticsRule(Statistics.CARRY, task);
    SoupWork work = new SoupWork(task, SoupOptions.defaults(), ingredients.size());
    try (RankedIngredients ranked = new RankedIngredients(rule, ingredients, work, Progress.NONE)) {
      SoupContext context = new SoupContext(rule, work, ranked, Progress.NONE);
      List<RankedIngredient> members = new GreedySoup().members(context);
      return new double[] {members.size(), context.validation(members).value()};
    }
  }
}
