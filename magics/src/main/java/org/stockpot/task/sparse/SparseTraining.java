package org.stockpot.task.sparse;

import java.util.Objects;
import org.stockpot.task.Span;
import org.stockpot.task.option.Help;

/**
 * How the mask of a training moves.
 *
 * @param sparse the rule
 * @param sparseBegin the mask first moves one distance behind it
 * @param sparseEnd the last it may move at; none for three quarters of the training
 * @param sparseEvery the distance of updates
 * @param sparseShare for SET and RigL, the share α of each layer's kept weights that an update
 *     moves, in (0, 1); RigL's falls to 0 by half a cosine
 */
public record SparseTraining(
    @Help(
            "moves the mask while training: none, gmp:90%, set:90% or rigl:90%, with the share pruned")
        MaskRule sparse,
    @Help("where the mask begins to move") Span sparseBegin,
    @Help("where the mask moves last; 0it: at 75% of the training") Span sparseEnd,
    @Help("distance of the mask's updates") Span sparseEvery,
    @Help("for set and rigl, the share of a layer's kept weights that moves, in (0, 1)")
        double sparseShare) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the share is out of range or the distance is none
   */
  public SparseTraining {
    Objects.requireNonNull(sparse, "sparse");
    Objects.requireNonNull(sparseBegin, "sparseBegin");
    Objects.requireNonNull(sparseEnd, "sparseEnd");
    if (sparseEvery.equals(Span.ZERO)) {
      throw new IllegalArgumentException("sparse-every must be at least 1it, got " + sparseEvery);
    }
    if (!(sparseShare > 0 && sparseShare < 1)) {
      throw new IllegalArgumentException("sparse-share must lie in (0, 1), got " + sparseShare);
    }
  }

  /**
   * Returns no movement; the distance of 100 steps, the end at three quarters and the share of 0.3
   * are RigL's (Evci et al., ICML 2020, §4).
   *
   * @return the default settings
   */
  public static SparseTraining defaults() {
    return new SparseTraining(MaskRule.NONE, Span.ZERO, Span.ZERO, Span.iterations(100), 0.3);
  }

  /**
   * Returns whether the mask moves.
   *
   * @return false for the rule none
   */
  public boolean moves() {
    return !sparse.equals(MaskRule.NONE);
  }

  /**
   * Returns these settings with another rule.
   *
   * @param rule the rule
   * @return the changed settings
   */
  public SparseTraining withSparse(MaskRule rule) {
    return new SparseTraining(rule, sparseBegin, sparseEnd, sparseEvery, sparseShare);
  }

  /**
   * Returns these settings with another begin.
   *
   * @param begin the mask first moves one distance behind it
   * @return the changed settings
   */
  public SparseTraining withSparseBegin(Span begin) {
    return new SparseTraining(sparse, begin, sparseEnd, sparseEvery, sparseShare);
  }

  /**
   * Returns these settings with another end.
   *
   * @param end the last it may move at
   * @return the changed settings
   */
  public SparseTraining withSparseEnd(Span end) {
    return new SparseTraining(sparse, sparseBegin, end, sparseEvery, sparseShare);
  }

  /**
   * Returns these settings with another distance.
   *
   * @param every the distance of updates
   * @return the changed settings
   */
  public SparseTraining withSparseEvery(Span every) {
    return new SparseTraining(sparse, sparseBegin, sparseEnd, every, sparseShare);
  }

  /**
   * Returns these settings with another share.
   *
   * @param share of each layer's kept weights that an update moves, in (0, 1)
   * @return the changed settings
   */
  public SparseTraining withSparseShare(double share) {
    return new SparseTraining(sparse, sparseBegin, sparseEnd, sparseEvery, share);
  }

  /**
   * Returns the updates of a training.
   *
   * @param total its steps
   * @param perEpoch steps of one epoch
   * @return when the mask moves, and how
   * @throws IllegalArgumentException if it would never move, or not within the training
   */
  public MaskMoves over(long total, long perEpoch) {
    long begin = sparseBegin.steps(perEpoch);
    long end = sparseEnd.equals(Span.ZERO) ? total * 3 / 4 : sparseEnd.steps(perEpoch);
    if (end >= total) {
      throw new IllegalArgumentException(
          "sparse-end must lie before the end of the training, step " + total + ", got " + end);
    }
    long every = sparseEvery.steps(perEpoch);
    if (begin >= end) {
      throw new IllegalArgumentException(
          "sparse-begin must lie before the mask's last move, at step " + end + ", got " + begin);
    }
    if (every > end - begin) {
      throw new IllegalArgumentException(
          "sparse-every must be at most the "
              + (end - begin)
              + " steps in which the mask moves, got "
              + sparseEvery);
    }
    return new MaskMoves(sparse, begin, end, every, sparseShare);
  }
}
