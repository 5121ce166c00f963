package org.stockpot.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of several ways to do the same, with what came out.
 *
 * @param name what it is called, such as {@code layerwise}
 * @param results one result, or several that are replicates of one another, such as trainings of
 *     other seeds
 * @param settings its settings by option, as they would be typed; empty if they are not known
 * @param diverged how many replicates are missing because they diverged
 */
public record Variant(
    String name, List<Object> results, Map<String, String> settings, int diverged) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there are no results
   */
  public Variant {
    results = List.copyOf(results);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    if (results.isEmpty()) {
      throw new IllegalArgumentException("a variant must have a result, got none for " + name);
    }
  }

  /**
   * Makes a variant of one result whose settings are not known.
   *
   * @param name what it is called
   * @param result the result
   * @return the variant
   */
  public static Variant of(String name, Object result) {
    return new Variant(name, List.of(result), Map.of(), 0);
  }
}
