package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of layers pruned alone. */
public enum SensitivityColumns implements Heading {
  /** The share of a layer's kept weights that was removed. */
  REMOVED_SHARE("removed %", "removed_percent"),
  /** How many weights that is. */
  REMOVED("weights removed", "weights_removed"),
  /** Whether the drop is within the tolerance. */
  WITHIN("drop within {}", "drop_within_tolerance"),
  /** The share that the rule suggests. */
  SUGGESTED("suggested share", "suggested_share"),
  /** What comes behind it on the grid. */
  NEXT("next share", "next_share"),
  /** Whether that is within the tolerance. */
  NEXT_WITHIN("next within", "next_within");

  private final String shown;
  private final String machine;

  SensitivityColumns(String shown, String machine) {
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
