package org.stockpot.soup;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.weights.Aligner;
import org.stockpot.weights.Point;

/**
 * Makes soups: selection on validation examples only; the test examples are opened once, at the
 * end, for the comparison.
 */
public final class Soups {

  private Soups() {}

  /**
   * Makes one soup.
   *
   * @param recipe how its members are chosen
   * @param ingredients two or more different networks of one layout
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @return the soup with its ledger and its baselines
   * @throws IllegalArgumentException as {@link #of(SoupRecipe, List, Task, SoupOptions, Progress)}
   */
  public static SoupResult of(
      SoupRecipe recipe, List<Ingredient> ingredients, Task task, SoupOptions options) {
    return of(recipe, ingredients, task, options, Progress.NONE);
  }

  /**
   * Makes one soup. Networks with equal weights count once.
   *
   * @param recipe how its members are chosen
   * @param ingredients two or more different networks of one layout
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @param progress told about each point measured
   * @return the soup with its ledger and its baselines
   * @throws IllegalArgumentException if there are fewer than two different ingredients, they do not
   *     fit together, a sparse soup's have no masks, or masks that differ where they must not, or
   *     statistics had to be re-estimated and cannot be
   */
  public static SoupResult of(
      SoupRecipe recipe,
      List<Ingredient> ingredients,
      Task task,
      SoupOptions options,
      Progress progress) {
    return compare(List.of(recipe), ingredients, task, options, progress).soups().get(0);
  }

  /**
   * Makes one soup, and measures what its gate refuses with units aligned, too.
   *
   * @param recipe how its members are chosen
   * @param ingredients two or more different networks of one layout
   * @param task scores points and re-estimates statistics
   * @param options the settings, with a gate
   * @param aligner aligns units
   * @return the soup with its ledger and its baselines
   */
  public static SoupResult of(
      SoupRecipe recipe,
      List<Ingredient> ingredients,
      Task task,
      SoupOptions options,
      Aligner aligner) {
    return compare(List.of(recipe), ingredients, task, options, aligner).soups().get(0);
  }

  /**
   * Makes soups of the same ingredients by several recipes, and measures what their gate refuses
   * with units aligned, too.
   *
   * @param recipes how members are chosen, at least one, all different
   * @param ingredients two or more different networks of one layout
   * @param task scores points and re-estimates statistics
   * @param options the settings, with a gate
   * @param aligner aligns units
   * @return one soup per recipe, in their order
   */
  public static SoupComparison compare(
      List<SoupRecipe> recipes,
      List<Ingredient> ingredients,
      Task task,
      SoupOptions options,
      Aligner aligner) {
    return compare(recipes, ingredients, task, options, Optional.of(aligner), Progress.NONE);
  }

  /**
   * Makes soups of the same ingredients by several recipes.
   *
   * @param recipes how members are chosen, at least one, all different
   * @param ingredients two or more different networks of one layout
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @return one soup per recipe, in their order
   * @throws IllegalArgumentException as {@link #compare(List, List, Task, SoupOptions, Progress)}
   */
  public static SoupComparison compare(
      List<SoupRecipe> recipes, List<Ingredient> ingredients, Task task, SoupOptions options) {
    return compare(recipes, ingredients, task, options, Progress.NONE);
  }

  /**
   * Makes soups of the same ingredients by several recipes, and measures the ingredients once.
   * Networks with equal weights count once.
   *
   * @param recipes how members are chosen, at least one, all different
   * @param ingredients two or more different networks of one layout
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @param progress told about each point measured
   * @return one soup per recipe, in their order
   * @throws IllegalArgumentException if there are no recipes, fewer than two different ingredients,
   *     they do not fit together, a sparse soup's have no masks, or masks that differ where they
   *     must not, or statistics had to be re-estimated and cannot be
   */
  public static SoupComparison compare(
      List<SoupRecipe> recipes,
      List<Ingredient> ingredients,
      Task task,
      SoupOptions options,
      Progress progress) {
    return compare(recipes, ingredients, task, options, Optional.empty(), progress);
  }

