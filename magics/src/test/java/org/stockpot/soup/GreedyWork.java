package org.stockpot.soup;

import java.util.List;
import org.stockpot.soup.Tasting.Tasted;
import org.stockpot.task.Progress;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;

/** The selection of a greedy soup by itself, for the benchmark. */
public final class GreedyWork {

  private GreedyWork() {}

  /** Returns the size of the soup and its score on validation. */
  public static double[] select(List<Ingredient> ingredients, Task task) {
    Treatment rule = new Treatment(Statistics.CARRY, task);
    try (Tasting tasting = new Tasting(rule, ingredients, Progress.NONE)) {
      Kitchen kitchen = new Kitchen(rule, SoupOptions.defaults(), tasting, Progress.NONE);
      List<Tasted> members = GreedySoup.members(kitchen);
      return new double[] {members.size(), kitchen.validation(members).value()};
    }
  }
}
