package org.stockpot.prune.dynamic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.GateUse;
import org.stockpot.task.analysis.Gates;
import org.stockpot.weights.MaskedPoint;

/**
 * A network whose convolutions compute, for each example, the channels alone that gates predict to
 * be needed, at several shares, beside the network trained as long without gates.
 *
 * <p>A gate predicts from the largest value of each channel of a convolution's inputs which of the
 * channels that it gives hold a share r of the sum of their norms. It learns by binary
 * cross-entropy from what the network itself gives, while the network learns with the channels that
 * are predicted. See Elkerdawy, Elhoushi, Zhang, Ray, "Fire Together Wire Together: A Dynamic
 * Pruning Approach with Self-Supervised Mask Prediction", CVPR 2022 (arXiv:2110.08232).
 *
 * @param task the task's name
 * @param network what the network is called
 * @param options the settings
 * @param recipe how all networks were trained
 * @param given the network
 * @param whole the trainings without gates
 * @param levels those with gates, in the order of the shares, as far as all seeds were finished
 * @param outcome whether all were finished
 */
public record DynamicResult(
    String task,
    String network,
    DynamicOptions options,
    Recipe recipe,
    MaskedPoint given,
    DynamicLevel whole,
    List<DynamicLevel> levels,
    Outcome outcome)
    implements Result {

  /** Copies the list. */
  public DynamicResult {
    levels = List.copyOf(levels);
  }

  /**
   * Trains a network with gates and without.
   *
   * @param name what the network is called
   * @param given the network
   * @param task the model and its data
   * @param options the settings
   * @param recipe how all are trained
   * @return what came out
   * @throws UnsupportedOperationException with the reason, if the network can have no gates
   */
  public static DynamicResult of(
      String name, MaskedPoint given, Task task, DynamicOptions options, Recipe recipe) {
    return of(name, given, task, options, recipe, gated -> gated, Progress.NONE);
  }

  /**
   * Trains a network with gates and without. An interrupt keeps the finished shares.
   *
   * @param name what the network is called
   * @param given the network
   * @param task the model and its data
   * @param options the settings
   * @param recipe how all are trained
   * @param kept makes of a task with gates one whose trainings and scores are kept
   * @param progress told about each step
   * @return what came out
   * @throws UnsupportedOperationException with the reason, if the network can have no gates
   */
  public static DynamicResult of(
      String name,
      MaskedPoint given,
      Task task,
      DynamicOptions options,
      Recipe recipe,
      UnaryOperator<Task> kept,
      Progress progress) {
    task.gated(1).close();
    List<DynamicLevel> levels = new ArrayList<>();
    Outcome outcome =
        Outcome.of(
            () -> {
              progress.phase("without gates");
              levels.add(
                  new DynamicLevel(
                      1,
                      options.seeds().stream()
                          .map(seed -> run(task, given, recipe, seed, progress))
                          .toList()));
              for (double share : options.shares()) {
                progress.phase("share " + share);
                levels.add(level(given, task, share, options, recipe, kept, progress));
              }
            });
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("interrupted before a network was trained");
    }
    List<DynamicLevel> gated = levels.subList(1, levels.size());
    return new DynamicResult(
        task.name(), name, options, recipe, given, levels.get(0), gated, outcome);
  }

  private static DynamicLevel level(
      MaskedPoint given,
      Task task,
      double share,
      DynamicOptions options,
      Recipe recipe,
      UnaryOperator<Task> kept,
      Progress progress) {
    try (Task gated = task.gated(share)) {
      Task used = kept.apply(gated);
      Gates gates = gated.as(Gates.class).orElseThrow();
      MaskedPoint start = gates.start(given);
      List<DynamicRun> runs = new ArrayList<>();
      for (long seed : options.seeds()) {
        DynamicRun run = run(used, start, recipe, seed, progress);
        GateUse use = gates.use(run.training().point());
        runs.add(new DynamicRun(seed, run.training(), run.errors(), Optional.of(use)));
      }
      return new DynamicLevel(share, runs);
    }
  }

  private static DynamicRun run(
      Task task, MaskedPoint start, Recipe recipe, long seed, Progress progress) {
    Job job = Job.of(start, recipe, task.stepsPerEpoch(recipe.batch()), seed);
    TrainResult training = TrainResult.of(task, job, progress);
    return new DynamicRun(seed, training, task.test().errors(training.point()), Optional.empty());
  }

  /** Returns task and network in a phrase. */
  @Override
  public String toString() {
    return "dynamic pruning of " + network + " on " + task + ", shares: " + levels.size();
  }
}
