package org.stockpot.soup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.soup.SoupOrigin.Dropped;

/**
 * Ingredients, each network once: of those with equal weights the first counts, whatever they are
 * called. -0.0 and +0.0 are equal, as files do not all tell them apart.
 *
 * @param ingredients the networks, in their order
 * @param dropped the others
 */
public record DistinctIngredients(List<Ingredient> ingredients, List<Dropped> dropped) {

  /** Copies the lists. */
  public DistinctIngredients {
    ingredients = List.copyOf(ingredients);
    dropped = List.copyOf(dropped);
  }

  /**
   * Returns some networks, each once.
   *
   * @param named the networks, in their order
   * @return those that differ
   */
  public static DistinctIngredients of(List<Ingredient> named) {
    Map<String, String> seen = new HashMap<>();
    List<Ingredient> distinct = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    for (Ingredient ingredient : named) {
      String network = ingredient.point().withPositiveZeros().digest();
      String first = seen.putIfAbsent(network, ingredient.name());
      if (first == null) {
        distinct.add(ingredient);
      } else {
        dropped.add(new Dropped(ingredient.name(), why(ingredient.name(), first)));
      }
    }
    return new DistinctIngredients(distinct, dropped);
  }

  private static String why(String name, String first) {
    return name.equals(first) ? "named twice" : "the same network as " + first;
  }

  /** Requires that each network was named once. */
  static void requireOnce(String what, List<Ingredient> named) {
    List<Dropped> dropped = of(named).dropped();
    if (!dropped.isEmpty()) {
      String first = dropped.get(0).name() + ", " + dropped.get(0).why();
      throw new IllegalArgumentException(what + ", got " + first);
    }
  }

  /** Requires two networks or more; a mean of one is no soup. */
  void requireSome() {
    if (ingredients.size() >= 2) {
      return;
    }
    StringBuilder got = new StringBuilder(ingredients.isEmpty() ? "none" : "only ");
    ingredients.forEach(ingredient -> got.append(ingredient.name()));
    dropped.forEach(d -> got.append(", and ").append(d.name()).append(": ").append(d.why()));
    throw new IllegalArgumentException("a soup must have two or more ingredients, got " + got);
  }
}
