package org.stockpot.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
import org.stockpot.task.Work;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * Weight-space ensembling with a pre-trained point, w = (1 - a) w_pretrained + a w_fine-tuned: what
 * fine-tuning won at home without all that it lost elsewhere.
 *
 * <p>See Wortsman et al., "Robust fine-tuning of zero-shot models" (WiSE-FT), CVPR 2022, §3.
 */
public final class Interpolation {

  private Interpolation() {}

  /**
   * Scores evenly spaced positions on the line and picks the best on validation, as {@link
   * #of(Ingredient, Ingredient, int, Statistics, List, Task, Progress)} does for networks without
   * masks.
   *
   * @param line from the pre-trained to the fine-tuned point
   * @param samples positions, both ends among them, at least 3
   * @param statistics what becomes of running statistics; where they are re-estimated, those of the
   *     ends are too
   * @param shift shifted test sets to score on
   * @param task scores points and re-estimates statistics
   * @param progress told about each position
   * @return the scores and the best point
   * @throws IllegalArgumentException if there are fewer than 3 samples, the ends are equal, or
   *     statistics had to be re-estimated and cannot be
   */
  public static InterpolationResult of(
      Line line,
      int samples,
      Statistics statistics,
      List<TestSet> shift,
      Task task,
      Progress progress) {
    Ingredient from = new Ingredient("α = 0", line.from());
    Ingredient to = new Ingredient("α = 1", line.to());
    return of(from, to, samples, statistics, shift, task, progress);
  }

  /**
   * Scores evenly spaced positions on the line between two networks and picks the best on
   * validation.
   *
   * @param from the pre-trained network
   * @param to the fine-tuned network
   * @param samples positions, both ends among them, at least 3
   * @param statistics what becomes of running statistics between the ends
   * @param shift shifted test sets to score on
   * @param task scores points and re-estimates statistics
   * @param progress told about each position
   * @return the scores and the best point
   * @throws IllegalArgumentException if there are fewer than 3 samples, or the ends are equal
   */
  public static InterpolationResult of(
      Ingredient from,
      Ingredient to,
      int samples,
      Statistics statistics,
      List<TestSet> shift,
      Task task,
      Progress progress) {
    if (samples < 3) {
      throw new IllegalArgumentException("samples must be at least 3, got " + samples);
    }
    DistinctIngredients.requireOnce("the ends of a line must differ", List.of(from, to));
    Line line = new Line(from.point(), to.point());
    StatisticsRule treatment = new StatisticsRule(statistics, task);
    Work row = SoupRow.work(shift, task);
    progress.plan(row, samples);
    List<Double> positions = new ArrayList<>();
    List<SoupRow> rows = new ArrayList<>();
    int best = 0;
    int last = samples - 1;
    for (int i = 0; i <= last; i++) {
      double t = i / (double) last;
      Point blend = treatment.at(line, t);
      Score validation = task.validation().score(blend);
      String name = String.format(Locale.ROOT, "α = %.3g", t);
      rows.add(SoupRow.of(name, 1, blend, validation, shift, task));
      positions.add(t);
      best = Score.BEST_FIRST.compare(validation, rows.get(best).validation()) < 0 ? i : best;
      progress.done(row, 1);
    }
    Point point = treatment.at(line, positions.get(best));
    rows.set(best, rows.get(best).withShiftedErrors(point, shift, task));
    rows.set(last, rows.get(last).withShiftedErrors(treatment.at(line, 1), shift, task));
    SoupOrigin origin =
        SoupOrigin.of(List.of(from, to), List.of(), within(from, to, positions.get(best)));
    return new InterpolationResult(
        task.name(), statistics, positions, shift, rows, positions.get(best), point, origin);
  }

  private static List<Ingredient> within(Ingredient from, Ingredient to, double position) {
    if (position == 0) {
      return List.of(from);
    }
    return position == 1 ? List.of(to) : List.of(from, to);
  }
}
