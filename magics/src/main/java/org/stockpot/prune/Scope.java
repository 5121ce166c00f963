package org.stockpot.prune;

/** Among which weights the ones of lowest saliency are sought. */
public enum Scope {
  /** Among all prunable weights together: one threshold for the whole network. */
  GLOBAL,
  /** Within each slot on its own: each layer loses its own share. */
  LAYERWISE,
  /** Within the weights of each output of a slot, along its first dimension. */
  ROW,
  /**
   * Within each slot, whose density is in proportion to {@code (n_in + n_out) / (n_in n_out)},
   * capped at what it has, so that all together lose the share (Mocanu et al., Nature
   * Communications 2018; Evci et al., ICML 2020, §3 and App.).
   */
  ERDOS_RENYI,
  /** The same with kernels: {@code (n_in + n_out + w + h) / (n_in n_out w h)} (Evci et al.). */
  ERDOS_RENYI_KERNEL,
  /**
   * Within each slot at one density, but that the first convolution stays dense and the last slot
   * keeps at least a fifth (Gale, Elsen, Hooker, 2019, §3).
   */
  UNIFORM_PLUS;

  /** Returns whether each slot or row loses a share of its own. */
  boolean isPlain() {
    return this == LAYERWISE || this == ROW;
  }
}
