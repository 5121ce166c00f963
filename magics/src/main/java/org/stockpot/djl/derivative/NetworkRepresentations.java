package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.stockpot.dense.OutputKind;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.task.Availability;
import org.stockpot.task.analysis.InputGrams;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Point;

/**
 * Activations of the blocks that a block runs one after another; of other blocks, and of
 * TorchScript modules, the outputs alone. What branches of a residual block give is no layer; their
 * sum is.
 *
 * <p>Threads share chunks, each of which runs on one engine thread, and are as many as there are
 * cores without work: no bit depends on them.
 */
public final class NetworkRepresentations implements Representations {

  private final NetworkPool networks;
  private final Binding binding;
  private final ExampleBatches batches;
  private final int chunk;
  private final OutputKind kind;
  private final List<Block> blocks;
  private final List<String> names;
  private final LinearLayers linear;

  /**
   * Reads nothing yet.
   *
   * @param networks who runs passes
   * @param binding the layout
   * @param batches the examples
   * @param chunk examples of a pass
   * @param kind what outputs for classes are
   * @param block the model
   */
  public NetworkRepresentations(
      NetworkPool networks,
      Binding binding,
      ExampleBatches batches,
      int chunk,
      OutputKind kind,
      Block block) {
    this.networks = networks;
    this.binding = binding;
    this.batches = batches;
    this.chunk = chunk;
    this.kind = kind;
    List<SequentialBlocks.Named> all = SequentialBlocks.of(block, binding);
    blocks = all.stream().map(SequentialBlocks.Named::block).toList();
    List<String> found = new ArrayList<>(all.stream().map(SequentialBlocks.Named::name).toList());
    found.set(found.size() - 1, OUTPUTS);
    names = List.copyOf(found);
    linear = new LinearLayers(block, binding);
  }

  @Override
  public List<String> layers() {
    return names.stream().filter(name -> !name.isEmpty()).toList();
  }

  @Override
  public int examples() {
    return batches.examples().count();
  }

  @Override
  public Availability<int[]> labels() {
    return batches.examples().isLabelled()
        ? Availability.of(batches.examples().labels())
        : Availability.none("the examples have numbers, not labels");
  }

  @Override
  public double[] probabilities(float... outputs) {
    return kind == OutputKind.PROBABILITIES
        ? IntStream.range(0, outputs.length).mapToDouble(k -> outputs[k]).toArray()
        : Representations.super.probabilities(outputs);
  }

  @Override
  public Availability<InputGrams> inputGrams() {
    if (linear.slots().isEmpty()) {
      return Availability.none(
          "what linear layers get is not known: no dense layer or convolution of this model is"
              + " seen, as inside of a TorchScript module");
    }
    return Availability.of(new NetworkInputGrams(networks, batches, chunk, linear));
  }

  @Override
  public void read(Point at, List<String> layers, int[] chosen, BlockSink sink) {
    binding.layout().requireSame(at.layout());
    binding.requireVariances(at);
    int last = layers.stream().mapToInt(this::place).max().orElse(-1);
    networks.shared(
        (network, threads) -> {
          network.set(at.values());
          for (int from = 0; from < chosen.length; from += threads * chunk) {
            int end = Math.min(chosen.length, from + threads * chunk);
            List<Integer> starts =
                IntStream.iterate(from, start -> start < end, start -> start + chunk)
                    .boxed()
                    .toList();
            List<Map<String, float[]>> read =
                Workers.map(
                    threads, starts, start -> rows(network, layers, last, some(chosen, start)));
            for (int i = 0; i < read.size(); i++) {
              int start = starts.get(i);
              int count = some(chosen, start).length;
              read.get(i).forEach((layer, rows) -> sink.accept(layer, start, count, rows));
            }
          }
          return at;
        });
  }

  private int[] some(int[] chosen, int from) {
    return Arrays.copyOfRange(chosen, from, Math.min(from + chunk, chosen.length));
  }

  private int place(String layer) {
    int place = names.indexOf(layer);
    if (place < 0 || layer.isEmpty()) {
      throw new IllegalArgumentException(
          "no layer named " + layer + ", the layers are " + String.join(" ", layers()));
    }
    return place;
  }

  /** Returns what some layers make of some examples. */
  private Map<String, float[]> rows(
      Network network, List<String> layers, int last, int... examples) {
    Interrupts.check();
    return Engines.inference(
        1,
        () -> {
          Map<String, float[]> rows = new LinkedHashMap<>();
          NDList current = new NDList(batches.of(examples));
          for (int i = 0; i <= last; i++) {
            current = blocks.get(i).forward(network.store(), current, false);
            if (layers.contains(names.get(i))) {
              rows.put(names.get(i), current.singletonOrThrow().toFloatArray());
            }
          }
          return rows;
        });
  }
}
