package org.stockpot.testing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.stockpot.prune.Control;
import org.stockpot.prune.Copies;
import org.stockpot.prune.DivergedRound;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.PerExample;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;

/** Pruning runs whose networks err on given examples. Nothing was trained. */
public final class Ladders {

  private static final Layout LAYOUT = Points.small();
  private static final Point POINT = Points.random(LAYOUT, 1);

  private final List<PruneReplicate> ladders = new ArrayList<>();
  private final List<DivergedRound> diverged = new ArrayList<>();
  private final PruneOptions options;

  public Ladders(PruneOptions options) {
    this.options = options;
  }

  /** Returns errors of {@code count} examples, 1 from {@code from} to before {@code to}. */
  public static PerExample errors(int count, int from, int to) {
    float[] errors = new float[count];
    for (int i = from; i < to; i++) {
      errors[i] = 1;
    }
    return PerExample.of(errors);
  }

  /** Adds a seed whose dense run and tickets err so. */
  public Ladders seed(long seed, PerExample... tickets) {
    ladders.add(new PruneReplicate(seed, POINT, POINT, rounds(0, tickets), List.of(), Map.of()));
    return this;
  }

  /** Gives the last seed a control that errs so from round 1. */
  public Ladders with(Control control, PerExample... errors) {
    PruneReplicate last = ladders.remove(ladders.size() - 1);
    Map<Control, List<Round>> controls = new EnumMap<>(Control.class);
    controls.putAll(last.controls());
    controls.put(control, rounds(1, errors));
    ladders.add(
        new PruneReplicate(
            last.seed(), last.init(), last.origin(), last.rounds(), List.of(), controls));
    return this;
  }

  /** Adds a training that diverged. */
  public Ladders without(DivergedRound training) {
    diverged.add(training);
    return this;
  }

  private static List<Round> rounds(int first, PerExample... errors) {
    return IntStream.range(0, errors.length).mapToObj(i -> round(first + i, errors[i])).toList();
  }

  private static Round round(int round, PerExample errors) {
    Mask mask = Mask.keeping(LAYOUT, i -> i >= round);
    Score score = new Score(Metric.ACCURACY, 0.1 * round, 1 - errors.mean(), errors.count());
    return new Round(
        round,
        mask,
        POINT,
        POINT.masked(mask),
        List.of(),
        30,
        30,
        score,
        score,
        errors,
        List.of(),
        1,
        false);
  }

  public PruneResult result() {
    return new PruneResult(
        "made",
        Recipe.defaults(),
        options,
        Copies.ONE,
        true,
        ladders,
        diverged,
        Outcome.DONE,
        RowSet.NONE);
  }
}
