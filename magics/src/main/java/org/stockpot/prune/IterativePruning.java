package org.stockpot.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.RowSet;

/**
 * Iterative magnitude pruning with rewinding.
 *
 * <pre>
 *   w(0) = train w from 0 to T, keeping w_k on the way
 *   for L = 1 .. rounds:
 *     m(L) = m(L-1) without the lowest fraction of the kept weights of w(L-1)
 *     w(L) = train m(L) w_k from k to T
 * </pre>
 *
 * <p>See Frankle, Carbin, ICLR 2019, §2 (k = 0); Frankle et al., ICML 2020, Algorithm 2 (k > 0);
 * Renda et al., ICLR 2020, §3 (learning-rate rewinding, fine-tuning).
 *
 * <p>One-shot, all rounds prune {@code w(0)}, each at once to as many weights as the iterative
 * ladder keeps there: {@code m(L) = m(0) without the lowest of w(0)} (Frankle, Carbin, §4).
 *
 * <p>Differs from the papers: the rewind point is the dense run's own state at step k, so one dense
 * run serves every kind of rewinding; each round has its own data order, derived from seed and
 * round; a round prunes exactly {@code round(fraction · kept)} weights, ties to the lower index,
 * where the published code prunes one more and all ties; what tickets are compared with has had as
 * many steps as they have ({@link Budget}).
 */
public final class IterativePruning {

  private IterativePruning() {}

  /**
   * Runs all rounds for all seeds, one network a round, from where a training starts that is given
   * no point.
   *
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @return the finished rounds
   * @throws IllegalArgumentException if the settings do not fit the task
   */
  public static PruneResult run(Task task, Recipe recipe, PruneOptions options) {
    return run(task, recipe, options, Optional.empty(), Progress.NONE);
  }

  /**
   * Runs all rounds for all seeds, one network a round.
   *
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param from where every replicate starts, with what of it is pruned already
   * @return the finished rounds
   * @throws IllegalArgumentException if the settings do not fit the task
   */
  public static PruneResult run(Task task, Recipe recipe, PruneOptions options, MaskedPoint from) {
    return run(task, recipe, options, Optional.of(from), Progress.NONE);
  }

  /**
   * Runs all rounds for all seeds, one network a round.
   *
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param from where every replicate starts, as in {@link #run(Task, Recipe, PruneOptions, Copies,
   *     Optional, Progress)}
   * @param progress told about each step
   * @return the finished rounds
   * @throws IllegalArgumentException if the settings do not fit the task
   */
  public static PruneResult run(
      Task task,
      Recipe recipe,
      PruneOptions options,
      Optional<MaskedPoint> from,
      Progress progress) {
    return run(task, recipe, options, Copies.ONE, from, progress);
  }

  /**
   * Runs all rounds for all seeds, as many seeds at a time as the task can train. An interrupt or a
   * failure ends the run and keeps the finished rounds. A training that diverges ends its own seed
   * at most: a dense run, or the ticket of a round, which keeps the rounds before.
   *
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param copies how many networks each pruning retrains, and how they are merged
   * @param from the point to start every replicate at, with what of it is pruned already; or empty
   *     for the pre-trained weights, or a fresh initialisation where there are none, all kept
   * @param progress told about each step
   * @return the finished rounds
   * @throws IllegalArgumentException if the settings do not fit the task
   * @throws DivergedException if all dense runs diverge
   */
  public static PruneResult run(
      Task task,
      Recipe recipe,
      PruneOptions options,
      Copies copies,
      Optional<MaskedPoint> from,
      Progress progress) {
    List<ReplicateRun> runs = replicates(task, recipe, options, copies, from, progress);
    runs.forEach(ReplicateRun::announce);
    Outcome outcome;
    try {
      outcome = Outcome.of(() -> Workers.map(task.parallelism(), runs, ReplicateRun::run));
    } catch (RuntimeException e) {
      outcome = Outcome.failed(e);
      if (runs.stream().allMatch(run -> run.finished().isEmpty())) {
        throw e;
      }
    }
    List<PruneReplicate> replicates =
        runs.stream().flatMap(run -> run.finished().stream()).toList();
    List<DivergedRound> diverged = runs.stream().flatMap(r -> r.diverged().stream()).toList();
    if (replicates.isEmpty() && diverged.size() == runs.size()) {
      throw allDiverged(diverged);
    }
    boolean fresh = from.isEmpty() && task.pretrained().isEmpty();
    RowSet rows = task.rows().training();
    return new PruneResult(
        task.name(), recipe, options, copies, fresh, replicates, diverged, outcome, rows);
  }

  /**
   * Returns how much work {@link #run(Task, Recipe, PruneOptions, Copies, Optional, Progress)} is.
   *
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings
   * @param copies how many networks each pruning retrains, and how they are merged
   * @param from where every replicate starts
   * @return its trainings, and the networks that are measured
   * @throws IllegalArgumentException if the settings do not fit the task
   */
  public static Plan plan(
      Task task, Recipe recipe, PruneOptions options, Copies copies, Optional<MaskedPoint> from) {
    return Plan.sum(
        replicates(task, recipe, options, copies, from, Progress.NONE).stream()
            .map(ReplicateRun::plan)
            .toList());
  }

  private static List<ReplicateRun> replicates(
      Task task,
      Recipe recipe,
      PruneOptions options,
      Copies copies,
      Optional<MaskedPoint> from,
      Progress progress) {
    List<ReplicateRun> runs = new ArrayList<>();
    for (long seed : options.seeds()) {
      MaskedPoint start = from.orElseGet(() -> dense(task, seed));
      Progress piece = progress.piece(task.parallelism());
      runs.add(new ReplicateRun(task, recipe, options, copies, seed, start, piece));
    }
    return runs;
  }

  private static DivergedException allDiverged(List<DivergedRound> dense) {
    DivergedRound first = dense.get(0);
    String seeds =
        dense.stream()
            .map(d -> "seed " + d.seed() + " at step " + d.step())
            .collect(Collectors.joining(", "));
    String who = dense.size() == 1 ? "the dense run diverged" : "all dense runs diverged";
    String where = dense.size() == 1 ? "" : " (" + seeds + ")";
    return new DivergedException(who + where + ": " + first.message(), first.step());
  }

  private static MaskedPoint dense(Task task, long seed) {
    return MaskedPoint.dense(task.pretrained().orElseGet(() -> task.init(seed)));
  }
}
