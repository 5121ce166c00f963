package org.stockpot.prune;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.weights.Point;

/**
 * The rounds of one replicate, from dense to sparse.
 *
 * @param seed the replicate's seed
 * @param init the first point
 * @param origin the point that weights are rewound to; the first point if they are not
 * @param rounds the dense run and the tickets, in order
 * @param continued the dense run trained on beside the tickets, from round 1; empty if it was not
 * @param controls for each control its rounds, from round 1
 */
public record PruneReplicate(
    long seed,
    Point init,
    Point origin,
    List<Round> rounds,
    List<Round> continued,
    Map<Control, List<Round>> controls) {

  /** Copies the lists. */
  public PruneReplicate {
    rounds = List.copyOf(rounds);
    continued = List.copyOf(continued);
    Map<Control, List<Round>> copy = new EnumMap<>(Control.class);
    controls.forEach((control, list) -> copy.put(control, List.copyOf(list)));
    controls = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns the ticket of a round.
   *
   * @param round from 0, the dense run
   * @return the round
   * @throws IllegalArgumentException if that round was not reached
   */
  public Round round(int round) {
    if (round < 0 || round >= rounds.size()) {
      throw new IllegalArgumentException(
          "a round must lie from 0 to " + (rounds.size() - 1) + ", got " + round);
    }
    return rounds.get(round);
  }

  /**
   * Returns how many trainings its networks took: one of the dense run, and behind it one for each
   * copy of each network.
   *
   * @param how how networks were trained again after each pruning
   * @param copies how many networks each pruning retrained
   * @return a count, in which copies that diverged are still
   */
  public int trainings(Retraining how, int copies) {
    int trainings = 1 + copies * (rounds.size() - 1 + continued.size());
    for (Map.Entry<Control, List<Round>> control : controls.entrySet()) {
      int each = control.getKey() == Control.LONGER_RETRAINING ? 1 : copies;
      boolean whole = control.getKey() == Control.RANDOM_INIT && how.continuesDense();
      for (Round round : control.getValue()) {
        int retrainings = whole && how.isChained() ? round.round() : 1;
        trainings += (whole ? 1 : 0) + each * retrainings;
      }
    }
    return trainings;
  }

  /** Returns a network at a round; empty if it was not reached, not asked for, or diverged. */
  Optional<Round> find(NetworkKind kind, int round, boolean continuesDense) {
    return switch (kind) {
      case DENSE ->
          round == 0 || !continuesDense ? Optional.of(rounds.get(0)) : at(round, continued);
      case TICKET -> at(round, rounds);
      default -> at(round, controls.get(Control.valueOf(kind.name())));
    };
  }

  private static Optional<Round> at(int round, List<Round> rounds) {
    return rounds == null
        ? Optional.empty()
        : rounds.stream().filter(r -> r.round() == round).findFirst();
  }

  /** Returns the seed and how many rounds it has. */
  @Override
  public String toString() {
    return "seed " + seed + ", " + (rounds.size() - 1) + " rounds of pruning";
  }
}
