package org.stockpot.law;

import java.util.ArrayList;
import java.util.List;

/**
 * The error of pruned networks by their density:
 *
 * <pre>{@code
 * e(d) = e_np |(D - j p (e_up / e_np)^(1/γ)) / (D - j p)|^γ
 *      = e_np ((D² + p² (e_up / e_np)^(2/γ)) / (D² + p²))^(γ/2),   j² = -1
 * }</pre>
 *
 * <p>with the dense network's error e_np, which is observed, the plateau e_up at low densities, the
 * slope γ between, and the density p around which it begins. {@code D = d} for one network; of
 * networks of several depths l and widths w it is {@code D = l^φ w^ψ d}, in which p has the unit of
 * D. See Rosenfeld et al., "On the predictability of pruning across scales", ICML 2021, §4 and §5.
 * Differs from the paper: e_np is the mean over replicates, which the paper's three are too.
 *
 * <p>A place is d, e_np, l and w.
 *
 * @param byDepth whether φ is fitted; else it is 0
 * @param byWidth whether ψ is fitted; else it is 0
 */
public record PruningLaw(boolean byDepth, boolean byWidth) implements Law {

  /** For larger γ errors are within (ln(e_up / e_np))² / γ of those of its limit. */
  private static final double STEEPEST = 1000;

  private static final double[] SLOPES = {0.5, 1.5, 4};
  private static final double[] PLATEAUS = {1, 2};
  private static final double[] TRANSITIONS = {0.01, 0.03, 0.1, 0.3, 1};

  @Override
  public List<Symbol> symbols() {
    List<Symbol> symbols =
        new ArrayList<>(
            List.of(
                new Symbol("e_up", true), new Symbol("γ", true, STEEPEST), new Symbol("p", true)));
    if (byDepth) {
      symbols.add(new Symbol("φ", false));
    }
    if (byWidth) {
      symbols.add(new Symbol("ψ", false));
    }
    return symbols;
  }

  @Override
  public double error(double[] constants, double[] place) {
    double slope = constants[1];
    double depth = byDepth ? constants[3] * Math.log(place[2]) : 0;
    double width = byWidth ? constants[byDepth ? 4 : 3] * Math.log(place[3]) : 0;
    double density = 2 * (Math.log(place[0] / constants[2]) + depth + width);
    double plateau = 2 / slope * Math.log(constants[0] / place[1]);
    double ratio = logOfSum(density, plateau) - logOfSum(density, 0);
    return place[1] * Math.exp(slope / 2 * ratio);
  }

  /** Returns {@code ln(e^a + e^b)}. */
  private static double logOfSum(double a, double b) {
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  @Override
  public List<double[]> starts(List<Observed> observed) {
    double most = observed.stream().mapToDouble(Observed::error).max().orElseThrow();
    List<double[]> starts = new ArrayList<>();
    for (double slope : SLOPES) {
      for (double plateau : PLATEAUS) {
        for (double transition : TRANSITIONS) {
          double[] start = new double[symbols().size()];
          start[0] = plateau * most;
          start[1] = slope;
          start[2] = transition;
          starts.add(start);
        }
      }
    }
    return starts;
  }
}
