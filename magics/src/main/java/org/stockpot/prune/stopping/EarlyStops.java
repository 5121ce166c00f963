package org.stockpot.prune.stopping;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;

/**
 * The early-stop iterations of a pruning run: means over seeds, and differences inside seeds.
 *
 * @param result a pruning run; {@link org.stockpot.task.Recipe#validateEvery} is how fine its
 *     iterations are known
 */
public record EarlyStops(PruneResult result) {

  private Optional<EarlyStop> of(PruneReplicate replicate, NetworkKind kind, int round) {
    return result.find(replicate, kind, round).flatMap(found -> EarlyStop.of(found.history()));
  }

  /**
   * Returns the early stops of a kind of networks at a round.
   *
   * @param kind which networks
   * @param round from 0
   * @return one for each seed that got there
   */
  public List<EarlyStop> all(NetworkKind kind, int round) {
    return result.replicates().stream().flatMap(r -> of(r, kind, round).stream()).toList();
  }

  /**
   * Returns the mean early-stop iteration.
   *
   * @param kind which networks
   * @param round from 0
   * @return the mean over seeds, by Student's t; where {@link #atEnd} is not 0, a lower bound
   */
  public Interval iteration(NetworkKind kind, int round) {
    return interval(all(kind, round).stream().map(stop -> (double) stop.iteration()));
  }

  /**
   * Returns the mean validation error at the early-stop iteration.
   *
   * @param kind which networks
   * @param round from 0
   * @return the mean over seeds as a share, by Student's t
   */
  public Interval error(NetworkKind kind, int round) {
    return interval(all(kind, round).stream().map(stop -> stop.validation().error()));
  }

  /**
   * Returns how many trainings had their lowest validation loss at their end.
   *
   * @param kind which networks
   * @param round from 0
   * @return a count of seeds
   */
  public int atEnd(NetworkKind kind, int round) {
    return (int) all(kind, round).stream().filter(EarlyStop::atEnd).count();
  }

  /**
   * Returns how many iterations later one kind stops than another, inside each seed that has both.
   *
   * @param one which networks
   * @param other the networks that they are compared with
   * @param round from 0
   * @return the mean difference over seeds, by Student's t
   */
  public Interval later(NetworkKind one, NetworkKind other, int round) {
    return interval(
        result.replicates().stream()
            .flatMap(
                replicate ->
                    of(replicate, one, round).stream()
                        .flatMap(
                            a ->
                                of(replicate, other, round).stream()
                                    .map(b -> (double) (a.iteration() - b.iteration())))));
  }

  /**
   * Returns whether one kind stops earlier than another.
   *
   * @param one which networks
   * @param other the networks that they are compared with
   * @param round from 0
   * @return by the whole interval of {@link #later}; undecided where the answer depends on networks
   *     whose lowest loss was at their end, or that diverged
   */
  public Verdict earlier(NetworkKind one, NetworkKind other, int round) {
    Verdict verdict = later(one, other, round).atMost(0);
    NetworkKind mustBeKnown = verdict == Verdict.YES ? one : other;
    return verdict.onlyIf(atEnd(mustBeKnown, round) == 0 && result.isComplete(one, other, round));
  }

  private static Interval interval(Stream<Double> values) {
    return Interval.of(Estimate.of(values.toList()));
  }
}
