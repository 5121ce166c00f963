package org.stockpot.prune;

import java.util.Objects;
import org.stockpot.prune.criterion.Inverted;
import org.stockpot.prune.criterion.Movement;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;

/**
 * How weights are scored.
 *
 * @param saliency how much each weight matters
 * @param saliencyExamples how many training examples it is measured on, chosen by a replicate's
 *     seed
 * @param at which weights are scored
 * @param iterations how often a round scores, on an exponential way to its density; 0 for as often
 *     as the saliency's paper
 */
public record Scoring(
    @Help("{}, or a Java variable of type Saliency") Saliency saliency,
    @Help("training examples that a saliency is measured on, by the seed: a number, or all")
        ExampleCount saliencyExamples,
    @Help(
            "which weights are scored: end (of the last training) or start (what tickets start from,"
                + " untrained)")
        ScoreAt at,
    @Help("scorings of a round, at exponentially falling density; 0: synflow 100, others 1")
        int iterations) {

  private static final int EXAMPLES = 512;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Scoring {
    Objects.requireNonNull(saliency, "saliency");
    Objects.requireNonNull(saliencyExamples, "saliencyExamples");
    Objects.requireNonNull(at, "at");
    if (iterations < 0) {
      throw new IllegalArgumentException("iterations must be at least 0, got " + iterations);
    }
    boolean fixed = saliency.equals(Saliencies.magnitude()) || saliency.equals(Saliencies.random());
    if (iterations > 1 && fixed) {
      throw new IllegalArgumentException(
          "iterations must come with a --saliency that the mask changes, such as synflow, got "
              + iterations
              + " with "
              + saliency
              + "; training steps are --for "
              + iterations
              + "it");
    }
    if (at == ScoreAt.START && saliency instanceof Movement) {
      throw new IllegalArgumentException(
          "at must be end with --saliency movement, which scores a training, got start");
    }
  }

  /**
   * Returns magnitude at the end of training.
   *
   * @return the default settings
   */
  public static Scoring defaults() {
    return new Scoring(Saliencies.magnitude(), ExampleCount.of(EXAMPLES), ScoreAt.END, 0);
  }

  /** Requires that weights are scored which a retraining goes on from. */
  void requireBeside(Retraining retraining) {
    boolean rewound = !retraining.accumulates();
    if (at == ScoreAt.START && !rewound) {
      throw new IllegalArgumentException(
          "at must be end with --rewind "
              + retraining.rewind()
              + ", as tickets start where the last training ended, got start");
    }
    if (saliency instanceof Compensation && rewound) {
      throw new IllegalArgumentException(
          "saliency "
              + saliency
              + " changes the weights that it keeps, which --rewind "
              + retraining.rewind()
              + " would undo: type --rewind lr or none");
    }
  }

  /** Requires that scores alone decide what is kept. */
  void requireInvertible() {
    if (saliency instanceof Compensation) {
      throw new IllegalArgumentException(
          "controls inverted must come with a saliency that leaves weights as they are, got "
              + saliency);
    }
  }

  /** Returns how often a round scores. */
  int times() {
    return iterations == 0 ? saliency.iterations() : iterations;
  }

  /**
   * Returns these settings with another saliency.
   *
   * @param other how much each weight matters
   * @return the changed settings
   */
  public Scoring withSaliency(Saliency other) {
    return new Scoring(other, saliencyExamples, at, iterations);
  }

  /** Returns the settings that prune first what these keep longest. */
  Scoring inverted() {
    return withSaliency(new Inverted(saliency));
  }

  /**
   * Returns these settings with other examples.
   *
   * @param count how many training examples
   * @return the changed settings
   */
  public Scoring withSaliencyExamples(ExampleCount count) {
    return new Scoring(saliency, count, at, iterations);
  }

  /**
   * Returns these settings with other weights.
   *
   * @param which weights are scored
   * @return the changed settings
   */
  public Scoring withAt(ScoreAt which) {
    return new Scoring(saliency, saliencyExamples, which, iterations);
  }

  /**
   * Returns these settings with more scorings.
   *
   * @param count how often a round scores; 0 for as often as the saliency's paper
   * @return the changed settings
   */
  public Scoring withIterations(int count) {
    return new Scoring(saliency, saliencyExamples, at, count);
  }
}
