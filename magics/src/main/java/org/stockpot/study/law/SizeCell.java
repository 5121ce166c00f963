package org.stockpot.study.law;

import java.util.List;
import org.stockpot.law.Observed;
import org.stockpot.study.Load;
import org.stockpot.task.Score;

/**
 * The replicates of one width and share.
 *
 * @param load width and share
 * @param size parameters of the network
 * @param examples training examples
 * @param scores their scores on the test examples, in the order of the seeds
 * @param diverged how many replicates are missing, as their loss became NaN
 */
public record SizeCell(Load load, long size, long examples, List<Score> scores, int diverged) {

  /** Copies the list. */
  public SizeCell {
    scores = List.copyOf(scores);
  }

  /**
   * Returns the errors with the place of a {@link org.stockpot.law.SizeLaw}.
   *
   * @return the errors, one for each replicate
   */
  public Observed observed() {
    return new Observed(
        List.of((double) size, (double) examples), scores.stream().map(Score::error).toList());
  }

  /**
   * Returns why the cell is left out of fits.
   *
   * @return the reason; blank if it is not left out
   */
  public String whyLeftOut() {
    double error = observed().error();
    if (diverged > 0) {
      return diverged + " of " + (diverged + scores.size()) + " replicates diverged";
    }
    if (!Double.isFinite(error)) {
      return "the error is no number";
    }
    return error > 0 ? "" : "an error of 0 has no relative deviation";
  }
}
