package org.stockpot.align;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.stockpot.task.Task;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

/**
 * Chooses among permutations that a descent passed through: that with the least loss half-way on
 * validation examples, where running statistics are re-estimated.
 */
final class MidpointChoice {

  private final UnitGroups groups;
  private final Task task;
  private final Point stays;
  private final Point moves;
  private final WeightMatching matching;

  MidpointChoice(UnitGroups groups, Task task, Point stays, Point moves) {
    this.groups = groups;
    this.task = task;
    this.stays = stays;
    this.moves = moves;
    matching = new WeightMatching(groups, stays, moves, 1);
  }

  /** Takes the permutations with the least loss half-way. */
  Matched best(String name, List<List<int[]>> ends) {
    List<Sweep> sweeps = begin();
    List<int[]> best = ends.get(0);
    double least = Double.POSITIVE_INFINITY;
    double loss = Double.NaN;
    for (int k = 0; k < ends.size(); k++) {
      int moved = moved(ends, k);
      loss = k > 0 && moved == 0 ? loss : loss(ends.get(k));
      sweeps.add(
          new Sweep(0, k + 1, matching.objective(ends.get(k)), moved, OptionalDouble.of(loss)));
      if (loss < least) {
        least = loss;
        best = ends.get(k);
      }
    }
    return new Matched(best, matching.matches(best), new Search(name, sweeps));
  }

  /** Takes the last permutations. */
  Matched last(String name, List<List<int[]>> ends) {
    List<Sweep> sweeps = begin();
    for (int k = 0; k < ends.size(); k++) {
      sweeps.add(new Sweep(0, k + 1, matching.objective(ends.get(k)), moved(ends, k)));
    }
    List<int[]> last = ends.get(ends.size() - 1);
    return new Matched(last, matching.matches(last), new Search(name, sweeps));
  }

  private List<Sweep> begin() {
    return new ArrayList<>(List.of(new Sweep(0, 0, matching.objective(groups.identity()), 0)));
  }

  private static int moved(List<List<int[]>> ends, int k) {
    return k == 0 ? 0 : WeightMatching.moved(ends.get(k - 1), ends.get(k));
  }

  private double loss(List<int[]> permutations) {
    Point middle = new Line(stays, groups.permute(moves, permutations)).at(0.5);
    Point measured = middle.layout().hasStatistics() ? task.recalibrate(middle) : middle;
    return task.validation().score(measured).loss();
  }
}
