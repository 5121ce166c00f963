package org.stockpot.study.generalization;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.task.Score;

/**
 * A trained network with its measures.
 *
 * @param name what it is called
 * @param seed the seed of its training
 * @param settings how it was trained, by option
 * @param training its score on all training examples
 * @param test its score on the test examples
 * @param measures its measures, of those that could be taken
 */
public record NetworkGap(
    String name,
    long seed,
    Map<String, String> settings,
    Score training,
    Score test,
    Map<GeneralizationMeasure, Double> measures) {

  /** Copies the maps. */
  public NetworkGap {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    Map<GeneralizationMeasure, Double> copy = new EnumMap<>(GeneralizationMeasure.class);
    copy.putAll(measures);
    measures = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns how far the error on test examples lies above that on training examples.
   *
   * @return the generalisation gap, as a share
   */
  public double gap() {
    return test.error() - training.error();
  }
}
