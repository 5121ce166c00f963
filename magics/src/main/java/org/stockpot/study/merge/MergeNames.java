package org.stockpot.study.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.Merges;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.task.option.Suggestions;

/**
 * Methods and recipes that choose members, by name.
 *
 * @param names all, in order
 * @param methods those that merge
 * @param recipes those that choose members
 * @param leftOut methods that {@link #ALL} stands for and that do not fit, with the reason
 */
public record MergeNames(
    List<String> names, List<MergeMethod> methods, List<SoupRecipe> recipes, List<String> leftOut) {

  /** Stands for every method that takes the members at hand. */
  public static final String ALL = "all";

  /** Copies the lists. */
  public MergeNames {
    names = List.copyOf(names);
    methods = List.copyOf(methods);
    recipes = List.copyOf(recipes);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Finds methods and recipes.
   *
   * @param names such as {@code ties} and {@code greedy}, all different; {@link #ALL} for every
   *     method that takes the members
   * @param members what is merged
   * @return the methods and recipes
   * @throws IllegalArgumentException if there is none of a name, one is named twice, or a method
   *     does not take the members
   */
  static MergeNames of(List<String> names, MergeMembers members) {
    List<String> found = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (String name : names) {
      if (!name.equals(ALL)) {
        add(found, name);
        continue;
      }
      for (MergeMethod method : Merges.ALL) {
        Optional<String> why = unfit(method, members);
        why.ifPresent(leftOut::add);
        if (why.isEmpty() && !names.contains(method.name())) {
          found.add(method.name());
        }
      }
    }
    List<MergeMethod> methods = found.stream().flatMap(name -> method(name).stream()).toList();
    methods.forEach(method -> require(method, members));
    List<SoupRecipe> recipes = found.stream().flatMap(name -> recipe(name).stream()).toList();
    return new MergeNames(found, methods, recipes, leftOut);
  }

  private static void add(List<String> found, String name) {
    if (found.contains(name)) {
      throw new IllegalArgumentException("methods must differ, got " + name + " twice");
    }
    if (method(name).isEmpty() && recipe(name).isEmpty()) {
      throw new IllegalArgumentException(
          "no method named "
              + name
              + Suggestions.didYouMean(name, known())
              + " (methods: "
              + String.join(" ", known())
              + ")");
    }
    found.add(name);
  }

  private static List<String> known() {
    return Stream.concat(
            Stream.of(SoupRecipe.values()).map(MergeNames::name),
            Merges.ALL.stream().map(MergeMethod::name))
        .toList();
  }

  static String name(SoupRecipe recipe) {
    return recipe.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<MergeMethod> method(String name) {
    return Merges.ALL.stream().filter(method -> method.name().equals(name)).findFirst();
  }

  private static Optional<SoupRecipe> recipe(String name) {
    return Stream.of(SoupRecipe.values()).filter(recipe -> name(recipe).equals(name)).findFirst();
  }

  private static Optional<String> unfit(MergeMethod method, MergeMembers members) {
    try {
      require(method, members);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static void require(MergeMethod method, MergeMembers members) {
    method.require(members.ingredients().size(), members.baseOf(method).isPresent());
  }

  /**
   * Says which options of a grid some methods do not have. A seed is for what draws, as everywhere.
   *
   * @param grid the grid
   * @return a phrase for each option that not all take
   */
  public List<String> untaken(MergeGrid grid) {
    List<String> all = new ArrayList<>();
    for (String option : grid.values().keySet()) {
      String without =
          Stream.concat(
                  recipes.stream().map(MergeNames::name),
                  methods.stream()
                      .filter(method -> grid.untaken(method).contains(option))
                      .map(MergeMethod::name))
              .collect(Collectors.joining(", "));
      if (!without.isEmpty() && !option.equals("seed")) {
        all.add(option + " is no option of " + without);
      }
    }
    return all;
  }
}
