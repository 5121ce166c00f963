package org.stockpot.task;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.option.Help;

/**
 * How the learning rate moves over the whole length of a training. It depends on the position
 * alone, so a network rewound to step k resumes at the rate of step k.
 *
 * <p>With s the step (from 0), T all steps, W the steps of warm-up and u = (s - W) / (T - W):
 *
 * <ul>
 *   <li>during warm-up the factor is {@code (s + 1) / W};
 *   <li>constant: 1;
 *   <li>step: {@code gamma} to the number of milestones reached;
 *   <li>cosine: {@code (1 + cos(pi u)) / 2};
 *   <li>linear: {@code 1 - u};
 *   <li>garipov: 1 up to u = 0.5, from there straight down to 0.01 at u = 0.9, then 0.01 (the
 *       schedule of Garipov et al., "Loss Surfaces, Mode Connectivity, and Fast Ensembling of
 *       DNNs", NeurIPS 2018, in their code).
 * </ul>
 *
 * @param schedule the shape
 * @param warmup the linear rise from 0 at the start
 * @param milestones for step, when the rate drops
 * @param gamma for step, the factor of each drop, in (0, 1]
 */
public record Schedule(
    @Help("constant, step, cosine, linear or garipov (constant to half, linear to 1% at 90%)")
        Shape schedule,
    @Help("span of linear warm-up") Span warmup,
    @Help("spans after which the rate of a step schedule drops") List<Span> milestones,
    @Help("factor of each drop, in (0, 1]") double gamma) {

  /** Where Garipov's schedule ends. */
  private static final double FLOOR = 0.01;

  /** The shapes. */
  public enum Shape {
    /** The same rate throughout. */
    CONSTANT,
    /** Sudden drops at the milestones. */
    STEP,
    /** Half a cosine, from 1 to 0. */
    COSINE,
    /** A straight line from 1 to 0. */
    LINEAR,
    /** Constant, then a straight line down to a hundredth, which is kept. */
    GARIPOV
  }

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if gamma is out of range, or if only one of a step schedule
   *     and milestones is given
   */
  public Schedule {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(warmup, "warmup");
    milestones = List.copyOf(milestones);
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma must lie in (0, 1], got " + gamma);
    }
    if ((schedule == Shape.STEP) == milestones.isEmpty()) {
      throw new IllegalArgumentException(
          "milestones must come with the schedule step, and only with it, got "
              + milestones
              + " for "
              + schedule);
    }
  }

  /**
   * Returns the constant schedule.
   *
   * @return a schedule whose factor is 1 everywhere
   */
  public static Schedule constant() {
    return of(Shape.CONSTANT);
  }

  /**
   * Returns a schedule without warm-up or milestones.
   *
   * @param schedule any but step
   * @return the schedule
   */
  public static Schedule of(Shape schedule) {
    return new Schedule(schedule, Span.ZERO, List.of(), 0.1);
  }

  /**
   * Returns a step schedule without warm-up.
   *
   * @param milestones when the rate drops
   * @param gamma the factor of each drop, in (0, 1]
   * @return the schedule
   */
  public static Schedule step(List<Span> milestones, double gamma) {
    return new Schedule(Shape.STEP, Span.ZERO, milestones, gamma);
  }

  /**
   * Returns this schedule with another warm-up.
   *
   * @param rise the linear rise from 0 at the start
   * @return the changed schedule
   */
  public Schedule withWarmup(Span rise) {
    return new Schedule(schedule, rise, milestones, gamma);
  }

  /**
   * Returns this schedule over a training that is several times as long.
   *
   * @param factor how many times, at least 1
   * @return the schedule with its warm-up and milestones moved
   */
  public Schedule stretched(int factor) {
    List<Span> later = milestones.stream().map(span -> span.times(factor)).toList();
    return new Schedule(schedule, warmup.times(factor), later, gamma);
  }

  /**
   * Returns the factor on the learning rate at one step.
   *
   * @param step the step, from 0 to {@code total - 1}
   * @param total all steps of the training
   * @param perEpoch steps in one epoch
   * @return from 0 to 1
   */
  public double factor(long step, long total, long perEpoch) {
    long warm = Math.min(warmup.steps(perEpoch), total);
    if (step < warm) {
      return (double) (step + 1) / (double) warm;
    }
    double done = (double) (step - warm) / (double) Math.max(1, total - warm);
    return switch (schedule) {
      case CONSTANT -> 1;
      case STEP -> {
        long reached = milestones.stream().filter(m -> m.steps(perEpoch) <= step).count();
        yield StrictMath.pow(gamma, (double) reached);
      }
      case COSINE -> (1 + StrictMath.cos(Math.PI * done)) / 2;
      case LINEAR -> 1 - done;
      case GARIPOV -> Math.min(1, Math.max(FLOOR, 1 - (done - 0.5) / 0.4 * (1 - FLOOR)));
    };
  }
}
