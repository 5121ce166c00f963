package org.stockpot.task.replicates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Means of samples, whichever way their replicates depend on one another. */
public final class Samples {

  private Samples() {}

  /**
   * Returns the mean over replicates, or by the jackknife where replicates share networks.
   *
   * @param values samples of one kind
   * @return the mean with its interval; {@link Paired#of} or {@link Paired#ofSharing}
   */
  public static Interval mean(List<Sample> values) {
    return share(values)
        ? Paired.ofSharing(values.stream().map(Sample::asBetween).toList())
        : Paired.of(values.stream().map(Sample::asDifference).toList());
  }

  /** Returns whether values of different replicates are of one network. */
  static boolean share(List<Sample> values) {
    Map<String, Long> owners = new HashMap<>();
    return values.stream()
        .anyMatch(
            value ->
                Stream.of(value.from(), value.to())
                    .filter(digest -> !digest.isEmpty())
                    .map(digest -> owners.putIfAbsent(digest, value.replicate()))
                    .anyMatch(owner -> owner != null && owner != value.replicate()));
  }
}
