package org.stockpot.study.phase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.phase.PenaltySweep;
import org.stockpot.study.Load;

/**
 * The sweeps of one replicate.
 *
 * @param load which network
 * @param seed its seed
 * @param predicted the critical strength by the curvature of the trivial state, {@code -λ_min / 2}:
 *     exact for linear networks with one hidden layer; empty where that state is stable without a
 *     penalty too, as with ReLU or more layers
 * @param stationary whether the state without weights is stationary, so that it can be where
 *     learning ends; it is not without hidden layers
 * @param sweeps by direction
 * @param states by direction, as measured
 */
public record PhaseRun(
    Load load,
    long seed,
    Optional<Double> predicted,
    boolean stationary,
    Map<PhaseOptions.Direction, PenaltySweep> sweeps,
    Map<PhaseOptions.Direction, List<MeasuredState>> states) {

  /** Copies the maps. */
  public PhaseRun {
    sweeps = Map.copyOf(sweeps);
    states = Map.copyOf(states);
  }
}
