package org.stockpot.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.stockpot.task.PerExample;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.weights.Point;

/** Opens the test examples for soups, once all are chosen, and for what they are compared with. */
final class TestRows {

  private final StatisticsRule treatment;
  private final Task task;
  private final SoupOptions options;
  private final SoupWork work;
  private final DistinctIngredients pool;
  private final RankedIngredients ranked;
  private final Progress progress;
  private final List<SoupRow> singles = new ArrayList<>();
  private final List<SoupRow> baselines = new ArrayList<>();

  TestRows(
      StatisticsRule treatment,
      SoupWork work,
      DistinctIngredients pool,
      RankedIngredients ranked,
      Progress progress) {
    this.treatment = treatment;
    this.work = work;
    options = work.options();
    this.pool = pool;
    this.ranked = ranked;
    this.progress = progress;
    task = treatment.task();
  }

  RankedIngredients ranked() {
    return ranked;
  }

  SoupResult of(SoupRecipe recipe, SoupContext context, List<RankedIngredient> members) {
    if (singles.isEmpty()) {
      measure();
    }
    Point soup = soup(recipe, context, members, treatment);
    String name = recipe.name().toLowerCase(Locale.ROOT) + " soup";
    List<SoupRow> rows = new ArrayList<>();
    rows.add(
        row(name, members.size(), soup, task.validation().score(soup))
            .withShiftedErrors(soup, options.shift(), task));
    progress.done(work.row(), 1);
    for (Statistics other : StatisticsRule.others(treatment.statistics(), task.layout())) {
      String under =
          name
              + (task.layout().hasStatistics() ? ", statistics " + other.label() : ", as it comes");
      StatisticsRule rule = new StatisticsRule(other, task);
      rows.add(rowIfPossible(under, members.size(), () -> soup(recipe, context, members, rule)));
      progress.done(work.otherRow(), 1);
    }
    return new SoupResult(
        task.name(),
        recipe,
        options,
        singles,
        context.ledger(),
        members.stream().map(RankedIngredient::name).toList(),
        soup,
        rows,
        baselines,
        origin(recipe, members, soup));
  }

  private Point soup(
      SoupRecipe recipe, SoupContext context, List<RankedIngredient> members, StatisticsRule rule) {
    Point soup = context.soup(members, rule);
    return isPrunedAgain(recipe)
        ? rule.single(soup.masked(SparseMasks.prunedAgain(soup, pool.ingredients())))
        : soup;
  }

  private boolean isPrunedAgain(SoupRecipe recipe) {
    return recipe.sharesMask() && options.masks() == Masks.RE_PRUNE;
  }

  private SoupOrigin origin(SoupRecipe recipe, List<RankedIngredient> members, Point soup) {
    List<Ingredient> within = members.stream().map(RankedIngredient::ingredient).toList();
    SoupOrigin origin = SoupOrigin.of(pool.ingredients(), pool.dropped(), within);
    return isPrunedAgain(recipe)
        ? new SoupOrigin(
            origin.sources(), origin.dropped(), SparseMasks.prunedAgain(soup, pool.ingredients()))
        : origin;
  }

  /** Returns what all soups of these ingredients are compared with. */
  SoupBaselines baselines() {
    if (singles.isEmpty()) {
      measure();
    }
    return new SoupBaselines(singles, baselines);
  }

  private void measure() {
    progress.phase("test examples");
    for (RankedIngredient t : ranked.sorted()) {
      singles.add(row(t.name(), 1, t.measured(), t.validation()));
      progress.done(work.row(), 1);
    }
    RankedIngredient best = ranked.sorted().get(0);
    String name = SoupRow.BEST + " (" + best.name() + ")";
    baselines.add(
        singles.get(0).renamed(name).withShiftedErrors(best.measured(), options.shift(), task));
    baselines.add(mean());
    baselines.add(ensemble());
    progress.done(work.ensemble(), 1);
    if (task.layout().hasStatistics()) {
      boolean estimated = treatment.statistics() == Statistics.RE_ESTIMATE;
      Statistics other = estimated ? Statistics.CARRY : Statistics.RE_ESTIMATE;
      String under = name + (estimated ? ", own statistics" : ", statistics " + other.label());
      StatisticsRule rule = new StatisticsRule(other, task);
      baselines.add(rowIfPossible(under, 1, () -> rule.single(best.ingredient().point())));
      progress.done(work.otherRow(), 1);
    }
  }

  private SoupRow row(String name, int members, Point point, Score validation) {
    return SoupRow.of(name, members, point, validation, options.shift(), task);
  }

  /** Returns a line without scores where statistics had to be re-estimated and cannot be. */
  private SoupRow rowIfPossible(String name, int members, Supplier<Point> treated) {
    try {
      Point point = treated.get();
      return row(name, members, point, task.validation().score(point));
    } catch (StatisticsRule.ImpossibleException e) {
      return SoupRow.missing(
          name, members, task.metric(), options.shift(), e.getCause().getMessage());
    }
  }

  private SoupRow mean() {
    List<Score> shifted =
        IntStream.range(0, options.shift().size())
            .mapToObj(i -> Estimate.mean(singles.stream().map(r -> r.shifted().get(i)).toList()))
            .toList();
    List<PerExample> errors = SoupRow.unknown(options.shift());
    errors.set(0, PerExample.mean(singles.stream().map(r -> r.errors().get(0)).toList()));
    return new SoupRow(
        SoupRow.MEAN,
        1,
        Estimate.mean(singles.stream().map(SoupRow::validation).toList()),
        Estimate.mean(singles.stream().map(SoupRow::test).toList()),
        shifted,
        errors,
        "");
  }

  /** Returns a line without scores where nothing is predicted, as by an error function. */
  private SoupRow ensemble() {
    try {
      return measuredEnsemble();
    } catch (UnsupportedOperationException e) {
      int members = ranked.sorted().size();
      return SoupRow.missing(
          SoupRow.ENSEMBLE, members, task.metric(), options.shift(), e.getMessage());
    }
  }

  private SoupRow measuredEnsemble() {
    List<Point> all = ranked.sorted().stream().map(RankedIngredient::measured).toList();
    List<Score> shifted = options.shift().stream().map(s -> task.beside(s).ensemble(all)).toList();
    List<PerExample> errors = SoupRow.unknown(options.shift());
    errors.set(0, task.test().ensembleErrors(all));
    return new SoupRow(
        SoupRow.ENSEMBLE,
        all.size(),
        task.validation().ensemble(all),
        task.test().ensemble(all),
        shifted,
        errors,
        "");
  }
}
