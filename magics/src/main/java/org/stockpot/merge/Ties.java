package org.stockpot.merge;

import java.util.Arrays;
import java.util.List;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;

/**
 * TIES: trim, elect sign, merge. Of each task vector {@code τ_i = w_i - w_0} the {@code ⌊d n⌋}
 * entries of the largest magnitude stay, with ties at the threshold; the sign of an entry is that
 * of {@code sum_i c_i τ_i}, or where that is 0 the sign that most entries have; the weighted mean
 * of those that have it is added to the base, {@code w_0 + λ sum c τ / sum c}.
 *
 * <p>See Yadav et al., "TIES-Merging: Resolving Interference When Merging Models", NeurIPS 2023,
 * §4, with d = 0.2 and λ = 1.
 *
 * @param density d, the share of entries that stay, above 0 and at most 1
 * @param lambda λ, how far to go; finite
 * @param scope over what entries are ranked
 */
public record Ties(double density, double lambda, Scope scope) implements Merge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "ties",
          "Yadav et al., NeurIPS 2023",
          true,
          1,
          List.of(
              new MergeMethod.Option("density", 0.2, "share of each task vector that stays"),
              new MergeMethod.Option("lambda", 1, "how far to go along the mean")),
          o -> new Ties(o.get("density"), o.get("lambda"), Scope.WHOLE));

  /**
   * Checks density and λ.
   *
   * @throws IllegalArgumentException if the density is out of range or λ is not finite
   */
  public Ties {
    if (!(density > 0 && density <= 1)) {
      throw new IllegalArgumentException("density must lie in (0, 1], got " + density);
    }
    if (!Double.isFinite(lambda)) {
      throw new IllegalArgumentException("lambda must be finite, got " + lambda);
    }
  }

  @Override
  public Point of(MergeInputs inputs) {
    Parts.requireBase(inputs, METHOD.name());
    double[] weights = inputs.weights().stream().mapToDouble(c -> c).toArray();
    return Parts.merge(inputs, scope, (base, members) -> merge(base, members, weights));
  }

  private double[] merge(double[] base, double[][] members, double[] weights) {
    for (double[] member : members) {
      trim(base, member);
    }
    double[] elected = elect(members, weights);
    double[] merged = new double[base.length];
    for (int i = 0; i < merged.length; i++) {
      double sum = 0;
      double total = 0;
      for (int m = 0; m < members.length; m++) {
        if (members[m][i] != 0 && Math.signum(members[m][i]) == elected[i]) {
          sum += weights[m] * members[m][i];
          total += weights[m];
        }
      }
      merged[i] = base[i] + (total == 0 ? 0 : lambda * sum / total);
    }
    return merged;
  }

  /** Turns a member into its task vector, of which only the largest entries are not 0. */
  private void trim(double[] base, double[] member) {
    double[] sizes = new double[member.length];
    for (int i = 0; i < member.length; i++) {
      member[i] -= base[i];
      sizes[i] = Math.abs(member[i]);
    }
    Arrays.sort(sizes);
    int stay = (int) (density * member.length);
    double least = stay == 0 ? Double.POSITIVE_INFINITY : sizes[sizes.length - stay];
    for (int i = 0; i < member.length; i++) {
      member[i] = Math.abs(member[i]) >= least ? member[i] : 0;
    }
  }

  private static double[] elect(double[][] members, double[] weights) {
    double[] signs = new double[members[0].length];
    double majority = 0;
    for (int i = 0; i < signs.length; i++) {
      double sum = 0;
      for (int m = 0; m < members.length; m++) {
        sum += weights[m] * members[m][i];
      }
      signs[i] = Math.signum(sum);
      majority += signs[i];
    }
    for (int i = 0; i < signs.length; i++) {
      signs[i] = signs[i] == 0 ? Math.signum(majority) : signs[i];
    }
    return signs;
  }
}
