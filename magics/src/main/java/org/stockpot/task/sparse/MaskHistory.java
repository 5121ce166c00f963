package org.stockpot.task.sparse;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.weights.Mask;

/**
 * How the mask of a training moved.
 *
 * @param mask the mask now
 * @param moves one for each update so far
 */
public record MaskHistory(Mask mask, List<Move> moves) {

  /**
   * One update.
   *
   * @param step before which optimizer step
   * @param dropped weights that were kept and are not
   * @param grown weights that are kept and were not; they begin at 0
   * @param kept prunable weights kept now
   */
  public record Move(long step, int dropped, int grown, int kept) {}

  /** Copies the moves. */
  public MaskHistory {
    moves = List.copyOf(moves);
  }

  /**
   * Returns the history behind another update.
   *
   * @param step before which step
   * @param next the mask behind it
   * @return the longer history
   */
  public MaskHistory moved(long step, Mask next) {
    int both = mask.and(next).kept();
    List<Move> all = new ArrayList<>(moves);
    all.add(new Move(step, mask.kept() - both, next.kept() - both, next.kept()));
    return new MaskHistory(next, all);
  }
}