  /**
   * Makes soups as {@link #compare(List, List, Task, SoupOptions, Progress)} does. Where the gate
   * refuses an ingredient, its path is measured with its units aligned to the soup's, and repaired,
   * too: in the ledger, which decides nothing.
   *
   * @param recipes how members are chosen, at least one, all different
   * @param ingredients two or more different networks of one layout
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @param aligner aligns units; empty if refused paths are measured once
   * @param progress told about each point measured
   * @return one soup per recipe, in their order
   */
  public static SoupComparison compare(
      List<SoupRecipe> recipes,
      List<Ingredient> ingredients,
      Task task,
      SoupOptions options,
      Optional<Aligner> aligner,
      Progress progress) {
    requireSome(recipes);
    try (SoupSelection selection =
        SoupSelection.of(recipes, ingredients, task, options, aligner, progress)) {
      return selection.soups();
    }
  }

  /**
   * Compares soups with their baselines over repeats, such as soups from several starts: recipe
   * minus best single, minus mean single and minus prediction ensemble, each difference taken
   * inside a repeat, with its interval over repeats and test examples ({@link
   * org.stockpot.task.replicates.Paired}). With one repeat the interval is over the test examples
   * alone. On shifted test sets only the difference to the best single is taken.
   *
   * @param repeats one or more comparisons of the same recipes on one test set; no network in two
   * @return the differences, recipe by recipe
   * @throws IllegalArgumentException if repeats are not alike or share networks
   */
  public static List<SoupDifference> paired(List<SoupComparison> repeats) {
    return new SoupDifferences(repeats).all();
  }

  /**
   * Returns how much work {@link #compare} is, at most: a trial that is refused at once measures
   * less.
   *
   * @param recipes how members are chosen
   * @param ingredients two or more different networks of one layout
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @param aligner aligns units; empty if refused paths are measured once
   * @return the points that are measured
   * @throws IllegalArgumentException if there are no recipes, or fewer than two ingredients
   */
  public static Plan plan(
      List<SoupRecipe> recipes,
      List<Ingredient> ingredients,
      Task task,
      SoupOptions options,
      Optional<Aligner> aligner) {
    requireSome(recipes);
    DistinctIngredients distinct = DistinctIngredients.of(ingredients);
    distinct.requireSome();
    return SoupSelection.plan(recipes, distinct.ingredients(), task, options, aligner);
  }

  private static void requireSome(List<SoupRecipe> recipes) {
    if (recipes.isEmpty() || recipes.stream().distinct().count() < recipes.size()) {
      throw new IllegalArgumentException(
          "recipes must be one or more, all different, got " + recipes);
    }
  }

  /**
   * Merges copies of one network, as a step of something larger: the soup alone, chosen on
   * validation examples, without baselines and without a look at the test examples. Copies were
   * trained under one mask: where it removes, all are 0, and so is every average.
   *
   * <p>See Zimmer, Spiegel, Pokutta, "Sparse Model Soups", ICLR 2024, §3.
   *
   * @param recipe how the members are chosen
   * @param copies one or more points of one layout
   * @param task scores points and re-estimates statistics
   * @param statistics what becomes of running statistics, in every average and in single copies
   * @return the soup
   * @throws IllegalArgumentException if statistics had to be re-estimated and cannot be
   */
  public static Point merge(
      SoupRecipe recipe, List<Point> copies, Task task, Statistics statistics) {
    List<Ingredient> ingredients =
        IntStream.range(0, copies.size())
            .mapToObj(i -> new Ingredient("copy " + (i + 1), copies.get(i)))
            .toList();
    SoupOptions options = SoupOptions.defaults().withRecalibrate(statistics);
    SoupWork work = new SoupWork(task, options, copies.size());
    StatisticsRule rule = new StatisticsRule(statistics, task);
    try (RankedIngredients ranked = new RankedIngredients(rule, ingredients, work, Progress.NONE)) {
      SoupContext context = new SoupContext(rule, work, ranked, Progress.NONE);
      return context.soup(recipe.choice().members(context));
    }
  }
}
