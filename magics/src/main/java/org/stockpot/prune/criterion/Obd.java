package org.stockpot.prune.criterion;

import org.stockpot.prune.NetworkSaliency;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Optimal brain damage, {@code ½ θ² ⊙ diag H}: by how much the loss rises to second order if a
 * weight alone goes. H is the exact Hessian of the mean loss, one product for each kept weight, so
 * that networks have to be small. A negative score is a fall of the loss and goes first.
 *
 * <p>See LeCun, Denker, Solla, "Optimal Brain Damage", NeurIPS 1989, §2. Differs: the diagonal is
 * exact, where the paper propagates an approximation of it.
 */
public record Obd() implements NetworkSaliency {

  /** How many weights are scored at most. */
  public static final int MOST = 20_000;

  @Override
  public float[] scores(ScoredNetwork network) {
    require(network);
    Point at = network.point();
    Derivatives loss = network.derivatives(toString());
    double[] diagonal = new double[at.layout().size()];
    for (Slot slot : network.slots()) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        if (network.mask().keeps(i)) {
          diagonal[i] = loss.hessianTimes(at, unit(at.layout(), i)).at(i);
        }
      }
    }
    return Scores.of(this, at.layout(), i -> (double) at.at(i) * at.at(i) * diagonal[i] / 2);
  }

  private static Point unit(Layout layout, int entry) {
    return Point.build(layout, values -> values[entry] = 1);
  }

  @Override
  public void require(ScoredNetwork network) {
    network.derivatives(toString());
    int weights = network.slots().stream().mapToInt(network.mask()::kept).sum();
    if (weights > MOST) {
      throw new IllegalArgumentException(
          "obd needs a product with the Hessian for each weight, of which there may be "
              + MOST
              + ", got "
              + weights
              + "; fisher takes squared gradients instead");
    }
  }

  /** Returns {@code obd}. */
  @Override
  public String toString() {
    return "obd";
  }
}
