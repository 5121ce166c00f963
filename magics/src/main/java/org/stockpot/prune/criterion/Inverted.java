package org.stockpot.prune.criterion;

import org.stockpot.prune.NetworkSaliency;
import org.stockpot.prune.Saliency;
import org.stockpot.prune.Scope;
import org.stockpot.prune.ScoredNetwork;

/**
 * The saliency that prunes first what another one would keep longest: its scores, negated.
 *
 * @param of the other one
 */
public record Inverted(Saliency of) implements NetworkSaliency {

  @Override
  public float[] scores(ScoredNetwork network) {
    float[] scores = of.scores(network).clone();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 0 - scores[i];
    }
    return scores;
  }

  @Override
  public boolean seesExamples() {
    return of.seesExamples();
  }

  @Override
  public int iterations() {
    return of.iterations();
  }

  @Override
  public Scope scope() {
    return of.scope();
  }

  /** Returns {@code inverted} and the other one. */
  @Override
  public String toString() {
    return "inverted " + of;
  }
}
