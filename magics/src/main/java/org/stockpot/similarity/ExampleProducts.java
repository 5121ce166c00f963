package org.stockpot.similarity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;

/**
 * Products of all pairs of examples, added up in float over blocks of 64 features, and in double
 * over blocks: right to about 1e-6 of the largest, several times as fast as {@link Products}, which
 * alone is exact enough for ranks. Features are scaled by a power of two, so that no product is out
 * of a float's range.
 */
final class ExampleProducts {

  private static final int BLOCK = 64;
  private static final int SWEEP = 4;

  private final float[][] features;
  private final int examples;
  private final double scale;
  private final double[][] products;

  private ExampleProducts(float[][] features, int examples) {
    this.features = features;
    this.examples = examples;
    scale = scale(features);
    products = new double[examples][];
    Arrays.setAll(products, i -> new double[i + 1]);
  }

  /**
   * Returns {@code X X^T}, entry (i, j) of {@code j <= i} in {@code [i][j]}. Bits do not depend on
   * threads: each row of the product is added up by one.
   *
   * @param features one array per feature, with one number per example
   * @param examples how many
   */
  static double[][] of(float[][] features, int examples) {
    ExampleProducts all = new ExampleProducts(features, examples);
    int threads = Runtime.getRuntime().availableProcessors();
    List<Integer> shares = IntStream.range(0, threads).boxed().toList();
    Workers.map(
        threads,
        shares,
        share -> {
          all.add(share, threads);
          return share;
        });
    return all.products;
  }

  /** Returns the power of two that brings the largest magnitude to 1 to 2. */
  private static double scale(float[][] features) {
    float most = 0;
    for (float[] feature : features) {
      for (float value : feature) {
        most = Math.max(most, Math.abs(value));
      }
    }
    return most == 0 ? 1 : Math.scalb(1.0, -Math.getExponent((double) most));
  }

  /** Adds up the pairs of rows that fall to one of some threads. */
  private void add(int share, int threads) {
    float[][] block = new float[BLOCK][examples];
    float[] first = new float[examples];
    float[] second = new float[examples];
    for (int from = 0; from < features.length; from += BLOCK) {
      Interrupts.check();
      int rows = fill(block, from);
      for (int i = 2 * share; i < examples; i += 2 * threads) {
        int next = Math.min(i + 1, examples - 1);
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        for (int k = 0; k < rows; k += SWEEP) {
          sweep(first, second, i, next, block[k], block[k + 1], block[k + 2], block[k + 3]);
        }
        drain(first, i);
        if (next > i) {
          drain(second, next);
        }
      }
    }
  }

  /** Copies scaled features to a block, with zeros behind the last; returns how many rows count. */
  private int fill(float[][] block, int from) {
    int count = Math.min(BLOCK, features.length - from);
    for (int k = 0; k < BLOCK; k++) {
      if (k < count) {
        float[] feature = features[from + k];
        for (int j = 0; j < examples; j++) {
          block[k][j] = (float) (scale * feature[j]);
        }
      } else {
        Arrays.fill(block[k], 0);
      }
    }
    return (count + SWEEP - 1) / SWEEP * SWEEP;
  }

  /** Adds sums over a block to a row of the result. */
  private void drain(float[] sums, int row) {
    double[] to = products[row];
    double unscaled = 1 / (scale * scale);
    for (int j = 0; j < to.length; j++) {
      to[j] += unscaled * sums[j];
    }
  }

  /** Two rows of products and four features at once: as many as fit into a core's registers. */
  private static void sweep(
      float[] first,
      float[] second,
      int i,
      int next,
      float[] a,
      float[] b,
      float[] c,
      float[] d) {
    float a0 = a[i];
    float b0 = b[i];
    float c0 = c[i];
    float d0 = d[i];
    float a1 = a[next];
    float b1 = b[next];
    float c1 = c[next];
    float d1 = d[next];
    for (int j = 0; j <= next; j++) {
      float x = a[j];
      float y = b[j];
      float z = c[j];
      float w = d[j];
      first[j] += a0 * x + b0 * y + c0 * z + d0 * w;
      second[j] += a1 * x + b1 * y + c1 * z + d1 * w;
    }
  }
}
