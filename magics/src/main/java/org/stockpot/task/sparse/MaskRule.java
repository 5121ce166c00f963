package org.stockpot.task.sparse;

import java.util.Locale;
import java.util.Objects;
import org.stockpot.task.option.Percent;

/**
 * By which rule the mask of a training moves, and how sparse it ends.
 *
 * @param kind the rule
 * @param sparsity the share of weights that is gone at the end, in (0, 1); 0 for none
 */
public record MaskRule(Kind kind, double sparsity) {

  /** The mask stays as it is. */
  public static final MaskRule NONE = new MaskRule(Kind.NONE, 0);

  /** The rules. */
  public enum Kind {
    /** The mask stays as it is. */
    NONE,
    /**
     * Gradual magnitude pruning (Zhu, Gupta, "To prune, or not to prune", 2017, eq. 1): each layer
     * loses its smallest weights, along a cubic schedule.
     */
    GMP,
    /**
     * Sparse evolutionary training (Mocanu et al., Nature Communications 2018): the smallest
     * weights of each layer go, and as many come at random.
     */
    SET,
    /**
     * RigL (Evci et al., ICML 2020, Algorithm 1): the smallest weights of each layer go, and as
     * many come where the gradient is largest.
     */
    RIGL
  }

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the sparsity is out of range
   */
  public MaskRule {
    Objects.requireNonNull(kind, "kind");
    if (kind == Kind.NONE ? sparsity != 0 : !(sparsity > 0 && sparsity < 1)) {
      throw new IllegalArgumentException(
          "the sparsity of " + name(kind) + " must lie in (0, 1), got " + sparsity);
    }
  }

  /**
   * Reads a rule.
   *
   * @param text such as {@code rigl:90%}, {@code gmp:0.9} or {@code none}
   * @return the rule
   * @throws IllegalArgumentException if the text is none
   */
  public static MaskRule parse(String text) {
    int colon = text.indexOf(':');
    for (Kind kind : Kind.values()) {
      if (kind == Kind.NONE && text.equals(name(kind))) {
        return NONE;
      } else if (kind != Kind.NONE && colon > 0 && text.substring(0, colon).equals(name(kind))) {
        double sparsity;
        try {
          sparsity = Percent.parse(text.substring(colon + 1));
        } catch (NumberFormatException e) {
          break;
        }
        return new MaskRule(kind, sparsity);
      }
    }
    throw new IllegalArgumentException(
        "a mask rule must look like none, gmp:90%, set:90% or rigl:90%, got " + text);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the mask grows as much as it loses, from a sparse start. */
  public boolean exchanges() {
    return kind == Kind.SET || kind == Kind.RIGL;
  }

  /** Returns the rule as {@link #parse} reads it. */
  @Override
  public String toString() {
    return name(kind) + (kind == Kind.NONE ? "" : ":" + sparsity);
  }
}
