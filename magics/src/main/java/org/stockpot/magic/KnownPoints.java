package org.stockpot.magic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;

/**
 * What a session knows of points by their digests: a plain Java variable, or a file that holds
 * tensors alone, has the mask that its point had where it was made, and the rows that it was
 * trained on.
 */
final class KnownPoints {

  private final Map<String, Mask> masks = new HashMap<>();
  private final Map<String, RowSet> rows = new HashMap<>();

  /**
   * Remembers what a result says of its points.
   *
   * @param result any result
   * @param inherited the rows that what it was made of was trained on
   */
  void learn(Object result, RowSet inherited) {
    for (NamedPoint named : ResultPoints.all(result)) {
      learn(named.point(), named.mask(), inherited.union(named.rows()));
    }
  }

  void learn(Point point, Mask mask, RowSet trainedOn) {
    if (mask.pruned() > 0) {
      masks.put(point.digest(), mask);
    }
    if (!trainedOn.isEmpty()) {
      rows.merge(point.digest(), trainedOn, RowSet::union);
    }
  }

  /** Returns the mask that was declared for a point; empty if none was, or none is known. */
  Optional<Mask> mask(Point point) {
    return Optional.ofNullable(masks.get(point.digest()));
  }

  /** Returns the rows that a point was trained on, itself or what it was made of. */
  RowSet rows(NamedPoint named) {
    RowSet all = named.rows().union(rows(named.point().digest()));
    for (String source : named.madeOf().get()) {
      all = all.union(rows(source));
    }
    return all;
  }

  private RowSet rows(String digest) {
    return rows.getOrDefault(digest, RowSet.NONE);
  }
}
