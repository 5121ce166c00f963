package org.stockpot.report.curvature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.curvature.Curvature;
import org.stockpot.curvature.CurvatureResult;
import org.stockpot.curvature.OperatorKind;
import org.stockpot.curvature.SpectralDensity;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.text.Numbers;

/** What the curvature at networks means, in sentences. */
final class CurvatureWords {

  /** So many networks get a sentence each; tables tell of the others. */
  private static final int MOST = 4;

  /** Standard errors that two estimates may be apart. */
  private static final double APART = 4;

  private CurvatureWords() {}

  static String name(OperatorKind kind) {
    return switch (kind) {
      case HESSIAN -> "Hessian";
      case GAUSS_NEWTON -> "Gauss–Newton matrix";
      case FISHER -> "empirical Fisher matrix";
    };
  }

  static String part(CurvatureResult result) {
    return result.options().on().name().toLowerCase(Locale.ROOT);
  }

  /** Says of what and on which examples. */
  static String settings(CurvatureResult result) {
    return String.format(
        "%s of the loss on %s",
        name(result.options().of()), Numbers.counted(result.examples(), part(result) + " example"));
  }

  /** Returns the share of eigenvalues that are told from 0 and below it. */
  static Estimate negative(Curvature c) {
    return c.density()
        .map(density -> density.shareBelow(-Curvature.RESOLUTION * c.scale()))
        .orElseThrow();
  }

  static String of(CurvatureResult result) {
    List<String> words = new ArrayList<>();
    result.curvatures().stream().limit(MOST).forEach(c -> words.add(of(result, c)));
    words.add(
        "Eigenvalues are curvatures along directions: the loss rises by λ t² / 2 at a distance t."
            + " Outliers lie above the widest ratio of neighbours among the largest, if it is at"
            + " least 1.5, and half as wide again (in logarithms) as any other; else none are"
            + " counted, and more may lie under the last: raise --top."
            + " λ ± is min(residual, residual² / gap), if other eigenvalues are right; trace SE is"
            + " over probes. Negative are those below "
            + Numbers.significant(-Curvature.RESOLUTION, 1)
            + " of the largest magnitude, as quadrature does not tell smaller ones from 0.");
    result.curvatures().stream().filter(c -> !c.converged()).forEach(c -> words.add(open(c)));
    result.curvatures().stream()
        .filter(CurvatureWords::disagrees)
        .forEach(c -> words.add(apart(c)));
    return String.join(" ", words);
  }

  private static String of(CurvatureResult result, Curvature c) {
    String name = name(c);
    if (c.dimension() == 0) {
      return name + " has no coordinates left here, and no curvature.";
    }
    String classes =
        result.classes().isPresent() ? " (" + result.classes().getAsInt() + " classes)" : "";
    return String.format(
        "%s: %s%s; %s of |g|² lies in the top space.",
        name, edge(c), classes, Numbers.percent(c.gradientShare(), 0));
  }

  private static String edge(Curvature c) {
    if (c.outliers().isEmpty()) {
      return "no gap between the " + c.top().size() + " largest eigenvalues stands out";
    }
    int count = c.outliers().getAsInt();
    double edge = c.edge().orElseThrow();
    String stand = Numbers.counted(count, "eigenvalue") + (count == 1 ? " stands" : " stand");
    return edge > 0
        ? stand
            + " above the widest gap, a ratio of "
            + Numbers.significant(c.top().get(count - 1).value() / edge, 2)
            + ", under which the bulk ends at "
            + Numbers.significant(edge, 3)
        : stand + " above others that are 0 as far as float32 tells";
  }

  private static String name(Curvature c) {
    return c.part().equals(Curvature.ALL) ? c.network() : c.network() + " " + c.part();
  }

  private static String open(Curvature c) {
    return name(c)
        + " has eigenvalues that did not converge within the products allowed: raise --products or"
        + " --tolerance.";
  }

  /** Returns whether probes and density tell two traces. */
  private static boolean disagrees(Curvature c) {
    return c.density().isPresent() && c.dimension() > 0 && distance(c) > APART;
  }

  private static double distance(Curvature c) {
    SpectralDensity density = c.density().orElseThrow();
    Estimate one = c.trace().trace();
    Estimate other = density.moment(1);
    double error = Math.hypot(standardError(one), standardError(other));
    double apart = Math.abs(one.mean() - other.mean());
    return apart <= 1e-4 * Math.abs(one.mean()) ? 0 : apart / error;
  }

  private static String apart(Curvature c) {
    return name(c)
        + " has traces by probes and by density that lie "
        + Numbers.significant(distance(c), 2)
        + " standard errors apart: take more --densities and --probes.";
  }

  static double standardError(Estimate estimate) {
    return estimate.n() < 2 ? 0 : estimate.sd() / Math.sqrt(estimate.n());
  }
}
