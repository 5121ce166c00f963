package org.stockpot.prune;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.task.Pair;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * The pairs of one replicate that explain why pruning worked. See {@link PruneResult#pairs}.
 *
 * @param name what the run is called
 * @param replicate the replicate
 * @param rewind what went back before each retraining
 */
public record SuccessivePairs(String name, PruneReplicate replicate, Rewind rewind) {

  /** The series of solutions of successive levels. */
  public static final String SOLUTIONS = "successive solutions";

  /** The series of solutions and their projections on the next mask. */
  public static final String PROJECTIONS = "solution to projection";

  /** The series of starts of successive levels. */
  public static final String STARTS = "rewound starts";

  static List<Pair> of(String name, PruneReplicate replicate, Retraining how) {
    if (how.pruning() == Retraining.Ladder.ONE_SHOT) {
      throw new IllegalArgumentException(
          "successive rounds must come of --pruning iterative, got one-shot; %barrier "
              + name
              + ".1 "
              + name
              + ".2 compares two of them");
    }
    return new SuccessivePairs(name, replicate, how.rewind()).all();
  }

  private List<Pair> all() {
    List<Pair> pairs = new ArrayList<>();
    for (int level = 0; level + 1 < replicate.rounds().size(); level++) {
      Round a = replicate.rounds().get(level);
      Round b = replicate.rounds().get(level + 1);
      Point projection = a.solution().masked(b.mask());
      pairs.add(pair(SOLUTIONS, level, a.solution(), b.solution()));
      pairs.add(pair(PROJECTIONS, level, a.solution(), projection));
      if (rewind.takesWeights()) {
        pairs.add(pair(STARTS, level, start(a), start(b)));
      }
    }
    return pairs;
  }

  /** Returns m(L) w_k; round 0 itself was trained from w_0. */
  private Point start(Round round) {
    return replicate.origin().masked(round.mask());
  }

  private Pair pair(String series, int level, Point from, Point to) {
    String text =
        series + ", " + name + "." + level + " to " + (level + 1) + ", seed " + replicate.seed();
    return new Pair(series, level, replicate.seed(), text, new Line(from, to));
  }
}
