package org.stockpot.task;

import java.util.Objects;

/**
 * How to train, and for how long.
 *
 * @param optimizer the update rule and its rate
 * @param schedule how the rate moves
 * @param batch examples per step, at least 1; an epoch drops its last, smaller batch
 * @param length the whole training; schedules refer to it
 */
public record Recipe(
    @Help("") Optimizer optimizer,
    @Help("") Schedule schedule,
    @Help("examples per step, at least 1") int batch,
    @Help(value = "length of a training, such as 5ep or 3000it", option = "for") Span length) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the batch is below 1 or the length is none
   */
  public Recipe {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1, got " + batch);
    }
    if (length.equals(Span.ZERO)) {
      throw new IllegalArgumentException("for must be at least 1it, got " + length);
    }
  }

  /**
   * Returns the recipe of the lottery-ticket paper for LeNet-300-100 (Frankle, Carbin, ICLR 2019,
   * Fig. 2): Adam at 1.2e-3 and batches of 60, here for 5 epochs.
   *
   * @return the default recipe
   */
  public static Recipe defaults() {
    return new Recipe(Optimizer.adam(1.2e-3), Schedule.constant(), 60, Span.epochs(5));
  }

  /**
   * Returns this recipe with another update rule.
   *
   * @param rule the rule
   * @return the changed recipe
   */
  public Recipe withOptimizer(Optimizer rule) {
    return new Recipe(rule, schedule, batch, length);
  }

  /**
   * Returns this recipe with another schedule.
   *
   * @param shape the schedule
   * @return the changed recipe
   */
  public Recipe withSchedule(Schedule shape) {
    return new Recipe(optimizer, shape, batch, length);
  }

  /**
   * Returns this recipe with another batch.
   *
   * @param examples examples per step
   * @return the changed recipe
   */
  public Recipe withBatch(int examples) {
    return new Recipe(optimizer, schedule, examples, length);
  }

  /**
   * Returns this recipe with another length.
   *
   * @param span the whole training
   * @return the changed recipe
   */
  public Recipe withLength(Span span) {
    return new Recipe(optimizer, schedule, batch, span);
  }

  /**
   * Returns the learning rate at one step.
   *
   * @param step the step, from 0
   * @param perEpoch steps in one epoch
   * @return the rate after schedule and warm-up
   */
  public double rate(long step, long perEpoch) {
    return optimizer.lr() * schedule.factor(step, length.steps(perEpoch), perEpoch);
  }
}
