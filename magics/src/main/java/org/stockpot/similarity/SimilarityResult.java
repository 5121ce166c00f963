package org.stockpot.similarity;

import java.util.List;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;
import org.stockpot.task.Score;

/**
 * How alike networks are.
 *
 * @param task the task
 * @param options the settings
 * @param networks their names, in order
 * @param scores how good each is on the examples; empty if the task scores no subset
 * @param layers whose activations were compared; empty if they are not known
 * @param examples how many there were; 0 if activations are not known
 * @param batch how many the dependence of representations was estimated from at once; a mean over
 *     batches, if fewer than the examples
 * @param ranked of how many examples ranks are
 * @param ranks one for each network and layer
 * @param pairs each network with each later one
 * @param notes what could not be measured and why, a sentence each
 * @param outcome how the work ended
 */
public record SimilarityResult(
    String task,
    SimilarityOptions options,
    List<String> networks,
    List<Score> scores,
    List<String> layers,
    int examples,
    int batch,
    int ranked,
    List<LayerRanks> ranks,
    List<PairSimilarity> pairs,
    List<String> notes,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public SimilarityResult {
    networks = List.copyOf(networks);
    scores = List.copyOf(scores);
    layers = List.copyOf(layers);
    ranks = List.copyOf(ranks);
    pairs = List.copyOf(pairs);
    notes = List.copyOf(notes);
  }

  /**
   * Returns how alike two networks are.
   *
   * @param first a name
   * @param second the name of a later one
   * @return the pair
   * @throws IllegalArgumentException if there is no such pair
   */
  public PairSimilarity pair(String first, String second) {
    return pairs.stream()
        .filter(pair -> pair.first().equals(first) && pair.second().equals(second))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no pair " + first + ", " + second + ", the networks are " + networks));
  }
}
