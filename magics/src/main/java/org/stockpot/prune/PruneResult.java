package org.stockpot.prune;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Views;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;

/**
 * What iterative pruning found, seed by seed.
 *
 * @param task the task's name
 * @param recipe how each network was trained
 * @param options the settings
 * @param copies how many networks each pruning retrained, and how they were merged
 * @param fresh whether each seed began at an initialisation of its own; else all began at
 *     pre-trained weights or a given point, whose own steps nobody counts
 * @param replicates one per seed that finished its dense run, in the order of the seeds
 * @param diverged trainings that came to nothing, which no mean contains
 * @param outcome whether all rounds were done
 * @param rows the training examples; those that the start was trained on come to them
 */
public record PruneResult(
    String task,
    Recipe recipe,
    PruneOptions options,
    Copies copies,
    boolean fresh,
    List<PruneReplicate> replicates,
    List<DivergedRound> diverged,
    Outcome outcome,
    RowSet rows)
    implements Result {

  /** Copies the lists. */
  public PruneResult {
    replicates = List.copyOf(replicates);
    diverged = List.copyOf(diverged);
  }

  /**
   * Returns the first seed's solution of a round.
   *
   * @param round from 0, the dense run
   * @return the trained point
   * @throws IllegalArgumentException if that round was not reached
   */
  public Point solution(int round) {
    return round(round).solution();
  }

  /**
   * Returns the first seed's round of a number, as the name {@code imp.3} has it.
   *
   * @param round from 0, the dense run
   * @return the round
   * @throws IllegalArgumentException if that round was not reached
   */
  public Round round(int round) {
    return replicates.get(0).round(round);
  }

  /**
   * Returns one seed's round of a number, as the name {@code imp.seed2.3} has it.
   *
   * @param seed the seed, not its place
   * @param round from 0, the dense run
   * @return the round
   * @throws IllegalArgumentException if there is no such seed, or it did not reach that round
   */
  public Round round(long seed, int round) {
    return seed(seed).round(round);
  }

  /**
   * Returns what one seed found.
   *
   * @param seed the seed, not its place
   * @return its rounds
   * @throws IllegalArgumentException if there is no such seed
   */
  public PruneReplicate seed(long seed) {
    return replicates.stream()
        .filter(replicate -> replicate.seed() == seed)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "seed must be one of "
                        + replicates.stream().map(PruneReplicate::seed).toList()
                        + ", got "
                        + seed));
  }

  /**
   * Returns the round of the best validation score over all seeds; of equals that of the lowest
   * validation loss.
   *
   * @return a round of a ticket or of a dense run
   * @throws java.util.NoSuchElementException if there is none
   */
  public Round best() {
    return replicates.stream()
        .flatMap(replicate -> replicate.rounds().stream())
        .min(Comparator.comparing(Round::validation, Score.BEST_FIRST))
        .orElseThrow();
  }

  /**
   * Returns the first of the replicates that got farthest; an interrupt stops them at different
   * rounds.
   *
   * @return a replicate
   * @throws java.util.NoSuchElementException if there is none
   */
  public PruneReplicate longest() {
    return replicates.stream()
        .max(Comparator.comparingInt(replicate -> replicate.rounds().size()))
        .orElseThrow();
  }

  /**
   * Returns one seed's network of a kind at a round.
   *
   * @param replicate the seed's replicate
   * @param kind which network
   * @param round from 0
   * @return the training, or empty if it was not finished or there is none
   */
  public Optional<Round> find(PruneReplicate replicate, NetworkKind kind, int round) {
    return replicate.find(kind, round, options.retraining().continuesDense());
  }

  /**
   * Returns the networks of a kind at a round, of all seeds that got there.
   *
   * @param kind which networks
   * @param round from 0
   * @return one training per seed, in the order of the seeds
   */
  public List<Round> rounds(NetworkKind kind, int round) {
    return replicates.stream().flatMap(replicate -> find(replicate, kind, round).stream()).toList();
  }

  /**
   * Returns the test error of a round over the seeds that reached it.
   *
   * @param round from 0, the dense run
   * @return mean, standard deviation and n
   */
  public Estimate testError(int round) {
    return Estimate.of(
        rounds(NetworkKind.TICKET, round).stream().map(r -> r.test().error()).toList());
  }

  /**
   * Returns the test error of a kind at a round: the mean over the seeds that got there, with the
   * noise of seeds and the error of the test set that they share.
   *
   * @param kind which networks
   * @param round from 0
   * @return the mean error as a share; n is 0 if no seed got there
   */
  public Interval error(NetworkKind kind, int round) {
    return errors().of(kind, round);
  }

  /**
   * Returns how far the test error of one kind lies above that of another at a round, inside each
   * seed that has both: {@code mean over seeds of E(one) - E(other)}.
   *
   * @param one which networks
   * @param other the networks that they are compared with
   * @param round from 0
   * @return the mean difference as a share, with its interval and the number of seeds
   */
  public Interval difference(NetworkKind one, NetworkKind other, int round) {
    return errors().difference(one, other, round);
  }

  private ReplicateErrors errors() {
    return new ReplicateErrors(replicates, options.retraining().continuesDense());
  }

  /**
   * Returns how many seeds are missing from a kind at a round because they diverged there or on the
   * way.
   *
   * @param kind which networks
   * @param round from 0
   * @return a count
   */
  public int diverged(NetworkKind kind, int round) {
    return (int)
        diverged.stream()
            .filter(d -> d.prevents(kind, round, options.retraining()))
            .mapToLong(DivergedRound::seed)
            .distinct()
            .count();
  }

  /**
   * Returns how many seeds are missing from the tickets of a round because they diverged.
   *
   * @param round from 0, the dense run
   * @return a count
   */
  public int diverged(int round) {
    return diverged(NetworkKind.TICKET, round);
  }

  /**
   * Returns whether no seed is missing from a comparison because it diverged. Where one is, nothing
   * is decided: those that are left may be the lucky ones.
   *
   * @param one which networks
   * @param other the networks that they are compared with
   * @param round from 0
   * @return true if all seeds that got there count
   */
  public boolean isComplete(NetworkKind one, NetworkKind other, int round) {
    return diverged(one, round) == 0 && diverged(other, round) == 0;
  }

  /**
   * Returns how far the test error may lie above the dense one and still match it: a fixed share,
   * or the standard deviation over the dense runs.
   *
   * @return the bound as a share; NaN for the deviation of fewer than two runs
   */
  public double tolerance() {
    return options.matching().bound(testError(0));
  }

  /**
   * Says what {@link #tolerance()} is, and how well it is known.
   *
   * @return such as {@code sd of 5 dense runs}, {@code spread of 3 runs} or {@code 0.2%}
   */
  public String matchingWords() {
    boolean share = options.matching().kind() == Tolerance.Kind.SHARE;
    return share && round(0).test().metric() != Metric.ACCURACY
        ? String.valueOf(options.matching().share())
        : options.matching().words(testError(0));
  }

  /**
   * Returns whether a round is matching: its test error lies at most {@link #tolerance()} above
   * that of the dense network of its seed, which has had as many steps if budgets are equal.
   *
   * <p>See Paul et al., "Unmasking the Lottery Ticket Hypothesis", ICLR 2023, Definition 2.2:
   * {@code E(m w) <= E(w_dense) + ε}. Differs from the paper: the whole 95 % interval of the paired
   * difference has to lie on one side of ε, where the paper compares means.
   *
   * @param round from 0, the dense run, which matches itself
   * @return whether it matches, as far as the seeds and the test set tell; undecided if one
   *     diverged
   */
  public Verdict matching(int round) {
    return round == 0
        ? Verdict.YES.onlyIf(diverged(round) == 0)
        : matching(NetworkKind.TICKET, round);
  }

  /**
   * Returns whether random masks of a round's density match as well, by the same rule: where they
   * do, a matching ticket says nothing of which weights were kept (Frankle et al., ICML 2020,
   * §4.4).
   *
   * @param round from 1
   * @return whether they match; empty without the control {@link Control#RANDOM_MASK}
   */
  public Optional<Verdict> randomMatches(int round) {
    return options.controls().contains(Control.RANDOM_MASK)
        ? Optional.of(matching(NetworkKind.RANDOM_MASK, round))
        : Optional.empty();
  }

  /**
   * Returns whether the networks of a kind match the dense runs at a round.
   *
   * @param kind which networks
   * @param round from 1
   * @return whether they match; undecided if there are none
   */
  public Verdict matching(NetworkKind kind, int round) {
    return difference(kind, NetworkKind.DENSE, round)
        .atMost(tolerance())
        .onlyIf(isComplete(kind, NetworkKind.DENSE, round));
  }

  /**
   * Returns the barriers along {@link #pairs}, as {@code %barrier RESULT} measures them.
   *
   * @param task what scores points
   * @param <T> {@code BarrierResult}
   * @return the barriers above the chord; stable is within the standard deviation of the dense runs
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends Result> T barrier(Task task) {
    return (T) Views.installed().barrier(this, task);
  }

  /**
   * Returns the pairs that explain why pruning worked, for each seed and each level L that was
   * pruned: the solutions of L and L + 1; the solution of L and its projection m(L + 1) w(L); and,
   * if weights were rewound, the rewound starts m(L) w_k and m(L + 1) w_k. Otherwise a level starts
   * at the projection of the one before, and there is no third series.
   *
   * <p>See Paul et al., "Unmasking the Lottery Ticket Hypothesis", ICLR 2023, §2 and §3.1.
   *
   * @param name what the result is called, for the pairs' names
   * @return two or three series of pairs
   * @throws IllegalArgumentException if pruning was one-shot, so that no round led to the next
   */
  public List<Pair> pairs(String name) {
    return replicates.stream()
        .flatMap(replicate -> SuccessivePairs.of(name, replicate, options.retraining()).stream())
        .toList();
  }

  /** Returns task, seeds and rounds in a phrase. */
  @Override
  public String toString() {
    return "pruning of "
        + task
        + ": seeds "
        + options.seeds()
        + ", "
        + replicates.stream().mapToInt(replicate -> replicate.rounds().size() - 1).max().orElse(0)
        + " rounds";
  }
}
