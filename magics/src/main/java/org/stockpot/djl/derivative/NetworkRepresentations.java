package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;

/**
 * Activations of the blocks that a block runs one after another; of other blocks, and of
 * TorchScript modules, the outputs alone.
 */
public final class NetworkRepresentations implements Representations {

  private final NetworkPool networks;
  private final Binding binding;
  private final ExampleBatches batches;
  private final int chunk;
  private final Map<String, Block> layers = new LinkedHashMap<>();

  /**
   * Reads nothing yet.
   *
   * @param networks who runs passes
   * @param binding the layout
   * @param batches the examples
   * @param chunk examples of a pass
   * @param block the model
   */
  public NetworkRepresentations(
      NetworkPool networks, Binding binding, ExampleBatches batches, int chunk, Block block) {
    this.networks = networks;
    this.binding = binding;
    this.batches = batches;
    this.chunk = chunk;
    List<Map.Entry<String, Block>> all = SequentialBlocks.of(block);
    all.subList(0, all.size() - 1).forEach(e -> layers.put(e.getKey(), e.getValue()));
    layers.put(OUTPUTS, all.get(all.size() - 1).getValue());
  }

  @Override
  public List<String> layers() {
    return new ArrayList<>(layers.keySet());
  }

  @Override
  public void read(Point at, String layer, RowSink sink) {
    binding.layout().requireSame(at.layout());
    binding.requireVariances(at);
    int last = layers().indexOf(layer);
    if (last < 0) {
      throw new IllegalArgumentException(
          "no layer named " + layer + ", the layers are " + String.join(" ", layers()));
    }
    List<Block> through = new ArrayList<>(layers.values()).subList(0, last + 1);
    networks.single(
        network -> {
          network.set(at.values());
          for (int from = 0; from < batches.examples().count(); from += chunk) {
            Interrupts.check();
            int count = Math.min(chunk, batches.examples().count() - from);
            float[] rows = rows(network, through, from, count);
            int width = rows.length / count;
            for (int i = 0; i < count; i++) {
              sink.accept(from + i, Arrays.copyOfRange(rows, i * width, (i + 1) * width));
            }
          }
          return null;
        });
  }

  /** Returns what some examples in a row become behind blocks. */
  private float[] rows(Network network, List<Block> through, int from, int count) {
    return Engines.inference(
        1,
        () -> {
          NDList current = new NDList(batches.range(from, count));
          for (Block block : through) {
            current = block.forward(network.store(), current, false);
          }
          return current.singletonOrThrow().toFloatArray();
        });
  }
}
