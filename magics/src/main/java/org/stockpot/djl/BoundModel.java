package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.Initialisation;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.evaluation.NetworkObjective;
import org.stockpot.djl.evaluation.Recalibration;
import org.stockpot.djl.memory.MemoryBudget;
import org.stockpot.djl.memory.PassMemory;
import org.stockpot.djl.network.DenseBlocks;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.djl.probe.ModelBehaviour;
import org.stockpot.djl.training.TrainingThreads;
import org.stockpot.djl.training.Trainings;
import org.stockpot.format.tensor.Disk;
import org.stockpot.task.TaskRows;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;

/**
 * A model that has been tried on its data: which parameter is which slot, the working copies of
 * them, and what passes take.
 *
 * @param data the examples
 * @param block the model
 * @param example the shape of one example
 * @param passes the memory of passes
 * @param behaviour what was found by running it
 * @param binding its parameters as slots
 * @param pretrained the weights it arrived with
 * @param networks its working copies
 * @param dense its layers if it is a network of dense ones whose steps are written out
 */
record BoundModel(
    Data data,
    ModelBlock block,
    Shape example,
    PassMemory passes,
    ModelBehaviour behaviour,
    Binding binding,
    Optional<Point> pretrained,
    NetworkPool networks,
    Optional<DenseNetwork> dense) {

  /**
   * Tries a model on some examples.
   *
   * @param title what is closed
   * @throws IllegalArgumentException if it does not take them, or is none that can be measured
   */
  static BoundModel of(String title, Data data, ModelBlock block) {
    Shape example = new Shape(data.shape().stream().mapToLong(d -> d).toArray());
    ModelInspection found = ModelInspection.of(block, data, example);
    Binding binding = found.binding();
    boolean steady = !found.behaviour().draws() && !block.isScripted();
    return new BoundModel(
        data,
        block,
        example,
        found.passes(),
        found.behaviour(),
        binding,
        block.pretrained(binding),
        new NetworkPool(title, cores(block), () -> block.network(binding)),
        steady
            ? DenseBlocks.of(block.block(), binding, example, block.manager())
            : Optional.empty());
  }

  private static int cores(ModelBlock block) {
    return block.isScripted() ? 1 : Runtime.getRuntime().availableProcessors();
  }

  Layout layout() {
    return binding.layout();
  }

  /** Returns its trainings, which are watched by an objective. */
  Trainings trainings(NetworkObjective validation) {
    return new Trainings(
        data,
        example,
        networks,
        validation,
        passes,
        behaviour,
        dense,
        layout(),
        this::recalibrated,
        threads());
  }

  private int threads() {
    Block network = block.block();
    return dense
        .map(layers -> layers.threads(cores(block)))
        .orElseGet(() -> TrainingThreads.of(network, layout(), data.training().size()));
  }

  /** Returns what a user should know of it and its data. */
  List<String> notes() {
    List<String> own = ModelNotes.of(block, binding, behaviour);
    return Stream.concat(data.notes().stream(), own.stream()).toList();
  }

  /** Returns examples as the block takes them. */
  ExampleBatches batches(Examples examples) {
    return new ExampleBatches(examples, example, block.manager());
  }

  /** Returns which examples are in which part; further test sets are of the last. */
  TaskRows rows() {
    RowSet test = data.test().rows();
    for (Examples further : data.also().values()) {
      test = test.union(further.rows());
    }
    return new TaskRows(data.training().rows(), data.validation().rows(), test);
  }

  /** Returns fresh weights. */
  Point init(long seed) {
    return networks.single(
        network -> new Initialisation(binding, block.manager(), pretrained).of(seed));
  }

  /** Returns a point with running statistics of the training examples. */
  Point recalibrated(Point point, Examples examples, int batch, int threads) {
    layout().requireSame(point.layout());
    block.requireReach();
    if (!layout().hasStatistics()) {
      return point;
    }
    passes.requireStep(batch, MemoryBudget.standard(passes.step(batch)));
    ExampleBatches batches = batches(examples);
    return networks.alone(
        network -> {
          Recalibration recalibration =
              new Recalibration(network, binding, batches, behaviour.draws(), block.script());
          return Engines.drawing(
              () -> Engines.inference(threads, () -> recalibration.of(point, batch)));
        });
  }

  /** Returns what the model gives for some examples, as it gives it. */
  float[] outputs(Point point, Examples examples) {
    layout().requireSame(point.layout());
    return networks.single(
        network -> {
          network.set(point.values());
          return Engines.inference(
              1,
              () -> {
                NDArray inputs = batches(examples).range(0, examples.count());
                return network.forward(inputs, false).toFloatArray();
              });
        });
  }

  /**
   * Writes a point as DJL's {@code Model.save} writes the block, so that {@code Model.load} reads
   * it into such a block; it finds {@code NAME-0000.params} by {@code NAME}.
   */
  void save(Point point, Path file) {
    String title = file.getFileName().toString().replaceFirst("(-\\d{4})?\\.params$", "");
    networks.single(
        network -> {
          BlockWeights weights = BlockWeights.of(block.block(), binding);
          Disk.write(file, out -> weights.write(point, title, out));
          return null;
        });
  }

  /** Waits for all work to end, and frees what the model took. */
  void close() {
    if (networks.close()) {
      block.close();
    }
  }
}
