package org.stockpot.task;

import java.util.Collections;
import java.util.List;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;

/**
 * One training with its scores.
 *
 * @param task the task's name
 * @param job what was trained
 * @param training what came out
 * @param validation the last point's score on the validation examples
 * @param test its score on the test examples
 * @param seconds the time it took; of a reused training the time that it took when it was made
 * @param rows the training examples; those that the start was trained on come to them
 */
public record TrainResult(
    String task,
    Job job,
    Training training,
    Score validation,
    Score test,
    double seconds,
    RowSet rows) {

  /**
   * Returns how much work {@link #of} is.
   *
   * @param task the model and its data
   * @param job what to train
   * @return one training, and one network that is measured
   */
  public static Plan plan(Task task, Job job) {
    String key = job.capturing(Collections.emptySortedSet()).digest();
    return Plan.of(
        List.of(new Plan.PlannedTraining(key, job.steps())),
        progress -> {
          progress.plan(Work.step(job.recipe()), job.steps());
          progress.plan(measuring(task), 1);
        });
  }

  private static Work measuring(Task task) {
    return Work.points("network", task.validation(), task.test());
  }

  /**
   * Announces the training of a point, trains it, and scores it.
   *
   * @param task the model and its data
   * @param job what to train
   * @param progress told about each step
   * @return the result
   */
  public static TrainResult of(Task task, Job job, Progress progress) {
    long began = System.nanoTime();
    plan(task, job).announce(progress);
    Work measuring = measuring(task);
    Training training = task.train(job, progress);
    Score validation = task.validation().score(training.end());
    Score test = task.test().score(training.end());
    progress.done(measuring, 1);
    double seconds = training.seconds((System.nanoTime() - began) / 1e9);
    RowSet rows = task.rows().training();
    return new TrainResult(task.name(), job, training, validation, test, seconds, rows);
  }

  /**
   * Returns the trained point.
   *
   * @return the end of the training
   */
  public Point point() {
    return training.end();
  }
}
