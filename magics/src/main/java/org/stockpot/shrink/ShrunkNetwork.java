package org.stockpot.shrink;

import java.util.List;
import java.util.Optional;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.MaskedPoint;

/**
 * A network with fewer units.
 *
 * @param share of units to remove
 * @param task the task that it is a network of: the same data, smaller layers. Whoever asked for it
 *     closes it
 * @param network its weights, and what of the mask stays
 * @param groups how many units there were and are
 * @param difference how far its outputs lie from those of the given network without the chosen
 *     units, by the largest output
 * @param measured what it costs and scores
 * @param tuning the training that followed; empty if there was none
 * @param tuned what the trained network costs and scores
 */
public record ShrunkNetwork(
    double share,
    Task task,
    MaskedPoint network,
    List<GroupWidth> groups,
    double difference,
    MeasuredNetwork measured,
    Optional<TrainResult> tuning,
    Optional<MeasuredNetwork> tuned) {

  /** Copies the list. */
  public ShrunkNetwork {
    groups = List.copyOf(groups);
  }

  /**
   * Returns the network as it is in the end.
   *
   * @return the trained weights if it was trained, with the mask
   */
  public MaskedPoint end() {
    return tuning
        .map(training -> new MaskedPoint(training.point(), network.mask()))
        .orElse(network);
  }
}
