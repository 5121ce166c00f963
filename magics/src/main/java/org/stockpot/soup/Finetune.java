package org.stockpot.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * Fine-tunes one base in several ways: the ingredients of a soup. Weights of the base that are 0
 * stay 0, so that a ticket's ingredients share its mask.
 */
public final class Finetune {

  private Finetune() {}

  /**
   * Fine-tunes the base once per variation. An interrupt or a failure ends the work and keeps what
   * was finished.
   *
   * @param base where all start
   * @param variations how
   * @param task the model and its data
   * @param shift shifted test sets to score on
   * @param known finished networks by their job's digest, which are not made again; gains the new
   *     ones
   * @param progress told about each step
   * @return the finished networks
   */
  public static FinetuneResult of(
      Point base,
      List<Variation> variations,
      Task task,
      List<Distortion> shift,
      Map<String, Tuned> known,
      Progress progress) {
    List<Job> jobs = variations.stream().map(v -> job(base, v, task)).toList();
    for (Job job : jobs) {
      progress.plan(known.containsKey(job.digest()) ? 0 : job.steps());
    }
    List<Tuned> done = new ArrayList<>();
    Outcome outcome = Outcome.DONE;
    try {
      for (int i = 0; i < jobs.size(); i++) {
        progress.phase("ingredient " + (i + 1) + " of " + jobs.size());
        done.add(tuned(jobs.get(i), variations.get(i), task, shift, known, progress));
      }
    } catch (CancellationException e) {
      outcome = new Outcome(Outcome.State.INTERRUPTED, e.getMessage());
    } catch (RuntimeException e) {
      if (done.isEmpty()) {
        throw e;
      }
      String message = "ingredient " + (done.size() + 1) + ": " + e.getMessage();
      outcome = new Outcome(Outcome.State.FAILED, message);
    }
    return new FinetuneResult(task.name(), base, shift, done, outcome);
  }

  private static Job job(Point base, Variation variation, Task task) {
    long perEpoch = task.stepsPerEpoch(variation.recipe().batch());
    return Job.dense(base, variation.recipe(), perEpoch, variation.seed())
        .under(Mask.supportOf(base));
  }

  private static Tuned tuned(
      Job job,
      Variation variation,
      Task task,
      List<Distortion> shift,
      Map<String, Tuned> known,
      Progress progress) {
    Tuned before = known.get(job.digest());
    if (before != null) {
      return scored(before.training(), variation, task, shift, before.seconds(), true);
    }
    long began = System.nanoTime();
    Training training = task.train(job, progress);
    Tuned tuned =
        scored(training, variation, task, shift, (System.nanoTime() - began) / 1e9, false);
    known.put(job.digest(), tuned);
    return tuned;
  }

  private static Tuned scored(
      Training training,
      Variation variation,
      Task task,
      List<Distortion> shift,
      double seconds,
      boolean reused) {
    Point end = training.end();
    List<Score> shifted = shift.stream().map(s -> task.shifted(s).score(end)).toList();
    return new Tuned(
        variation,
        training,
        task.validation().score(end),
        task.test().score(end),
        shifted,
        seconds,
        reused);
  }
}
