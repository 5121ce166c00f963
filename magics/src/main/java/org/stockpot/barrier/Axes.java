package org.stockpot.barrier;

/** In which coordinates a plane through three points is drawn. */
public enum Axes {
  /** Distances in weight space: the first axis runs from a to b, the second at right angles. */
  ORTHONORMAL,
  /** The points' own: a is (0, 0), b is (1, 0) and c is (0, 1). */
  BARYCENTRIC
}
