package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.stockpot.data.Targets;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.dense.DenseProducts;
import org.stockpot.dense.OutputKind;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.task.work.Interrupts;

/**
 * Products with curvature matrices of a network of dense layers, without a recorded graph.
 *
 * @param products how they are computed
 * @param batches the examples
 * @param loss what is held against outputs
 * @param layers the network
 */
record DensePasses(
    DenseProducts products, ExampleBatches batches, RecordedLoss loss, DenseNetwork layers) {

  /** Returns those of a network whose layers and loss are written out. */
  static Optional<DensePasses> of(
      Optional<DenseNetwork> network, ExampleBatches batches, RecordedLoss loss) {
    boolean classes = loss.targets() instanceof Targets.Classes;
    boolean written =
        loss.of() == RecordedLoss.Of.OWN && (!classes || loss.kind() == OutputKind.LOGITS);
    return network
        .filter(layers -> written)
        .map(layers -> new DensePasses(new DenseProducts(layers, classes), batches, loss, layers));
  }

  float[][] hessianTimes(Network network, int from, int most, IntFunction<NDArray> direction) {
    return values(
        from,
        most,
        (inputs, targets) -> products.hessianTimes(inputs, targets, network::array, direction));
  }

  float[][] gaussNewtonTimes(Network network, int from, int most, IntFunction<NDArray> direction) {
    return values(
        from,
        most,
        (inputs, targets) -> products.gaussNewtonTimes(inputs, network::array, direction));
  }

  /** Multiplies the direction with the matrix of some examples. */
  @FunctionalInterface
  private interface Formula {
    NDList of(NDArray inputs, NDArray targets);
  }

  private float[][] values(int from, int most, Formula formula) {
    Interrupts.check();
    return Engines.inference(
        1,
        () -> {
          int count = Math.min(most, batches.examples().count() - from);
          NDArray inputs = batches.range(from, count).reshape(count, -1);
          NDArray targets = loss.wanted(batches.manager(), from, count);
          return inSlots(formula.of(inputs, targets));
        });
  }

  /** Returns the parts of layers in the order of their slots. */
  private float[][] inSlots(List<NDArray> parts) {
    float[][] slots = new float[parts.size()][];
    int at = 0;
    for (DenseNetwork.Layer layer : layers.layers()) {
      slots[layer.weight()] = parts.get(at++).toFloatArray();
      if (layer.bias() >= 0) {
        slots[layer.bias()] = parts.get(at++).toFloatArray();
      }
    }
    return slots;
  }
}
