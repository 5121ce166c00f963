package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.task.Availability;
import org.stockpot.task.analysis.PreActivations;
import org.stockpot.task.analysis.UnitMoments;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Pre-activations of blocks that follow one another, each of which is a dense layer, a convolution
 * or has no parameters.
 *
 * <p>Threads share chunks, each of which runs on one engine thread; chunks are added in the order
 * of the data, so that no bit depends on threads. A walk keeps what a layer gets, if it fits into
 * an eighth of Java's memory, so that it computes each layer twice and none but the first layers of
 * large images more often.
 */
public final class NetworkPreActivations implements PreActivations {

  /** How many points' moments are kept: the ends of a line, the members of a soup. */
  private static final int KEPT = 64;

  private final NetworkPool networks;
  private final Binding binding;
  private final ExampleBatches batches;
  private final int chunk;
  private final List<Block> blocks;
  private final Map<Layer, Integer> places;
  private final Map<String, UnitMoments> known = new LinkedHashMap<>(KEPT, 0.75f, true);

  private NetworkPreActivations(
      NetworkPool networks,
      Binding binding,
      ExampleBatches batches,
      int chunk,
      List<Block> blocks,
      Map<Layer, Integer> places) {
    this.networks = networks;
    this.binding = binding;
    this.batches = batches;
    this.chunk = chunk;
    this.blocks = blocks;
    this.places = places;
  }

