package org.stockpot.djl.script;

/** What the code of a module does with one of its tensors. */
public enum Use {
  /** A linear layer, a convolution or a matrix product multiplies by it. */
  PRODUCT,
  /** A layer adds it to its products. */
  BIAS,
  /** A normalisation multiplies by it, or an activation. */
  SCALE,
  /** A normalisation adds it. */
  SHIFT,
  /** A batch normalisation keeps its running mean in it. */
  RUNNING_MEAN,
  /** A batch normalisation keeps its running variance in it. */
  RUNNING_VARIANCE,
  /** Entries are looked up in it. */
  LOOKUP,
  /** It is added to data, entry by entry. */
  ADDED,
  /** Data are multiplied by it, entry by entry. */
  MULTIPLIED,
  /** It is set beside data. */
  JOINED,
  /** Anything else. */
  OTHER
}
