package org.stockpot.merge;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.matrix.Rows;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergePart;

/** A {@link TaskVectorMerge} at work on one vector or tensor. */
final class TaskVectorPart implements MergePart {

  private static final int FEW = 1 << 13;

  private final Election election;
  private final boolean normalised;
  private final double lambda;
  private final double[] weights;
  private final Keeping keeping;
  private final boolean rows;
  private boolean selected;
  private boolean counted;
  private long majority;

  TaskVectorPart(
      Sparsity sparsity,
      Election election,
      boolean normalised,
      double lambda,
      List<Double> weights) {
    this.election = election;
    this.normalised = normalised;
    this.lambda = lambda;
    this.weights = weights.stream().mapToDouble(c -> c).toArray();
    keeping = keeping(sparsity, weights.size());
    rows = sparsity instanceof Sparsity.DrawnByRank;
    counted = election != Election.MAJORITY;
  }

  private static Keeping keeping(Sparsity sparsity, int members) {
    if (sparsity instanceof Sparsity.Largest largest) {
      return new KeepBetween(members, 0, largest.density());
    } else if (sparsity instanceof Sparsity.WithoutOutliers middle) {
      return new KeepBetween(members, middle.gamma(), middle.density());
    } else if (sparsity instanceof Sparsity.Drawn drawn) {
      return new KeepDrawn(members, drawn.density(), 0, drawn.rescale(), drawn.draws());
    } else if (sparsity instanceof Sparsity.DrawnByRank drawn) {
      return new KeepDrawn(
          members, drawn.density(), drawn.epsilon(), drawn.rescale(), drawn.draws());
    }
    return (member, chunk, tau) -> {};
  }

  @Override
  public boolean reads() {
    if (!selected && keeping.reads()) {
      return true;
    }
    selected = true;
    boolean must = !counted;
    counted = true;
    return must;
  }

  @Override
  public void read(MergeChunk chunk) {
    if (selected) {
      majority += stretches(chunk).parallelStream().mapToLong(this::majority).sum();
      return;
    }
    List<MergeChunk> stretches = stretches(chunk);
    members(chunk)
        .forEach(m -> stretches.forEach(s -> keeping.read(m, s, Vectors.ofMember(s, m, true))));
  }

  private List<MergeChunk> stretches(MergeChunk chunk) {
    return chunk.stretches(ChunkedMerge.STRETCH, rows);
  }

  private long majority(MergeChunk chunk) {
    long all = 0;
    for (double sum : sums(kept(chunk))) {
      all += (long) Math.signum(sum);
    }
    return all;
  }

  /** Members do not see one another, so that threads change no bits. */
  private IntStream members(MergeChunk chunk) {
    IntStream members = IntStream.range(0, weights.length);
    return chunk.to() - chunk.from() < FEW ? members : members.parallel();
  }

  private double[][] kept(MergeChunk chunk) {
    double[][] vectors = new double[weights.length][];
    for (int m = 0; m < vectors.length; m++) {
      vectors[m] = Vectors.ofMember(chunk, m, true);
      keeping.keep(m, chunk, vectors[m]);
    }
    return vectors;
  }

  private double[] sums(double[][] kept) {
    double[] sums = new double[kept[0].length];
    for (int m = 0; m < kept.length; m++) {
      Rows.add(sums, weights[m], kept[m], sums.length);
    }
    return sums;
  }

  @Override
  public void merge(MergeChunk chunk, float[] merged) {
    double[][] kept = kept(chunk);
    double[] vector = sums(kept);
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    if (election != Election.NONE) {
      elect(kept, vector);
    }
    double factor = election == Election.NONE && normalised ? lambda / total : lambda;
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
    Vectors.write(chunk, vector, true, merged);
  }

  /** Makes of sums those of the members that have the elected sign. */
  private void elect(double[][] kept, double[] sums) {
    double none = election == Election.PLUS ? 1 : Long.signum(majority);
    double[] signs = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      signs[i] = sums[i] == 0 ? none : Math.signum(sums[i]);
    }
    double[] agreeing = new double[sums.length];
    double[] divisors = new double[sums.length];
    for (int m = 0; m < kept.length; m++) {
      double[] own = kept[m];
      double weight = weights[m];
      for (int i = 0; i < sums.length; i++) {
        double part = weight * own[i];
        double against = 0.0 - part * signs[i];
        agreeing[i] += Vectors.whereNegative(against, part);
        divisors[i] += Vectors.whereNegative(against, weight);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = normalised && divisors[i] != 0 ? agreeing[i] / divisors[i] : agreeing[i];
    }
  }
}
