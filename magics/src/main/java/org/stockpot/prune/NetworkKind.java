package org.stockpot.prune;

import java.util.Locale;

/** The kinds of networks of a replicate, which are compared with each other. */
public enum NetworkKind {
  /** The dense run, at round 0 and, where it is not trained on, at all others. */
  DENSE,
  /** The tickets; round 0 is the dense run. */
  TICKET,
  /** Those of {@link Control#RANDOM_MASK}, from round 1. */
  RANDOM_MASK,
  /** Those of {@link Control#RANDOM_INIT}, from round 1. */
  RANDOM_INIT,
  /** Those of {@link Control#RANDOM_SEARCH}, from round 1. */
  RANDOM_SEARCH,
  /** Those of {@link Control#INVERTED}, from round 1. */
  INVERTED,
  /** Those of {@link Control#LONGER_RETRAINING}, from round 1. */
  LONGER_RETRAINING;

  /**
   * Returns the kind of a control.
   *
   * @param control what tickets are compared with
   * @return its networks
   */
  public static NetworkKind of(Control control) {
    return valueOf(control.name());
  }

  /** Returns the name that tables and options have, such as {@code random-mask}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
