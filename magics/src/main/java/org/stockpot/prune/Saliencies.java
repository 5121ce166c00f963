package org.stockpot.prune;

import java.util.List;
import org.stockpot.prune.criterion.Fisher;
import org.stockpot.prune.criterion.Grasp;
import org.stockpot.prune.criterion.Movement;
import org.stockpot.prune.criterion.Obd;
import org.stockpot.prune.criterion.Snip;
import org.stockpot.prune.criterion.SparseGpt;
import org.stockpot.prune.criterion.SynFlow;
import org.stockpot.prune.criterion.Wanda;

/**
 * The saliencies that have a name. This list serves options, help, completion and messages: a new
 * one is a file whose text is its name, and a line here.
 */
public final class Saliencies {

  private static final Saliency MAGNITUDE = new MagnitudeSaliency();
  private static final Saliency RANDOM = new RandomSaliency();

  private static final List<Saliency> ALL =
      List.of(
          MAGNITUDE,
          RANDOM,
          new Snip(),
          new Grasp(false),
          new Grasp(true),
          new SynFlow(),
          new Fisher(),
          new Obd(),
          new Wanda(),
          new SparseGpt(),
          new Movement());

  private Saliencies() {}

  /**
   * Returns the magnitude |w|.
   *
   * @return the saliency of iterative magnitude pruning
   */
  public static Saliency magnitude() {
    return MAGNITUDE;
  }

  /**
   * Returns independent uniform numbers, which prune at random.
   *
   * @return the saliency of the random baseline
   */
  public static Saliency random() {
    return RANDOM;
  }

  /**
   * Returns the names of all.
   *
   * @return such as {@code magnitude}
   */
  public static List<String> names() {
    return ALL.stream().map(Saliency::toString).toList();
  }

  /**
   * Returns what reports call a saliency.
   *
   * @param saliency any
   * @return its name; {@code own saliency} for a user's
   */
  public static String label(Saliency saliency) {
    return names().contains(saliency.toString()) ? saliency.toString() : "own saliency";
  }

  /**
   * Returns a saliency by its name.
   *
   * @param name one of {@link #names}
   * @return the saliency
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Saliency of(String name) {
    requireOfWeights(name);
    return ALL.stream()
        .filter(saliency -> saliency.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a saliency must be one of " + String.join(", ", names()) + ", got " + name));
  }

  /**
   * Returns a saliency whose scores are those of a network from now on: for who prunes one network
   * in several ways. One that has to see what is removed, and magnitudes, are returned as they are.
   *
   * @param saliency any
   * @param network what is scored
   * @return what gives the scores without asking again
   */
  public static Saliency asked(Saliency saliency, ScoredNetwork network) {
    if (saliency instanceof Compensation || saliency.equals(MAGNITUDE)) {
      return saliency;
    }
    float[] scores = saliency.scores(network);
    return (point, seed) -> scores;
  }

  /**
   * Refuses a saliency of whole units, such as the first-order Taylor term of Molchanov et al.,
   * CVPR 2019, which of single weights is the square of {@code snip}.
   *
   * @param name what was asked for
   * @throws IllegalArgumentException if it is one, with what to take instead
   */
  public static void requireOfWeights(String name) {
    if (name.equals("taylor")) {
      throw new IllegalArgumentException(
          "taylor scores whole units: for single weights it is the square of snip, type snip");
    }
  }
}
