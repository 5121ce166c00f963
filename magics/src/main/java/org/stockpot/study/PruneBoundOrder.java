package org.stockpot.study;

import java.util.List;
import java.util.OptionalDouble;
import org.stockpot.task.replicates.Estimate;

/**
 * One way to choose weights, with what the bound says of it and what came of it.
 *
 * @param name of the saliency
 * @param largest the largest share that the bound allows, over orders
 * @param halved the same by half as many Lanczos steps: what differs is the error of the quadrature
 * @param length R there
 * @param levels what came of it, level by level; fewer if it was interrupted
 */
public record PruneBoundOrder(
    String name, Estimate largest, Estimate halved, Estimate length, List<PruneBoundLevel> levels) {

  /** Copies the list. */
  public PruneBoundOrder {
    levels = List.copyOf(levels);
  }

  /**
   * Returns the largest level of the grid that survives training inside of its mask in every order;
   * survival need not fall from level to level.
   *
   * @return a share; empty if none does
   */
  public OptionalDouble survives() {
    return levels.stream()
        .filter(PruneBoundLevel::survives)
        .mapToDouble(PruneBoundLevel::fraction)
        .max();
  }
}
