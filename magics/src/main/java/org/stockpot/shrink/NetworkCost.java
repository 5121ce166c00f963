package org.stockpot.shrink;

import java.util.List;
import org.stockpot.task.analysis.LayerInputs;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroup;

/**
 * What a network costs.
 *
 * @param units of all groups
 * @param parameters all coordinates
 * @param bytes four for each number of the network, running statistics included
 * @param flops of one example: two (a multiplication and an addition) for each weight of a dense
 *     layer or convolution, at each place where it is applied, as dense products compute; biases,
 *     normalisations, activation functions and pooling are not counted
 * @param keptFlops the same of weights other than 0
 * @param latencies of one example, and of several
 */
public record NetworkCost(
    int units, long parameters, long bytes, long flops, long keptFlops, List<Latency> latencies) {

  /** How often a pass is timed. */
  static final int PASSES = 30;

  private static final int FLOPS = 2;

  /** Copies the latencies. */
  public NetworkCost {
    latencies = List.copyOf(latencies);
  }

  static NetworkCost of(Resizing network, Point at, int passExamples) {
    Layout layout = at.layout();
    long flops = 0;
    long kept = 0;
    for (LayerInputs layer : network.layers(at)) {
      Slot weight = layout.slot(layer.weight());
      long nonzero = 0;
      for (int i = weight.offset(); i < weight.end(); i++) {
        nonzero += at.at(i) == 0 ? 0 : 1;
      }
      flops += FLOPS * layer.positions() * weight.size();
      kept += FLOPS * layer.positions() * nonzero;
    }
    return new NetworkCost(
        network.groups().groups().stream().mapToInt(UnitGroup::units).sum(),
        layout.coordinates(),
        (long) Float.BYTES * layout.size(),
        flops,
        kept,
        List.of(latency(network, at, 1), latency(network, at, passExamples)));
  }

  private static Latency latency(Resizing network, Point at, int wanted) {
    int examples = Math.min(wanted, network.examples());
    return Latency.of(examples, network.seconds(at, examples, PASSES));
  }
}
