package org.stockpot.report.parts;

import java.util.List;
import java.util.Locale;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.PathScores;
import org.stockpot.barrier.Quantity;
import org.stockpot.task.Score;

/** How the test error goes along paths: over a ridge, or from the worse end to the better one. */
public final class PathWords {

  private PathWords() {}

  /**
   * Says how one path goes.
   *
   * @param path the path
   * @return such as {@code ridge} or {@code no ridge: falls to 2.4 %}
   */
  public static String of(PathScores path) {
    return path.hasRidge(Quantity.TEST_ERROR) ? "ridge" : "no ridge: " + way(path.test());
  }

  /**
   * Says how a path without a ridge goes, such as {@code falls to 2.4 %}.
   *
   * @param scores the scores, in order
   * @return the words
   */
  public static String way(List<Score> scores) {
    Score first = scores.get(0);
    Score last = scores.get(scores.size() - 1);
    int direction = Double.compare(last.error(), first.error());
    String verb = direction < 0 ? "falls to " : direction > 0 ? "rises to " : "stays within ";
    return verb + Scores.error(direction == 0 ? first : last);
  }

  /**
   * Returns how many paths have a ridge, such as {@code 3 of 5}.
   *
   * @param pairs the paths
   * @return how many paths have a ridge, such as {@code 3 of 5}
   */
  public static String ridges(List<PairResult> pairs) {
    long ridges = pairs.stream().filter(p -> p.path().hasRidge(Quantity.TEST_ERROR)).count();
    return ridges + " of " + pairs.size();
  }

  /**
   * Says of all paths that none has a ridge; empty if one has.
   *
   * @param pairs the paths
   * @return the words
   */
  public static String none(List<PairResult> pairs) {
    if (pairs.stream().anyMatch(p -> p.path().hasRidge(Quantity.TEST_ERROR))) {
      return "";
    }
    return pairs.size() == 1
        ? "There is no ridge: the path " + way(pairs.get(0).path().test()) + "."
        : "There is no ridge on any of the "
            + pairs.size()
            + " paths: each has its highest "
            + Scores.errorName(pairs.get(0).path().test().get(0).metric()).toLowerCase(Locale.ROOT)
            + " at an end.";
  }
}
