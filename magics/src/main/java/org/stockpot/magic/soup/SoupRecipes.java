package org.stockpot.magic.soup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Values;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.MergeOption;
import org.stockpot.merge.Merges;
import org.stockpot.mergekit.FileRecipe;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.study.merge.MergeNames;
import org.stockpot.task.option.Suggestions;

/** The recipes of {@code %soup} by name, and which options each takes. */
final class SoupRecipes {

  static final String WEIGHTED = "weighted";
  static final String INTERPOLATE = "interpolate";
  static final String FILES = "files";

  /** Stands for every merge method that takes the members. */
  static final String ALL = MergeNames.ALL;

  private static final List<String> CHOSEN = Values.constants(SoupRecipe.class);
  static final List<String> METHODS = Merges.ALL.stream().map(MergeMethod::name).toList();
  private static final List<String> AVERAGES =
      with(with(AveragingOptions.SWA, AveragingOptions.EMA), AveragingOptions.LAWA);
  private static final List<String> SCORED =
      with(with(with(CHOSEN, METHODS), AVERAGES), WEIGHTED, INTERPOLATE);
  private static final List<String> TRIED = List.of("greedy", "pruned");

  /** All names. */
  static final List<String> NAMES = with(SCORED, ALL, FILES);

  /** The recipes and methods that take an option; one that is not here is for all. */
  private static final Map<String, List<String>> TAKERS = takers();

  private static Map<String, List<String>> takers() {
    Map<String, List<String>> takers = new TreeMap<>();
    takers.put("order", TRIED);
    takers.put("seed", TRIED);
    takers.put("passes", TRIED);
    takers.put("repeat-members", List.of("greedy"));
    takers.put("ties", TRIED);
    takers.put("floor", CHOSEN);
    takers.put("drop-best", List.of("pruned"));
    takers.put("masks", with(METHODS, "sparse"));
    takers.put("zeros", with(METHODS, "sparse"));
    takers.put("gate", CHOSEN);
    takers.put("align", CHOSEN);
    takers.put("baseline", CHOSEN);
    takers.put("recalibrate", SCORED);
    takers.put("shift", SCORED);
    takers.put("allow-leak", SCORED);
    takers.put("fresh", SCORED);
    takers.put("samples", List.of(INTERPOLATE));
    takers.put("after", AveragingOptions.SWA);
    takers.put("every", AVERAGES);
    takers.put("decay", AveragingOptions.EMA);
    takers.put("uncorrected", AveragingOptions.EMA);
    takers.put("latest", AveragingOptions.LAWA);
    takers.put("to", List.of(FILES));
    takers.put("entry", List.of(FILES));
    takers.put("method", List.of(FILES));
    takers.put("recipe", List.of(FILES));
    takers.put("write-recipe", List.of(FILES));
    takers.put("on", METHODS);
    takers.put("base", List.of(FILES));
    addMethods(takers);
    addFiles(takers);
    return takers;
  }

  /** Merge methods take the options that they have. */
  private static void addMethods(Map<String, List<String>> takers) {
    for (MergeMethod method : Merges.ALL) {
      if (method.base() != MergeMethod.Base.UNUSED) {
        takers.merge("base", List.of(method.name()), SoupRecipes::with);
      }
      for (MergeOption option : method.options()) {
        takers.merge(option.name(), List.of(method.name()), SoupRecipes::with);
      }
    }
  }

  /** Files take the options of all methods that merge them. */
  private static void addFiles(Map<String, List<String>> takers) {
    for (String method : FileRecipe.methods()) {
      for (MergeOption option : Merges.named(method).options()) {
        takers.computeIfPresent(
            option.name(), (name, known) -> known.contains(FILES) ? known : with(known, FILES));
      }
    }
  }

  private SoupRecipes() {}

  private static List<String> with(List<String> names, String... more) {
    return with(names, List.of(more));
  }

  private static List<String> with(List<String> names, List<String> more) {
    List<String> all = new ArrayList<>(names);
    all.addAll(more);
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

  /** Returns whether all of some names are averages of the points of one training. */
  static boolean averagesTraining(String recipes) {
    return AVERAGES.containsAll(names(recipes));
  }

  /** Returns whether there is a merge method among some names. */
  static boolean merges(String recipes) {
    return !Collections.disjoint(names(recipes), METHODS);
  }

  /** Returns the names of a text; {@link #ALL} stands for all methods. */
  private static List<String> names(String text) {
    List<String> names = new ArrayList<>(Arrays.asList(text.split(",", -1)));
    if (names.remove(ALL)) {
      names.addAll(METHODS);
    }
    return names;
  }

  /** Returns whether one of some methods, not a recipe, takes an option. */
  static boolean takes(String methods, String option) {
    return Merges.ALL.stream()
        .filter(method -> names(methods).contains(method.name()))
        .flatMap(method -> method.options().stream())
        .anyMatch(o -> o.name().equals(option));
  }

  /** Returns the words that methods take for an option. */
  static List<String> words(String option) {
    return Merges.ALL.stream()
        .flatMap(method -> method.options().stream())
        .filter(o -> o.name().equals(option))
        .flatMap(o -> o.choices().stream())
        .distinct()
        .toList();
  }

  /** Returns which of some methods must have a base. */
  static List<String> needingBase(String methods) {
    return Merges.ALL.stream()
        .filter(method -> method.needsBase() && names(methods).contains(method.name()))
        .map(MergeMethod::name)
        .toList();
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
    if (!averagesTraining(recipes) && !Collections.disjoint(names(recipes), AVERAGES)) {
      throw new UsageException(
          String.join(", ", AVERAGES)
              + " are of the points of one training and stand beside each other alone, got "
              + recipes);
    }
    List<String> known =
        NAMES.contains(recipes) || averagesTraining(recipes) ? NAMES : with(CHOSEN, METHODS);
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
                + takers(option)
                + ")");
      }
    }
  }

  /** Returns who takes an option, with the merge methods in two words if all do. */
  private static String takers(String option) {
    List<String> names = new ArrayList<>(TAKERS.get(option));
    if (!names.containsAll(METHODS)) {
      return String.join(" ", names);
    }
    names.removeAll(METHODS);
    return String.join(" ", names) + (names.isEmpty() ? "" : " and ") + "every merge method";
  }
}
