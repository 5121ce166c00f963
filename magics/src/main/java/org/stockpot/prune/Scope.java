package org.stockpot.prune;

/** Among which weights the ones of lowest saliency are sought. */
public enum Scope {
  /** Among all prunable weights together: one threshold for the whole network. */
  GLOBAL,
  /** Within each slot on its own: each layer loses its own share. */
  LAYERWISE
}
