package org.stockpot.task;

import java.util.Collections;
import java.util.List;
import org.stockpot.task.sparse.MaskHistory;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
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
    RowSet rows)
    implements Result {

  /**
   * Trains where a training starts that is given no point, for the recipe's whole length.
   *
   * @param task the model and its data
   * @param recipe how to train
   * @param seed of initialisation and data order
   * @return the result
   */
  public static TrainResult of(Task task, Recipe recipe, long seed) {
    return of(task, job(task, recipe, seed), Progress.NONE);
  }

  /**
   * Returns the job of training where a training starts that is given no point.
   *
   * @param task the model and its data
   * @param recipe how to train, for its whole length
   * @param seed of initialisation and data order
   * @return the job
   * @throws IllegalArgumentException as {@link Recipe#requireFits}
   */
  public static Job job(Task task, Recipe recipe, long seed) {
    return Job.dense(task.start(seed), recipe, task.stepsPerEpoch(recipe.batch()), seed);
  }

  /**
   * Trains a point under its mask, for the recipe's whole length.
   *
   * @param task the model and its data
   * @param start the first point, and what of it is trained
   * @param recipe how to train
   * @param seed of data order
   * @return the result
   */
  public static TrainResult of(Task task, MaskedPoint start, Recipe recipe, long seed) {
    Job job = Job.of(start, recipe, task.stepsPerEpoch(recipe.batch()), seed);
    return of(task, job, Progress.NONE);
  }

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
    if (job.recipe().sparse().moves() && training.masks().isEmpty()) {
      throw new IllegalArgumentException(
          "sparse must be none for this task, whose trainer moves no masks, got "
              + job.recipe().sparse().sparse());
    }
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

  /**
   * Returns what of the trained point is kept.
   *
   * @return the job's mask, or where it moved to
   */
  public Mask mask() {
    return training.masks().map(MaskHistory::mask).orElse(job.mask());
  }

  /** Returns task and length in a phrase. */
  @Override
  public String toString() {
    return "training of " + task + ", " + job.steps() + " steps";
  }
}
