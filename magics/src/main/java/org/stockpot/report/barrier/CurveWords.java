package org.stockpot.report.barrier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.barrier.CurveResult;
import org.stockpot.barrier.CurveRun;
import org.stockpot.barrier.PathScores;
import org.stockpot.barrier.PathSummary;
import org.stockpot.barrier.Quantity;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Layout;

/** What curves between networks mean, in sentences. */
final class CurveWords {

  private CurveWords() {}

  static String of(CurveResult result) {
    return result.runs().stream()
            .collect(Collectors.groupingBy(CurveRun::pair, LinkedHashMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(runs -> compared(result, runs))
            .collect(Collectors.joining(" "))
        + " The barrier is the largest rise above the "
        + result.options().baseline().label()
        + " at "
        + result.options().samples()
        + " positions, a lower bound of that of the whole way."
        + " A low curve says that both networks lie in one connected region of low loss, not that"
        + " their average is good."
        + statistics(result)
        + RobustnessReport.lost(result.diverged());
  }

  private static String compared(CurveResult result, List<CurveRun> runs) {
    CurveRun first = runs.get(0);
    Score like = first.path().test().get(0);
    double longer = first.length() / first.pair().line().length();
    return "Between "
        + first.pair().name().replace(" → ", " and ")
        + " the test "
        + Scores.errorName(like.metric())
        + " is at most "
        + worst(first.segment(), like)
        + " on the straight segment and at most "
        + (runs.size() == 1 ? worst(first.path(), like) : worst(runs, like))
        + " on the "
        + name(result)
        + ", which is "
        + Numbers.fixed(longer, 2)
        + " times as long.";
  }

  private static String worst(PathScores path, Score like) {
    return percent(PathSummary.of(path, Quantity.TEST_ERROR).max(), like);
  }

  /** The seeds share the ends: what varies is the curve's training alone. */
  private static String worst(List<CurveRun> runs, Score like) {
    Estimate worst =
        Estimate.of(
            runs.stream()
                .map(run -> PathSummary.of(run.path(), Quantity.TEST_ERROR).max())
                .toList());
    return percent(worst.mean(), like)
        + " (mean of "
        + runs.size()
        + " trainings of the curve between the same ends, standard deviation "
        + Scores.points(worst.sd(), like)
        + ")";
  }

  private static String percent(double error, Score like) {
    return Scores.error(
        new Score(like.metric(), like.loss(), like.metric().turned(error), like.examples()));
  }

  private static String statistics(CurveResult result) {
    if (result.options().recalibrate().repairs()) {
      Layout layout = result.runs().get(0).curve().points().get(0).layout();
      return " " + RepairWords.of(result.options().recalibrate(), layout);
    }
    return result.runs().get(0).pair().line().from().layout().hasStatistics()
        ? " Running statistics are re-estimated at each position, those of the ends and of the"
            + " segment, too."
        : "";
  }

  /** Returns what a result's curves are called. */
  static String name(CurveResult result) {
    int inside = result.options().bends().count() - 2;
    String shape =
        switch (result.options().bends().shape()) {
          case BEZIER -> "Bézier curve";
          case CHAIN -> "chain";
        };
    return shape + ", " + inside + (inside == 1 ? " bend" : " bends");
  }
}
