package org.stockpot.soup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.stockpot.soup.FinetuneResult.Diverged;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Objective;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
import org.stockpot.task.Training;
import org.stockpot.task.Work;
import org.stockpot.task.Workers;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * Fine-tunes one base in several ways: the ingredients of a soup. What the base's mask removes
 * stays 0, so that a ticket's ingredients share its mask.
 */
public final class Finetune {

  private Finetune() {}

  /**
   * Fine-tunes all weights of a base, whatever its zeros.
   *
   * @param base where all start
   * @param variations how
   * @param task the model and its data
   * @param shift shifted test sets to score on
   * @param known finished networks, as in {@link #of(MaskedPoint, List, Task, List, Map, Progress)}
   * @param progress told about each step
   * @return the finished networks
   */
  public static FinetuneResult of(
      Point base,
      List<Variation> variations,
      Task task,
      List<TestSet> shift,
      Map<String, Tuned> known,
      Progress progress) {
    return of(MaskedPoint.dense(base), variations, task, shift, known, progress);
  }

  /**
   * Fine-tunes the base once per variation.
   *
   * @param base where all start, and what of it is trained
   * @param variations how
   * @param task the model and its data
   * @param shift shifted test sets to score on
   * @return the finished networks
   */
  public static FinetuneResult of(
      MaskedPoint base, List<Variation> variations, Task task, TestSet... shift) {
    return of(base, variations, task, List.of(shift), new HashMap<>(), Progress.NONE);
  }

  /**
   * Fine-tunes the base once per variation, as many at a time as the task can train. A training
   * that diverges is left out by name, and the others go on. An interrupt or a failure ends the
   * work and keeps what was finished.
   *
   * @param base where all start, and what of it is trained
   * @param variations how
   * @param task the model and its data
   * @param shift shifted test sets to score on
   * @param known finished networks by their job's digest, which are not made again; gains the new
   *     ones
   * @param progress told about each step
   * @return the finished networks, none if all diverged
   */
  public static FinetuneResult of(
      MaskedPoint base,
      List<Variation> variations,
      Task task,
      List<TestSet> shift,
      Map<String, Tuned> known,
      Progress progress) {
    List<Job> jobs = variations.stream().map(v -> job(base, v, task)).toList();
    Work measuring = measuring(task, shift);
    List<Progress> pieces = new ArrayList<>();
    for (Job job : jobs) {
      Progress piece = progress.piece(task.parallelism());
      long steps = known.containsKey(job.digest()) ? 0 : job.steps();
      piece.plan(Work.step(job.recipe()), steps);
      piece.plan(measuring, 1);
      pieces.add(piece);
    }
    Tuned[] done = new Tuned[jobs.size()];
    Diverged[] diverged = new Diverged[jobs.size()];
    Map<String, Tuned> shared = Collections.synchronizedMap(known);
    Outcome outcome = Outcome.DONE;
    try {
      Workers.map(
          task.parallelism(),
          IntStream.range(0, done.length).boxed().toList(),
          i -> {
            Progress piece = pieces.get(i);
            piece.phase("ingredient " + (i + 1) + " of " + done.length);
            try {
              done[i] = tuned(i + 1, jobs.get(i), variations.get(i), task, shift, shared, piece);
              piece.done(measuring, 1);
            } catch (DivergedException e) {
              diverged[i] = new Diverged(i + 1, variations.get(i), e.step(), e.getMessage());
            }
            piece.end();
            return i;
          });
    } catch (CancellationException e) {
      outcome = new Outcome(Outcome.State.INTERRUPTED, e.getMessage());
    } catch (RuntimeException e) {
      if (present(done).isEmpty()) {
        throw e;
      }
      // Those before the first that failed were begun, and so finished.
      int failed = 0;
      while (done[failed] != null || diverged[failed] != null) {
        failed++;
      }
      String message = "ingredient " + (failed + 1) + ": " + Outcome.words(e);
      outcome = new Outcome(Outcome.State.FAILED, message);
    }
    return new FinetuneResult(
        task.name(),
        base.point(),
        base.mask(),
        shift,
        present(done),
        present(diverged),
        outcome,
        task.rows().training());
  }

  private static Work measuring(Task task, List<TestSet> shift) {
    List<Objective> passes = new ArrayList<>(List.of(task.validation(), task.test()));
    shift.forEach(set -> passes.add(task.beside(set)));
    return Work.points("network", passes.toArray(Objective[]::new));
  }

  private static <T> List<T> present(T[] all) {
    return Arrays.stream(all).filter(Objects::nonNull).toList();
  }

  private static Job job(MaskedPoint base, Variation variation, Task task) {
    long perEpoch = task.stepsPerEpoch(variation.recipe().batch());
    return Job.of(base, variation.recipe(), perEpoch, variation.seed());
  }

  private static Tuned tuned(
      int number,
      Job job,
      Variation variation,
      Task task,
      List<TestSet> shift,
      Map<String, Tuned> known,
      Progress progress) {
    Tuned before = known.get(job.digest());
    if (before != null) {
      return scored(number, variation, before.training(), task, shift, before.seconds(), true);
    }
    long began = System.nanoTime();
    Training training = task.train(job, progress);
    double seconds = training.seconds((System.nanoTime() - began) / 1e9);
    Tuned tuned = scored(number, variation, training, task, shift, seconds, training.isReused());
    known.put(job.digest(), tuned);
    return tuned;
  }

  private static Tuned scored(
      int number,
      Variation variation,
      Training training,
      Task task,
      List<TestSet> shift,
      double seconds,
      boolean reused) {
    Point end = training.end();
    return new Tuned(
        number,
        variation,
        training,
        task.validation().score(end),
        task.test().score(end),
        shift.stream().map(s -> task.beside(s).score(end)).toList(),
        seconds,
        reused);
  }
}
