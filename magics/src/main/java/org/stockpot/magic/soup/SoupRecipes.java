package org.stockpot.magic.soup;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Values;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.task.option.Suggestions;

/** The recipes of {@code %soup} by name, and which options each takes. */
final class SoupRecipes {

  static final String WEIGHTED = "weighted";
  static final String INTERPOLATE = "interpolate";
  static final String FILES = "files";

  private static final List<String> CHOSEN = Values.constants(SoupRecipe.class);
  private static final List<String> SCORED = with(CHOSEN, WEIGHTED, INTERPOLATE);
  private static final List<String> TRIED = List.of("greedy", "pruned");

  /** All names. */
  static final List<String> NAMES = with(SCORED, FILES);

  /** The recipes that take an option; one that is not here is for all. */
  private static final Map<String, List<String>> TAKERS =
      Map.ofEntries(
          entry("order", TRIED),
          entry("seed", TRIED),
          entry("passes", TRIED),
          entry("ties", TRIED),
          entry("drop-best", List.of("pruned")),
          entry("masks", List.of("sparse")),
          entry("zeros", List.of("sparse")),
          entry("gate", CHOSEN),
          entry("baseline", CHOSEN),
          entry("recalibrate", SCORED),
          entry("shift", SCORED),
          entry("allow-leak", SCORED),
          entry("fresh", SCORED),
          entry("samples", List.of(INTERPOLATE)),
          entry("to", List.of(FILES)),
          entry("entry", List.of(FILES)));

  private SoupRecipes() {}

  private static List<String> with(List<String> names, String... more) {
    List<String> all = new ArrayList<>(names);
    Collections.addAll(all, more);
    return List.copyOf(all);
  }

  /** Reads recipes that choose members, separated by commas. */
  static List<SoupRecipe> read(String text) {
    return names(text).stream()
        .map(name -> (SoupRecipe) Values.read(SoupRecipe.class, name))
        .toList();
  }

  /** Returns whether recipes choose their members. */
  static boolean choosesMembers(String recipes) {
    return CHOSEN.containsAll(names(recipes));
  }

  private static List<String> names(String text) {
    return Arrays.asList(text.split(",", -1));
  }

  /** Returns the options that none of some recipes takes. */
  static Set<String> idle(String recipes) {
    Set<String> idle = new TreeSet<>(TAKERS.keySet());
    idle.removeIf(option -> !Collections.disjoint(TAKERS.get(option), names(recipes)));
    return idle;
  }

  /**
   * Requires that recipes are known, several only of those that choose members, and that one of
   * them takes each option that was typed.
   */
  static void requireTaken(Collection<String> typed, String recipes) {
    List<String> known = NAMES.contains(recipes) ? NAMES : CHOSEN;
    for (String name : names(recipes)) {
      if (!known.contains(name)) {
        throw new UsageException(
            "no recipe named "
                + name
                + Suggestions.didYouMean(name, NAMES)
                + " (recipes: "
                + String.join(" ", NAMES)
                + ")");
      }
    }
    for (String option : idle(recipes)) {
      if (typed.contains(option)) {
        throw new UsageException(
            "soup "
                + recipes
                + " takes no --"
                + option
                + " (recipes that do: "
                + String.join(" ", TAKERS.get(option))
                + ")");
      }
    }
  }
}
