package org.stockpot.align;

import java.util.List;
import java.util.Optional;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

/**
 * Networks that were aligned.
 *
 * @param task the task's name
 * @param options the settings
 * @param recipe how the weights of straight-through matching were trained
 * @param to what networks were aligned to; empty if to one another
 * @param groups which units move together
 * @param networks the aligned networks; if to one another, the first is as it was
 * @param searches how permutations were found
 * @param outcome how the work ended
 */
public record AlignResult(
    String task,
    AlignOptions options,
    Recipe recipe,
    Optional<String> to,
    UnitGroups groups,
    List<AlignedNetwork> networks,
    List<Search> searches,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public AlignResult {
    networks = List.copyOf(networks);
    searches = List.copyOf(searches);
  }

  /**
   * Returns an aligned network.
   *
   * @param name what the network was called
   * @return its point
   * @throws IllegalArgumentException if there is none of that name
   */
  public Point point(String name) {
    return networks.stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .map(network -> network.aligned().point())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "networks are "
                        + networks.stream().map(AlignedNetwork::name).toList()
                        + ", got "
                        + name));
  }

  /**
   * Returns the first aligned network.
   *
   * @return its point
   */
  public Point point() {
    return networks.get(0).aligned().point();
  }
}
