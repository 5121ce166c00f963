package org.stockpot.prune.dead;

import java.util.List;

/**
 * The dead units of one network.
 *
 * @param group what it is counted with: its name, or the round of a pruning run
 * @param density the share of prunable weights that its mask keeps
 * @param layers its ReLU layers, in order, and all together last
 */
public record DeadUnitNetwork(String group, double density, List<DeadRates> layers) {

  /** Copies the list. */
  public DeadUnitNetwork {
    layers = List.copyOf(layers);
  }
}
