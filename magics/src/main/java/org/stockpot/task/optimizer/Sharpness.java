package org.stockpot.task.optimizer;

import java.util.Locale;
import java.util.Objects;

/**
 * Where a step takes its gradient: at the weights w, or at the highest loss around them, to first
 * order. The step goes from w in either case, by any update rule.
 *
 * <ul>
 *   <li>SAM (Foret et al., "Sharpness-Aware Minimization", ICLR 2021, eq. 2 and Algorithm 1): the
 *       gradient at w + e with {@code e = rho g / ||g||}, g being the gradient at w.
 *   <li>ASAM (Kwon et al., "ASAM", ICML 2021, Algorithm 1): {@code e = rho w² g / || |w| g ||}, so
 *       that rescaled weights have rescaled neighbourhoods. Their constant η beside |w| is 0 here.
 * </ul>
 *
 * <p>Both gradients are over the same batch; norms are over all trained entries, biases and scales
 * included, in double. Where the norm is 0, e is 0. A pruned weight has no gradient and no e.
 *
 * @param kind none, SAM or ASAM
 * @param radius rho, above 0; 0 for none
 */
public record Sharpness(Kind kind, double radius) {

  /** The gradient at the weights themselves. */
  public static final Sharpness NONE = new Sharpness(Kind.NONE, 0);

  /** How the neighbourhood is shaped. */
  public enum Kind {
    /** There is none. */
    NONE(0),
    /** A ball. */
    SAM(0.05),
    /** A ball of relative changes. */
    ASAM(0.5);

    private final double usual;

    Kind(double usual) {
      this.usual = usual;
    }
  }

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the radius is not above 0
   */
  public Sharpness {
    Objects.requireNonNull(kind, "kind");
    if (kind == Kind.NONE ? radius != 0 : !(radius > 0) || Double.isInfinite(radius)) {
      throw new IllegalArgumentException(
          "the radius of " + name(kind) + " must be above 0, got " + radius);
    }
  }

  /**
   * Reads a sharpness; a radius that is left out is the papers': 0.05 for SAM, 0.5 for ASAM.
   *
   * @param text such as {@code sam:0.05}, {@code asam} or {@code none}
   * @return the sharpness
   * @throws IllegalArgumentException if the text is none
   */
  public static Sharpness parse(String text) {
    int colon = text.indexOf(':');
    for (Kind kind : Kind.values()) {
      if (text.equals(name(kind))) {
        return new Sharpness(kind, kind.usual);
      }
      if (kind != Kind.NONE && colon > 0 && text.substring(0, colon).equals(name(kind))) {
        try {
          return new Sharpness(kind, Double.parseDouble(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
          break;
        }
      }
    }
    throw new IllegalArgumentException(
        "a sharpness must look like none, sam:0.05 or asam:0.5, got " + text);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns where the second gradient is taken.
   *
   * @param weights w
   * @param gradient g, 0 for what is not trained
   * @return w + e
   */
  public float[] highest(float[] weights, float[] gradient) {
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      double part = scale(weights[i]) * gradient[i];
      squares += part * part;
    }
    float[] highest = weights.clone();
    if (squares > 0) {
      double factor = radius / Math.sqrt(squares);
      for (int i = 0; i < weights.length; i++) {
        double scale = scale(weights[i]);
        highest[i] += (float) (factor * scale * scale * gradient[i]);
      }
    }
    return highest;
  }

  private double scale(float weight) {
    return kind == Kind.ASAM ? Math.abs(weight) : 1;
  }

  /** Returns the sharpness as {@link #parse} reads it. */
  @Override
  public String toString() {
    return name(kind) + (kind == Kind.NONE ? "" : ":" + radius);
  }
}
