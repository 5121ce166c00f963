package org.stockpot.phase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Seeds;
import org.stockpot.weights.Point;

/**
 * One sweep of the strength of the penalty, up from the learned state or down from the trivial one.
 * Each descent begins where the last ended, moved a little. The two strengths between which the
 * state changes from learned to trivial, or back, are halved until they are half a per cent apart.
 *
 * @param states by rising strength, those of the halving among them
 * @param onset between which two of them the transition lies; empty if there is none
 * @param trivialLoss the loss of the best state without weights
 * @param scale by how much a learned state lies below it at the smallest strength; 0 if it does
 *     not, so that nothing is learned anywhere
 */
public record PenaltySweep(
    List<PhaseState> states, Optional<Onset> onset, double trivialLoss, double scale) {

  /** A state is learned if its loss lies so far below the trivial one, by the scale. */
  static final double LEARNED = 1e-3;

  /** By less, as a share of the trivial loss, rounding tells losses of float32 networks apart. */
  private static final double RESOLUTION = 1e-6;

  /** How far apart the strengths around a transition are in the end, by the smaller one. */
  public static final double OPEN = 0.005;

  /** Finds a minimum from a point at a strength. */
  @FunctionalInterface
  public interface Minimiser {
    /**
     * Descends from a point.
     *
     * @param start where
     * @param strength β
     * @return where it ended
     */
    PhaseState from(Point start, double strength);
  }

  /**
   * A transition.
   *
   * @param learned the last learned state
   * @param trivial the first trivial one
   */
  public record Onset(PhaseState learned, PhaseState trivial) {

    /**
     * Returns the critical strength.
     *
     * @return the geometric mean of the two strengths
     */
    public double strength() {
      return Math.sqrt(learned.strength() * trivial.strength());
    }
  }

  /** Copies the list. */
  public PenaltySweep {
    states = List.copyOf(states);
  }

  /**
   * Sweeps.
   *
   * @param minimiser finds minima
   * @param trivial the best state without weights
   * @param learned the state learned at the smallest strength
   * @param strengths rising
   * @param up whether from the learned state up; else from the trivial one down
   * @param noise standard deviation of what weights are moved by before each descent
   * @param seed of the random numbers
   * @return the states
   */
  public static PenaltySweep of(
      Minimiser minimiser,
      PhaseState trivial,
      PhaseState learned,
      double[] strengths,
      boolean up,
      double noise,
      long seed) {
    return smooth(minimiser, trivial, learned, strengths, up, noise, seed)
        .refined(minimiser, up, noise, seed);
  }

  /**
   * Sweeps where the best state without weights is no minimum at any strength, so that there is no
   * transition to look for.
   *
   * @param minimiser finds minima
   * @param trivial the best state without weights
   * @param learned the state learned at the smallest strength
   * @param strengths rising
   * @param up whether from the learned state up; else from the best one without weights down
   * @param noise standard deviation of what weights are moved by before each descent
   * @param seed of the random numbers
   * @return the states
   */
  public static PenaltySweep smooth(
      Minimiser minimiser,
      PhaseState trivial,
      PhaseState learned,
      double[] strengths,
      boolean up,
      double noise,
      long seed) {
    List<PhaseState> states = new ArrayList<>();
    PhaseState at = up ? learned : trivial;
    if (up) {
      states.add(learned);
    }
    int n = strengths.length;
    for (int i = up ? 1 : 0; i < n; i++) {
      Point start = PenalisedLoss.moved(at.point(), noise, Seeds.mix(seed, i));
      at = minimiser.from(start, strengths[up ? i : n - 1 - i]);
      states.add(at);
    }
    states.sort(Comparator.comparingDouble(PhaseState::strength));
    double gain = trivial.loss() - learned.loss();
    double scale = gain > RESOLUTION * Math.abs(trivial.loss()) ? gain : 0;
    return new PenaltySweep(states, Optional.empty(), trivial.loss(), scale);
  }

  private PenaltySweep refined(Minimiser minimiser, boolean up, double noise, long seed) {
    int last = -1;
    for (int i = 0; i < states.size(); i++) {
      last = isLearned(states.get(i)) ? i : last;
    }
    if (last < 0 || last == states.size() - 1) {
      return this;
    }
    Onset onset = new Onset(states.get(last), states.get(last + 1));
    List<PhaseState> all = new ArrayList<>(states);
    while (onset.trivial().strength() > (1 + OPEN) * onset.learned().strength()) {
      PhaseState from = up ? onset.learned() : onset.trivial();
      Point start = PenalisedLoss.moved(from.point(), noise, Seeds.mix(seed, all.size()));
      PhaseState middle = minimiser.from(start, onset.strength());
      all.add(middle);
      onset =
          isLearned(middle)
              ? new Onset(middle, onset.trivial())
              : new Onset(onset.learned(), middle);
    }
    all.sort(Comparator.comparingDouble(PhaseState::strength));
    return new PenaltySweep(all, Optional.of(onset), trivialLoss, scale);
  }

  /**
   * Returns how much of what can be learned is learned.
   *
   * @param state a state
   * @return 0 for the trivial loss, 1 for that of the learned state at the smallest strength
   */
  public double order(PhaseState state) {
    return scale > 0 ? (trivialLoss - state.loss()) / scale : 0;
  }

  /**
   * Returns whether a state is learned.
   *
   * @param state a state
   * @return true if its loss lies visibly below the trivial one
   */
  public boolean isLearned(PhaseState state) {
    return order(state) > LEARNED;
  }

  /**
   * Returns by how much is learned at once at the transition.
   *
   * @return the difference of {@link #order}; empty without a transition
   */
  public Optional<Double> jump() {
    return onset.map(o -> order(o.learned()) - order(o.trivial()));
  }

  /**
   * Returns the integral of {@link #order} by the decadic logarithm of the strength.
   *
   * @return the area, in decades
   */
  public double area() {
    double area = 0;
    for (int i = 1; i < states.size(); i++) {
      PhaseState from = states.get(i - 1);
      PhaseState to = states.get(i);
      area += Math.log10(to.strength() / from.strength()) * (order(from) + order(to)) / 2;
    }
    return area;
  }

  /**
   * Returns further transitions inside of the learned phase: where much less is learned from one
   * strength to the next than on both sides of it.
   *
   * @param least what counts as much
   * @return the geometric means of the strengths
   */
  public List<Double> furtherDrops(double least) {
    List<PhaseState> learned = states.stream().filter(this::isLearned).toList();
    List<Double> drops = new ArrayList<>();
    for (int i = 2; i + 1 < learned.size(); i++) {
      double here = steepness(learned, i);
      boolean most = here > steepness(learned, i - 1) && here > steepness(learned, i + 1);
      if (most && order(learned.get(i - 1)) - order(learned.get(i)) >= least) {
        drops.add(Math.sqrt(learned.get(i - 1).strength() * learned.get(i).strength()));
      }
    }
    return drops;
  }

  private double steepness(List<PhaseState> some, int i) {
    return (order(some.get(i - 1)) - order(some.get(i)))
        / Math.log(some.get(i).strength() / some.get(i - 1).strength());
  }
}
