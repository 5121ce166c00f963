package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of trainings beyond interpolation. */
public enum GrokkingColumns implements Heading {
  /** From which step on training examples were learned. */
  FITTED("training learned by step", "training_learned_by_step"),
  /** The last probe at which test examples were not learned. */
  AFTER("test learned after step", "test_learned_after_step"),
  /** The first from which on they were. */
  BY("test learned by step", "test_learned_by_step"),
  /** The ratio of both. */
  DELAY("later by a factor", "later_by_a_factor"),
  /** Whether test examples were learned later. */
  GROKKED("grokked (at least * times later)", "grokked"),
  /** The accuracy on training examples minus that on test examples. */
  GAP("gap, points", "gap_points"),
  /** The length of the weights. */
  NORM("norm of weights", "norm_of_weights"),
  /** The effective rank of a layer. */
  RANK("effective rank of last hidden layer", "effective_rank_of_last_hidden_layer");

  private final String shown;
  private final String machine;

  GrokkingColumns(String shown, String machine) {
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
