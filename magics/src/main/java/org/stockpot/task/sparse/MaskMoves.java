package org.stockpot.task.sparse;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.stockpot.task.Seeds;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Slot;

/**
 * The updates of a mask, every Δ steps from t₀ + Δ on; layers are dealt with one by one.
 *
 * <ul>
 *   <li>GMP: behind update k of n a layer keeps all but {@code s_t} of its weights, with {@code s_t
 *       = s (1 − (1 − k / n)³)}, or what it kept before if that is less.
 *   <li>SET: the {@code round(α kept)} smallest weights go, and as many come at random.
 *   <li>RigL: the {@code round(α/2 (1 + cos(π t / t_end)) kept)} smallest go, and as many come
 *       where the gradient is largest. Both take the place of the optimizer's step.
 * </ul>
 *
 * <p>What was dropped may come back at once, and then stays as it was, as in RigL's code. Ties go
 * to the lower index. No more go than there are places for.
 *
 * @param rule by which rule
 * @param begin t₀
 * @param end the last step at which the mask may move
 * @param every Δ
 * @param share α
 */
public record MaskMoves(MaskRule rule, long begin, long end, long every, double share) {

  /**
   * Returns whether the mask moves before a step.
   *
   * @param step counted from 0
   * @return true at each update
   */
  public boolean at(long step) {
    return step > begin && step <= end && (step - begin) % every == 0;
  }

  /**
   * Returns the last update.
   *
   * @return the step before which the mask moves last
   */
  public long last() {
    return begin + (end - begin) / every * every;
  }

  /**
   * Returns the next mask.
   *
   * @param now the mask
   * @param step the step of the update
   * @param weights one for each entry of the layout
   * @param gradient by all trained entries, pruned ones too
   * @param seed of the training
   * @return the mask behind the update
   */
  public Mask next(Mask now, long step, float[] weights, float[] gradient, long seed) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, step));
    BitSet kept = new BitSet(weights.length);
    for (Slot slot : now.layout().slots()) {
      if (slot.role().isPrunable()) {
        int all = now.kept(slot);
        int goes = goes(slot, all, step);
        sorted(entries(slot).filter(now::keeps), i -> magnitude(weights[i]))
            .skip(goes)
            .forEach(kept::set);
        if (rule.exchanges()) {
          boolean rigl = rule.kind() == MaskRule.Kind.RIGL;
          IntUnaryOperator key =
              rigl ? i -> Integer.MAX_VALUE - magnitude(gradient[i]) : i -> random.nextInt() >>> 1;
          sorted(entries(slot).filter(i -> !kept.get(i)), key).limit(goes).forEach(kept::set);
        }
      }
    }
    return Mask.keeping(now.layout(), kept::get);
  }

  private int goes(Slot slot, int kept, long step) {
    if (rule.exchanges()) {
      double annealed = (1 + StrictMath.cos(Math.PI * step / end)) / 2;
      double part = rule.kind() == MaskRule.Kind.RIGL ? share * annealed : share;
      return (int) Math.min(slot.size() - kept, Math.round(part * kept));
    }
    long done = (step - begin) / every;
    long all = (end - begin) / every;
    double left = 1 - (double) done / (double) all;
    double sparsity = rule.sparsity() * (1 - left * left * left);
    return (int) Math.max(0, kept - (slot.size() - Math.round(sparsity * slot.size())));
  }

  private static IntStream entries(Slot slot) {
    return IntStream.range(slot.offset(), slot.end());
  }

  /** Returns a whole number in the order of magnitudes. */
  private static int magnitude(float value) {
    return Float.floatToRawIntBits(value) & Integer.MAX_VALUE;
  }

  /** Sorts entries by keys of at least 0, then by themselves. */
  private static IntStream sorted(IntStream entries, IntUnaryOperator key) {
    return entries
        .mapToLong(i -> (long) key.applyAsInt(i) << Integer.SIZE | i)
        .sorted()
        .mapToInt(ranked -> (int) ranked);
  }
}
