package org.stockpot.task;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * One training, described completely: from {@code start}, under {@code mask}, with {@code recipe},
 * over the steps {@code from} to {@code to - 1} of the recipe's schedule, with the data order of
 * {@code seed}. The same job on the same machine with the same threads gives the same bits.
 *
 * @param start the first point; entries the mask does not keep must be 0
 * @param mask the entries that are trained
 * @param recipe how
 * @param from the position in the schedule at which training starts
 * @param to the position at which it ends
 * @param seed the seed of everything random: data order, dropout, augmentation
 * @param captures positions whose points are kept on the way, from {@code from} to {@code to}
 */
public record Job(
    Point start,
    Mask mask,
    Recipe recipe,
    long from,
    long to,
    long seed,
    SortedSet<Long> captures) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the start is not 0 where the mask removes, the steps are
   *     not in order or a capture lies outside them
   */
  public Job {
    Objects.requireNonNull(recipe, "recipe");
    mask.requireZeros(start);
    captures = Collections.unmodifiableSortedSet(new TreeSet<>(captures));
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "a training must go from a step to a later one, got " + from + " to " + to);
    }
    if (!captures.isEmpty() && (captures.first() < from || captures.last() > to)) {
      throw new IllegalArgumentException(
          "captures must lie from step " + from + " to " + to + ", got " + captures);
    }
  }

  /**
   * Returns the job of training a dense point for the recipe's whole length.
   *
   * @param start the first point
   * @param recipe how
   * @param perEpoch steps in one epoch of the task
   * @param seed the seed
   * @return the job
   * @throws IllegalArgumentException as {@link Recipe#requireFits}
   */
  public static Job dense(Point start, Recipe recipe, long perEpoch, long seed) {
    recipe.requireFits(0, perEpoch);
    return new Job(
        start,
        Mask.full(start.layout()),
        recipe,
        0,
        recipe.length().steps(perEpoch),
        seed,
        new TreeSet<>());
  }

  /**
   * Returns the job of training a point under its mask for the recipe's whole length.
   *
   * @param start the first point and what of it is trained
   * @param recipe how
   * @param perEpoch steps in one epoch of the task
   * @param seed the seed
   * @return the job
   */
  public static Job of(MaskedPoint start, Recipe recipe, long perEpoch, long seed) {
    return dense(start.point(), recipe, perEpoch, seed).under(start.mask());
  }

  /**
   * Returns this job under another mask.
   *
   * @param other the entries that are trained
   * @return the changed job
   */
  public Job under(Mask other) {
    return new Job(start, other, recipe, from, to, seed, captures);
  }

  /**
   * Returns this job with other points kept on the way; what comes out at its end is the same.
   *
   * @param positions positions whose points are kept
   * @return the changed job
   */
  public Job capturing(SortedSet<Long> positions) {
    return new Job(start, mask, recipe, from, to, seed, positions);
  }

  /**
   * Returns the beginning of this job, which is the same bit for bit.
   *
   * @param end the position at which it ends
   * @param positions positions up to it whose points are kept
   * @return the changed job
   */
  public Job until(long end, SortedSet<Long> positions) {
    return new Job(start, mask, recipe, from, end, seed, positions);
  }

  /**
   * Returns a digest of everything that this job says; equal jobs have equal digests.
   *
   * @return 64 hexadecimal digits
   */
  public String digest() {
    return Digests.of(
        start.digest(),
        mask.digest(),
        recipe.toString(),
        from + "-" + to,
        "" + seed,
        "" + captures);
  }

  /**
   * Returns whether its end is a mean of its weights: where the recipe averages them, unless this
   * is the beginning of a longer training, which ends in its last weights.
   *
   * @param perEpoch steps in one epoch of the task
   * @return whether {@link Recipe#flatness} averages, up to here
   */
  public boolean endsInAverage(long perEpoch) {
    return recipe.flatness().average().isUsed() && to == recipe.length().steps(perEpoch);
  }

  /**
   * Returns the number of optimizer steps.
   *
   * @return {@code to - from}
   */
  public long steps() {
    return to - from;
  }
}
