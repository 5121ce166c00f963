package org.stockpot.prune.criterion;

import org.stockpot.prune.NetworkSaliency;
import org.stockpot.prune.Scope;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.weights.Point;

/**
 * {@code |θ_kj| ‖x_j‖}, where x_j is what input j of a layer is on the examples and ‖·‖ its
 * Euclidean norm over them; compared among the weights of one output. Convolutions are linear
 * layers over patches, all places of which count.
 *
 * <p>See Sun et al., "A Simple and Effective Pruning Approach for Large Language Models", ICLR
 * 2024, §3. Differs: inputs of all layers are those of the network before it is pruned, where
 * published code goes on with those that pruned layers give.
 */
public record Wanda() implements NetworkSaliency {

  @Override
  public float[] scores(ScoredNetwork network) {
    Point at = network.point();
    double[] norms = new double[at.layout().size()];
    double examples = network.inputGrams(toString()).examples();
    LayerInputs.each(
        this,
        network,
        (slot, gram) -> {
          int inputs = slot.size() / slot.shape().get(0);
          for (int i = 0; i < slot.size(); i++) {
            int j = i % inputs;
            norms[slot.offset() + i] = Math.sqrt(examples * gram[j * inputs + j]);
          }
        });
    return Scores.of(this, at.layout(), i -> Math.abs(at.at(i)) * norms[i]);
  }

  @Override
  public void require(ScoredNetwork network) {
    LayerInputs.require(this, network);
  }

  @Override
  public Scope scope() {
    return Scope.ROW;
  }

  /** Returns {@code wanda}. */
  @Override
  public String toString() {
    return "wanda";
  }
}
