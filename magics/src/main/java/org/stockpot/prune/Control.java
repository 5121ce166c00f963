package org.stockpot.prune;

/**
 * What a ticket is compared with, for as long as the {@link Budget} says. See Frankle, Carbin, "The
 * Lottery Ticket Hypothesis", ICLR 2019, §2 and §3; for random search Farahani, 2024, from its
 * abstract: there whole units are drawn, here the weights of each slot.
 */
public enum Control {
  /** As many weights in each slot, but chosen at random, from the ticket's own start. */
  RANDOM_MASK,
  /** The ticket's own mask, from a fresh initialisation. */
  RANDOM_INIT,
  /**
   * The one of {@link #CANDIDATES} random masks, each as those of {@link #RANDOM_MASK}, whose start
   * has the lowest validation loss; it alone is trained.
   */
  RANDOM_SEARCH;

  /** How many random masks a round of {@link #RANDOM_SEARCH} draws. */
  public static final int CANDIDATES = 10;
}
