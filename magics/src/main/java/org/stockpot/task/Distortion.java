package org.stockpot.task;

import java.util.Objects;

/**
 * A change of inputs: of given size as a shifted test set, of random size up to it as an
 * augmentation.
 *
 * @param kind what changes
 * @param amount its size, above 0; the unit depends on the kind
 */
public record Distortion(Kind kind, double amount) implements TestSet {

  /** Above this not every whole number is a double. */
  private static final double LARGEST_WHOLE = 1L << 53;

  /** What changes. */
  public enum Kind {
    /** Gaussian noise on every input; the amount is its standard deviation. */
    NOISE,
    /** Rotation of images; the amount is in degrees. */
    ROTATE,
    /** Translation of images along both axes; the amount is in pixels. */
    TRANSLATE,
    /** Contrast: inputs are multiplied by 1 + amount (or up to 1 ± amount at random). */
    CONTRAST,
    /** Box blur of images; the amount is the radius in pixels. */
    BLUR,
    /** Inputs set to 0 at random; the amount is their share. */
    DROP,
    /**
     * Random crops of padded images, which is a translation by whole pixels, drawn uniformly along
     * each axis; the amount is the most pixels. Padding is the nearest edge, where the usual recipe
     * for CIFAR-10 pads with black.
     */
    CROP,
    /** Images mirrored left to right at random; the amount is the probability. */
    FLIP
  }

  /** What {@code flip} alone means. */
  private static final Distortion HALF = new Distortion(Kind.FLIP, 0.5);

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the amount is not above 0, or a share above 1
   */
  public Distortion {
    Objects.requireNonNull(kind, "kind");
    boolean share = kind == Kind.DROP || kind == Kind.FLIP;
    if (!(amount > 0) || Double.isInfinite(amount) || (share && amount > 1)) {
      throw new IllegalArgumentException(
          "the amount of "
              + name(kind)
              + " must be above 0"
              + (share ? " and at most 1" : "")
              + ", got "
              + amount);
    }
    if (kind == Kind.CROP && (amount != Math.rint(amount) || amount > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the amount of crop must be whole pixels, such as crop:4, got " + amount);
    }
  }

  /**
   * Reads a distortion.
   *
   * @param text such as {@code noise:0.2} or {@code rotate:15}
   * @return the distortion
   * @throws IllegalArgumentException if the text is none
   */
  public static Distortion parse(String text) {
    if (text.equals(name(HALF.kind()))) {
      return HALF;
    }
    int colon = text.indexOf(':');
    for (Kind kind : Kind.values()) {
      if (colon > 0 && name(kind).equals(text.substring(0, colon))) {
        try {
          return new Distortion(kind, Double.parseDouble(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
          break;
        }
      }
    }
    throw new IllegalArgumentException(
        "a distortion must look like noise:0.2, rotate:15, translate:2, contrast:0.3, blur:1,"
            + " drop:0.1, crop:4 or flip, got "
            + text);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Returns the distortion as {@link #parse} reads it. */
  @Override
  public String toString() {
    if (equals(HALF)) {
      return name(kind);
    }
    boolean whole = amount == Math.rint(amount) && amount < LARGEST_WHOLE;
    String number = whole ? Long.toString((long) amount) : "" + amount;
    return name(kind) + ":" + number;
  }
}
