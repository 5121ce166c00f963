package org.stockpot.prune.criterion;

import org.stockpot.prune.Compensation;
import org.stockpot.prune.Scope;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * The optimal brain surgeon layer by layer. With G the second moments of a layer's inputs, damped
 * by a hundredth of their mean diagonal, and U the upper triangular factor of {@code G⁻¹ = UᵀU},
 * the score of a weight is {@code (θ_kj / U_jj)²}. Once a mask is chosen, inputs are walked in
 * their order: what is removed of input j, {@code e = θ_kj / U_jj}, is made up for by what comes
 * behind it, {@code θ_kl -= e U_jl}, which brings the layer's outputs back near to what they were.
 *
 * <p>See Frantar, Alistarh, "SparseGPT: Massive Language Models Can Be Accurately Pruned in
 * One-Shot", ICML 2023, §3.2 and §3.3, Algorithm 1. Differs: the mask is chosen for all inputs at
 * once, as with a block as wide as the layer, so that any scope and pattern can choose it, and
 * inputs of all layers are those of the network before it is pruned. An input that is always 0 has
 * scores of 0, and its kept weights stay.
 */
public record SparseGpt() implements Compensation {

  @Override
  public float[] scores(ScoredNetwork network) {
    Point at = network.point();
    double[] scales = new double[at.layout().size()];
    LayerInputs.each(
        this,
        network,
        (slot, gram) -> {
          InverseFactor factor = InverseFactor.of(gram, inputs(slot));
          for (int i = 0; i < slot.size(); i++) {
            scales[slot.offset() + i] = factor.scale(i % inputs(slot));
          }
        });
    return Scores.of(
        this,
        at.layout(),
        i -> {
          double error = at.at(i) * scales[i];
          return error * error;
        });
  }

  @Override
  public Point compensated(ScoredNetwork network, Mask next) {
    float[] values = network.point().toArray();
    LayerInputs.each(
        this,
        network,
        (slot, gram) -> {
          InverseFactor factor = InverseFactor.of(gram, inputs(slot));
          for (int row = slot.offset(); row < slot.end(); row += inputs(slot)) {
            walk(factor, next, row, values);
          }
        });
    return Point.of(network.point().layout(), values);
  }

  private static void walk(InverseFactor factor, Mask next, int from, float[] values) {
    double[] row = new double[factor.size()];
    for (int j = 0; j < row.length; j++) {
      row[j] = values[from + j];
    }
    for (int j = 0; j < row.length; j++) {
      if (!next.keeps(from + j)) {
        factor.compensate(j, row);
      }
      values[from + j] = (float) row[j];
    }
  }

  private static int inputs(Slot slot) {
    return slot.size() / slot.shape().get(0);
  }

  @Override
  public void require(ScoredNetwork network) {
    LayerInputs.require(this, network);
  }

  @Override
  public Scope scope() {
    return Scope.LAYERWISE;
  }

  /** Returns {@code sparsegpt}. */
  @Override
  public String toString() {
    return "sparsegpt";
  }
}
