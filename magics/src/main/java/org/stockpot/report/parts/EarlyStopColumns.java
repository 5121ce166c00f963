package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of early stopping. */
public enum EarlyStopColumns implements Heading {
  /** Where the validation loss is lowest. */
  ITERATION("early-stop iteration", "early_stop_iteration"),
  /** How many trainings have it at their end. */
  AT_END("lowest at the end", "lowest_at_end"),
  /** The difference to the dense run. */
  LATER("iterations later than dense", "iterations_later_than_dense"),
  /** Whether it is earlier than the dense run. */
  EARLIER("earlier than dense", "earlier_than_dense");

  private final String shown;
  private final String machine;

  EarlyStopColumns(String shown, String machine) {
    this.shown = shown;
    this.machine = machine;
  }

  @Override
  public String shown() {
    return shown;
  }

  @Override
  public String machine() {
    return machine;
  }
}
