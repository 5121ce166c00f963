package org.stockpot.study.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stockpot.merge.MergeMethod;
import org.stockpot.soup.DistinctIngredients;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.SoupSelection;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.weights.Mask;

/**
 * Merges of the same networks by several methods, and soups by recipes that choose members. Options
 * with several values are a grid: each method tries all combinations of those that it has, and the
 * best on validation examples is its row ({@link Score#BEST_FIRST}). The test examples are opened
 * once all methods, options and members are chosen.
 */
public final class MergeComparison {

  private final MergeNames names;
  private final MergeMembers members;
  private final Task task;
  private final MergeGrid grid;
  private final SoupOptions options;
  private final Progress progress;
  private final List<MergeSetting> settings;
  private final GridSearch search;
  private final SoupOrigin origin;

  private MergeComparison(
      List<String> names,
      MergeMembers named,
      Task task,
      MergeGrid grid,
      SoupOptions options,
      Progress progress) {
    DistinctIngredients distinct = distinct(named);
    members = named.with(distinct.ingredients());
    this.names = MergeNames.of(names, members);
    grid.requireTaken(this.names.methods());
    requireNoWeights(this.names, members);
    this.task = task;
    this.grid = grid;
    this.options = options;
    this.progress = progress;
    settings = MergeSetting.all(this.names.methods(), grid, List.of(task));
    search =
        new GridSearch(
            members,
            List.of(task),
            options,
            Comparator.comparing((List<Score> scores) -> scores.get(0), Score.BEST_FIRST),
            progress);
    origin = origin(members, distinct.dropped());
  }

  /** Networks with weights are named once each, others count once. */
  static DistinctIngredients distinct(MergeMembers named) {
    DistinctIngredients distinct = DistinctIngredients.of(named.ingredients());
    if (!named.weights().isEmpty() && !distinct.dropped().isEmpty()) {
      SoupOrigin.Dropped first = distinct.dropped().get(0);
      throw new IllegalArgumentException(
          "networks with weights must differ, got " + first.name() + ", " + first.why());
    }
    return distinct;
  }

  private static void requireNoWeights(MergeNames names, MergeMembers members) {
    if (!members.weights().isEmpty() && !names.recipes().isEmpty()) {
      throw new IllegalArgumentException(
          "weights must go to methods alone, got them with "
              + MergeNames.name(names.recipes().get(0))
              + ", whose members count alike");
    }
  }

  static SoupOrigin origin(MergeMembers members, List<SoupOrigin.Dropped> dropped) {
    List<SoupOrigin.Source> sources = new ArrayList<>();
    members.ingredients().forEach(i -> sources.add(source(i)));
    members.base().ifPresent(base -> sources.add(source(base)));
    Mask union =
        members.ingredients().stream().map(Ingredient::mask).reduce(Mask::or).orElseThrow();
    return new SoupOrigin(sources.stream().distinct().toList(), dropped, union);
  }

  private static SoupOrigin.Source source(Ingredient ingredient) {
    return new SoupOrigin.Source(ingredient.name(), ingredient.point().digest());
  }

  /**
   * Compares merges.
   *
   * @param names methods such as {@code ties} and recipes such as {@code greedy}; {@link
   *     MergeNames#ALL} for every method that takes the members
   * @param members the networks; those with equal weights count once
   * @param task scores points and re-estimates statistics
   * @param grid the values of options to try
   * @param options the treatment of statistics and masks, the shifted test sets, and what recipes
   *     take
   * @return the rows, and all that was tried
   * @throws IllegalArgumentException as {@link #of(List, MergeMembers, Task, MergeGrid,
   *     SoupOptions, Progress)}
   */
  public static MergeResult of(
      List<String> names, MergeMembers members, Task task, MergeGrid grid, SoupOptions options) {
    return of(names, members, task, grid, options, Progress.NONE);
  }

  /**
   * Compares merges. An interrupt ends the work and keeps what was tried.
   *
   * @param names methods such as {@code ties} and recipes such as {@code greedy}; {@link
   *     MergeNames#ALL} for every method that takes the members
   * @param members the networks; those with equal weights count once
   * @param task scores points and re-estimates statistics
   * @param grid the values of options to try
   * @param options the treatment of statistics and masks, the shifted test sets, and what recipes
   *     take
   * @param progress told about each point measured
   * @return the rows, and all that was tried
   * @throws IllegalArgumentException if there is no method of a name, one does not take the members
   *     or their number, needs a base that there is not, no method takes an option of the grid, a
   *     value is out of its range, or no merge came about
   */
  public static MergeResult of(
      List<String> names,
      MergeMembers members,
      Task task,
      MergeGrid grid,
      SoupOptions options,
      Progress progress) {
    return new MergeComparison(names, members, task, grid, options, progress).result();
  }

  /**
   * Returns how much work {@link #of} is, at most.
   *
   * @param names methods and recipes
   * @param members the networks
   * @param task scores points
   * @param grid the values of options to try
   * @param options the settings
   * @return the points that are measured
   * @throws IllegalArgumentException as {@link #of}
   */
  public static Plan plan(
      List<String> names, MergeMembers members, Task task, MergeGrid grid, SoupOptions options) {
    MergeComparison comparison =
        new MergeComparison(names, members, task, grid, options, Progress.NONE);
    Plan merges = Plan.of(List.of(), comparison::announce);
    Plan soups =
        SoupSelection.plan(
            comparison.names.recipes(),
            comparison.members.ingredients(),
            task,
            options,
            Optional.empty());
    return Plan.sum(List.of(merges, soups));
  }

  private void announce(Progress told) {
    told.plan(GridSearch.work(List.of(task)), settings.size());
    settings.forEach(setting -> setting.plan(members, told));
    told.plan(work(), names.methods().size());
  }

  private Work work() {
    return SoupRow.work(options.shift(), task);
  }

  private MergeResult result() {
    announce(progress);
    MergeRows rows = new MergeRows(names, members, task, options, search, origin.mask());
    Outcome outcome = Outcome.of(() -> choose(rows));
    List<MergeRow> all = rows.all();
    if (outcome.state() == Outcome.State.DONE
        && all.stream().allMatch(row -> row.point().isEmpty())) {
      throw new IllegalArgumentException("no merge came about: " + all.get(0).scores().missing());
    }
    return new MergeResult(
        task.name(),
        names,
        members.base().map(Ingredient::name).orElse(""),
        members.weights(),
        grid,
        options,
        search.trials(),
        all,
        rows.baselines(),
        rows.soups(),
        origin,
        outcome);
  }

  private void choose(MergeRows rows) {
    try (SoupSelection selection =
        SoupSelection.of(names.recipes(), members.ingredients(), task, options, progress)) {
      search.run(settings);
      // The test examples are opened once all is chosen.
      rows.open(selection);
      for (MergeMethod method : names.methods()) {
        progress.phase("test examples: " + method.name());
        rows.open(method);
        progress.done(work(), 1);
      }
    }
  }
}
