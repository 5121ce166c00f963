package org.stockpot.prune;

/**
 * What a ticket is compared with, for as long as the {@link Budget} says. See Frankle, Carbin, "The
 * Lottery Ticket Hypothesis", ICLR 2019, §2 and §3.
 */
public enum Control {
  /** As many weights in each slot, but chosen at random, from the ticket's own start. */
  RANDOM_MASK,
  /** The ticket's own mask, from a fresh initialisation. */
  RANDOM_INIT
}
