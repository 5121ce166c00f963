package org.stockpot.study.merge;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stockpot.merge.MergeMethod;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.Masks;
import org.stockpot.soup.SoupBaselines;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.SoupSelection;
import org.stockpot.soup.Trial;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Opens the test examples for what was chosen, and makes rows of what is there by then. */
final class MergeRows {

  static final String STOPPED = "stopped before its test";

  private final MergeNames names;
  private final List<String> members;
  private final Task task;
  private final SoupOptions options;
  private final GridSearch search;
  private final Mask union;
  private Optional<SoupBaselines> baselines = Optional.empty();
  private Optional<SoupComparison> soups = Optional.empty();
  private List<Double> seconds = List.of();
  private final Map<String, SoupRow> opened = new HashMap<>();

  MergeRows(
      MergeNames names,
      MergeMembers members,
      Task task,
      SoupOptions options,
      GridSearch search,
      Mask union) {
    this.names = names;
    this.members = members.ingredients().stream().map(Ingredient::name).toList();
    this.task = task;
    this.options = options;
    this.search = search;
    this.union = union;
  }

  Optional<SoupBaselines> baselines() {
    return baselines;
  }

  Optional<SoupComparison> soups() {
    return soups;
  }

  /** Measures what all is compared with, and the recipes' soups. */
  void open(SoupSelection selection) {
    baselines = Optional.of(selection.baselines());
    if (!names.recipes().isEmpty()) {
      soups = Optional.of(selection.soups());
      seconds = selection.seconds();
    }
  }

  /** Measures the network that validation chose of a method's settings, if there is one. */
  void open(MergeMethod method) {
    search.best(method).ifPresent(found -> opened.put(method.name(), opened(method.name(), found)));
  }

  private SoupRow opened(String name, GridSearch.Found found) {
    Point point = found.network().point();
    return SoupRow.of(name, members.size(), point, validation(found), options.shift(), task)
        .withShiftedErrors(point, options.shift(), task);
  }

  private static Score validation(GridSearch.Found found) {
    return found.trial().validation().get(0);
  }

  List<MergeRow> all() {
    return names.names().stream().map(this::row).toList();
  }

  private MergeRow row(String name) {
    return names.methods().stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .map(this::row)
        .orElseGet(() -> row(SoupRecipe.valueOf(name.toUpperCase(Locale.ROOT))));
  }

  private MergeRow row(MergeMethod method) {
    Optional<GridSearch.Found> found = search.best(method);
    SoupRow scores = opened.get(method.name());
    return new MergeRow(
        method.name(),
        found.map(f -> f.trial().options()).orElse(Map.of()),
        search.trials(method).size(),
        members,
        scores == null ? unopened(method, found) : scores,
        found.map(f -> f.network().point()),
        found.map(f -> f.network().mask()).orElse(union),
        search.masks().fate(),
        found.map(f -> f.network().notes()).orElse(List.of()),
        search.cost(method));
  }

  private SoupRow unopened(MergeMethod method, Optional<GridSearch.Found> found) {
    List<MergeTrial> tried = search.trials(method);
    boolean failed = found.isEmpty() && !tried.isEmpty();
    SoupRow none = missing(method.name(), failed ? tried.get(0).failed() : STOPPED);
    return found.map(f -> none.withValidation(validation(f))).orElse(none);
  }

  private SoupRow missing(String name, String why) {
    return SoupRow.missing(name, members.size(), task.metric(), options.shift(), why);
  }

  private MergeRow row(SoupRecipe recipe) {
    int place = names.recipes().indexOf(recipe);
    String name = MergeNames.name(recipe);
    Optional<SoupResult> soup = soups.map(all -> all.soups().get(place));
    long measured =
        soup.map(s -> s.ledger().stream().filter(MergeRows::isMeasured).count()).orElse(0L);
    return new MergeRow(
        name,
        Map.of(),
        1,
        soup.map(SoupResult::members).orElse(List.of()),
        soup.map(s -> s.row().renamed(name)).orElseGet(() -> missing(name, STOPPED)),
        soup.map(SoupResult::soup),
        soup.map(s -> s.origin().mask()).orElse(union),
        recipe.sharesMask() ? options.masks() : Masks.UNION,
        List.of(),
        new MergeCost(measured, soup.isPresent() ? seconds.get(place) : 0));
  }

  private static boolean isMeasured(Trial trial) {
    return trial.decision() == Trial.Decision.TAKEN || trial.decision() == Trial.Decision.LEFT;
  }
}
