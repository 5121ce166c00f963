package org.stockpot.align;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A search for permutations, sweep by sweep.
 *
 * @param network whose; {@code all networks} of many that are aligned together
 * @param sweeps the states, start by start
 */
public record Search(String network, List<Sweep> sweeps) {

  /** Copies the sweeps. */
  public Search {
    sweeps = List.copyOf(sweeps);
  }

  /**
   * Returns the last state of each start.
   *
   * @return one for each start, in order
   */
  public List<Sweep> ends() {
    List<Sweep> ends = new ArrayList<>();
    for (Sweep sweep : sweeps) {
      if (!ends.isEmpty() && ends.get(ends.size() - 1).start() == sweep.start()) {
        ends.remove(ends.size() - 1);
      }
      ends.add(sweep);
    }
    return ends;
  }

  /**
   * Returns whether the last sweep of each start moved nothing.
   *
   * @return false if the limit of sweeps ended one
   */
  public boolean converged() {
    return ends().stream().allMatch(end -> end.moved() == 0);
  }

  /**
   * Returns the objective of the units as they were.
   *
   * @return that of the first state
   */
  public double before() {
    return sweeps.get(0).objective();
  }

  /**
   * Returns the largest objective at the end of a start.
   *
   * @return the largest
   */
  public double best() {
    return ends().stream().mapToDouble(Sweep::objective).max().orElseThrow();
  }

  /**
   * Returns the objective of the permutations that were taken: the largest at the end of a start,
   * or where losses half-way were measured, that of the least loss.
   *
   * @return the objective
   */
  public double found() {
    return sweeps.stream()
        .filter(sweep -> sweep.midpointLoss().isPresent())
        .min(Comparator.comparingDouble(sweep -> sweep.midpointLoss().getAsDouble()))
        .map(Sweep::objective)
        .orElseGet(this::best);
  }

  /**
   * Returns the least objective at the end of a start, which tells how much starts differ.
   *
   * @return the least
   */
  public double worst() {
    return ends().stream().mapToDouble(Sweep::objective).min().orElseThrow();
  }
}
