package org.stockpot.magic.session;

/** What the zeros of a point are that declares no mask for them. */
public enum Zeros {
  /** Weights like others, which train. */
  WEIGHTS,
  /** Pruned weights, which stay 0. */
  MASK
}
