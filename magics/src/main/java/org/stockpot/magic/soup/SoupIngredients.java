package org.stockpot.magic.soup;

import java.util.List;
import org.stockpot.magic.option.JavaList;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;

/** What all recipes of {@code %soup} say of their ingredients. */
final class SoupIngredients {

  private SoupIngredients() {}

  /**
   * Statistics that are re-estimated and goals of repair come from the training examples of the
   * task at hand.
   */
  static void seeStatistics(Call call, Task task) {
    Statistics statistics = call.options(SoupOptions.class).recalibrate();
    if (statistics != Statistics.NONE && statistics.changes(task.layout())) {
      call.uses().sees(task.rows().training());
    }
  }

  /** Returns the Java expression of the list of ingredients. */
  static String java(Call call, List<Ingredient> ingredients) {
    Points points = call.points();
    Zeros zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
    List<String> names = ingredients.stream().map(Ingredient::name).toList();
    List<String> java = names.stream().map(name -> points.ingredientJava(name, zeros)).toList();
    return new JavaList(names, java).expression();
  }
}
