package org.stockpot.soup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
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
    FinetuneRun run = new FinetuneRun(base, variations, task, shift, known, progress);
    return run.result();
  }
}
