package org.stockpot.soup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.weights.Aligner;
import org.stockpot.weights.Mask;

/**
 * Soups whose members are chosen, before the test examples are opened: what else is to be chosen on
 * validation examples is chosen in between.
 */
public final class SoupSelection implements AutoCloseable {

  private final SoupWork work;
  private final DistinctIngredients distinct;
  private final StatisticsRule rule;
  private final Progress progress;
  private final Progress last;
  private final Map<List<Ingredient>, TestRows> tests = new HashMap<>();
  private final List<Supplier<SoupResult>> chosen = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();

  private SoupSelection(
      SoupWork work, DistinctIngredients distinct, Progress progress, Progress last) {
    this.work = work;
    this.distinct = distinct;
    this.progress = progress;
    this.last = last;
    rule = new StatisticsRule(work.options().recalibrate(), work.task());
  }

  /**
   * Chooses the members of soups on validation examples. Networks with equal weights count once.
   *
   * @param recipes how members are chosen; none to measure the networks alone
   * @param ingredients networks of one layout, two or more different ones for recipes
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @param progress told about each point measured
   * @return the choices, to be closed
   * @throws IllegalArgumentException as {@link Soups#compare(List, List, Task, SoupOptions,
   *     Progress)}
   */
  public static SoupSelection of(
      List<SoupRecipe> recipes,
      List<Ingredient> ingredients,
      Task task,
      SoupOptions options,
      Progress progress) {
    return of(recipes, ingredients, task, options, Optional.empty(), progress);
  }

  /** Chooses members, and measures paths that a gate refuses with units aligned, too. */
  static SoupSelection of(
      List<SoupRecipe> recipes,
      List<Ingredient> ingredients,
      Task task,
      SoupOptions options,
      Optional<Aligner> aligner,
      Progress progress) {
    DistinctIngredients distinct = DistinctIngredients.of(ingredients);
    if (!recipes.isEmpty()) {
      distinct.requireSome();
    }
    SoupWork work = new SoupWork(task, options, distinct.ingredients().size(), aligner);
    work.announceRanking(pools(recipes), progress);
    List<Progress> trials = recipes.stream().map(recipe -> progress.piece(1)).toList();
    for (int i = 0; i < recipes.size(); i++) {
      announceTrials(work, recipes.get(i), trials.get(i));
    }
    Progress last = progress.piece(1);
    work.announceTests(recipes.size(), pools(recipes), last);
    SoupSelection selection = new SoupSelection(work, distinct, progress, last);
    try {
      for (int i = 0; i < recipes.size(); i++) {
        selection.choose(recipes.get(i), trials.get(i));
      }
      return selection;
    } catch (RuntimeException e) {
      selection.close();
      throw e;
    }
  }

  /**
   * Returns how much work soups of different networks are, at most.
   *
   * @param recipes how members are chosen; may be none
   * @param ingredients different networks of one layout
   * @param task scores points
   * @param options the settings
   * @param aligner aligns what a gate refuses, if its path is to be measured once more
   * @return the points that are measured
   */
  public static Plan plan(
      List<SoupRecipe> recipes,
      List<Ingredient> ingredients,
      Task task,
      SoupOptions options,
      Optional<Aligner> aligner) {
    SoupWork work = new SoupWork(task, options, ingredients.size(), aligner);
    return Plan.of(
        List.of(),
        progress -> {
          work.announceRanking(pools(recipes), progress);
          recipes.forEach(recipe -> announceTrials(work, recipe, progress));
          work.announceTests(recipes.size(), pools(recipes), progress);
        });
  }

  private static void announceTrials(SoupWork work, SoupRecipe recipe, Progress progress) {
    long trials = recipe.choice().trials(work.ingredients(), work.options().passes());
    work.announceTrials(trials, progress);
  }

  /** Returns how many times ingredients are ranked: those under one mask by themselves. */
  private static long pools(List<SoupRecipe> recipes) {
    return Math.max(1, recipes.stream().map(SoupRecipe::sharesMask).distinct().count());
  }

  private void choose(SoupRecipe recipe, Progress trials) {
    TestRows rows = rows(prepared(recipe));
    long began = System.nanoTime();
    SoupContext context = new SoupContext(rule, work, rows.ranked(), trials);
    List<RankedIngredient> members = recipe.choice().members(context);
    trials.end();
    seconds.add((System.nanoTime() - began) / 1e9);
    chosen.add(() -> rows.of(recipe, context, members));
  }

  private TestRows rows(List<Ingredient> prepared) {
    return tests.computeIfAbsent(
        prepared,
        p ->
            new TestRows(
                rule, work, distinct, new RankedIngredients(rule, p, work, progress), last));
  }

  private List<Ingredient> prepared(SoupRecipe recipe) {
    if (!recipe.sharesMask()) {
      return distinct.ingredients();
    }
    Mask mask = SparseMasks.shared(distinct.ingredients(), work.options().masks());
    return distinct.ingredients().stream()
        .map(i -> new Ingredient(i.name(), i.point().masked(mask), mask))
        .toList();
  }

  /**
   * Returns how long each recipe took to choose, beside the networks' own scores.
   *
   * @return seconds, one per recipe
   */
  public List<Double> seconds() {
    return List.copyOf(seconds);
  }

  /**
   * Opens the test examples for the soups.
   *
   * @return one soup per recipe, in their order
   */
  public SoupComparison soups() {
    return new SoupComparison(work.task().name(), chosen.stream().map(Supplier::get).toList());
  }

  /**
   * Opens the test examples for what soups are compared with.
   *
   * @return the networks as they are, their best, their mean and their prediction ensemble
   */
  public SoupBaselines baselines() {
    return rows(distinct.ingredients()).baselines();
  }

  @Override
  public void close() {
    tests.values().forEach(rows -> rows.ranked().close());
  }
}
