package org.stockpot.study.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.merge.MergeMethod;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.Masks;
import org.stockpot.soup.SoupRow;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Measures experts, base and merges on all tasks, and makes rows of what is there by then. */
final class MultiTaskRows {

  private final MergeMembers members;
  private final List<Task> tasks;
  private final Statistics statistics;
  private final Map<String, List<Score>> validation = new HashMap<>();
  private final Map<String, List<SoupRow>> opened = new HashMap<>();

  MultiTaskRows(MergeMembers members, List<Task> tasks, Statistics statistics) {
    this.members = members;
    this.tasks = tasks;
    this.statistics = statistics;
  }

  /** Gives a network as a task measures it. */
  @FunctionalInterface
  private interface Treated {
    Point on(Task task);
  }

  /** Returns the experts, and the base if there is one. */
  List<Ingredient> singles() {
    List<Ingredient> all = new ArrayList<>(members.ingredients());
    members.base().ifPresent(all::add);
    return all;
  }

  private Treated treated(Ingredient single) {
    return task -> statistics.single(single.point(), task);
  }

  /** Measures an expert or the base on validation examples. */
  List<Score> validation(Ingredient single) {
    List<Score> scores =
        tasks.stream().map(task -> task.validation().score(treated(single).on(task))).toList();
    validation.put(key(single), scores);
    return scores;
  }

  /** No method has a name that ends so. */
  private static String key(Ingredient single) {
    return single.name() + " alone";
  }

  /** Opens the test examples of all tasks for an expert or the base. */
  void open(Ingredient single) {
    opened.put(key(single), rows(single.name(), 1, validation.get(key(single)), treated(single)));
  }

  /** Opens them for the network that validation chose of a method's settings, if there is one. */
  void open(MergeMethod method, GridSearch search) {
    search
        .best(method)
        .ifPresent(
            found ->
                opened.put(
                    method.name(),
                    rows(
                        method.name(),
                        tasks.size(),
                        found.trial().validation(),
                        task -> search.measured(found.network().point(), task))));
  }

  private List<SoupRow> rows(String name, int count, List<Score> scores, Treated network) {
    return IntStream.range(0, tasks.size())
        .mapToObj(t -> row(name, count, scores.get(t), network.on(tasks.get(t)), tasks.get(t)))
        .toList();
  }

  private static SoupRow row(String name, int count, Score score, Point point, Task task) {
    return SoupRow.of(name, count, point, score, List.of(), task);
  }

  List<MultiTaskRow> ofSingles() {
    return singles().stream().map(this::row).toList();
  }

  private MultiTaskRow row(Ingredient single) {
    List<SoupRow> scores =
        opened.getOrDefault(
            key(single), missing(single.name(), 1, MergeRows.STOPPED, validation.get(key(single))));
    return new MultiTaskRow(
        single.name(),
        Map.of(),
        0,
        scores,
        Optional.of(single.point()),
        single.mask(),
        Masks.UNION,
        List.of(),
        new MergeCost(0, 0));
  }

  private List<SoupRow> missing(String name, int count, String why, List<Score> scores) {
    return IntStream.range(0, tasks.size())
        .mapToObj(
            t -> {
              SoupRow none = SoupRow.missing(name, count, tasks.get(t).metric(), List.of(), why);
              return scores.isEmpty() ? none : none.withValidation(scores.get(t));
            })
        .toList();
  }

  MultiTaskRow row(MergeMethod method, GridSearch search) {
    Optional<GridSearch.Found> found = search.best(method);
    List<MergeTrial> tried = search.trials(method);
    String why = found.isEmpty() && !tried.isEmpty() ? tried.get(0).failed() : MergeRows.STOPPED;
    List<Score> scores = found.map(f -> f.trial().validation()).orElse(List.of());
    Mask union =
        members.ingredients().stream().map(Ingredient::mask).reduce(Mask::or).orElseThrow();
    return new MultiTaskRow(
        method.name(),
        found.map(f -> f.trial().options()).orElse(Map.of()),
        tried.size(),
        opened.getOrDefault(method.name(), missing(method.name(), tasks.size(), why, scores)),
        found.map(f -> f.network().point()),
        found.map(f -> f.network().mask()).orElse(union),
        search.masks().fate(),
        found.map(f -> f.network().notes()).orElse(List.of()),
        search.cost(method));
  }
}
