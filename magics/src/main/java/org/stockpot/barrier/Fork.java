package org.stockpot.barrier;

import java.util.List;
import java.util.Optional;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * A training run that is forked: the run from an initialisation, and the mask under which its
 * copies train.
 *
 * @param series such as {@code dense} or {@code ticket}
 * @param init the initialisation; the run up to the fork keeps its mask
 * @param mask what the copies keep, within the mask of the initialisation
 * @param seed the seed of the run up to the fork
 * @param reached where that run is at the fork, if it was trained before; all forks are then at
 *     that one position
 * @param trained copies that were trained from there before, by other data orders than {@link
 *     Instability}'s
 */
public record Fork(
    String series,
    MaskedPoint init,
    Mask mask,
    long seed,
    Optional<Point> reached,
    List<Point> trained) {

  /**
   * Checks the masks.
   *
   * @throws IllegalArgumentException if the copies would keep what the initialisation does not
   */
  public Fork {
    trained = List.copyOf(trained);
    if (!mask.isNestedIn(init.mask())) {
      throw new IllegalArgumentException(
          "a fork's mask must keep nothing that its start does not, got a "
              + mask
              + " within a "
              + init.mask());
    }
  }

  /**
   * Returns the dense fork of an initialisation.
   *
   * @param init the initialisation
   * @param seed the replicate's seed
   * @return the fork
   */
  public static Fork dense(Point init, long seed) {
    return of(MaskedPoint.dense(init), seed);
  }

  /**
   * Returns the dense forks of where trainings start that are given no point.
   *
   * @param task the model and its data
   * @param seeds one replicate each
   * @return one fork a seed
   */
  public static List<Fork> dense(Task task, List<Long> seeds) {
    return seeds.stream().map(seed -> dense(task.start(seed), seed)).toList();
  }

  /**
   * Returns the fork of an initialisation under its own mask, as of the first run of a pruning
   * replicate.
   *
   * @param init the initialisation
   * @param seed the replicate's seed
   * @return the fork, called {@code dense}, or {@code sparse start} if something is pruned
   */
  public static Fork of(MaskedPoint init, long seed) {
    String series = init.mask().pruned() == 0 ? "dense" : "sparse start";
    return new Fork(series, init, init.mask(), seed, Optional.empty(), List.of());
  }

  /**
   * Returns the same run with copies under the mask of a ticket.
   *
   * @param ticket what they keep
   * @return the fork, called {@code ticket}
   */
  public Fork ticket(Mask ticket) {
    return new Fork("ticket", init, ticket, seed, reached, List.of());
  }

  /**
   * Returns the fork of a run that was trained up to the fork before.
   *
   * @param state where it is there, under the mask of the initialisation
   * @return the fork, which needs no run of its own
   */
  public Fork reached(Point state) {
    return new Fork(series, init, mask, seed, Optional.of(state), trained);
  }

  /**
   * Returns the fork with copies that were trained from it before.
   *
   * @param copies where they ended
   * @return the fork, of which as many copies fewer are to be trained
   */
  public Fork trained(List<Point> copies) {
    return new Fork(series, init, mask, seed, reached, copies);
  }

  /** Returns the seed of the run up to the fork: that of the dense run of a pruning replicate. */
  long trunkSeed() {
    return Seeds.mix(seed, 0);
  }
}
