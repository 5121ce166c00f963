package org.stockpot.study.batch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;

/**
 * The replicates of one batch size and learning rate.
 *
 * @param batch examples of a step
 * @param full whether these are all training examples
 * @param rate the learning rate
 * @param threshold the largest stable sharpness
 * @param runs the finished trainings, one a seed
 * @param diverged how many are missing, as their loss became NaN
 */
public record BatchLawCell(
    int batch, boolean full, double rate, double threshold, List<BatchLawRun> runs, int diverged) {

  /** Copies the list. */
  public BatchLawCell {
    runs = List.copyOf(runs);
  }

  /**
   * Returns how high sharpness stands, as a share of the threshold.
   *
   * @return the mean over seeds of {@link BatchLawRun#highest}; empty if it is known of none
   */
  public Optional<Interval> highest() {
    List<Double> known = runs.stream().flatMap(run -> run.highest().stream().boxed()).toList();
    return known.isEmpty() ? Optional.empty() : Optional.of(Interval.of(Estimate.of(known)));
  }

  /**
   * Returns where that is beside the threshold.
   *
   * @param within what share of it counts as at the edge
   * @return undecided if a replicate diverged or is not known, or there are fewer than three
   */
  public Edge edge(double within) {
    return highest()
        .filter(ratio -> diverged == 0 && ratio.n() == runs.size())
        .map(ratio -> Edge.of(ratio, within))
        .orElse(Edge.UNDECIDED);
  }

  /**
   * Returns the lowest validation loss that all replicates reach.
   *
   * @return the loss; empty if one diverged, or none is known
   */
  OptionalDouble lowest() {
    double lowest = runs.stream().mapToDouble(BatchLawRun::lowest).max().orElse(Double.NaN);
    return diverged > 0 || Double.isNaN(lowest)
        ? OptionalDouble.empty()
        : OptionalDouble.of(lowest);
  }

  /**
   * Returns after how many steps each replicate reaches a validation loss.
   *
   * @param target the loss
   * @return steps, in the order of the seeds; empty unless all reach it
   */
  public List<Double> steps(double target) {
    List<Double> steps = runs.stream().flatMap(run -> run.steps(target).stream().boxed()).toList();
    return diverged == 0 && steps.size() == runs.size() ? steps : List.of();
  }

  /**
   * Returns the simple noise scale on the way to a validation loss: the geometric mean over probes
   * up to there, and over seeds.
   *
   * @param target the loss
   * @return in examples; empty if it is known of none
   */
  public OptionalDouble noiseScale(double target) {
    double mean =
        Estimate.geometricMean(
            runs.stream()
                .flatMapToDouble(
                    run -> run.noiseScale(run.steps(target).orElse(Double.MAX_VALUE)).stream()));
    return Double.isNaN(mean) ? OptionalDouble.empty() : OptionalDouble.of(mean);
  }

  /**
   * Returns the batch size in words.
   *
   * @return such as {@code batch 32} or {@code full batch}
   */
  public String size() {
    return size(batch, full);
  }

  private static String size(int batch, boolean full) {
    return full ? "full batch" : "batch " + batch;
  }

  static String words(int batch, boolean full, double rate) {
    return size(batch, full) + ", lr " + rate;
  }

  /** Returns words such as {@code batch 32, lr 0.1}. */
  @Override
  public String toString() {
    return words(batch, full, rate);
  }
}
