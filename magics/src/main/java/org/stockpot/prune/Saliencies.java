package org.stockpot.prune;

import java.util.List;

/**
 * The saliencies that have a name. This list serves options, help, completion and messages: a new
 * one is a file whose text is its name, and a line here.
 */
public final class Saliencies {

  private static final Saliency MAGNITUDE = new MagnitudeSaliency();
  private static final Saliency RANDOM = new RandomSaliency();

  private static final List<Saliency> ALL = List.of(MAGNITUDE, RANDOM);

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
   * Returns a saliency by its name.
   *
   * @param name one of {@link #names}
   * @return the saliency
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Saliency of(String name) {
    return ALL.stream()
        .filter(saliency -> saliency.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a saliency must be one of " + String.join(", ", names()) + ", got " + name));
  }
}
