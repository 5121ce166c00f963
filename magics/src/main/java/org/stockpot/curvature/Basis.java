package org.stockpot.curvature;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.stockpot.task.matrix.Rows;
import org.stockpot.task.work.Workers;

/**
 * Orthonormal vectors, stored as float and multiplied in double. Coordinates are taken in blocks of
 * a fixed size, shared among threads and added in order, so that bits do not depend on how many.
 */
final class Basis {

  /** Coordinates of a block: of all vectors they fit into a core's cache. */
  private static final int BLOCK = 8192;

  /** A vector that keeps less of its length than this loses digits, and is done again. */
  private static final double CANCELLED = Math.sqrt(0.5);

  /** What rounding to float leaves of a vector of length 1. */
  private static final double ROUNDING = 1e-6;

  private final float[][] rows;
  private final int dimension;
  private final int threads = Runtime.getRuntime().availableProcessors();
  private int size;

  /**
   * Makes room.
   *
   * @throws IllegalArgumentException if the heap has none
   */
  Basis(int most, int dimension) {
    this.dimension = dimension;
    long bytes = (long) most * dimension * Float.BYTES;
    Runtime heap = Runtime.getRuntime();
    long free = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
    if (bytes > free && bytes > heap.maxMemory() / 2) {
      throw new IllegalArgumentException(
          String.format(
              "a basis of %d vectors of %d numbers takes %d MB, and the heap has %d MB left: take"
                  + " fewer by --top or --steps, or give Java more by -Xmx",
              most, dimension, bytes >> 20, free >> 20));
    }
    rows = new float[most][];
  }

  int size() {
    return size;
  }

  float[] row(int i) {
    return rows[i];
  }

  /** Returns the rows so far. */
  float[][] rows() {
    return Arrays.copyOf(rows, size);
  }

  /**
   * Makes a vector orthogonal to all of the basis by classical Gram–Schmidt, twice where digits are
   * lost.
   *
   * @param w the vector; modified
   * @return its products with the basis before
   */
  double[] project(double[] w) {
    double before = norm(w);
    double[] products = once(w);
    if (norm(w) < CANCELLED * before) {
      double[] again = once(w);
      for (int i = 0; i < again.length; i++) {
        products[i] += again[i];
      }
    }
    return products;
  }

  private double[] once(double[] w) {
    double[] products = new double[size];
    for (double[] part : Workers.map(threads, blocks(), from -> products(w, from))) {
      for (int i = 0; i < size; i++) {
        products[i] += part[i];
      }
    }
    Workers.map(threads, blocks(), from -> subtract(w, products, from));
    return products;
  }

  private List<Integer> blocks() {
    int count = (dimension + BLOCK - 1) / BLOCK;
    return IntStream.range(0, count).map(i -> i * BLOCK).boxed().toList();
  }

  private double[] products(double[] w, int from) {
    double[] products = new double[size];
    for (int i = 0; i < size; i++) {
      products[i] = dot(rows[i], w, from, Math.min(dimension, from + BLOCK));
    }
    return products;
  }

  /** Returns the product of two vectors of one length. */
  static double dot(float[] v, double[] w) {
    return dot(v, w, 0, w.length);
  }

  private static double dot(float[] v, double[] w, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += v[i] * w[i];
      b += v[i + 1] * w[i + 1];
      c += v[i + 2] * w[i + 2];
      d += v[i + 3] * w[i + 3];
    }
    for (; i < to; i++) {
      a += v[i] * w[i];
    }
    return a + b + (c + d);
  }

  private Void subtract(double[] w, double[] products, int from) {
    int to = Math.min(dimension, from + BLOCK);
    for (int k = 0; k < size; k++) {
      float[] v = rows[k];
      double factor = products[k];
      for (int i = from; i < to; i++) {
        w[i] -= factor * v[i];
      }
    }
    return null;
  }

  /** Adds a vector that is orthogonal to the basis, divided by its length. */
  void add(double[] w, double length) {
    float[] row = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      row[i] = (float) (w[i] / length);
    }
    rows[size++] = row;
  }

  /**
   * Adds a random direction that is orthogonal to the basis.
   *
   * @return false if there is none
   */
  boolean addRandom(SplittableRandom random) {
    while (size < dimension) {
      double[] w = random.doubles(dimension, -1, 1).toArray();
      double before = norm(w);
      project(w);
      double length = norm(w);
      if (length > ROUNDING * before) {
        add(w, length);
        return true;
      }
    }
    return false;
  }

  /**
   * Replaces the first vectors by combinations of them, in place; those behind follow.
   *
   * @param combinations a column for each new vector, a row for each old one
   * @param count how many new vectors, at most as many as old ones
   */
  void rotate(double[][] combinations, int count) {
    int old = combinations.length;
    Workers.map(threads, blocks(), from -> rotate(combinations, old, count, from));
    int behind = size - old;
    System.arraycopy(rows, old, rows, count, behind);
    Arrays.fill(rows, count + behind, size, null);
    size = count + behind;
  }

  private Void rotate(double[][] combinations, int old, int count, int from) {
    int width = Math.min(dimension, from + BLOCK) - from;
    double[][] sums = new double[count][width];
    for (int k = 0; k < old; k++) {
      for (int j = 0; j < count; j++) {
        double factor = combinations[k][j];
        double[] sum = sums[j];
        for (int i = 0; i < width; i++) {
          sum[i] += factor * rows[k][from + i];
        }
      }
    }
    for (int j = 0; j < count; j++) {
      for (int i = 0; i < width; i++) {
        rows[j][from + i] = (float) sums[j][i];
      }
    }
    return null;
  }

  static double norm(double[] w) {
    return Math.sqrt(Rows.product(w, w, w.length));
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
