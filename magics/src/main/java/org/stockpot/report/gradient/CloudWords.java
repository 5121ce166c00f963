package org.stockpot.report.gradient;

import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.curvature.gradient.CloudLoss;
import org.stockpot.curvature.gradient.CloudOptions;
import org.stockpot.curvature.gradient.CloudResult;
import org.stockpot.curvature.gradient.CloudWalk;
import org.stockpot.report.parts.Scores;
import org.stockpot.text.Numbers;

/** What loss–gradient clouds mean, in words. */
final class CloudWords {

  private static final int MOST_NAMED = 5;

  private CloudWords() {}

  static String of(CloudResult result) {
    CloudOptions options = result.options();
    long ends = result.walks().stream().filter(w -> w.end().isPresent()).count();
    String found =
        ends == 0
            ? "No walk ended where ‖∇L‖ ≤ "
                + number(options.stationary())
                + " within "
                + Numbers.counted(options.steps(), "step")
                + ": there is no attractor to tell of, which more --steps or another --stationary"
                + " may change."
            : Numbers.counted(ends, "walk")
                + " of "
                + result.walks().size()
                + " ended where ‖∇L‖ ≤ "
                + number(options.stationary())
                + ", at "
                + Numbers.counted(result.attractors().size(), "attractor")
                + ": ends are one if they are within "
                + number(options.near())
                + " of the typical distance of two starts, b √(2n/3), n = "
                + result.coordinates()
                + ". Networks that differ by the order of their units count as several. A short"
                + " gradient is no proof of a stationary point, and an index above 0 says that it"
                + " is no minimum.";
    return found + diverged(result) + signs(result) + unsure(result);
  }

  /** Returns a loss with its unit. */
  static String named(CloudResult result, CloudLoss loss) {
    return loss == CloudLoss.OWN
        ? "the task (" + Scores.lossUnit(result.metric()) + ")"
        : "squared error of probabilities";
  }

  private static String signs(CloudResult result) {
    return " Curvature is convex or concave if all eigenvalues of the Hessian have one sign, a saddle"
        + " if there are both, and flat if there are one sign and 0: an eigenvalue of at most "
        + number(result.options().flat())
        + " of the larger magnitude counts as 0. Where a network has kinks, as with ReLU, it is"
        + " that of the piece that a point lies in. Walks are plain gradient descent over all"
        + " examples, where the paper draws the length of steps."
        + (result.settings().stream().map(CloudWalk.Setting::loss).distinct().count() > 1
            ? " Losses have different units: compare where walks end, not heights."
            : "");
  }

  private static String diverged(CloudResult result) {
    List<CloudWalk> walks = result.walks().stream().filter(w -> w.diverged().isPresent()).toList();
    if (walks.isEmpty()) {
      return "";
    }
    String named =
        walks.stream()
            .limit(MOST_NAMED)
            .map(walk -> named(result, walk))
            .collect(Collectors.joining("; "));
    int more = walks.size() - MOST_NAMED;
    return " "
        + Numbers.counted(walks.size(), "walk")
        + " diverged, as something was not finite: "
        + named
        + (more > 0 ? "; and " + more + " more." : ".");
  }

  private static String named(CloudResult result, CloudWalk walk) {
    return named(result, walk.setting().loss())
        + ", b "
        + number(walk.setting().b())
        + ", lr "
        + number(walk.setting().lr())
        + ", walk "
        + walk.number()
        + " at step "
        + walk.diverged().orElseThrow();
  }

  private static String unsure(CloudResult result) {
    long unsure =
        result.walks().stream()
            .flatMap(w -> w.points().stream())
            .filter(p -> !p.converged())
            .count();
    return unsure == 0
        ? ""
        : " At "
            + Numbers.counted(unsure, "point")
            + " eigenvalues were not found to the tolerance, so that a sign may be missed.";
  }

  private static String number(double value) {
    return Numbers.significant(value, 3);
  }
}
