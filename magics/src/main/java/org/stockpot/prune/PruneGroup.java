package org.stockpot.prune;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Slot;

/**
 * Units among which the lowest are sought.
 *
 * @param slots whose they are
 * @param fraction of them that a round prunes
 * @param runs the units
 */
record PruneGroup(List<Slot> slots, double fraction, List<UnitRun> runs) {

  /** Up to how many units are sorted rather than searched. */
  private static final int FEW = 1 << 16;

  int units() {
    return runs.stream().mapToInt(UnitRun::count).sum();
  }

  int kept(Mask mask) {
    boolean whole = units() == slots.stream().mapToInt(Slot::size).sum();
    return whole
        ? slots.stream().mapToInt(mask::kept).sum()
        : runs.stream().mapToInt(run -> run.kept(mask)).sum();
  }

  /** Marks the kept units of lowest score, ties to the lower index. */
  void markLowest(UnitScores scores, Mask mask, int count, BitSet gone) {
    if (units() > FEW) {
      BitSet open = new BitSet(mask.layout().size());
      runs.forEach(run -> run.mark(open));
      gone.or(new Selection(scores.values(), scores.magnitudes(), open, mask).lowest(count));
      return;
    }
    long[] ranked =
        runs.stream()
            .flatMapToInt(
                run -> IntStream.range(0, run.count()).map(i -> run.first() + i * run.stride()))
            .filter(mask::keeps)
            .mapToLong(i -> scores.ranked(i, mask))
            .sorted()
            .toArray();
    for (int i = 0; i < count; i++) {
      gone.set((int) ranked[i]);
    }
  }
}