  /**
   * Finds the layers of a block.
   *
   * @param networks who runs passes
   * @param binding the layout
   * @param batches the examples
   * @param chunk examples of a pass
   * @param block the model
   * @return its pre-activations, or why they are not reached
   */
  public static Availability<PreActivations> of(
      NetworkPool networks, Binding binding, ExampleBatches batches, int chunk, Block block) {
    List<SequentialBlocks.Named> all = SequentialBlocks.of(block, binding);
    int last = 0;
    for (int i = 0; i < all.size(); i++) {
      last = all.get(i).block().getParameters().isEmpty() ? last : i;
    }
    Map<Layer, Integer> places = new LinkedHashMap<>();
    Set<Slot> taken = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      Block each = all.get(i).block();
      if (each.getParameters().isEmpty()) {
        continue;
      }
      String name = all.get(i).name();
      if (!(each instanceof Convolution) && each.getClass() != Linear.class) {
        return Availability.none(
            "what units of "
                + name
                + " make before activation functions is not reached: it is neither a dense layer"
                + " nor a convolution, but "
                + each.getClass().getSimpleName());
      }
      Layer layer = layer(name, each, binding, i == last);
      if (!taken.add(layer.weight()) || layer.bias().filter(b -> !taken.add(b)).isPresent()) {
        return Availability.none(
            "units of " + name + " share their weights with another layer's, and move together");
      }
      places.put(layer, i);
    }
    List<Block> blocks = all.stream().map(SequentialBlocks.Named::block).toList();
    return Availability.of(
        new NetworkPreActivations(networks, binding, batches, chunk, blocks, places));
  }

  private static Layer layer(String name, Block block, Binding binding, boolean outputs) {
    Layout layout = binding.layout();
    Parameter weight = block.getDirectParameters().get("weight");
    Parameter bias = block.getDirectParameters().get("bias");
    return new Layer(
        name,
        layout.slots().get(binding.slot(weight)),
        Optional.ofNullable(bias).map(b -> layout.slots().get(binding.slot(b))),
        outputs);
  }

  @Override
  public List<Layer> layers() {
    return List.copyOf(places.keySet());
  }

  @Override
  public int examples() {
    return batches.examples().count();
  }

  @Override
  public List<UnitMoments> moments(Point at, List<Layer> layers) {
    binding.layout().requireSame(at.layout());
    Map<Layer, UnitMoments> found = new LinkedHashMap<>();
    synchronized (known) {
      layers.forEach(layer -> found.put(layer, known.get(key(at, layer))));
    }
    if (found.containsValue(null)) {
      networks.shared(
          (network, threads) -> {
            network.set(at.values());
            List<Pass> passes = passes(network, threads, inputs(), layers, false);
            for (int i = 0; i < layers.size(); i++) {
              found.put(layers.get(i), moments(passes, i, layers.get(i)));
            }
            return at;
          });
      keep(at, found);
    }
    return layers.stream().map(found::get).toList();
  }

  private void keep(Point at, Map<Layer, UnitMoments> found) {
    synchronized (known) {
      found.forEach((layer, moments) -> known.put(key(at, layer), moments));
      while (known.size() > KEPT * places.size()) {
        known.remove(known.keySet().iterator().next());
      }
    }
  }

  private static String key(Point at, Layer layer) {
    return at.digest() + layer.name();
  }

  @Override
  public Point walk(Point at, List<Layer> layers, Change change) {
    binding.layout().requireSame(at.layout());
    return networks.shared(
        (network, threads) -> {
          Stage stage = inputs();
          Point point = at;
          for (Layer layer : layers) {
            network.set(point.values());
            List<Pass> passes = passes(network, threads, stage, List.of(layer), true);
            point = change.of(layer, moments(passes, 0, layer), point);
            List<Got> got = passes.stream().flatMap(pass -> pass.got().stream()).toList();
            stage = got.isEmpty() ? stage : new Stage(places.get(layer), got);
          }
          return point;
        });
  }

  /** What a block gets of each chunk; of the first block, nothing is kept. */
  private record Stage(int block, List<Got> chunks) {}

  /** What a block gets of one chunk. */
  private static final class Got {
    private final Shape shape;
    private final float[] values;

    Got(NDArray inputs) {
      shape = inputs.getShape();
      values = inputs.toFloatArray();
    }
  }

  /** What was found out about one chunk. */
  private record Pass(List<UnitSums> sums, Optional<Got> got) {}

  private static Stage inputs() {
    return new Stage(0, List.of());
  }

  private static UnitMoments moments(List<Pass> passes, int which, Layer layer) {
    UnitSums sums = new UnitSums(layer.units());
    passes.forEach(pass -> sums.add(pass.sums().get(which)));
    return sums.moments();
  }

  private List<Pass> passes(
      Network network, int threads, Stage stage, List<Layer> layers, boolean keep) {
    int chunks = (examples() + chunk - 1) / chunk;
    List<Integer> numbers = IntStream.range(0, chunks).boxed().toList();
    return Workers.map(
        threads,
        numbers,
        number -> {
          Interrupts.check();
          return Engines.inference(1, () -> pass(network, stage, number, layers, keep));
        });
  }

  private Pass pass(Network network, Stage stage, int number, List<Layer> layers, boolean keep) {
    List<UnitSums> sums = new ArrayList<>();
    Optional<Got> got = Optional.empty();
    NDList current = new NDList(input(stage, number));
    int next = stage.block();
    for (Layer layer : layers) {
      while (next < places.get(layer)) {
        current = blocks.get(next++).forward(network.store(), current, false);
      }
      got = keep ? kept(current.singletonOrThrow()) : got;
      Block block = blocks.get(next++);
      current = block.forward(network.store(), current, false);
      sums.add(UnitSums.of(current.singletonOrThrow(), layer.units(), block instanceof Linear));
    }
    return new Pass(sums, got);
  }

  private NDArray input(Stage stage, int number) {
    int from = number * chunk;
    if (stage.chunks().isEmpty()) {
      return batches.range(from, Math.min(chunk, examples() - from));
    }
    Got got = stage.chunks().get(number);
    return batches.manager().create(got.values, got.shape);
  }

  /** Returns what a layer gets of a chunk; nothing if that of all does not fit. */
  private Optional<Got> kept(NDArray inputs) {
    Shape shape = inputs.getShape();
    double bytes = (double) Float.BYTES * shape.size() / shape.get(0) * examples();
    return bytes <= Runtime.getRuntime().maxMemory() / 8.0
        ? Optional.of(new Got(inputs))
        : Optional.empty();
  }
}
