package org.stockpot.merge;

import java.util.List;
import java.util.Locale;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergePart;

/**
 * Model Stock, {@code t w̄ + (1 - t) w_0} with base w_0, the members' weighted mean w̄ and the
 * ratio {@code t = N cos / (1 + (N - 1) cos)}, where cos is the mean cosine of the task vectors of
 * all pairs of N members. A pair of which one is the base has cosine 0. A negative cosine makes the
 * ratio negative, which goes away from the members: the result says so.
 *
 * <p>See Jang, Yun, Han, "Model Stock: All we need is just a few fine-tuned models", ECCV 2024,
 * §4.2, where angles are those of each layer; for more than two members it assumes that all angles
 * are equal, and their mean is ours, as it is mergekit's.
 *
 * @param scope over what cosines are measured; rows are the paper's filters
 */
public record ModelStock(Scope scope) implements ChunkedMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "model-stock",
          "between base and mean, as far as the angles of task vectors tell",
          "Jang et al., ECCV 2024",
          "jang2024stock",
          MergeMethod.Base.REQUIRED,
          2,
          MergeMethod.ANY,
          false,
          List.of(Scope.TENSOR_OR_ROW),
          (values, tasks) -> new ModelStock(values.constant("scope", Scope.class)));

  @Override
  public boolean wholeVector() {
    return scope == Scope.WHOLE;
  }

  @Override
  public boolean wholeRows() {
    return scope == Scope.ROW;
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    METHOD.require(weights.size(), hasBase);
    Vectors.requirePositive(METHOD.name(), weights);
    return new GramPart(ModelStock::stock, weights, true, scope == Scope.ROW);
  }

  private static Combination stock(double[][] gram, double[] weights) {
    int n = weights.length;
    double sum = 0;
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < a; b++) {
        double norms = Math.sqrt(gram[a][a] * gram[b][b]);
        sum += norms > 0 ? gram[a][b] / norms : 0;
      }
    }
    double cosine = sum / (n * (n - 1) / 2.0);
    double divisor = 1 + (n - 1) * cosine;
    if (divisor < 1e-12) {
      throw new IllegalArgumentException(
          "model-stock must have task vectors whose mean cosine is above "
              + -1.0 / (n - 1)
              + ", where its ratio is infinite; got "
              + cosine);
    }
    double ratio = n * cosine / divisor;
    double[] factors = Combination.shares(weights);
    for (int m = 0; m < n; m++) {
      factors[m] *= ratio;
    }
    return new Combination(factors, note(cosine, ratio));
  }

  private static String note(double cosine, double ratio) {
    return ratio >= 0
        ? ""
        : String.format(
            Locale.ROOT,
            "the mean cosine of task vectors is %.3f, so that the ratio is %.3f and the result lies"
                + " on the other side of the base",
            cosine,
            ratio);
  }
}
