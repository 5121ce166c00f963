package org.stockpot.soup;

import java.util.Optional;
import org.stockpot.task.Score;
import org.stockpot.task.TestSet;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;

/**
 * How far soups by one recipe lie above what they are compared with, on one test set.
 *
 * @param recipe how the soups' members were chosen
 * @param against what is taken away: best single, mean single or prediction ensemble
 * @param shift how the test set was changed; empty for the test examples themselves
 * @param soup the soups' score, averaged over repeats
 * @param other that of what they are compared with
 * @param difference the metric's difference, soup minus other, paired inside each repeat and over
 *     the test examples; over the examples alone if there is one repeat
 */
public record SoupDifference(
    SoupRecipe recipe,
    String against,
    Optional<TestSet> shift,
    Score soup,
    Score other,
    Interval difference) {

  /**
   * Returns whether the soups are better.
   *
   * @return yes if the whole interval lies above 0, no if none of it does, else undecided
   */
  public Verdict better() {
    return difference.atMost(0).not();
  }
}
