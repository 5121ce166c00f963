package org.stockpot.magic;

/** What the zeros of a point are that declares no mask for them. */
enum Zeros {
  /** Weights like others, which train. */
  WEIGHTS,
  /** Pruned weights, which stay 0. */
  MASK
}
