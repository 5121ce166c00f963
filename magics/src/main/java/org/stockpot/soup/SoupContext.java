package org.stockpot.soup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.stockpot.task.Metric;
import org.stockpot.task.Profile;
import org.stockpot.task.Progress;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Aligner;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * What recipes share: ingredients sorted by their validation scores, the soup of some members, the
 * gate, and the ledger.
 */
final class SoupContext {

  private final StatisticsRule treatment;
  private final SoupWork work;
  private final Progress progress;
  private final RankedIngredients ranked;
  private final List<RankedIngredient> sorted = new ArrayList<>();
  private final List<Trial> ledger = new ArrayList<>();

  SoupContext(
      StatisticsRule treatment, SoupWork work, RankedIngredients ranked, Progress progress) {
    this.treatment = treatment;
    this.work = work;
    this.ranked = ranked;
    this.progress = progress;
    ranked.sorted().forEach(this::admit);
  }

  private void admit(RankedIngredient ingredient) {
    if (options().floor() == 0 || isAbove(ingredient, options().floor())) {
      sorted.add(ingredient);
      return;
    }
    Score own = ingredient.validation();
    if (own.metric() == Metric.NEGATIVE_ERROR) {
      throw new IllegalArgumentException(
          "floor must be left out for an error function, whose lower errors are better, got "
              + options().floor());
    }
    String least = text(options().floor(), own.metric());
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException(
          "an ingredient must reach the floor of "
              + least
              + " on validation, got "
              + text(own.value(), own.metric())
              + " of the best, "
              + ingredient.name());
    }
    Score best = sorted.get(0).validation();
    ledger.add(trials(1, Trial.Move.ADD).excluded(ingredient, best, "below the floor of " + least));
  }

  private static String text(double value, Metric metric) {
    return metric == Metric.ACCURACY
        ? String.format(Locale.ROOT, "%.1f%%", 100 * value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  /** An accuracy is compared as the count of examples that it stands for. */
  private static boolean isAbove(RankedIngredient ingredient, double floor) {
    return ingredient.validation().value() >= floor - 1e-9;
  }

  SoupOptions options() {
    return work.options();
  }

  /** Returns the ingredients at or above the floor, from the best to the worst. */
  List<RankedIngredient> sorted() {
    return sorted;
  }

  List<Trial> ledger() {
    return ledger;
  }

  /** Returns some ingredients in the order of trials, which is that of all passes. */
  List<RankedIngredient> inOrder(List<RankedIngredient> tried) {
    List<RankedIngredient> ordered = new ArrayList<>(tried);
    if (options().order() == Order.RANDOM) {
      Collections.shuffle(ordered, new Random(options().seed() * 1_000_003 + 1));
    }
    return ordered;
  }

  /** Returns the average of members, with its statistics treated as asked. */
  Point soup(List<RankedIngredient> members) {
    return soup(members, treatment);
  }

  /** Returns the average of members under another rule for statistics. */
  Point soup(List<RankedIngredient> members, StatisticsRule other) {
    List<Point> points = members.stream().map(t -> t.ingredient().point()).toList();
    double[] weights = new double[points.size()];
    Arrays.fill(weights, 1);
    return other.blend(points, weights);
  }

  /** Returns the score of the average of members, with its statistics treated as asked. */
  Score validation(List<RankedIngredient> members) {
    Interrupts.check();
    Score score =
        treatment.statistics().changes(treatment.task().layout())
            ? treatment.task().validation().score(soup(members))
            : ranked.average(members.stream().map(RankedIngredient::ingredient).toList());
    progress.done(work.trial(), 1);
    return score;
  }

  /** Returns the path from the soup of members to an ingredient, if there is a gate. */
  Optional<Profile> path(List<RankedIngredient> members, RankedIngredient ingredient) {
    if (options().gate() >= 1) {
      return Optional.empty();
    }
    Interrupts.check();
    Line line = new Line(soup(members), ingredient.ingredient().point());
    Task task = treatment.task();
    Profile profile =
        Profile.of(line, treatment.statistics(), task, task.validation(), SoupWork.GATE_SAMPLES);
    progress.done(work.gate(), 1);
    return Optional.of(profile);
  }

  /** Returns how high a refused path is with units aligned, if that is asked for. */
  Optional<AlignedGate> aligned(List<RankedIngredient> members, RankedIngredient ingredient) {
    return work.aligner().map(aligner -> aligned(aligner, soup(members), ingredient));
  }

  private AlignedGate aligned(Aligner aligner, Point soup, RankedIngredient ingredient) {
    Line line = new Line(soup, aligner.aligned(soup, ingredient.ingredient().point()));
    double height = height(line, treatment.statistics());
    try {
      Statistics.REPAIR.requireReach(treatment.task());
      double repaired = height(line, Statistics.REPAIR);
      return new AlignedGate(height, OptionalDouble.of(repaired), "");
    } catch (RecalibrationException e) {
      return new AlignedGate(height, OptionalDouble.empty(), e.getMessage());
    }
  }

  private double height(Line line, Statistics statistics) {
    Interrupts.check();
    Task task = treatment.task();
    Profile profile = Profile.of(line, statistics, task, task.validation(), SoupWork.GATE_SAMPLES);
    progress.done(work.gate(), 1);
    return profile.height(Score::error, options().baseline());
  }

  /** Returns whether a path is too high. */
  boolean refuses(Optional<Profile> path) {
    return path.map(p -> p.height(Score::error, options().baseline()) > options().gate())
        .orElse(false);
  }

  /** Begins the ledger's entries of one pass. */
  Trials trials(int pass, Trial.Move move) {
    return new Trials(pass, move, options().baseline());
  }

  void note(Trial trial) {
    progress.phase(trial.ingredient());
    ledger.add(trial);
  }
}
