package org.stockpot.study;

import java.util.List;
import org.stockpot.align.AlignBy;
import org.stockpot.align.AlignOptions;
import org.stockpot.align.Alignment;
import org.stockpot.task.Task;
import org.stockpot.weights.Aligner;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.UnitGroups;

/**
 * Alignment for the gate of a soup: whether a network that it refuses lies behind a barrier, or
 * only has its units in other places.
 */
public final class AlignedGates {

  private AlignedGates() {}

  /**
   * Returns what aligns networks of a task, with the default settings of a kind of matching.
   *
   * <p>Example: {@code Soups.of(SoupRecipe.GREEDY, ingredients, task,
   * SoupOptions.defaults().withGate(0.02), AlignedGates.by(AlignBy.WEIGHTS, task))}.
   *
   * @param by what units are matched by
   * @param task what they are networks of
   * @return the aligner
   * @throws UnsupportedOperationException with the reason, if it is not known which units move
   *     together
   */
  public static Aligner by(AlignBy by, Task task) {
    UnitGroups groups = task.unitGroups().orThrow();
    AlignOptions options = AlignOptions.defaults().withBy(by);
    return (stays, moves) ->
        Alignment.to(
                "the soup",
                stays,
                List.of("the ingredient"),
                List.of(MaskedPoint.dense(moves)),
                task,
                groups,
                options,
                AlignOptions.recipe(by))
            .point();
  }
}
