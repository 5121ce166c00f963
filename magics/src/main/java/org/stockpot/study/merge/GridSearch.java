package org.stockpot.study.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.merge.MergeMethod;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Progress;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;

/**
 * Tries settings of methods on validation examples and keeps the best network of each method.
 * Networks are merged side by side, and measured one after the other, as measuring has threads of
 * its own. An interrupt ends it and leaves what was tried.
 */
final class GridSearch {

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int BYTES = 16;

  /** A network with the trial that it came out of; of one task as that task measures it. */
  record Found(MergeTrial trial, MergedNetwork network) {}

  private record Made(Optional<MergedNetwork> network, String failed, double seconds) {}

  private final MergeMembers members;
  private final MergeMasks masks;
  private final List<Task> tasks;
  private final SoupOptions options;
  private final Comparator<List<Score>> best;
  private final Progress progress;
  private final List<MergeTrial> trials = new ArrayList<>();
  private final Map<String, Found> found = new HashMap<>();

  GridSearch(
      MergeMembers members,
      List<Task> tasks,
      SoupOptions options,
      Comparator<List<Score>> best,
      Progress progress) {
    this.members = MergeMasks.prepared(members, options.masks());
    masks = MergeMasks.of(this.members, options.masks());
    this.tasks = tasks;
    this.options = options;
    this.best = best;
    this.progress = progress;
  }

  static Work work(List<Task> tasks) {
    long examples = tasks.stream().mapToLong(task -> task.validation().examples()).sum();
    return new Work("merge", Math.max(1, examples));
  }

  void run(List<MergeSetting> settings) {
    for (int from = 0; from < settings.size(); ) {
      int to = from + 1;
      while (to < settings.size() && to - from < threads() && !asksTask(settings, from, to)) {
        to++;
      }
      List<MergeSetting> some = settings.subList(from, to);
      progress.phase(some.get(0).method().name());
      List<Made> made = Workers.map(some.size(), some, this::made);
      for (int i = 0; i < made.size(); i++) {
        add(some.get(i), made.get(i));
      }
      from = to;
    }
  }

  private static boolean asksTask(List<MergeSetting> settings, int from, int to) {
    return settings.get(from).asksTask() || settings.get(to).asksTask();
  }

  /** Returns how many networks fit into memory side by side, as vectors of doubles. */
  private int threads() {
    double each = BYTES * (members.ingredients().size() + 2.0) * tasks.get(0).layout().size();
    return (int) Math.max(1, Math.min(CORES, Runtime.getRuntime().maxMemory() / 4.0 / each));
  }

  private Made made(MergeSetting setting) {
    Interrupts.check();
    long began = System.nanoTime();
    try {
      Merged merged = setting.merged(members, progress);
      Point point = merged.point();
      Mask mask = masks.mask(point);
      Point masked = mask.pruned() > 0 ? point.masked(mask) : point;
      MergedNetwork network = new MergedNetwork(masked, mask, merged.notes());
      return new Made(Optional.of(network), "", seconds(began));
    } catch (IllegalArgumentException | UnsupportedOperationException | DivergedException e) {
      return failed(e.getMessage(), began);
    }
  }

  private static Made failed(String why, long began) {
    return new Made(Optional.empty(), why, seconds(began));
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private void add(MergeSetting setting, Made made) {
    Interrupts.check();
    long began = System.nanoTime();
    String name = setting.method().name();
    List<Score> scores = new ArrayList<>();
    String failed = made.failed();
    List<String> notes = made.network().map(MergedNetwork::notes).orElse(List.of());
    Optional<MergedNetwork> network = made.network();
    if (network.isPresent()) {
      try {
        for (Task task : tasks) {
          Point measured = measured(network.get().point(), task);
          scores.add(task.validation().score(measured));
          if (tasks.size() == 1) {
            network = network.map(n -> new MergedNetwork(measured, n.mask(), n.notes()));
          }
        }
      } catch (RecalibrationException e) {
        scores.clear();
        failed = "running statistics cannot be re-estimated: " + e.getMessage();
      }
    }
    MergeTrial trial =
        new MergeTrial(
            name, setting.options(), scores, failed, notes, made.seconds() + seconds(began));
    trials.add(trial);
    progress.done(work(tasks), 1);
    Found before = found.get(name);
    if (!scores.isEmpty()
        && (before == null || best.compare(scores, before.trial().validation()) < 0)) {
      found.put(name, new Found(trial, network.orElseThrow()));
    }
  }

  /**
   * Returns a merged network as a task measures it. A merge hands it out with the mean of its
   * members' statistics.
   */
  Point measured(Point merged, Task task) {
    List<Point> points = members.ingredients().stream().map(Ingredient::point).toList();
    return options.recalibrate().merged(merged, points, members.counts(), task);
  }

  List<MergeTrial> trials() {
    return trials;
  }

  List<MergeTrial> trials(MergeMethod method) {
    return trials.stream().filter(trial -> trial.method().equals(method.name())).toList();
  }

  /** Returns the best network of a method; empty if none of its settings has a score. */
  Optional<Found> best(MergeMethod method) {
    return Optional.ofNullable(found.get(method.name()));
  }

  /** Returns what a method took. */
  MergeCost cost(MergeMethod method) {
    List<MergeTrial> all = trials(method);
    return new MergeCost(
        all.stream().mapToLong(trial -> trial.validation().size()).sum(),
        all.stream().mapToDouble(MergeTrial::seconds).sum());
  }

  /** Returns the fate of masks. */
  MergeMasks masks() {
    return masks;
  }
}
