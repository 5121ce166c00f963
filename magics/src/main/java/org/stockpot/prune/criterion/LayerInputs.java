package org.stockpot.prune.criterion;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.stockpot.prune.Saliency;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.task.analysis.InputGrams;
import org.stockpot.weights.Slot;

/** The second moments of what the prunable weights of a network are multiplied by. */
final class LayerInputs {

  private LayerInputs() {}

  /** Refuses a network that has weights whose inputs are not known. */
  static void require(Saliency saliency, ScoredNetwork network) {
    List<String> known = network.inputGrams(saliency.toString()).slots();
    for (Slot slot : network.slots()) {
      requireFit(saliency, slot);
      if (!known.contains(slot.name())) {
        throw new IllegalArgumentException(
            "saliency "
                + saliency
                + " needs the inputs of each layer, those of "
                + slot.name()
                + " are not known; magnitude needs none");
      }
    }
  }

  /** Moments are a matrix of inputs by inputs, which is in memory several times over. */
  private static void requireFit(Saliency saliency, Slot slot) {
    long inputs = slot.size() / slot.shape().get(0);
    long most = (long) Math.sqrt(Runtime.getRuntime().maxMemory() / (16.0 * Double.BYTES));
    if (inputs > most) {
      throw new IllegalArgumentException(
          "saliency "
              + saliency
              + " needs moments of inputs, of which there may be "
              + most
              + " in this memory, got "
              + inputs
              + " of "
              + slot.name()
              + "; magnitude needs none");
    }
  }

  /** Hands over the moments layer by layer, as they grow with the square of a layer's inputs. */
  static void each(Saliency saliency, ScoredNetwork network, BiConsumer<Slot, double[]> sink) {
    InputGrams grams = network.inputGrams(saliency.toString());
    for (Slot slot : network.slots()) {
      Map<String, double[]> found = grams.of(network.point(), List.of(slot.name()));
      sink.accept(slot, found.get(slot.name()));
    }
  }
}
