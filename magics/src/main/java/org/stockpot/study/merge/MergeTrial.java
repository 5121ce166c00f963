package org.stockpot.study.merge;

import java.util.List;
import java.util.Map;
import org.stockpot.task.Score;

/**
 * One setting of a method that was tried.
 *
 * @param method the method's name
 * @param options values of all its options
 * @param validation its score on validation examples, of each task in turn; empty if there is none
 * @param failed why there is no score; empty if there is
 * @param notes what the method says of its result
 * @param seconds how long merging and measuring took
 */
public record MergeTrial(
    String method,
    Map<String, String> options,
    List<Score> validation,
    String failed,
    List<String> notes,
    double seconds) {

  /** Copies the lists; options keep their order. */
  public MergeTrial {
    options = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(options));
    validation = List.copyOf(validation);
    notes = List.copyOf(notes);
  }
}
