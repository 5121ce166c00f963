package org.stockpot.soup;

import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.task.Profile;
import org.stockpot.task.Score;

/**
 * One entry of a soup's ledger.
 *
 * @param pass the pass it belongs to, from 1
 * @param move whether the ingredient was put in or taken out
 * @param ingredient which ingredient
 * @param validation the score of the candidate soup; of the soup before, if there was none
 * @param difference the metric's change from the soup before
 * @param members how many ingredients the soup has afterwards
 * @param decision whether the candidate became the soup
 * @param reason why, in a few words
 * @param gate the path from the soup to the ingredient on validation examples, if there is a gate
 * @param barrier the height of the error on that path above the baseline of the settings, by which
 *     the gate decided: a share of the examples, as measured
 * @param aligned how high a refused path is with units aligned, if that was asked for
 */
public record Trial(
    int pass,
    Move move,
    String ingredient,
    Score validation,
    double difference,
    int members,
    Decision decision,
    String reason,
    Optional<Profile> gate,
    OptionalDouble barrier,
    Optional<AlignedGate> aligned) {

  /** What is tried. */
  public enum Move {
    /** The ingredient goes in. */
    ADD,
    /** The ingredient goes out. */
    DROP
  }

  /** What became of a candidate. */
  public enum Decision {
    /** It became the soup. */
    TAKEN,
    /** It was measured, and the soup stayed as it was. */
    LEFT,
    /** The gate refused it before it was measured. */
    REFUSED,
    /** The ingredient itself lies below the floor; it was never tried. */
    EXCLUDED
  }

  /** Returns this entry with what was measured with units aligned. */
  Trial withAligned(Optional<AlignedGate> height) {
    return new Trial(
        pass,
        move,
        ingredient,
        validation,
        difference,
        members,
        decision,
        reason,
        gate,
        barrier,
        height);
  }

  /**
   * Returns whether there was a candidate.
   *
   * @return true if it was measured
   */
  public boolean tried() {
    return taken() || decision == Decision.LEFT;
  }

  /**
   * Returns whether the candidate became the soup.
   *
   * @return true if it did
   */
  public boolean taken() {
    return decision == Decision.TAKEN;
  }
}
