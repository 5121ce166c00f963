package org.stockpot.similarity;

import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.task.analysis.Representations;

/**
 * How alike the class predictions of two networks are, over the same examples.
 *
 * @param disagreement the share of examples for which their most probable classes differ; of equal
 *     outputs the first counts
 * @param chanceDisagreement what that is if they err independently, with accuracies p and q and
 *     wrong answers spread evenly over the other C - 1 classes: {@code 1 - pq - (1 - p)(1 - q) / (C
 *     - 1)}; empty if accuracies are not known
 * @param jensenShannon the mean Jensen–Shannon divergence of their class probabilities P and Q,
 *     {@code (KL(P || M) + KL(Q || M)) / 2} with {@code M = (P + Q) / 2}, in nats: from 0 to log 2.
 *     Lin, IEEE Transactions on Information Theory 1991, §III
 */
public record PredictionSimilarity(
    double disagreement, OptionalDouble chanceDisagreement, double jensenShannon) {

  /** Compares outputs, one row per example. */
  static PredictionSimilarity of(
      float[][] first, float[][] second, Representations meaning, Optional<double[]> accuracies) {
    int differ = 0;
    double divergence = 0;
    for (int i = 0; i < first.length; i++) {
      differ += highest(first[i]) == highest(second[i]) ? 0 : 1;
      divergence +=
          jensenShannon(meaning.probabilities(first[i]), meaning.probabilities(second[i]));
    }
    OptionalDouble chance =
        accuracies
            .map(pq -> OptionalDouble.of(chance(pq[0], pq[1], first[0].length)))
            .orElse(OptionalDouble.empty());
    return new PredictionSimilarity(
        (double) differ / first.length, chance, divergence / first.length);
  }

  private static double chance(double p, double q, int classes) {
    double bothWrong = (1 - p) * (1 - q);
    return 1 - p * q - (classes > 1 ? bothWrong / (classes - 1) : bothWrong);
  }

  private static int highest(float... outputs) {
    int best = 0;
    for (int k = 1; k < outputs.length; k++) {
      best = outputs[k] > outputs[best] ? k : best;
    }
    return best;
  }

  private static double jensenShannon(double[] p, double[] q) {
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      double m = (p[k] + q[k]) / 2;
      sum += share(p[k], m) + share(q[k], m);
    }
    return Math.max(0, sum / 2);
  }

  private static double share(double p, double m) {
    return p > 0 ? p * Math.log(p / m) : 0;
  }
}
