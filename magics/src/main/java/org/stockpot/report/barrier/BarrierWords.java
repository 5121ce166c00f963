package org.stockpot.report.barrier;

import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.PathScores;
import org.stockpot.report.parts.PathWords;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.task.replicates.Verdict;

/** What barriers between networks mean, in sentences. */
final class BarrierWords {

  private static final String MEANING =
      " Without a rise, both lie in one valley of the error and their average is as good as they"
          + " are; with one, a ridge lies between them and an average would sit on it.";

  private static final String ALIKE =
      " What lies above the chord on such a path is its bend, not something to cross.";

  private BarrierWords() {}

  static String of(BarrierResult result) {
    List<PairResult> pairs = result.pairs();
    boolean path = pairs.stream().mapToInt(p -> p.pair().level()).distinct().count() > 1;
    Interval height = result.height(pairs);
    Score like = pairs.get(0).path().test().get(0);
    String none = PathWords.none(pairs);
    return "Walking straight from one network to the other, the test "
        + Scores.errorName(like.metric())
        + (path
            ? " is held against the " + baseline(result) + ", pair by pair"
            : rise(result, height, like))
        + treatment(pairs.get(0))
        + connected(result)
        + others(result)
        + repaired(result)
        + (none.isEmpty() ? MEANING : " " + none + ALIKE);
  }

  private static String baseline(BarrierResult result) {
    return result.options().baseline().label();
  }

  /** Says the mean over pairs that are replicates of one another; none of those of a path. */
  private static String rise(BarrierResult result, Interval height, Score like) {
    if (height.over() == Interval.Over.NETWORKS && Double.isNaN(height.halfWidth())) {
      return " rises above the "
          + baseline(result)
          + " as listed: the pairs share their "
          + height.n()
          + " networks, and an interval needs "
          + Paired.LEAST_NETWORKS
          + ", none of them in every pair";
    }
    boolean flat = height.atMost(0) != Verdict.NO && !Double.isNaN(height.halfWidth());
    return (flat ? " does not measurably rise above the " : " rises above the ")
        + baseline(result)
        + (flat ? ": " : " by ")
        + Scores.text(height, like);
  }

  private static String connected(BarrierResult result) {
    String counts =
        List.of(Verdict.values()).stream()
            .map(verdict -> count(result, verdict) + " " + verdict)
            .collect(Collectors.joining(", "));
    Metric metric = result.pairs().get(0).path().test().get(0).metric();
    return ". Connected within "
        + Scores.bound(result.options().stable(), metric)
        + ": "
        + counts
        + ".";
  }

  private static long count(BarrierResult result, Verdict verdict) {
    double bound = result.options().stable().share();
    return result.pairs().stream()
        .filter(pair -> result.height(pair).atMost(bound) == verdict)
        .count();
  }

  /** Says the heights under the other treatments of statistics, and which are the same. */
  private static String others(BarrierResult result) {
    List<PathScores> paths = result.pairs().get(0).paths();
    Score like = paths.get(0).test().get(0);
    String others =
        paths.stream()
            .skip(1)
            .map(path -> path.statistics().label() + " " + height(result, path.statistics(), like))
            .collect(Collectors.joining(", "));
    boolean alone = result.pairs().size() == 1;
    return (others.isEmpty()
            ? ""
            : " The same by other statistics" + (alone ? "" : ", on average") + ": " + others + ".")
        + (result.options().recalibrate().size() > paths.size()
            ? " Of the others that were asked for, each comes to one of these here."
            : "");
  }

  private static String height(BarrierResult result, Statistics statistics, Score like) {
    List<Interval> heights =
        result.pairs().stream()
            .flatMap(
                pair ->
                    pair.paths().stream()
                        .filter(path -> path.statistics() == statistics)
                        .map(path -> result.height(pair, path)))
            .toList();
    double mean = heights.stream().mapToDouble(Interval::mean).average().orElseThrow();
    Interval first = heights.get(0);
    boolean one = heights.size() == 1;
    return Scores.range(one ? first : new Interval(mean, Double.NaN, 1, first.over()), like);
  }

  /** Says what was done to the points of a path. */
  private static String repaired(BarrierResult result) {
    PairResult first = result.pairs().get(0);
    return first.paths().stream()
        .map(PathScores::statistics)
        .filter(Statistics::repairs)
        .findFirst()
        .map(kind -> " " + RepairWords.of(kind, first.pair().line().from().layout()))
        .orElse("");
  }

  /** Names the statistics that the sentence speaks of, where several were measured. */
  private static String treatment(PairResult pair) {
    return pair.paths().size() > 1 || pair.path().statistics().repairs()
        ? " (statistics: " + pair.path().statistics().label() + ")"
        : "";
  }
}
