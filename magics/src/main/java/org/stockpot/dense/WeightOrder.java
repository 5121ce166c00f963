package org.stockpot.dense;

/**
 * In which order weights are kept while they train: that of the flat vector, or with its first
 * matrix column by column.
 *
 * @param rows of the first matrix; 0 for the order of the flat vector
 * @param columns of the first matrix
 * @param background the value of most of what is multiplied with it, see {@link SparseRows}
 */
public record WeightOrder(int rows, int columns, float background) {

  /** The order of the flat vector. */
  public static final WeightOrder FLAT = new WeightOrder(0, 0, 0f);

  /**
   * Returns whether it is that of the flat vector.
   *
   * @return whether nothing is moved
   */
  public boolean isFlat() {
    return rows == 0;
  }

  /** Returns where a weight of the flat vector is. */
  int place(int index) {
    return index < rows * columns ? index % columns * rows + index / columns : index;
  }

  /** Returns numbers that were in the order of the flat vector. */
  float[] of(float[] flat) {
    float[] ordered = new float[flat.length];
    for (int i = 0; i < flat.length; i++) {
      ordered[place(i)] = flat[i];
    }
    return ordered;
  }

  /** Returns numbers in the order of the flat vector. */
  float[] flat(float[] ordered) {
    float[] flat = new float[ordered.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = ordered[place(i)];
    }
    return flat;
  }
}
