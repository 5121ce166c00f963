package org.stockpot.align;

import java.util.List;
import org.stockpot.weights.MaskedPoint;

/**
 * A network whose units were permuted: it computes what it computed before.
 *
 * @param name what the network was called
 * @param given the network as it was
 * @param aligned the network with its units in other places, its mask and statistics with them
 * @param permutations one per group: unit i of the aligned network is unit p[i] of the given one
 * @param groups what became of each group
 * @param distanceBefore the Euclidean distance of the coordinates to what it was aligned to; of
 *     many that were aligned together the mean distance to the others
 * @param distance the same after alignment
 * @param difference how far outputs differ on some training examples, as a share of the largest; of
 *     tasks that tell no outputs, how far the validation loss does, as a share of it, or of 1 where
 *     it is less
 * @param byOutputs whether outputs were compared, and not losses
 */
public record AlignedNetwork(
    String name,
    MaskedPoint given,
    MaskedPoint aligned,
    List<int[]> permutations,
    List<GroupMatch> groups,
    double distanceBefore,
    double distance,
    double difference,
    boolean byOutputs) {

  /** Copies the lists. */
  public AlignedNetwork {
    permutations = List.copyOf(permutations);
    groups = List.copyOf(groups);
  }

  /**
   * Returns how many units do not stay where they were.
   *
   * @return the number over all groups
   */
  public int moved() {
    return groups.stream().mapToInt(GroupMatch::moved).sum();
  }
}
