package org.stockpot.landscape;

/** How random directions are drawn. */
public enum RayScale {
  /** Uniform on the sphere of all trained coordinates. */
  SPHERE,
  /** Filter by filter as long as the weights' own; see Li et al., NeurIPS 2018, §4. */
  FILTER,
  /** Noise in proportion to each weight. */
  WEIGHT
}
