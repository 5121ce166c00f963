package org.stockpot.similarity;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How alike two networks are.
 *
 * @param first the name of one
 * @param second the name of the other
 * @param weights where their weights lie
 * @param predictions how alike their class predictions are; empty for numbers, and if outputs are
 *     not known
 * @param outputDistance the root of the mean squared difference of outputs, in their unit; empty
 *     for classes, and if outputs are not known
 * @param cka the alignment of layers, one row for each layer of the first, one column for each of
 *     the second; empty if activations are not known
 */
public record PairSimilarity(
    String first,
    String second,
    WeightSimilarity weights,
    Optional<PredictionSimilarity> predictions,
    OptionalDouble outputDistance,
    List<List<Double>> cka) {

  /** Copies the rows. */
  public PairSimilarity {
    cka = cka.stream().map(List::copyOf).toList();
  }

  /**
   * Returns what the pair is called.
   *
   * @return both names with a dash
   */
  public String name() {
    return first + " – " + second;
  }
}
