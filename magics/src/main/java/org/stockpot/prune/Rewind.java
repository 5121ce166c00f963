package org.stockpot.prune;

import java.util.Objects;
import org.stockpot.task.Span;

/**
 * Where a pruned network resumes training.
 *
 * <p>Weights go back to a position of the dense run, statistics included, and the schedule resumes
 * there (Frankle, Dziugaite, Roy, Carbin, "Linear Mode Connectivity and the Lottery Ticket
 * Hypothesis", ICML 2020, Algorithm 2), and the position may be as far from the end as a retraining
 * is long; or they stay and only the learning rate goes back; or nothing goes back and training
 * continues at the last rate (Renda, Frankle, Carbin, "Comparing Rewinding and Fine-tuning in
 * Neural Network Pruning", ICLR 2020, §3).
 *
 * @param kind what goes back
 * @param to for weights that go back to a position of their own, that position; else none
 */
public record Rewind(Kind kind, Span to) {

  /** What goes back. */
  public enum Kind {
    /** Weights, statistics and schedule. */
    WEIGHTS,
    /** The same, to T - r: the position from which a retraining of r steps ends with training. */
    RETRAINED_WEIGHTS,
    /** The schedule alone. */
    LEARNING_RATE,
    /** Nothing: fine-tuning. */
    NOTHING
  }

  /** Rewinding to the initialisation. */
  public static final Rewind INIT = new Rewind(Kind.WEIGHTS, Span.ZERO);

  /** Weight rewinding by the length of a retraining. */
  public static final Rewind BY_RETRAINING = new Rewind(Kind.RETRAINED_WEIGHTS, Span.ZERO);

  /** Learning-rate rewinding. */
  public static final Rewind LEARNING_RATE = new Rewind(Kind.LEARNING_RATE, Span.ZERO);

  /** Fine-tuning. */
  public static final Rewind NOTHING = new Rewind(Kind.NOTHING, Span.ZERO);

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if a position comes without weights to rewind
   */
  public Rewind {
    Objects.requireNonNull(kind, "kind");
    if (kind != Kind.WEIGHTS && !to.equals(Span.ZERO)) {
      throw new IllegalArgumentException("only weights can be rewound to a position, got " + to);
    }
  }

  /**
   * Reads a rewind.
   *
   * @param text {@code init}, a span such as {@code 500it}, {@code weights}, {@code lr} or {@code
   *     none}
   * @return the rewind
   * @throws IllegalArgumentException if the text is none of these
   */
  public static Rewind parse(String text) {
    return switch (text) {
      case "weights" -> BY_RETRAINING;
      case "lr" -> LEARNING_RATE;
      case "none" -> NOTHING;
      default -> new Rewind(Kind.WEIGHTS, position(text));
    };
  }

  private static Span position(String text) {
    try {
      return Span.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "rewind must be init, a span such as 500it, weights, lr or none, got " + text, e);
    }
  }

  /**
   * Returns whether weights go back.
   *
   * @return false if they stay
   */
  public boolean takesWeights() {
    return kind == Kind.WEIGHTS || kind == Kind.RETRAINED_WEIGHTS;
  }

  /** Returns the rewind as {@link #parse} reads it. */
  @Override
  public String toString() {
    return switch (kind) {
      case WEIGHTS -> to.equals(Span.ZERO) ? "init" : to.toString();
      case RETRAINED_WEIGHTS -> "weights";
      case LEARNING_RATE -> "lr";
      case NOTHING -> "none";
    };
  }
}
