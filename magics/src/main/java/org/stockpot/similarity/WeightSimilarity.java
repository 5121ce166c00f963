package org.stockpot.similarity;

import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Where the weights of two networks lie, over their coordinates: running statistics are none.
 *
 * @param distance the Euclidean distance
 * @param cosine the cosine of the angle at the origin; 0 if either is the origin
 * @param pruned whether weights of either are pruned
 * @param overlap the Jaccard overlap of the prunable weights that the masks keep, {@code |A ∩ B| /
 *     |A ∪ B|}; 1 if both keep none
 * @param chanceOverlap what that is for random masks which keep as many weights of each slot: with
 *     a and b kept of N, {@code sum ab/N / sum (a + b - ab/N)}, the ratio of the expected sizes
 */
public record WeightSimilarity(
    double distance, double cosine, boolean pruned, double overlap, double chanceOverlap) {

  /**
   * Compares the weights of two networks.
   *
   * @param first one
   * @param second the other, of the same layout
   * @return how alike they are
   */
  public static WeightSimilarity of(MaskedPoint first, MaskedPoint second) {
    Point a = first.point();
    Point b = second.point();
    double norms = a.norm() * b.norm();
    Mask kept = first.mask();
    Mask other = second.mask();
    return new WeightSimilarity(
        a.distance(b),
        norms == 0 ? 0 : a.dot(b) / norms,
        kept.pruned() > 0 || other.pruned() > 0,
        kept.overlap(other),
        chance(kept, other));
  }

  private static double chance(Mask first, Mask second) {
    double both = 0;
    double either = 0;
    for (Slot slot : first.layout().slots()) {
      if (slot.role().isPrunable()) {
        double a = first.kept(slot);
        double b = second.kept(slot);
        both += a * b / slot.size();
        either += a + b - a * b / slot.size();
      }
    }
    return either == 0 ? 1 : both / either;
  }
}
