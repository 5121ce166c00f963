package org.stockpot.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.Fork;
import org.stockpot.barrier.ForkResult;
import org.stockpot.barrier.Instability;
import org.stockpot.barrier.InstabilityOptions;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.prune.Copies;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Retraining;
import org.stockpot.prune.Rewind;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Plan.PlannedTraining;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.weights.Digests;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * A pruning run beside the instability of training at its rewind point k: the barrier between
 * copies of the sparsest tickets, and of the dense networks, that were trained from there by
 * different data orders. Tickets match, it is claimed, where they are stable.
 *
 * <p>See Frankle, Dziugaite, Roy, Carbin, "Linear Mode Connectivity and the Lottery Ticket
 * Hypothesis", ICML 2020, §4 and Fig. 5. Differs from the paper: the ticket is the first of its own
 * copies, as the data order that it was trained by had no part in its mask.
 *
 * <p>Example: {@code PruneResult imp = both.pruning()} is the run for whoever takes one.
 *
 * @param pruning the pruning run
 * @param at k
 * @param step k in steps
 * @param round the last round that a seed reached, whose tickets are forked
 * @param instability the forks at k, {@code dense} and {@code ticket}; none if pruning was
 *     interrupted
 */
public record TicketStability(
    PruneResult pruning, Span at, long step, int round, InstabilityResult instability)
    implements Result {

  /**
   * Returns the pruning run that a result is, or that stands beside its forks.
   *
   * @param result any result
   * @return the run; what is none comes back as it is
   */
  public static Object unforked(Object result) {
    return result instanceof TicketStability forked ? forked.pruning() : result;
  }

  private static final String TICKET = NetworkKind.TICKET.toString();

  /**
   * Measures the instability at the rewind point of a pruning run.
   *
   * @param pruning a pruning run whose weights were rewound
   * @param task the model and its data, as pruning had it
   * @param copies networks from each fork, at least 2
   * @param barrier the settings of the barriers
   * @return the run and its instability
   * @throws IllegalArgumentException if weights were not rewound
   */
  public static TicketStability of(
      PruneResult pruning, Task task, int copies, BarrierOptions barrier) {
    return of(pruning, task, copies, barrier, Progress.NONE);
  }

  /**
   * Measures the instability at the rewind point of a pruning run. An interrupt ends the work and
   * keeps what was finished.
   *
   * @param pruning a pruning run whose weights were rewound
   * @param task the model and its data, as pruning had it
   * @param copies networks from each fork, at least 2
   * @param barrier the settings of the barriers
   * @param progress told about each step
   * @return the run and its instability
   * @throws IllegalArgumentException if weights were not rewound
   */
  public static TicketStability of(
      PruneResult pruning, Task task, int copies, BarrierOptions barrier, Progress progress) {
    int round = pruning.longest().rounds().size() - 1;
    boolean whole = pruning.outcome().state() == Outcome.State.DONE;
    List<Fork> forks = new ArrayList<>();
    for (PruneReplicate replicate : whole ? pruning.replicates() : List.<PruneReplicate>of()) {
      MaskedPoint init = new MaskedPoint(replicate.init(), replicate.round(0).mask());
      Fork dense = Fork.of(init, replicate.seed()).reached(replicate.origin());
      forks.add(dense);
      pruning
          .find(replicate, NetworkKind.TICKET, round)
          .filter(ticket -> round > 0)
          .map(t -> dense.ticket(t.mask()).trained(known(pruning.copies(), t.solution())))
          .ifPresent(forks::add);
    }
    Recipe recipe = forked(pruning.recipe());
    Span at = position(pruning.recipe(), pruning.options().retraining(), task);
    List<Long> seeds = pruning.replicates().stream().map(PruneReplicate::seed).toList();
    InstabilityOptions options = new InstabilityOptions(List.of(at), copies, seeds);
    InstabilityResult found = Instability.of(forks, task, recipe, options, barrier, progress);
    long step = at.steps(task.stepsPerEpoch(recipe.batch()));
    return new TicketStability(pruning, at, step, round, found);
  }

  /**
   * Returns how much work pruning and {@link #of} are.
   *
   * @param task the model and its data
   * @param recipe how to train
   * @param options the settings of pruning
   * @param merged how many networks each pruning retrains
   * @param from where every replicate starts
   * @param copies networks from each fork, at least 2
   * @param barrier the settings of the barriers
   * @return all trainings and measurements
   * @throws IllegalArgumentException if weights are not rewound
   */
  public static Plan plan(
      Task task,
      Recipe recipe,
      PruneOptions options,
      Copies merged,
      Optional<MaskedPoint> from,
      int copies,
      BarrierOptions barrier) {
    Span at = position(recipe, options.retraining(), task);
    InstabilityOptions forks = new InstabilityOptions(List.of(at), copies, options.seeds());
    List<Fork> dense = new ArrayList<>();
    List<Fork> tickets = new ArrayList<>();
    for (long seed : options.seeds()) {
      // Where forks will be and what tickets keep is not known yet: starts stand for both.
      MaskedPoint start = from.orElseGet(() -> MaskedPoint.dense(task.start(seed)));
      Fork fork = Fork.of(start, seed).reached(start.point());
      dense.add(fork);
      tickets.add(fork.ticket(start.mask()).trained(known(merged, start.point())));
    }
    Plan pruning = IterativePruning.plan(task, recipe, options, merged, from);
    String ladder =
        Digests.of(pruning.trainings().stream().map(PlannedTraining::key).toArray(String[]::new));
    Plan sparse = Instability.plan(tickets, task, forked(recipe), forks, barrier);
    List<PlannedTraining> own =
        sparse.trainings().stream()
            .map(t -> new PlannedTraining(Digests.of(ladder, t.key()), t.steps()))
            .toList();
    return Plan.sum(
        List.of(
            pruning,
            Instability.plan(dense, task, forked(recipe), forks, barrier),
            new Plan(own, sparse.amounts())));
  }

  private static List<Point> known(Copies merged, Point ticket) {
    return merged.count() == 1 ? List.of(ticket) : List.of();
  }

  /** How often validation is measured changes no weight, and forks are not asked for it. */
  private static Recipe forked(Recipe recipe) {
    return recipe.withValidateEvery(Span.ZERO);
  }

  /**
   * Requires that there is a rewind point to fork at.
   *
   * @param rewind where training resumes after a pruning
   * @throws IllegalArgumentException if weights are not rewound
   */
  public static void requireRewound(Rewind rewind) {
    if (!rewind.takesWeights()) {
      throw new IllegalArgumentException(
          "instability must come with --rewind init, a span such as 500it, or weights, to fork there, got "
              + rewind);
    }
  }

  private static Span position(Recipe recipe, Retraining how, Task task) {
    Rewind rewind = how.rewind();
    requireRewound(rewind);
    if (rewind.kind() == Rewind.Kind.WEIGHTS) {
      return rewind.to();
    }
    long perEpoch = task.stepsPerEpoch(recipe.batch());
    return Span.iterations(recipe.length().steps(perEpoch) - how.steps(recipe, perEpoch));
  }

  /**
   * Returns the barriers between copies of tickets, or of dense networks.
   *
   * @param tickets whether of tickets
   * @return the forks, seed by seed; none if they were not finished
   */
  public List<ForkResult> forks(boolean tickets) {
    return instability.forks().stream()
        .filter(fork -> fork.series().equals(TICKET) == tickets)
        .toList();
  }

  /**
   * Returns the mean barrier of the test error over seeds, above the mean of both ends or as the
   * settings say.
   *
   * @param tickets whether of tickets, else of dense networks
   * @return the barrier as a share; empty if none was measured
   */
  public Optional<Interval> barrier(boolean tickets) {
    return Optional.of(forks(tickets)).filter(f -> !f.isEmpty()).map(instability::barrier);
  }

  /**
   * Returns up to which height copies are stable.
   *
   * @return a share; NaN for the spread of one dense run
   */
  public double bound() {
    return instability.barrier().stable().bound(pruning.testError(0));
  }

  /**
   * Returns whether training from k on is stable to its noise.
   *
   * @param tickets whether of tickets, else of dense networks
   * @return yes if the whole interval of the barrier is within {@link #bound}, no if it lies above;
   *     undecided if a seed is missing
   */
  public Verdict stable(boolean tickets) {
    boolean whole =
        forks(tickets).stream().map(ForkResult::seed).distinct().count()
            == pruning.options().seeds().size();
    return barrier(tickets).map(b -> b.atMost(bound()).onlyIf(whole)).orElse(Verdict.UNDECIDED);
  }

  /** Returns run and rewind point in a phrase. */
  @Override
  public String toString() {
    return pruning + ", and its instability at " + at;
  }
}
