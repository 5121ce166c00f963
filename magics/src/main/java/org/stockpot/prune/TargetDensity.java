package org.stockpot.prune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.stockpot.weights.Mask;

/**
 * The share of the prunable weights at which pruning ends.
 *
 * <p>Of N prunable weights, K are kept at the start and may be pruned, and E are kept and excluded.
 * n rounds that each prune {@code f = 1 - ((density · N - E) / K)^(1/n)} of what may be pruned end
 * there, but for the rounding of each round to whole weights.
 *
 * @param density the share, in (0, 1)
 */
public record TargetDensity(double density) {

  private static final int DIGITS = 12;

  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public TargetDensity {
    if (!(density > 0 && density < 1)) {
      throw new IllegalArgumentException("to must lie in (0, 1), such as 5%, got " + density);
    }
  }

  /**
   * Returns settings that end at this density after their own number of rounds.
   *
   * @param options settings whose fraction is not looked at
   * @param start the mask that pruning starts with
   * @return the settings with the fraction
   * @throws IllegalArgumentException if the density cannot be reached
   */
  public PruneOptions inRounds(PruneOptions options, Mask start) {
    double left = Math.pow(share(options, start), 1.0 / options.rounds());
    // A share in few digits can be read and typed again, and prunes the same weights.
    double fraction = BigDecimal.valueOf(1 - left).round(new MathContext(DIGITS)).doubleValue();
    return options.withFraction(fraction);
  }

  /**
   * Returns settings that end at this density in the fewest rounds that prune no more than the
   * settings' fraction each.
   *
   * @param options settings whose rounds are not looked at
   * @param start the mask that pruning starts with
   * @return the settings with the rounds and their fraction
   * @throws IllegalArgumentException if the density cannot be reached
   */
  public PruneOptions inSteps(PruneOptions options, Mask start) {
    double rounds = Math.log(share(options, start)) / Math.log1p(-options.fraction());
    // A fraction that is met exactly may lie a rounding error above a whole number of rounds.
    int fewest = Math.max(1, (int) Math.ceil(rounds - 1e-9));
    return inRounds(options.withRounds(fewest), start);
  }

  /** Returns which share is left in the end of what may be pruned. */
  private double share(PruneOptions options, Mask start) {
    if (!options.fractions().isEmpty()) {
      throw new IllegalArgumentException(
          "to must come without fractions, which decide how far each slot goes, got "
              + options.fractions());
    }
    if (options.pattern().kind() == SparsityPattern.Kind.N_OF_M) {
      throw new IllegalArgumentException(
          "to must come without --pattern "
              + options.pattern()
              + ", which decides where pruning ends, got "
              + density);
    }
    int free = new Pruner(start.layout(), options).free(start);
    int excluded = start.kept() - free;
    double goal = density * start.layout().prunable() - excluded;
    if (goal < 0.5 || goal >= free) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "to must lie between %.4g%%, which excluded weights keep, and %.4g%%, where pruning"
                  + " starts, got %.4g%%",
              100.0 * excluded / start.layout().prunable(),
              100 * start.density(),
              100 * density));
    }
    return goal / free;
  }
}
