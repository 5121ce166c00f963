package org.stockpot.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.task.replicates.Contrast;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Sample;
import org.stockpot.task.replicates.Samples;

/**
 * Ways of retraining held against one another at each length of the retraining, by the last round
 * of each run: {@code mean over seeds of E(one) - E(first)} inside the seeds that both have.
 *
 * <p>See Renda, Frankle, Carbin, "Comparing Rewinding and Fine-tuning in Neural Network Pruning",
 * ICLR 2020, §4. Differs from the paper: each length stands for itself, where the paper also shows
 * the best of all lengths by validation accuracy.
 */
public final class RetrainTimes {

  /** The option whose values are the lengths. */
  private static final String RETRAIN = "retrain";

  /** The name of the way where there is one. */
  private static final String TICKETS = "tickets";

  private RetrainTimes() {}

  /**
   * One way of retraining at one length.
   *
   * @param method the way: the values of all other options that differ; {@code tickets} if there
   *     are none
   * @param retrain the length, as it was typed
   * @param network the last round of the first seed that got there, for steps and density
   * @param error the mean test error over seeds
   * @param contrast how far it lies above the first way at this length; empty for that itself, and
   *     where there is none that keeps as many weights
   */
  public record Row(
      String method, String retrain, Round network, Interval error, Optional<Contrast> contrast) {}

  /** The runs of a variant at their last round; {@code lost} replicates diverged elsewhere. */
  private record Run(
      String method, String retrain, List<PruneResult> prunings, int round, int lost) {

    List<Sample> samples() {
      List<Sample> samples = new ArrayList<>();
      for (PruneResult pruning : prunings) {
        for (PruneReplicate replicate : pruning.replicates()) {
          pruning
              .find(replicate, NetworkKind.TICKET, round)
              .ifPresent(r -> samples.add(sample(replicate.seed(), r)));
        }
      }
      return samples;
    }

    private static Sample sample(long seed, Round round) {
      return new Sample(seed, round.solution().digest(), "", round.test().error(), round.errors());
    }

    Round network() {
      return prunings.get(0).rounds(NetworkKind.TICKET, round).get(0);
    }

    boolean isComplete() {
      return lost == 0 && prunings.stream().allMatch(p -> p.diverged(round) == 0);
    }
  }

  /**
   * Returns whether runs of several lengths of retraining are compared.
   *
   * @param comparison a comparison
   * @return true if the length is among the settings that differ
   */
  public static boolean isAsked(Comparison comparison) {
    return comparison.kind() == ResultKind.PRUNING_RUNS
        && comparison.differing().containsKey(RETRAIN);
  }

  /**
   * Returns each way at each length.
   *
   * @param comparison a comparison of pruning runs of several lengths of retraining
   * @return from the shortest to the longest, ways in their order
   */
  public static List<Row> of(Comparison comparison) {
    Map<Long, List<Run>> byLength = new TreeMap<>();
    for (Variant variant : comparison.variants()) {
      Run run = run(comparison, variant);
      byLength.computeIfAbsent(run.network().steps(), steps -> new ArrayList<>()).add(run);
    }
    String first = run(comparison, comparison.variants().get(0)).method();
    List<Row> rows = new ArrayList<>();
    for (List<Run> runs : byLength.values()) {
      Optional<Run> other = runs.stream().filter(run -> run.method().equals(first)).findFirst();
      runs.forEach(run -> rows.add(row(run, other)));
    }
    return rows;
  }

  private static Run run(Comparison comparison, Variant variant) {
    List<PruneResult> prunings =
        variant.results().stream()
            .map(TicketStability::unforked)
            .map(PruneResult.class::cast)
            .toList();
    String method =
        comparison.differing().keySet().stream()
            .filter(option -> !option.equals(RETRAIN))
            .map(option -> variant.settings().getOrDefault(option, ""))
            .collect(Collectors.joining(", "));
    String retrain = variant.settings().getOrDefault(RETRAIN, "");
    String named = method.isEmpty() ? TICKETS : method;
    int last = prunings.get(0).longest().rounds().size() - 1;
    return new Run(named, retrain, prunings, last, variant.diverged());
  }

  private static Row row(Run run, Optional<Run> first) {
    Optional<Contrast> contrast =
        first
            .filter(other -> !run.equals(other))
            .filter(other -> run.network().mask().kept() == other.network().mask().kept())
            .map(
                other ->
                    Contrast.of(
                        run.samples(), other.samples(), run.isComplete() && other.isComplete()));
    return new Row(
        run.method(), run.retrain(), run.network(), Samples.mean(run.samples()), contrast);
  }
}
