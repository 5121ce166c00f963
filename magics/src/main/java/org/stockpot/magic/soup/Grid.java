package org.stockpot.magic.soup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Axis;
import org.stockpot.magic.option.Option;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.soup.Variation;
import org.stockpot.task.Recipe;

/**
 * Options of a recipe, and its seed, with several values each: the axes of fine-tuning.
 *
 * @param fixed the options with one value, as typed
 * @param axes those with several
 */
record Grid(Map<String, String> fixed, List<Axis> axes) {

  private static final int MOST = 1000;

  record Seed(long seed) {}

  private static OptionSet options() {
    return new OptionSet(List.of(Recipe.defaults(), new Seed(1)), Map.of());
  }

  /** Returns the options that are not axes. */
  static Map<String, String> single(Map<String, String> typed) {
    Map<String, String> single = new LinkedHashMap<>(typed);
    of(typed).axes.forEach(axis -> single.remove(axis.name()));
    return single;
  }

  /** Reads options as typed; those that no recipe has are ignored. */
  static Grid of(Map<String, String> typed) {
    Map<String, String> fixed = new LinkedHashMap<>();
    List<Axis> axes = new ArrayList<>();
    Map<String, Option> known = new LinkedHashMap<>();
    options().all().forEach(option -> known.put(option.name(), option));
    typed.forEach(
        (name, text) -> {
          Option option = known.get(name);
          if (option != null && option.hasSeveral(text)) {
            axes.add(option.axis(text));
          } else if (option != null) {
            fixed.put(name, text);
          }
        });
    return new Grid(fixed, axes);
  }

  /** Returns all combinations, the last axis changing fastest, or as many random ones as asked. */
  List<Variation> variations(int random, long seed) {
    return (random == 0 ? all() : drawn(random, seed)).stream().map(this::variation).toList();
  }

  private List<Map<String, String>> all() {
    return Axis.combinations(axes, Grid::values, Grid::requireFew);
  }

  private static List<String> values(Axis axis) {
    try {
      return axis.values();
    } catch (UsageException e) {
      throw new UsageException(e.getMessage() + "; --random N draws some");
    }
  }

  private static void requireFew(int size) {
    if (size > MOST) {
      throw new UsageException(
          "a grid must have at most " + MOST + " combinations, got more; try --random 12");
    }
  }

  /** Draws until enough combinations differ, or new ones are no longer found. */
  private Set<Map<String, String>> drawn(int count, long seed) {
    requireFew(count);
    SplittableRandom random = new SplittableRandom(seed);
    Set<Map<String, String>> drawn = new LinkedHashSet<>();
    for (int attempt = 0; attempt < 1000 * count && drawn.size() < count; attempt++) {
      Map<String, String> next = new LinkedHashMap<>();
      axes.forEach(axis -> next.put(axis.name(), axis.draw(random)));
      drawn.add(next);
    }
    if (drawn.size() < count) {
      throw new UsageException(
          "random must be at most the "
              + drawn.size()
              + " different combinations of the axes, got "
              + count);
    }
    return drawn;
  }

  private Variation variation(Map<String, String> values) {
    Map<String, String> given = new LinkedHashMap<>(fixed);
    given.putAll(values);
    Map<Class<?>, Record> records = options().read(given);
    return new Variation(
        (Recipe) records.get(Recipe.class), ((Seed) records.get(Seed.class)).seed());
  }
}
