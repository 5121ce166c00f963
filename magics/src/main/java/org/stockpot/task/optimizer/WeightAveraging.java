package org.stockpot.task.optimizer;

import java.util.Objects;
import java.util.OptionalDouble;
import org.stockpot.task.Span;
import org.stockpot.task.option.Percent;

/**
 * Stochastic weight averaging as a part of a training: from a share of its steps on, the weights
 * are added up at the end of each cycle, and the training ends in their mean, {@code w̄ ← (n w̄ +
 * w) / (n + 1)}, with running statistics re-estimated behind it.
 *
 * <p>See Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization", UAI
 * 2018, Algorithm 1. With T steps, b = round(from T) and cycles of c steps, the weights at b, b +
 * c, b + 2 c, … up to T count alike, those that the averaging begins with among them, as in the
 * paper. In cycle position {@code t = ((s - b) mod c + 1) / c} of step s the learning rate is
 * {@code (1 - t) rate + t lowest}, which is constant where both are equal; a rate of 0 leaves it to
 * the schedule, warm-up and all.
 *
 * @param from where averaging begins, as a share of the whole training, in [0, 1); 1 for none
 * @param every c, the distance of averaged weights and the length of a cycle
 * @param rate the learning rate that a cycle begins with; 0 for the schedule's
 * @param lowest the learning rate that it ends with, above 0 and at most the first; 0 for the
 *     schedule's
 */
public record WeightAveraging(double from, Span every, double rate, double lowest) {

  /** A training that ends in its last weights. */
  public static final WeightAveraging NONE = new WeightAveraging(1, Span.ZERO, 0, 0);

  /** The last quarter of the training, at the end of each epoch. */
  private static final WeightAveraging USUAL = new WeightAveraging(0.75, Span.epochs(1), 0, 0);

  private static final int MOST_PARTS = 5;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public WeightAveraging {
    Objects.requireNonNull(every, "every");
    if (!(from >= 0 && from <= 1)) {
      throw new IllegalArgumentException(
          "the share before averaging begins must lie in [0, 1), got " + from);
    }
    if (from < 1 == every.equals(Span.ZERO)) {
      throw new IllegalArgumentException(
          "averaged weights must be at least 1it apart, from a share in [0, 1) on, got "
              + every
              + " from "
              + from);
    }
    boolean falls = lowest > 0 && rate >= lowest && Double.isFinite(rate) && from < 1;
    if (!falls && (rate != 0 || lowest != 0)) {
      throw new IllegalArgumentException(
          "learning rates while averaging must be above 0 and not rise in a cycle, got "
              + rate
              + " to "
              + lowest);
    }
  }

  /**
   * Reads an averaging; what is left out at the end is the last quarter, each epoch, and the rate
   * of the schedule.
   *
   * @param text such as {@code none}, {@code swa}, {@code swa:75%:1ep}, {@code swa:0.5:1ep:0.05}
   *     with a constant rate, or {@code swa:75%:5ep:0.05:0.0005} with a cyclical one
   * @return the averaging
   * @throws IllegalArgumentException if the text is none
   */
  public static WeightAveraging parse(String text) {
    String[] parts = text.split(":", -1);
    if (text.equals("none")) {
      return NONE;
    } else if (parts[0].equals("swa") && parts.length <= MOST_PARTS) {
      try {
        double rate = parts.length > 3 ? Double.parseDouble(parts[3]) : 0;
        WeightAveraging read =
            new WeightAveraging(
                parts.length > 1 ? Percent.parse(parts[1]) : USUAL.from,
                parts.length > 2 ? Span.parse(parts[2]) : USUAL.every,
                rate,
                parts.length > 4 ? Double.parseDouble(parts[4]) : rate);
        if (read.isUsed() && (rate > 0 || parts.length < 4)) {
          return read;
        }
      } catch (NumberFormatException e) {
        // Told below.
      }
    }
    throw new IllegalArgumentException(
        "an average must look like none, swa:75%:1ep, swa:75%:1ep:0.05 or swa:75%:5ep:0.05:0.0005,"
            + " got "
            + text);
  }

  /**
   * Returns whether a training ends in a mean of its weights.
   *
   * @return false for none
   */
  public boolean isUsed() {
    return from < 1;
  }

  private long begin(long total) {
    return Math.round(from * total);
  }

  /**
   * Returns the learning rate of a step.
   *
   * @param step counted from 0
   * @param total steps of the whole training
   * @param perEpoch steps of one epoch
   * @return the rate; empty where the schedule decides
   */
  public OptionalDouble rate(long step, long total, long perEpoch) {
    if (rate == 0 || step < begin(total)) {
      return OptionalDouble.empty();
    }
    long cycle = every.steps(perEpoch);
    double t = ((step - begin(total)) % cycle + 1) / (double) cycle;
    return OptionalDouble.of((1 - t) * rate + t * lowest);
  }

  /**
   * Returns whether the weights at a position count.
   *
   * @param step how many steps have been made
   * @param total steps of the whole training
   * @param perEpoch steps of one epoch
   * @return true at the ends of cycles
   */
  public boolean takes(long step, long total, long perEpoch) {
    return step >= begin(total) && (step - begin(total)) % every.steps(perEpoch) == 0;
  }

  /**
   * Returns how many positions of a stretch of the training count.
   *
   * @param first where it begins
   * @param last where it ends
   * @param total steps of the whole training
   * @param perEpoch steps of one epoch
   * @return how many there are, both ends included
   */
  public long count(long first, long last, long total, long perEpoch) {
    long cycle = every.steps(perEpoch);
    long before = Math.max(0, first - begin(total));
    long begin = begin(total) + (before + cycle - 1) / cycle * cycle;
    return last < begin ? 0 : (last - begin) / cycle + 1;
  }

  /**
   * Requires that there is something to average.
   *
   * @param first where the training begins
   * @param total where it ends
   * @param perEpoch steps of one epoch
   * @throws IllegalArgumentException if fewer than two positions count
   */
  public void requireFits(long first, long total, long perEpoch) {
    long count = isUsed() ? count(first, total, total, perEpoch) : 2;
    if (count < 2) {
      throw new IllegalArgumentException(
          "average must take at least 2 of the weights from step "
              + first
              + " to "
              + total
              + ", got "
              + this
              + ", which takes "
              + count
              + "; a smaller share or distance takes more");
    }
  }

  /**
   * Requires that all weights that are averaged are of one mask.
   *
   * @param move the step before which the mask moves last
   * @param total steps of the whole training
   * @throws IllegalArgumentException if averaging begins before
   */
  public void requireBehind(long move, long total) {
    if (isUsed() && begin(total) <= move) {
      throw new IllegalArgumentException(
          "average must begin after the mask's last move, at step "
              + move
              + ", got "
              + this
              + ", which begins at "
              + begin(total)
              + "; a larger share or an earlier sparse-end part them");
    }
  }

  /** Returns the averaging as {@link #parse} reads it. */
  @Override
  public String toString() {
    if (!isUsed()) {
      return "none";
    }
    return "swa:" + from + ":" + every + (rate == 0 ? "" : ":" + rate + ":" + lowest);
  }
}
