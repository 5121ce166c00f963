package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of smaller networks. */
public enum ShrinkColumns implements Heading {
  /** What a network takes in memory. */
  BYTES("bytes", "bytes"),
  /** What dense products compute. */
  FLOPS("FLOPs of an example", "flops_of_an_example"),
  /** What weights other than 0 would take. */
  KEPT_FLOPS("of these by weights ≠ 0", "flops_by_nonzero_weights"),
  /** A smaller network minus the given one. */
  MINUS_GIVEN("test: this minus given, points", "test_this_minus_given_points"),
  /** The same for R². */
  MINUS_GIVEN_R2("test: this minus given", "test_this_minus_given_r2"),
  /** Units that nothing needed. */
  DEAD("dead", "dead_units"),
  /** Units that were a number other than 0. */
  FOLDED("of these in biases", "dead_units_in_biases"),
  /** Units that a criterion chose. */
  CHOSEN("removed besides", "units_removed_besides"),
  /** Units that are left. */
  LEFT("units left", "units_left"),
  /** Units that are one number and stay. */
  HELD("constant, kept", "constant_units_kept"),
  /** How many passes were timed. */
  PASSES("passes", "passes"),
  /** The median time of a pass. */
  MEDIAN("median ms", "median_ms"),
  /** The lower end of its interval. */
  LOW("95 % from, ms", "median_ci95_low_ms"),
  /** The upper end of its interval. */
  HIGH("95 % to, ms", "median_ci95_high_ms");

  private final String shown;
  private final String machine;

  ShrinkColumns(String shown, String machine) {
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
