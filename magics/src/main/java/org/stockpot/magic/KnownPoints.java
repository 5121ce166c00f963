package org.stockpot.magic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * What a session knows of points by their digests: a plain Java variable, or a file that holds
 * tensors alone, has the mask that its point had where it was made.
 */
final class KnownPoints {

  private final Map<String, Mask> masks = new HashMap<>();

  /** Remembers what a result says of its points. */
  void learn(Object result) {
    ResultPoints.all(result).forEach(p -> learn(p.point(), p.mask()));
  }

  void learn(Point point, Mask mask) {
    if (mask.pruned() > 0) {
      masks.put(point.digest(), mask);
    }
  }

  /** Returns the mask that was declared for a point; empty if none was, or none is known. */
  Optional<Mask> mask(Point point) {
    return Optional.ofNullable(masks.get(point.digest()));
  }
}
