package org.stockpot.study;

import java.util.TreeSet;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;

/**
 * What trainings will take, by some steps that were measured on this machine as it is now.
 *
 * @param seconds of all trainings one after the other; measuring their ends is not in it
 * @param bytes of the points that a store keeps
 */
public record MeasuredCost(double seconds, long bytes) {

  /** Nothing. */
  public static final MeasuredCost NONE = new MeasuredCost(0, 0);

  private static final int WARM = 5;
  private static final int MEASURED = 20;
  private static final int ENTRY = 8192;

  /**
   * Measures steps of one training, which is not kept.
   *
   * @param task a task that keeps nothing
   * @param job the training
   * @param trainings how many like it there are
   * @return their cost
   */
  public static MeasuredCost of(Task task, Job job, int trainings) {
    task.train(beginning(job, WARM), Progress.NONE);
    Job some = beginning(job, MEASURED);
    long began = System.nanoTime();
    task.train(some, Progress.NONE);
    double step = (System.nanoTime() - began) / 1e9 / some.steps();
    long point = (long) Float.BYTES * task.layout().size() + ENTRY;
    return new MeasuredCost(trainings * step * job.steps(), trainings * point);
  }

  private static Job beginning(Job job, int steps) {
    return job.until(Math.min(job.to(), job.from() + steps), new TreeSet<>());
  }

  /**
   * Adds costs.
   *
   * @param other of other trainings
   * @return the cost of all
   */
  public MeasuredCost plus(MeasuredCost other) {
    return new MeasuredCost(seconds + other.seconds, bytes + other.bytes);
  }
}
