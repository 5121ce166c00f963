package org.stockpot.study.batch;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.stockpot.task.replicates.Estimate;

/**
 * One training with its probes.
 *
 * @param seed its seed
 * @param threshold the largest stable sharpness
 * @param probes from the start to the end
 * @param losses validation losses by step, from the start on
 */
public record BatchLawRun(
    long seed, double threshold, List<BatchLawProbe> probes, List<LossAt> losses) {

  /** Sharpness stands high over one of so many parts of the probes. */
  private static final int PARTS = 4;

  /** Copies the lists. */
  public BatchLawRun {
    probes = List.copyOf(probes);
    losses = List.copyOf(losses);
  }

  /**
   * A validation loss.
   *
   * @param step the position in the schedule
   * @param loss the mean loss over the validation examples
   */
  public record LossAt(long step, double loss) {}

  /**
   * Returns sharpness as a share of the threshold.
   *
   * @param probe one of this training's
   * @return 1 at the edge; empty if sharpness is not known
   */
  public OptionalDouble ratio(BatchLawProbe probe) {
    return probe.sharpness().isPresent()
        ? OptionalDouble.of(probe.sharpness().getAsDouble() / threshold)
        : OptionalDouble.empty();
  }

  /**
   * Returns how high sharpness stands: its mean share of the threshold over the quarter of the
   * probes in a row in which that is largest, the start left out. Where a loss is fitted sharpness
   * falls again, so that the end of a training is no place to look for the edge.
   *
   * @return the mean; empty if sharpness is not known
   */
  public OptionalDouble highest() {
    double[] ratios =
        probes.stream()
            .filter(probe -> probe.step() > 0)
            .flatMapToDouble(probe -> ratio(probe).stream())
            .toArray();
    int width = Math.max(1, ratios.length / PARTS);
    return IntStream.rangeClosed(0, ratios.length - width)
        .mapToDouble(from -> Arrays.stream(ratios, from, from + width).average().orElse(0))
        .max();
  }

  /**
   * Returns sharpness at the end.
   *
   * @return as a share of the threshold; empty if it is not known
   */
  public OptionalDouble atTheEnd() {
    return ratio(probes.get(probes.size() - 1));
  }

  /**
   * Returns the lowest validation loss on the way.
   *
   * @return the loss
   */
  public double lowest() {
    return losses.stream().mapToDouble(LossAt::loss).min().orElse(Double.NaN);
  }

  /**
   * Returns after how many steps a validation loss is reached first.
   *
   * @param target the loss
   * @return steps, between two losses on the straight line through both, those of the second where
   *     the first is infinite or not a number; empty if it is not reached
   */
  public OptionalDouble steps(double target) {
    for (int i = 0; i < losses.size(); i++) {
      LossAt now = losses.get(i);
      if (!(now.loss() <= target)) {
        continue;
      }
      if (i == 0) {
        return OptionalDouble.of(0);
      }
      LossAt before = losses.get(i - 1);
      if (!Double.isFinite(before.loss())) {
        return OptionalDouble.of((double) now.step());
      }
      double share = (before.loss() - target) / (before.loss() - now.loss());
      return OptionalDouble.of(before.step() + share * (now.step() - before.step()));
    }
    return OptionalDouble.empty();
  }

  /**
   * Returns the geometric mean of the simple noise scale over the probes up to a step.
   *
   * @param last the step
   * @return in examples; empty if it is known of none
   */
  public OptionalDouble noiseScale(double last) {
    double mean =
        Estimate.geometricMean(
            probes.stream()
                .filter(probe -> probe.step() <= last)
                .flatMapToDouble(probe -> probe.noiseScale().stream())
                .filter(scale -> scale > 0));
    return Double.isNaN(mean) ? OptionalDouble.empty() : OptionalDouble.of(mean);
  }
}
