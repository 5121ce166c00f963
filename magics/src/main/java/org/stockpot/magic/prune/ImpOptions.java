package org.stockpot.magic.prune;

import java.util.List;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.task.Statistics;
import org.stockpot.task.option.Help;

/**
 * Where pruning starts, and how many networks a round retrains.
 *
 * @param from the point; empty for the pre-trained weights, or a fresh initialisation
 * @param to share of the weights to end at; 0 for what rounds and fraction come to
 * @param copies networks a round
 * @param merge how they become one
 * @param swa share of a retraining at whose end copies are averaged themselves
 * @param copyWeightDecays the decay of each copy, in turn; empty for the recipe's
 * @param recalibrate what becomes of running statistics when copies are merged
 */
record ImpOptions(
    @Help(
            "point to start at, pruned already by its mask; else pre-trained weights, else a fresh init")
        String from,
    @Help("share of the weights to end at, such as 5%, in --rounds or in steps of --fraction")
        double to,
    @Help("networks that each pruning retrains under its mask and merges, at least 1") int copies,
    @Help("how copies are merged: uniform, greedy or pruned soup") SoupRecipe merge,
    @Help(
            "share of each retraining over whose last epochs a copy is averaged (SWA), such as 25%; with"
                + " rewound weights that is SWAMP")
        double swa,
    @Help("weight decays of the copies, in turn; else that of the recipe")
        List<Double> copyWeightDecays,
    @Help(
            "batch-norm statistics of merged copies: none, carry or re-estimate; repair or repair-outputs"
                + " for networks without (REPAIR)")
        Statistics recalibrate) {

  ImpOptions {
    if (copies == 1 && swa != 0) {
      throw new IllegalArgumentException("swa must come with --copies 2 or more, got " + swa);
    }
    if (copies == 1 && !copyWeightDecays.isEmpty()) {
      throw new IllegalArgumentException(
          "copy-weight-decays must come with --copies 2 or more, got " + copyWeightDecays.get(0));
    }
  }
}
