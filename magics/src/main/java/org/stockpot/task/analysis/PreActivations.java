package org.stockpot.task.analysis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/**
 * What the units of dense layers and convolutions make of one set of examples before activation
 * functions, {@code z = W x + b}, in evaluation mode.
 *
 * <p>Example: {@code task.preActivations(Subset.all(Part.TRAINING)).orThrow().moments(point,
 * layers)}.
 */
public interface PreActivations {

  /**
   * A layer whose units are rows of a matrix or kernel, so that a factor on a row is one on its
   * unit.
   *
   * @param name its name
   * @param weight the slot of W, one row per unit
   * @param bias the slot of b; empty if the layer has none
   * @param outputs whether its units are the network's outputs
   */
  record Layer(String name, Slot weight, Optional<Slot> bias, boolean outputs) {

    /**
     * Returns how many units it has.
     *
     * @return the rows of W
     */
    public int units() {
      return weight.shape().get(0);
    }

    /**
     * Returns whether training leaves it as it came.
     *
     * @return true if W or b is frozen
     */
    public boolean isFrozen() {
      return weight.role() == Role.FROZEN || bias.map(b -> b.role() == Role.FROZEN).orElse(false);
    }
  }

  /** Makes a point of what was measured at a layer. */
  @FunctionalInterface
  interface Change {
    /**
     * Returns the point to go on with.
     *
     * @param layer the layer
     * @param measured the moments of its units at the point
     * @param at the point, whose layers before this one are changed already
     * @return another point, which differs in this layer alone
     */
    Point of(Layer layer, UnitMoments measured, Point at);
  }

  /**
   * Returns the layers from the inputs to the outputs.
   *
   * @return at least one
   */
  List<Layer> layers();

  /**
   * Returns how many examples there are.
   *
   * @return at least 1
   */
  int examples();

  /**
   * Returns the moments of the units of some layers, in one pass, which ends at the last of them.
   *
   * @param at the weights
   * @param layers some of {@link #layers}, in their order
   * @return one for each layer; bits do not depend on threads
   * @throws CancellationException if the calling thread was interrupted
   */
  List<UnitMoments> moments(Point at, List<Layer> layers);

  /**
   * Changes layers one after another, each by the moments that it has once those before it are
   * changed.
   *
   * @param at the weights
   * @param layers some of {@link #layers}, in their order
   * @param change makes the next point
   * @return the last point
   * @throws CancellationException if the calling thread was interrupted
   */
  default Point walk(Point at, List<Layer> layers, Change change) {
    Point point = at;
    for (Layer layer : layers) {
      point = change.of(layer, moments(point, List.of(layer)).get(0), point);
    }
    return point;
  }
}
