package org.stockpot.study.phase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stockpot.phase.PenaltySweep;
import org.stockpot.study.Load;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;

/**
 * Sweeps of the strength of an L2 penalty with their transitions.
 *
 * @param task the task
 * @param metric what errors are of
 * @param options the settings
 * @param runs what was finished, network by network
 * @param outcome how the work ended
 */
public record PhaseResult(
    String task, Metric metric, PhaseOptions options, List<PhaseRun> runs, Outcome outcome)
    implements Result {

  /** A transition is a jump if so much of what can be learned is learned at once. */
  public static final double JUMP = 0.05;

  /** A smaller area, in decades, is that of descents which end a little early. */
  public static final double AREA = 0.01;

  /** What counts as a further transition. */
  private static final double FURTHER = 0.1;

  /** Copies the list. */
  public PhaseResult {
    runs = List.copyOf(runs);
  }

  /**
   * Returns the networks that have sweeps.
   *
   * @return each once
   */
  public List<Load> loads() {
    return runs.stream().map(PhaseRun::load).distinct().toList();
  }

  /**
   * Returns the runs of a network.
   *
   * @param load which
   * @return one for each seed
   */
  public List<PhaseRun> runs(Load load) {
    return runs.stream().filter(run -> run.load().equals(load)).toList();
  }

  private List<PenaltySweep> sweeps(Load load, PhaseOptions.Direction way) {
    return runs(load).stream()
        .map(PhaseRun::sweeps)
        .filter(sweeps -> sweeps.containsKey(way))
        .map(sweeps -> sweeps.get(way))
        .toList();
  }

  private Optional<Interval> mean(
      Load load, PhaseOptions.Direction way, Function<PenaltySweep, Optional<Double>> of) {
    List<Optional<Double>> values = sweeps(load, way).stream().map(of).toList();
    return values.isEmpty() || values.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(
            Interval.of(Estimate.of(values.stream().map(Optional::orElseThrow).toList())));
  }

  /**
   * Returns the critical strength of a network.
   *
   * @param load which
   * @param way of the sweep
   * @return the mean over seeds, with half of what halving leaves open added to its interval; empty
   *     unless each seed has a transition
   */
  public Optional<Interval> critical(Load load, PhaseOptions.Direction way) {
    return mean(load, way, sweep -> sweep.onset().map(PenaltySweep.Onset::strength))
        .map(
            i ->
                new Interval(
                    i.mean(), i.halfWidth() + i.mean() * PenaltySweep.OPEN / 2, i.n(), i.over()));
  }

  /**
   * Returns how much of what can be learned is learned at once at the transition.
   *
   * @param load which network
   * @param way of the sweep
   * @return the mean over seeds; empty unless each of them has a transition
   */
  public Optional<Interval> jump(Load load, PhaseOptions.Direction way) {
    return mean(load, way, PenaltySweep::jump);
  }

  /**
   * Returns whether a transition is a jump rather than a kink: across half a per cent of β a kink
   * learns nearly nothing, a jump as much as across more.
   *
   * @param load which network
   * @param way of the sweep
   * @return yes if the whole interval of {@link #jump} lies above {@link #JUMP}, no if below, or if
   *     there is no transition
   */
  public Verdict isJump(Load load, PhaseOptions.Direction way) {
    return jump(load, way)
        .map(jump -> jump.atMost(JUMP).not())
        .orElse(hasTrivialState(load) ? Verdict.UNDECIDED : Verdict.NO);
  }

  /**
   * Returns whether a network has a state without weights in which it can stay.
   *
   * @param load which
   * @return false for one without hidden layers, which has no transition
   */
  public boolean hasTrivialState(Load load) {
    return runs(load).stream().allMatch(PhaseRun::stationary);
  }

  /**
   * Returns the area between the sweep up and the sweep down: the integral of the difference of
   * what is learned by the decadic logarithm of β.
   *
   * @param load which network
   * @return the mean over seeds, in decades; empty unless there are both sweeps
   */
  public Optional<Interval> hysteresis(Load load) {
    List<Map<PhaseOptions.Direction, PenaltySweep>> both =
        runs(load).stream().map(PhaseRun::sweeps).filter(sweeps -> sweeps.size() == 2).toList();
    return both.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Interval.of(
                Estimate.of(
                    both.stream()
                        .map(
                            sweeps ->
                                sweeps.get(PhaseOptions.Direction.UP).area()
                                    - sweeps.get(PhaseOptions.Direction.DOWN).area())
                        .toList())));
  }

  /**
   * Returns whether the sweep up and the sweep down differ.
   *
   * @param load which network
   * @return yes if the whole interval of {@link #hysteresis} lies above {@link #AREA}, no if below
   */
  public Verdict hasHysteresis(Load load) {
    return hysteresis(load).map(area -> area.atMost(AREA).not()).orElse(Verdict.UNDECIDED);
  }

  /**
   * Returns the critical strength that the curvature of the trivial state predicts.
   *
   * @param load which network
   * @return the mean over seeds; empty where that state is stable anyway
   */
  public Optional<Double> predicted(Load load) {
    List<Double> all = runs(load).stream().flatMap(run -> run.predicted().stream()).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(Estimate.of(all).mean());
  }

  /**
   * Returns further transitions in the learned phase of the first seed.
   *
   * @param load which network
   * @param way of the sweep
   * @return their strengths
   */
  public List<Double> further(Load load, PhaseOptions.Direction way) {
    return sweeps(load, way).stream()
        .findFirst()
        .map(sweep -> sweep.furtherDrops(FURTHER))
        .orElse(List.of());
  }

  /**
   * Returns how many descents of a network did not converge.
   *
   * @param load which
   * @param way of the sweep
   * @return the count over all seeds
   */
  public long unconverged(Load load, PhaseOptions.Direction way) {
    return sweeps(load, way).stream()
        .flatMap(sweep -> sweep.states().stream())
        .filter(state -> !state.converged())
        .count();
  }
}
