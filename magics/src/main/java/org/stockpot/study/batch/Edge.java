package org.stockpot.study.batch;

import java.util.Locale;
import org.stockpot.task.replicates.Interval;

/** Where curvature is beside the largest that steps bear. */
public enum Edge {
  /** The whole interval is within some share of the threshold. */
  AT_THE_EDGE,
  /** It is below that. */
  BELOW,
  /** It is above that. */
  ABOVE,
  /** It reaches from one of these to another, or there is none. */
  UNDECIDED;

  /** Fewer replicates tell nothing. */
  public static final int LEAST = 3;

  /** Tells where an interval of curvature as a share of the threshold is. */
  static Edge of(Interval ratio, double within) {
    if (ratio.n() < LEAST || Double.isNaN(ratio.halfWidth())) {
      return UNDECIDED;
    }
    if (ratio.high() < 1 - within) {
      return BELOW;
    }
    if (ratio.low() > 1 + within) {
      return ABOVE;
    }
    boolean inside = ratio.low() >= 1 - within && ratio.high() <= 1 + within;
    return inside ? AT_THE_EDGE : UNDECIDED;
  }

  /** Returns words such as {@code at the edge}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
