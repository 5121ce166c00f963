package org.stockpot.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.matrix.Rows;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Merges what was added to the base matrix by matrix: slots of two dimensions or more, whose first
 * is rows and whose others together are columns. Of all other slots the weighted mean of task
 * vectors is taken.
 */
final class Matrices {

  private final MergeInputs inputs;
  private final Point base;
  private final List<String> notes = new ArrayList<>();

  private Matrices(MergeInputs inputs) {
    this.inputs = inputs;
    base = inputs.base().orElseThrow();
  }

  /** Merges the matrices of one slot. */
  @FunctionalInterface
  interface Rule {
    /**
     * Merges task vectors as matrices.
     *
     * @param deltas one for each member
     * @return what to add to the base; empty if the matrix is too small for so many members
     */
    Optional<double[][]> of(List<double[][]> deltas);
  }

  static Merged merge(MergeInputs inputs, double lambda, Rule rule) {
    Matrices matrices = new Matrices(inputs);
    Point merged =
        Point.build(
            inputs.layout(),
            values -> {
              for (Slot slot : inputs.layout().slots()) {
                if (slot.role().isCoordinate()) {
                  Interrupts.check();
                  double[][] added = matrices.added(slot, rule);
                  for (int i = 0; i < slot.size(); i++) {
                    int at = slot.offset() + i;
                    double change = added[i / added[0].length][i % added[0].length];
                    values[at] = (float) (matrices.base.at(at) + lambda * change);
                  }
                }
              }
            });
    return new Merged(inputs.finish(merged), matrices.notes);
  }

  private double[][] added(Slot slot, Rule rule) {
    List<double[][]> deltas = inputs.members().stream().map(p -> delta(p, slot)).toList();
    if (slot.shape().size() >= 2) {
      Optional<double[][]> merged = rule.of(deltas);
      if (merged.isPresent()) {
        return merged.get();
      }
      notes.add(
          slot.name()
              + ": "
              + deltas.size()
              + " members leave no singular vector to each of so small a matrix, so that the mean"
              + " of task vectors is taken");
    }
    return sum(deltas, inputs.weights(), Vectors.total(inputs.weights()));
  }

  private double[][] delta(Point member, Slot slot) {
    int rows = slot.shape().isEmpty() ? 1 : slot.shape().get(0);
    int columns = slot.size() / rows;
    double[][] delta = new double[rows][columns];
    for (int i = 0; i < slot.size(); i++) {
      int at = slot.offset() + i;
      delta[i / columns][i % columns] = (double) member.at(at) - base.at(at);
    }
    return delta;
  }

  /** Returns {@code Σ c_i Δ_i} by a divisor. */
  static double[][] sum(List<double[][]> deltas, List<Double> weights, double divisor) {
    double[][] sum = new double[deltas.get(0).length][deltas.get(0)[0].length];
    for (int m = 0; m < deltas.size(); m++) {
      for (int i = 0; i < sum.length; i++) {
        Rows.add(sum[i], weights.get(m) / divisor, deltas.get(m)[i], sum[i].length);
      }
    }
    return sum;
  }
}
