package org.stockpot.study.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.merge.MergeMethod;
import org.stockpot.soup.DistinctIngredients;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupOrigin.Dropped;
import org.stockpot.soup.SoupRow;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Work;

/**
 * Merges experts, networks that were trained for a task each, into one network for all tasks, and
 * measures it, the experts and the base on every task. Options are chosen by the normalised mean on
 * the validation examples of all tasks ({@link MultiTaskResult#normalised}); the test examples are
 * opened once all is chosen. Where running statistics are re-estimated, each task has its own.
 */
public final class MultiTaskMerge {

  private final MergeNames names;
  private final MergeMembers members;
  private final List<MergeTask> tasks;
  private final List<Task> measured;
  private final MergeGrid grid;
  private final SoupOptions options;
  private final Progress progress;
  private final List<MergeSetting> settings;

  private MultiTaskMerge(
      List<String> names,
      MergeMembers members,
      List<MergeTask> tasks,
      MergeGrid grid,
      SoupOptions options,
      Progress progress) {
    requireAlike(members, tasks);
    this.names = MergeNames.of(names, members);
    grid.requireTaken(this.names.methods());
    requireMethods(this.names);
    this.members = members;
    this.tasks = tasks;
    this.grid = grid;
    this.options = options;
    this.progress = progress;
    measured = tasks.stream().map(MergeTask::task).toList();
    settings = MergeSetting.all(this.names.methods(), grid, measured);
  }

  private static void requireAlike(MergeMembers members, List<MergeTask> tasks) {
    List<String> experts = members.ingredients().stream().map(Ingredient::name).toList();
    List<String> on = tasks.stream().map(MergeTask::name).toList();
    if (on.size() < 2
        || experts.size() != on.size()
        || on.stream().distinct().count() < on.size()) {
      throw new IllegalArgumentException(
          "two or more tasks must have one expert each, in the order of the tasks, got "
              + experts
              + " on "
              + on);
    }
    List<Dropped> same = DistinctIngredients.of(members.ingredients()).dropped();
    if (!same.isEmpty()) {
      throw new IllegalArgumentException(
          "experts must differ, got " + same.get(0).name() + ", " + same.get(0).why());
    }
    for (MergeTask each : tasks) {
      requireFits(each, members, tasks.get(0));
    }
  }

