package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stockpot.data.Targets;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.dense.DenseNetwork.Layer;
import org.stockpot.dense.DensePass;
import org.stockpot.dense.DenseProducts;
import org.stockpot.dense.DenseProducts.Affine;
import org.stockpot.dense.NativeArrays;
import org.stockpot.dense.OutputKind;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;

/**
 * The gradient of a network of dense layers and products with its curvature matrices, without a
 * recorded graph. What was computed at the last point is kept as far as it is small.
 */
final class DensePasses {

  /** Numbers that are kept of a point: 64 MB. */
  private static final long KEPT = 1L << 24;

  private final DerivedModel model;
  private final List<Layer> layers;
  private final ExampleBatches batches;
  private final RecordedLoss loss;
  private final int chunk;
  private final TrainedSlots trained;
  private final DenseProducts products;
  private VaryingInputs varying;
  private Kept kept;

  /** Passes of chunks at a point, by the first example. */
  private record Kept(Point at, Map<Integer, DensePass> passes) {}

  private DensePasses(
      DerivedModel model,
      DenseNetwork network,
      ExampleBatches batches,
      RecordedLoss loss,
      int chunk) {
    this.model = model;
    layers = network.layers();
    this.batches = batches;
    this.loss = loss;
    this.chunk = chunk;
    trained = TrainedSlots.of(model.binding().layout());
    products = new DenseProducts(network, loss.targets() instanceof Targets.Classes);
  }

  /** Returns those of a network whose layers and loss are written out. */
  static Optional<DensePasses> of(
      DerivedModel model, ExampleBatches batches, RecordedLoss loss, int chunk) {
    boolean classes = loss.targets() instanceof Targets.Classes;
    boolean written =
        loss.of() == RecordedLoss.Of.OWN && (!classes || loss.kind() == OutputKind.LOGITS);
    return model
        .layers()
        .filter(layers -> written)
        .map(layers -> new DensePasses(model, layers, batches, loss, chunk));
  }

  /** Returns a sum over some examples, by layers: the weights' part, then the biases'. */
  @FunctionalInterface
  private interface Formula {
    NDList of(DensePass pass, NDArray inputs, List<Affine> weights, List<Affine> direction);
  }

  Point gradient(Point at) {
    return mean(at, at, (pass, inputs, weights, direction) -> products.gradient(pass, inputs));
  }

  Point hessianTimes(Point at, Point direction) {
    return mean(at, direction, products::hessianTimes);
  }

  Point gaussNewtonTimes(Point at, Point direction) {
    return mean(at, direction, products::gaussNewtonTimes);
  }

  private Point mean(Point at, Point direction, Formula formula) {
    model.binding().layout().requireSame(direction.layout());
    VaryingInputs inputs = varying();
    Map<Integer, DensePass> passes = passes(at);
    return model.with(
        at,
        (network, threads) -> {
          try (NDManager passing = batches.manager().newSubManager()) {
            List<Affine> weights = folded(passing, inputs, at);
            List<Affine> moves = folded(passing, inputs, direction);
            double[][] sums = zeros(inputs);
            OrderedPieces.run(
                threads,
                OrderedPieces.starts(batches.examples().count(), chunk),
                from -> part(inputs, passes, from, weights, moves, formula),
                (i, parts) -> TrainedSlots.add(parts, sums));
            return trained.mean(inSlots(inputs, sums), batches.examples().count());
          }
        });
  }

  private synchronized VaryingInputs varying() {
    varying = varying == null ? new VaryingInputs(batches.examples()) : varying;
    return varying;
  }

  /** Returns what is kept of a point, which takes the place of what was of another. */
  private synchronized Map<Integer, DensePass> passes(Point at) {
    if (kept == null || !kept.at.equals(at)) {
      kept = new Kept(at, new ConcurrentHashMap<>());
    }
    return kept.passes;
  }

  private float[][] part(
      VaryingInputs varying,
      Map<Integer, DensePass> passes,
      int from,
      List<Affine> weights,
      List<Affine> direction,
      Formula formula) {
    Interrupts.check();
    return Engines.inference(
        1,
        () -> {
          int count = Math.min(chunk, batches.examples().count() - from);
          NDArray inputs = varying.inputs(batches, from, count);
          DensePass pass = passes.get(from);
          if (pass == null) {
            NDArray targets = loss.wanted(batches.manager(), from, count);
            pass = products.pass(inputs, targets, weights);
            if (pass.numbers() * (from / chunk + 1) <= KEPT) {
              passes.put(from, pass);
            }
          }
          return floats(formula.of(pass, inputs, weights, direction));
        });
  }

  private static float[][] floats(NDList parts) {
    return parts.stream().map(NDArray::toFloatArray).toArray(float[][]::new);
  }

  /** Returns zeros for the weights and the biases of each layer. */
  private double[][] zeros(VaryingInputs varying) {
    double[][] zeros = new double[2 * layers.size()][];
    for (int l = 0; l < layers.size(); l++) {
      int columns = l == 0 ? varying.count() : layers.get(l).inputs();
      zeros[2 * l] = new double[layers.get(l).units() * columns];
      zeros[2 * l + 1] = new double[layers.get(l).units()];
    }
    return zeros;
  }

  /** Returns a point's arrays by layer, of the first for the inputs that vary. */
  private List<Affine> folded(NDManager manager, VaryingInputs varying, Point from) {
    List<Affine> arrays = new ArrayList<>();
    for (Layer layer : layers) {
      boolean first = arrays.isEmpty();
      double[] biases = new double[layer.units()];
      if (layer.bias() >= 0) {
        FloatBuffer own = values(from, layer.bias());
        Arrays.setAll(biases, own::get);
      }
      int columns = first ? varying.count() : layer.inputs();
      NDArray weights = manager.create(new Shape(layer.units(), columns), DataType.FLOAT32);
      FloatBuffer target = NativeArrays.floats(weights);
      if (first) {
        varying.fold(values(from, layer.weight()), target, biases);
      } else {
        target.put(values(from, layer.weight()));
      }
      NDArray shifts = manager.create(new Shape(layer.units()), DataType.FLOAT32);
      FloatBuffer shift = NativeArrays.floats(shifts);
      Arrays.stream(biases).forEach(bias -> shift.put((float) bias));
      arrays.add(new Affine(weights, shifts));
    }
    return arrays;
  }

  private FloatBuffer values(Point from, int slot) {
    return from.values(from.layout().slots().get(slot));
  }

  /** Returns the parts of layers in the order of their slots. */
  private double[][] inSlots(VaryingInputs varying, double[]... parts) {
    double[][] slots = new double[trained.slots().size()][];
    for (int l = 0; l < layers.size(); l++) {
      double[] weights = parts[2 * l];
      double[] biases = parts[2 * l + 1];
      slots[layers.get(l).weight()] = l == 0 ? varying.unfold(weights, biases) : weights;
      if (layers.get(l).bias() >= 0) {
        slots[layers.get(l).bias()] = biases;
      }
    }
    return slots;
  }
}
