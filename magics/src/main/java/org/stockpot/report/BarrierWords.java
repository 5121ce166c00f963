package org.stockpot.report;

import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.PairResult;
import org.stockpot.task.Interval;
import org.stockpot.task.Paired;
import org.stockpot.task.Score;
import org.stockpot.task.Verdict;

/** What barriers between networks mean, in sentences. */
final class BarrierWords {

  private static final String MEANING =
      " Without a rise, both lie in one valley of the error and their average is as good as they"
          + " are; with one, a ridge lies between them and an average would sit on it.";

  private BarrierWords() {}

  static String of(BarrierResult result) {
    List<PairResult> pairs = result.pairs();
    boolean path = pairs.stream().mapToInt(p -> p.pair().level()).distinct().count() > 1;
    return "Walking straight from one network to the other, the test error rises above the "
        + result.options().baseline().label()
        + (path ? "" : mean(result))
        + treatment(pairs.get(0))
        + connected(result)
        + MEANING;
  }

  /** Says the mean over pairs that are replicates of one another; none of those of a path. */
  private static String mean(BarrierResult result) {
    Score like = result.pairs().get(0).curve().test().get(0);
    Interval height = result.height(result.pairs());
    if (height.over() == Interval.Over.NETWORKS && Double.isNaN(height.halfWidth())) {
      return " as listed: the pairs share their "
          + height.n()
          + " networks, and an interval needs "
          + Paired.LEAST_NETWORKS
          + ", none of them in every pair";
    }
    return " by " + Scores.text(height, like);
  }

  private static String connected(BarrierResult result) {
    String counts =
        List.of(Verdict.values()).stream()
            .map(verdict -> count(result, verdict) + " " + verdict)
            .collect(Collectors.joining(", "));
    return ". Connected within " + result.options().stable() + ": " + counts + ".";
  }

  private static long count(BarrierResult result, Verdict verdict) {
    double bound = result.options().stable().share();
    return result.pairs().stream()
        .filter(pair -> result.height(pair).atMost(bound) == verdict)
        .count();
  }

  /** Names the statistics that the sentence speaks of, where several were measured. */
  private static String treatment(PairResult pair) {
    return pair.curves().size() > 1
        ? " (statistics: " + BarrierReport.label(pair.curve().statistics()) + ")"
        : "";
  }
}
