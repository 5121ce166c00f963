package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.units.ConstantInputs;
import org.stockpot.task.analysis.LayerInputs;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

/** Knows a model's units and what layers read, and measures its passes. */
record TaskResizing(BoundModel model, UnitGroups groups) implements Resizing {

  private static final int WARM_UP = 5;

  @Override
  public List<LayerInputs> layers(Point at) {
    model.layout().requireSame(at.layout());
    ModelBlock block = model.block();
    return ConstantInputs.of(block.block(), model.binding(), model.example(), at, block.manager());
  }

  @Override
  public int examples() {
    return model.data().training().count();
  }

  @Override
  public double[] seconds(Point at, int examples, int passes) {
    model.layout().requireSame(at.layout());
    double[] seconds = new double[passes];
    return model
        .networks()
        .single(
            network -> {
              network.set(at.values());
              try (NDArray inputs = model.batches(model.data().training()).range(0, examples)) {
                for (int pass = -WARM_UP; pass < passes; pass++) {
                  Interrupts.check();
                  long start = System.nanoTime();
                  Engines.inference(1, () -> network.forward(inputs, false).toFloatArray());
                  if (pass >= 0) {
                    seconds[pass] = (System.nanoTime() - start) / 1e9;
                  }
                }
              }
              return seconds;
            });
  }
}
