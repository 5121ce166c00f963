package org.stockpot.djl.derivative;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.task.analysis.InputGrams;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** Second moments of what the dense layers and convolutions of a block get. */
final class NetworkInputGrams implements InputGrams {

  private final NetworkPool networks;
  private final Binding binding;
  private final ExampleBatches batches;
  private final int chunk;
  private final LinearLayers layers;
  private final Map<String, Integer> places = new LinkedHashMap<>();

  NetworkInputGrams(NetworkPool networks, ExampleBatches batches, int chunk, LinearLayers layers) {
    this.networks = networks;
    binding = layers.binding();
    this.batches = batches;
    this.chunk = chunk;
    this.layers = layers;
    Layout layout = binding.layout();
    layers.slots().forEach(slot -> places.put(layout.slots().get(slot).name(), slot));
  }

  @Override
  public List<String> slots() {
    return List.copyOf(places.keySet());
  }

  @Override
  public List<String> ofExamples() {
    List<Integer> leading = layers.leading();
    return slots().stream().filter(name -> leading.contains(places.get(name))).toList();
  }

  @Override
  public int examples() {
    return batches.examples().count();
  }

  @Override
  public Map<String, double[]> of(Point at, List<String> slots) {
    for (String slot : slots) {
      if (!places.containsKey(slot)) {
        throw new IllegalArgumentException(
            "what slot " + slot + " is multiplied by is not known, only that of " + slots());
      }
    }
    Map<Integer, double[]> sums = new HashMap<>();
    List<Integer> starts = OrderedPieces.starts(examples(), chunk);
    binding.layout().requireSame(at.layout());
    binding.requireVariances(at);
    return networks.shared(
        (network, threads) -> {
          network.set(at.values());
          OrderedPieces.run(
              threads,
              starts,
              from -> grams(network, slots, from),
              (i, grams) ->
                  grams.forEach((slot, gram) -> sums.merge(slot, gram, NetworkInputGrams::plus)));
          Map<String, double[]> means = new LinkedHashMap<>();
          slots.forEach(slot -> means.put(slot, mean(sums.get(places.get(slot)))));
          return means;
        });
  }

  private Map<Integer, double[]> grams(Network network, List<String> slots, int from) {
    Interrupts.check();
    List<Integer> wanted = slots.stream().map(places::get).toList();
    return Engines.inference(
        1,
        () -> {
          Map<Integer, double[]> grams = new HashMap<>();
          int count = Math.min(chunk, examples() - from);
          layers.visit(
              network.store(),
              batches.range(from, count),
              (slot, layer, inputs) -> {
                if (wanted.contains(slot)) {
                  double[] gram = LinearLayers.gram(layer, inputs).toDoubleArray();
                  grams.merge(slot, gram, NetworkInputGrams::plus);
                }
              });
          return grams;
        });
  }

  private static double[] plus(double[] sum, double[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
    return sum;
  }

  private double[] mean(double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= examples();
    }
    return sum;
  }
}