  private static void requireFits(MergeTask each, MergeMembers members, MergeTask first) {
    try {
      each.task().layout().requireSame(members.ingredients().get(0).point().layout());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "task "
              + each.name()
              + " must have the layout of the experts, heads included, as one network does all"
              + " tasks: "
              + e.getMessage(),
          e);
    }
    if (each.task().metric() != first.task().metric()) {
      throw new IllegalArgumentException(
          "tasks must have one metric, got "
              + first.task().metric().label()
              + " of "
              + first.name()
              + " and "
              + each.task().metric().label()
              + " of "
              + each.name());
    }
  }

  private static void requireMethods(MergeNames names) {
    if (!names.recipes().isEmpty()) {
      throw new IllegalArgumentException(
          "between tasks all experts are merged, got "
              + MergeNames.name(names.recipes().get(0))
              + ", which chooses members; the mean of all is linear");
    }
  }

  /**
   * Merges experts.
   *
   * @param names methods such as {@code ties}; {@link MergeNames#ALL} for every method that takes
   *     the experts
   * @param members the experts, in the order of their tasks
   * @param tasks the tasks, all of the experts' layout
   * @param grid the values of options to try
   * @param options the treatment of statistics and masks; what else there is does not count
   * @return the rows, and all that was tried
   * @throws IllegalArgumentException as {@link #of(List, MergeMembers, List, MergeGrid,
   *     SoupOptions, Progress)}
   */
  public static MultiTaskResult of(
      List<String> names,
      MergeMembers members,
      List<MergeTask> tasks,
      MergeGrid grid,
      SoupOptions options) {
    return of(names, members, tasks, grid, options, Progress.NONE);
  }

  /**
   * Merges experts. An interrupt ends the work and keeps what was tried once the experts are
   * measured.
   *
   * @param names methods such as {@code ties}; {@link MergeNames#ALL} for every method that takes
   *     the experts
   * @param members the experts, in the order of their tasks
   * @param tasks the tasks, all of the experts' layout
   * @param grid the values of options to try
   * @param options the treatment of statistics and masks; what else there is does not count
   * @param progress told about each point measured
   * @return the rows, and all that was tried
   * @throws IllegalArgumentException if there are not as many experts as tasks, layouts or metrics
   *     differ, a name is that of a recipe that chooses members, or as {@link
   *     MergeComparison#of(List, MergeMembers, Task, MergeGrid, SoupOptions, Progress)}
   */
  public static MultiTaskResult of(
      List<String> names,
      MergeMembers members,
      List<MergeTask> tasks,
      MergeGrid grid,
      SoupOptions options,
      Progress progress) {
    return new MultiTaskMerge(names, members, tasks, grid, options.withShift(), progress).result();
  }

  /**
   * Returns how much work {@link #of} is.
   *
   * @param names methods
   * @param members the experts
   * @param tasks the tasks
   * @param grid the values of options to try
   * @param options the settings
   * @return the points that are measured
   * @throws IllegalArgumentException as {@link #of}
   */
  public static Plan plan(
      List<String> names,
      MergeMembers members,
      List<MergeTask> tasks,
      MergeGrid grid,
      SoupOptions options) {
    MultiTaskMerge merge =
        new MultiTaskMerge(names, members, tasks, grid, options.withShift(), Progress.NONE);
    return Plan.of(List.of(), merge::announce);
  }

  private void announce(Progress told) {
    told.plan(GridSearch.work(measured), settings.size());
    settings.forEach(setting -> setting.plan(members, told));
    int singles = tasks.size() + (members.base().isPresent() ? 1 : 0);
    told.plan(row(), singles + names.methods().size());
  }

  private Work row() {
    double size = measured.stream().mapToDouble(task -> SoupRow.work(List.of(), task).size()).sum();
    return new Work("row", size);
  }

  private MultiTaskResult result() {
    announce(progress);
    MultiTaskRows rows = new MultiTaskRows(members, measured, options.recalibrate());
    List<List<Score>> own = new ArrayList<>();
    for (Ingredient single : rows.singles()) {
      progress.phase("validation of " + single.name());
      own.add(rows.validation(single));
    }
    List<Score> experts =
        IntStream.range(0, tasks.size()).mapToObj(t -> own.get(t).get(t)).toList();
    GridSearch search =
        new GridSearch(members, measured, options, MultiTaskResult.bestFirst(experts), progress);
    Outcome outcome = Outcome.of(() -> choose(search, rows));
    List<MultiTaskRow> all =
        names.methods().stream().map(method -> rows.row(method, search)).toList();
    if (outcome.state() == Outcome.State.DONE
        && all.stream().allMatch(row -> row.point().isEmpty())) {
      throw new IllegalArgumentException(
          "no merge came about: " + all.get(0).scores().get(0).missing());
    }
    return new MultiTaskResult(
        tasks.stream().map(MergeTask::name).toList(),
        names,
        members.base().map(Ingredient::name).orElse(""),
        members.weights(),
        grid,
        options,
        search.trials(),
        all,
        rows.ofSingles(),
        MergeComparison.origin(members, List.of()),
        outcome);
  }

  private void choose(GridSearch search, MultiTaskRows rows) {
    search.run(settings);
    // The test examples are opened once all is chosen.
    for (Ingredient single : rows.singles()) {
      progress.phase("test examples: " + single.name());
      rows.open(single);
      progress.done(row(), 1);
    }
    for (MergeMethod method : names.methods()) {
      progress.phase("test examples: " + method.name());
      rows.open(method, search);
      progress.done(row(), 1);
    }
  }
}
