package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of aligned networks and unit groups. */
public enum AlignColumns implements Heading {
  /** What a network was aligned to. */
  TO("aligned to", "aligned_to"),
  /** By what. */
  BY("by", "by"),
  /** The name of a group of units. */
  GROUP("group", "group"),
  /** How many units it has. */
  UNITS("units", "units"),
  /** How many of them changed places. */
  UNITS_MOVED("units moved", "units_moved"),
  /** Where units lie. */
  PLACES("places (slot:axis)", "unit_places"),
  /** The objective of the units as they were. */
  OBJECTIVE_BEFORE("⟨A, B⟩ before", "objective_before"),
  /** The objective of what was found. */
  OBJECTIVE("⟨A, P(B)⟩", "objective"),
  /** The least objective at the end of a start. */
  WORST("least of the starts", "least_objective_of_starts"),
  /** How many starts there were. */
  STARTS("starts", "starts"),
  /** The distance before. */
  DISTANCE_BEFORE("distance before", "distance_before"),
  /** The distance after. */
  DISTANCE_AFTER("distance after", "distance_after"),
  /** How far outputs differ. */
  DIFFERENCE("outputs differ by, share", "outputs_differ_by_share"),
  /** How far validation losses differ, where outputs are not known. */
  LOSS_DIFFERENCE("losses differ by, share", "losses_differ_by_share"),
  /** How similar units were. */
  SIMILARITY_BEFORE("similarity before", "similarity_before"),
  /** How similar they are now. */
  SIMILARITY_AFTER("similarity after", "similarity_after"),
  /** What of units is similar. */
  SIMILAR_BY("similarity of", "similarity_of"),
  /** A pass over all groups. */
  SWEEP("sweep", "sweep"),
  /** The loss half-way. */
  MIDPOINT("validation loss half-way", "validation_loss_half_way"),
  /** Before or after alignment. */
  STATE("alignment", "alignment"),
  /** How much lower a barrier is. */
  REDUCTION("lower by, points", "barrier_lower_by_points"),
  /** The same for R². */
  REDUCTION_R2("lower by", "barrier_lower_by");

  private final String shown;
  private final String machine;

  AlignColumns(String shown, String machine) {
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
