package org.stockpot.prune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Estimate;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Recipe;
import org.stockpot.task.Verdict;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * What iterative pruning found, seed by seed.
 *
 * @param task the task's name
 * @param recipe how each network was trained
 * @param options the settings
 * @param copies how many networks each pruning retrained, and how they were merged
 * @param ladders one per seed that finished its dense run, in the order of the seeds
 * @param outcome whether all rounds were done
 */
public record PruneResult(
    String task,
    Recipe recipe,
    PruneOptions options,
    Copies copies,
    List<Ladder> ladders,
    Outcome outcome) {

  /** The series of solutions of successive levels. */
  public static final String SOLUTIONS = "successive solutions";

  /** The series of solutions and their projections on the next mask. */
  public static final String PROJECTIONS = "solution to projection";

  /** The series of starts of successive levels. */
  public static final String STARTS = "rewound starts";

  /** Copies the ladders. */
  public PruneResult {
    ladders = List.copyOf(ladders);
  }

  /**
   * Returns the first seed's solution of a round.
   *
   * @param round from 0, the dense run
   * @return the trained point
   * @throws IllegalArgumentException if that round was not reached
   */
  public Point solution(int round) {
    return round(0, round).solution();
  }

  /**
   * Returns one round of one ladder.
   *
   * @param ladder the ladder's place, from 0
   * @param round from 0, the dense run
   * @return the round
   * @throws IllegalArgumentException if there is none
   */
  public Round round(int ladder, int round) {
    if (ladder < 0 || ladder >= ladders.size()) {
      throw new IllegalArgumentException(
          "a ladder must lie from 0 to " + (ladders.size() - 1) + ", got " + ladder);
    }
    List<Round> rounds = ladders.get(ladder).rounds();
    if (round < 0 || round >= rounds.size()) {
      throw new IllegalArgumentException(
          "a round must lie from 0 to " + (rounds.size() - 1) + ", got " + round);
    }
    return rounds.get(round);
  }

  /**
   * Returns the first of the ladders that got farthest; an interrupt stops them at different
   * rounds.
   *
   * @return a ladder
   * @throws java.util.NoSuchElementException if there is none
   */
  public Ladder longest() {
    return ladders.stream()
        .max(Comparator.comparingInt(ladder -> ladder.rounds().size()))
        .orElseThrow();
  }

  /**
   * Returns the test error of a round over the seeds that reached it.
   *
   * @param round from 0, the dense run
   * @return mean, standard deviation and n
   */
  public Estimate testError(int round) {
    return Estimate.of(
        ladders.stream()
            .filter(l -> l.rounds().size() > round)
            .map(l -> l.rounds().get(round).test().error())
            .toList());
  }

  /**
   * Returns the largest test error that counts as matching: the dense mean plus one standard
   * deviation of the dense replicates, or plus the tolerance if there is one replicate.
   *
   * <p>See Paul et al., "Unmasking the Lottery Ticket Hypothesis", ICLR 2023, Definition 2.2.
   *
   * @return the bound
   */
  public double matchingError() {
    Estimate dense = testError(0);
    return dense.mean() + (dense.n() < 2 ? options.tolerance() : dense.sd());
  }

  /**
   * Returns whether a round is matching: its mean test error is at most {@link #matchingError()}.
   *
   * @param round from 0, the dense run
   * @return true if it matches the dense networks
   */
  public Verdict matching(int round) {
    return testError(round).mean() <= matchingError() ? Verdict.YES : Verdict.NO;
  }

  public String matchingWords() {
    return "";
  }

  public Optional<Verdict> randomMatches(int round) {
    return Optional.empty();
  }

  public int diverged(int round) {
    return 0;
  }

  /**
   * Returns the pairs that explain why pruning worked, for each seed and each level L that was
   * pruned: the solutions of L and L + 1, the solution of L and its projection m(L + 1) w(L), and
   * the rewound starts of both levels.
   *
   * <p>See Paul et al., "Unmasking the Lottery Ticket Hypothesis", ICLR 2023, §2 and §3.1.
   *
   * @param name what the result is called, for the pairs' names
   * @return three series of pairs
   */
  public List<Pair> pairs(String name) {
    List<Pair> pairs = new ArrayList<>();
    for (Ladder ladder : ladders) {
      for (int level = 0; level + 1 < ladder.rounds().size(); level++) {
        Round a = ladder.rounds().get(level);
        Round b = ladder.rounds().get(level + 1);
        Point projection = a.solution().masked(b.mask());
        pairs.add(pair(SOLUTIONS, ladder, level, name, a.solution(), b.solution()));
        pairs.add(pair(PROJECTIONS, ladder, level, name, a.solution(), projection));
        pairs.add(pair(STARTS, ladder, level, name, a.start(), b.start()));
      }
    }
    return pairs;
  }

  private static Pair pair(
      String series, Ladder ladder, int level, String name, Point from, Point to) {
    String text =
        series + ", " + name + "." + level + " to " + (level + 1) + ", seed " + ladder.seed();
    return new Pair(series, level, ladder.seed(), text, new Line(from, to));
  }
}
