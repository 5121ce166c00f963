package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.stockpot.data.Examples;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.gating.GateTally;
import org.stockpot.djl.gating.GatedBlock;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.task.analysis.GateUse;
import org.stockpot.task.analysis.Gates;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * Starts and counts a task's networks with gates. The slots of gates come behind those of the
 * network.
 */
record TaskGates(BoundModel model, GatedBlock block) implements Gates {

  private static final int EXAMPLES = 500;

  /** Returns the gates of a model, if it has some and they are asked for. */
  static <T> Optional<T> of(BoundModel model, Class<T> asked) {
    return model.block().block() instanceof GatedBlock gated && asked == Gates.class
        ? Optional.of(asked.cast(new TaskGates(model, gated)))
        : Optional.empty();
  }

  @Override
  public double share() {
    return block.share();
  }

  @Override
  public MaskedPoint start(MaskedPoint network) {
    Layout whole = network.point().layout();
    Point open = model.init(0);
    Point start =
        Point.build(
            model.layout(),
            values -> {
              open.values().get(values);
              network.point().values().get(0, values, 0, whole.size());
            });
    Mask mask = Mask.keeping(model.layout(), i -> i >= whole.size() || network.mask().keeps(i));
    return new MaskedPoint(start, mask);
  }

  @Override
  public GateUse use(Point at) {
    model.layout().requireSame(at.layout());
    Examples test = model.data().test();
    ExampleBatches batches = model.batches(test);
    GateTally tally = new GateTally();
    int chunk = model.passes().chunk(EXAMPLES);
    return model
        .networks()
        .single(
            network -> {
              network.set(at.values());
              for (int from = 0; from < test.count(); from += chunk) {
                Interrupts.check();
                int some = Math.min(chunk, test.count() - from);
                tally(network, batches, from, some, tally);
              }
              return tally.use();
            });
  }

  private void tally(Network network, ExampleBatches batches, int from, int some, GateTally tally) {
    try (NDArray inputs = batches.range(from, some)) {
      Engines.inference(
          1,
          () -> {
            block.tally(network.store(), inputs, tally);
            return tally;
          });
    }
  }
}
