package org.stockpot.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;
import org.stockpot.weights.TensorMerge;

/**
 * TSV-M: merging by task singular vectors. Of each matrix (a convolution's is its outputs against
 * all else) every one of T task vectors {@code Δ_i = U_i S_i V_iᵀ} is cut to its {@code ⌊min(rows,
 * columns) / T⌋} largest singular values; the U_i side by side and the V_i side by side become the
 * nearest matrices with orthogonal columns, U and V, and the result is {@code w_0 + λ U S Vᵀ},
 * where S are the kept singular values times c_i. Of all other slots, and where a matrix has fewer
 * rows or columns than there are members, it is {@code w_0 + λ Σ c_i Δ_i / Σ c_i}.
 *
 * <p>One member of full rank is given back at λ = 1. Singular values below 1e-6 of the largest,
 * which in floats are rounding, count as 0.
 *
 * <p>See Gargiulo et al., "Task Singular Vectors: Reducing Task Interference in Model Merging",
 * CVPR 2025, §4.2.
 *
 * @param lambda λ, how far to go; finite
 */
public record TsvM(double lambda) implements TensorMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "tsv-m",
          "each task vector's largest singular vectors, made orthogonal to those of others",
          "Gargiulo et al., CVPR 2025",
          "gargiulo2025tsv",
          MergeMethod.Base.REQUIRED,
          1,
          MergeMethod.ANY,
          false,
          List.of(MergeOption.number("lambda", "1", "a finite number", "how far to go")),
          (values, tasks) -> new TsvM(values.number("lambda")));

  /**
   * Checks λ.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public TsvM {
    TaskVectorMerge.requireFinite(lambda);
  }

  @Override
  public Point of(MergeInputs inputs) {
    return merged(inputs).point();
  }

  @Override
  public Merged merged(MergeInputs inputs) {
    METHOD.require(inputs.members().size(), inputs.base().isPresent());
    return Matrices.merge(inputs, lambda, deltas -> orthogonal(deltas, inputs.weights()));
  }

  private static Optional<double[][]> orthogonal(List<double[][]> deltas, List<Double> weights) {
    double[][] first = deltas.get(0);
    int most = Math.min(first.length, first[0].length) / deltas.size();
    if (most == 0) {
      return Optional.empty();
    }
    List<Svd> parts =
        Workers.map(
            Runtime.getRuntime().availableProcessors(),
            deltas,
            delta -> {
              Interrupts.check();
              return Svd.of(delta, most);
            });
    List<Double> values = new ArrayList<>();
    for (int m = 0; m < parts.size(); m++) {
      double weight = weights.get(m);
      DoubleStream.of(parts.get(m).s()).forEach(value -> values.add(weight * value));
    }
    double[] factors = values.stream().mapToDouble(value -> value).toArray();
    double[][] u = parts.stream().flatMap(part -> Stream.of(part.u())).toArray(double[][]::new);
    double[][] v = parts.stream().flatMap(part -> Stream.of(part.v())).toArray(double[][]::new);
    List<double[][]> sides =
        Workers.map(Runtime.getRuntime().availableProcessors(), List.of(u, v), TsvM::nearest);
    return Optional.of(Svd.product(sides.get(0), factors, sides.get(1), first));
  }

  /** Returns the nearest vectors that are orthogonal to one another and of length 1. */
  private static double[][] nearest(double[][] vectors) {
    if (vectors.length == 0) {
      return vectors;
    }
    Svd svd = Svd.of(vectors, vectors.length);
    double[] ones = new double[svd.s().length];
    Arrays.fill(ones, 1);
    return Svd.product(svd.u(), ones, svd.v(), vectors);
  }
}
