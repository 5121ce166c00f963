package org.stockpot.law;

import java.util.List;

/**
 * The optimizer steps S that a training takes to a loss, by its batch size B, with E = B S
 * examples:
 *
 * <pre>{@code
 * (S / S_min - 1) (E / E_min - 1) = 1,   which is   S = S_min + E_min / B
 * }</pre>
 *
 * <p>No batch takes fewer steps than S_min or fewer examples than E_min; both are twice that at the
 * critical batch size {@code B_crit = E_min / S_min}. See McCandlish, Kaplan, Amodei, "An Empirical
 * Model of Large-Batch Training", 2018, §2.3 and eq. 2.11. Differs from the paper: relative
 * deviations of mean steps are least, as in all fits here.
 *
 * <p>A place is B, and what is fitted is S.
 */
public enum StepsLaw implements Law {
  /** The law. */
  STEPS;

  /** The name of S_min. */
  public static final String STEPS_MIN = "S_min";

  /** The name of E_min. */
  public static final String EXAMPLES_MIN = "E_min";

  @Override
  public List<Symbol> symbols() {
    return List.of(new Symbol(STEPS_MIN, true), new Symbol(EXAMPLES_MIN, true));
  }

  @Override
  public double error(double[] constants, double[] place) {
    return constants[0] + constants[1] / place[0];
  }

  @Override
  public List<double[]> starts(List<Observed> observed) {
    double steps = observed.stream().mapToDouble(Observed::error).min().orElseThrow();
    double examples =
        observed.stream().mapToDouble(o -> o.place().get(0) * o.error()).min().orElseThrow();
    return List.of(new double[] {steps / 2, examples / 2});
  }
}
