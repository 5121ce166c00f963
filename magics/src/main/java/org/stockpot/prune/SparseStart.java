package org.stockpot.prune;

import org.stockpot.task.Part;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Where sparse training starts: at a random mask (Evci et al., ICML 2020, §3, 1). */
public final class SparseStart {

  private SparseStart() {}

  /**
   * Prunes a network at random.
   *
   * @param task whose network it is
   * @param start all its weights
   * @param sparsity the share that goes, in (0, 1)
   * @param layers how it is shared among layers
   * @param seed which weights go
   * @return what is left, with its mask
   */
  public static MaskedPoint of(Task task, Point start, double sparsity, Scope layers, long seed) {
    PruneOptions options =
        PruneOptions.defaults()
            .withRounds(1)
            .withFraction(sparsity)
            .withScope(layers)
            .withSaliency(Saliencies.random());
    Mask all = Mask.full(start.layout());
    Subset none = Subset.of(Part.TRAINING, 1);
    ScoredNetwork network = new ScoredNetwork(task, none, start, start, all, seed);
    return new Pruner(start.layout(), options).prune(network, 1);
  }
}
