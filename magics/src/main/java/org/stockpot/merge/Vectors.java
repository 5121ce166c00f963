package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.MergeChunk;

/** Arithmetic that methods share. */
final class Vectors {

  private Vectors() {}

  /** Returns the sum of weights, which a mean divides by. */
  static double total(List<Double> weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    if (total == 0) {
      throw new IllegalArgumentException("the weights of a mean must not sum to 0, got " + weights);
    }
    return total;
  }

  /** Requires weights of which every choice has a mean. */
  static void requirePositive(String method, List<Double> weights) {
    if (weights.stream().anyMatch(weight -> weight <= 0)) {
      throw new IllegalArgumentException(
          "the weights of " + method + " must be above 0, got " + weights);
    }
  }

  /** Returns a member's numbers, less the base's if it is from there. */
  static double[] ofMember(MergeChunk chunk, int member, boolean fromBase) {
    double[] vector = new double[chunk.to() - chunk.from()];
    float[] from = chunk.members().get(member);
    float[] base = chunk.base();
    int start = chunk.from();
    if (fromBase) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (double) from[start + i] - base[start + i];
      }
    } else {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = from[start + i];
      }
    }
    return vector;
  }

  /**
   * Returns a number, or +0.0 where another is not below 0. Which it is cannot be foreseen of
   * entries, and a jump that is guessed wrong takes longer than this.
   *
   * @param number what stays
   * @param decides its sign decides; not -0.0
   */
  static double whereNegative(double decides, double number) {
    long kept = Double.doubleToRawLongBits(decides) >> (Long.SIZE - 1);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(number) & kept);
  }

  /** Returns every member's task vector. */
  static double[][] taskVectors(MergeChunk chunk) {
    double[][] vectors = new double[chunk.members().size()][];
    for (int m = 0; m < vectors.length; m++) {
      vectors[m] = ofMember(chunk, m, true);
    }
    return vectors;
  }

  /** Writes a vector, added to the base if it is from there, where a chunk's results go. */
  static void write(MergeChunk chunk, double[] vector, boolean fromBase, float[] merged) {
    float[] base = chunk.base();
    for (int i = 0; i < vector.length; i++) {
      int place = chunk.from() + i;
      merged[place] = (float) (fromBase ? base[place] + vector[i] : vector[i]);
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
