package org.stockpot.prune;

import java.util.List;

/**
 * What a ticket is compared with, for as long as the {@link Budget} says. See Frankle, Carbin, "The
 * Lottery Ticket Hypothesis", ICLR 2019, §2 and §3; for shuffled, fresh and inverted ones, whatever
 * the saliency, Su et al., "Sanity-Checking Pruning Methods: Random Tickets can Win the Jackpot",
 * NeurIPS 2020 (there: layerwise rearrange), and Frankle, Dziugaite, Roy, Carbin, "Pruning Neural
 * Networks at Initialization: Why Are We Missing the Mark?", ICLR 2021; for random search Farahani,
 * 2024, of which we know the abstract alone: there whole units are drawn, here the weights of each
 * slot.
 */
public enum Control {
  /**
   * As many weights as the ticket in each slot, shuffled within it, from the ticket's own start.
   */
  RANDOM_MASK,
  /** The ticket's own mask, from a fresh initialisation. */
  RANDOM_INIT,
  /**
   * The one of {@link #CANDIDATES} random masks, each as those of {@link #RANDOM_MASK}, whose start
   * has the lowest validation loss; it alone is trained.
   */
  RANDOM_SEARCH,
  /**
   * A ladder of its own whose rounds prune the weights of highest saliency, as many as the ticket's
   * rounds in each group of the {@link Scope}; from the ticket's own start. Differs from the
   * papers, which invert one pruning of an initialisation: the inverted ladder of several rounds
   * scores its own networks.
   */
  INVERTED,
  /**
   * Where rounds retrain copies, the same pruning without them: a ladder of its own that retrains
   * one network a round, for as many steps as all copies together, over the same part of the
   * schedule, stretched (Zimmer, Spiegel, Pokutta, "Sparse Model Soups", ICLR 2024, §4).
   */
  LONGER_RETRAINING;

  /** How many random masks a round of {@link #RANDOM_SEARCH} draws. */
  public static final int CANDIDATES = 10;

  /** What a saliency has to beat to say anything of single weights, and of their values. */
  public static final List<Control> SANITY = List.of(RANDOM_MASK, RANDOM_INIT, INVERTED);
}
