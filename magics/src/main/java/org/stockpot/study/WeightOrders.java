package org.stockpot.study;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** The order in which a saliency removes the kept weights of a network: the lowest first. */
final class WeightOrders {

  private final MaskedPoint network;
  private final int[] entries;
  private final double[] squaredLengths;

  private WeightOrders(MaskedPoint network, int... entries) {
    this.network = network;
    this.entries = entries;
    squaredLengths = new double[entries.length + 1];
    for (int k = 0; k < entries.length; k++) {
      double weight = network.point().at(entries[k]);
      squaredLengths[k + 1] = squaredLengths[k] + weight * weight;
    }
  }

  /** Returns the orders of a saliency: several of what is random. */
  static List<WeightOrders> of(
      MaskedPoint network, Saliency saliency, Task task, Subset examples, int draws, long seed) {
    int count = saliency == Saliencies.random() ? draws : 1;
    List<WeightOrders> orders = new ArrayList<>();
    for (int draw = 0; draw < count; draw++) {
      Point at = network.point();
      ScoredNetwork scored =
          new ScoredNetwork(task, examples, at, at, network.mask(), Seeds.mix(seed, draw));
      saliency.require(scored);
      orders.add(new WeightOrders(network, lowestFirst(network.mask(), saliency.scores(scored))));
    }
    return orders;
  }

  /** Returns the kept weights by their scores, ties to the lower index. */
  private static int[] lowestFirst(Mask mask, float... scores) {
    return mask.layout().slots().stream()
        .filter(slot -> slot.role().isPrunable())
        .flatMapToInt(WeightOrders::entries)
        .filter(mask::keeps)
        .boxed()
        .sorted((i, j) -> compare(scores, i, j))
        .mapToInt(i -> i)
        .toArray();
  }

  private static IntStream entries(Slot slot) {
    return IntStream.range(slot.offset(), slot.end());
  }

  private static int compare(float[] scores, int i, int j) {
    int order = Float.compare(scores[i] + 0f, scores[j] + 0f);
    return order == 0 ? Integer.compare(i, j) : order;
  }

  /** Returns the squared length of the first k removed weights, for k from 0 to all. */
  double[] squaredLengths() {
    return squaredLengths;
  }

  /** Returns the network without the first weights. */
  MaskedPoint without(int removed) {
    BitSet gone = new BitSet();
    for (int k = 0; k < removed; k++) {
      gone.set(entries[k]);
    }
    Mask mask = network.mask().without(gone);
    return new MaskedPoint(network.point().masked(mask), mask);
  }
}
