package org.stockpot.merge;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergePart;

/**
 * Combines members, or what was added to the base, linearly by factors that follow from their inner
 * products: those of the whole part, which one reading finds, or those of each row, which a chunk
 * has whole.
 */
final class GramPart implements MergePart {

  /** Entries that are not worth a thread. */
  private static final int FEW = 1 << 13;

  private final GramRule rule;
  private final double[] weights;
  private final boolean fromBase;
  private final boolean rows;
  private final double[][] gram;
  private boolean read;
  private Combination found;
  private long noted;
  private long firstRow = Long.MAX_VALUE;
  private String firstNote = "";

  GramPart(GramRule rule, List<Double> weights, boolean fromBase, boolean rows) {
    this.rule = rule;
    this.weights = weights.stream().mapToDouble(c -> c).toArray();
    this.fromBase = fromBase;
    this.rows = rows;
    gram = new double[weights.size()][weights.size()];
  }

  @Override
  public boolean reads() {
    if (!read && !rows) {
      read = true;
      return true;
    }
    if (!rows) {
      found = rule.of(gram, weights);
    }
    return false;
  }

  @Override
  public void read(MergeChunk chunk) {
    addProducts(vectors(chunk), 0, chunk.to() - chunk.from(), gram);
  }

  private double[][] vectors(MergeChunk chunk) {
    double[][] vectors = new double[weights.length][];
    for (int m = 0; m < vectors.length; m++) {
      vectors[m] = Vectors.ofMember(chunk, m, fromBase);
    }
    return vectors;
  }

  private static void addProducts(double[][] vectors, int from, int to, double[][] products) {
    IntStream rows = IntStream.range(0, vectors.length);
    (to - from < FEW ? rows : rows.parallel())
        .forEach(
            a -> {
              for (int b = 0; b <= a; b++) {
                products[a][b] = product(products[a][b], vectors[a], vectors[b], from, to);
                products[b][a] = products[a][b];
              }
            });
  }

  /** From the first entry to the last, as chunks must not change a bit. */
  private static double product(double before, double[] a, double[] b, int from, int to) {
    double sum = before;
    for (int i = from; i < to; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public void merge(MergeChunk chunk, float[] merged) {
    double[][] vectors = vectors(chunk);
    double[] sum = new double[chunk.to() - chunk.from()];
    int step = rows ? Math.toIntExact(chunk.rowLength()) : sum.length;
    for (int from = 0; from < sum.length; from += step) {
      double[] factors = rows ? ofRow(chunk, vectors, from, from + step) : found.factors();
      for (int m = 0; m < vectors.length; m++) {
        for (int i = from; i < from + step; i++) {
          sum[i] += factors[m] * vectors[m][i];
        }
      }
    }
    Vectors.write(chunk, sum, fromBase, merged);
  }

  private double[] ofRow(MergeChunk chunk, double[][] vectors, int from, int to) {
    double[][] products = new double[vectors.length][vectors.length];
    addProducts(vectors, from, to, products);
    Combination combination = rule.of(products, weights);
    if (!combination.note().isEmpty()) {
      note(chunk.entry(chunk.from() + from) / chunk.rowLength(), combination.note());
    }
    return combination.factors();
  }

  private synchronized void note(long row, String note) {
    noted++;
    firstNote = row < firstRow ? note : firstNote;
    firstRow = Math.min(row, firstRow);
  }

  @Override
  public synchronized List<String> notes() {
    if (rows) {
      return noted == 0
          ? List.of()
          : List.of(
              "rows with a note: " + noted + ", the first is row " + firstRow + ": " + firstNote);
    }
    return found.note().isEmpty() ? List.of() : List.of(found.note());
  }
}
