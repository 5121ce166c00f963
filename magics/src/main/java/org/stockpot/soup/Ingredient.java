package org.stockpot.soup;

import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * A network that may go into a soup.
 *
 * @param name what it is called
 * @param point its weights
 * @param mask what was declared to be kept of them; {@link Mask#full} if nothing is pruned
 */
public record Ingredient(String name, Point point, Mask mask) {

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if the layouts differ, or a weight is pruned and not +0.0
   */
  public Ingredient {
    mask.requireZeros(point);
  }

  /**
   * Names a network of which nothing is pruned, whatever its zeros.
   *
   * @param name what it is called
   * @param point its weights
   */
  public Ingredient(String name, Point point) {
    this(name, point, Mask.full(point.layout()));
  }

  /**
   * Names a network with its mask.
   *
   * @param name what it is called
   * @param network its weights and what is kept of them
   * @return the ingredient
   */
  public static Ingredient of(String name, MaskedPoint network) {
    return new Ingredient(name, network.point(), network.mask());
  }
}
