package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of dead units. */
public enum DeadUnitColumns implements Heading {
  /** The share of units whose incoming weights are all pruned. */
  STATIC("statically dead %", "statically_dead_percent"),
  /** The share of outputs of other units that are zero. */
  DYNAMIC("dynamically dead %", "dynamically_dead_percent"),
  /** The share of units that are zero on all examples besides. */
  SILENT("0 on all examples %", "zero_on_all_examples_percent"),
  /** Half the width of an interval of a share. */
  INTERVAL("{} ± 95 %, points of units", "{}_ci95_points_of_units");

  private final String shown;
  private final String machine;

  DeadUnitColumns(String shown, String machine) {
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
