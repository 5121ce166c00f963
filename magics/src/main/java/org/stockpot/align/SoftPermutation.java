package org.stockpot.align;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;

/**
 * A network whose units are blended by matrices P, one per group, whose rows sum to 1: along each
 * axis {@code w'[i] = sum_j P[i][j] w[j]}, which permutes units where P is a permutation. Running
 * statistics are blended with their units.
 */
final class SoftPermutation {

  /** What a place of a group does to the point. */
  private static final class Step {
    private final int group;
    private final PlaceEntries entries;
    private final int[] rest;

    Step(int group, PlaceEntries entries, int... rest) {
      this.group = group;
      this.entries = entries;
      this.rest = rest;
    }

    /** Returns one row for each entry of a unit, one number for each unit. */
    double[][] rows(double[] values) {
      double[][] rows = new double[rest.length][];
      for (int r = 0; r < rest.length; r++) {
        rows[r] = entries.of(values, rest[r]);
      }
      return rows;
    }

    void put(double[][] rows, double[] values) {
      for (int r = 0; r < rest.length; r++) {
        entries.put(rows[r], values, rest[r]);
      }
    }
  }

  private final UnitGroups groups;
  private final Point moves;
  private final List<Step> steps = new ArrayList<>();

  SoftPermutation(UnitGroups groups, Point moves) {
    this.groups = groups;
    this.moves = moves;
    List<int[]> identity = groups.identity();
    for (int g = 0; g < groups.groups().size(); g++) {
      for (UnitPlace place : groups.groups().get(g).places()) {
        PlaceEntries entries = new PlaceEntries(groups, place);
        steps.add(new Step(g, entries, entries.rest(identity)));
      }
    }
  }

  /** Blends units, and keeps what the gradient needs. */
  Blend of(List<double[][]> soft) {
    double[] values = new double[moves.layout().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = moves.at(i);
    }
    List<double[][]> inputs = new ArrayList<>();
    for (Step step : steps) {
      double[][] rows = step.rows(values);
      inputs.add(rows);
      step.put(product(transposed(rows), transposed(soft.get(step.group))), values);
    }
    return new Blend(soft, inputs, values);
  }

  /** Returns {@code aᵀ b}. */
  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a[0].length][b[0].length];
    OuterProducts.add(product, a, b);
    return product;
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        columns[c][r] = rows[r][c];
      }
    }
    return columns;
  }

  /** The blended network. */
  final class Blend {
    private final List<double[][]> soft;

    /** What each step was given. */
    private final List<double[][]> inputs;

    private final double[] values;

    private Blend(List<double[][]> soft, List<double[][]> inputs, double[] values) {
      this.soft = soft;
      this.inputs = inputs;
      this.values = values;
    }

    double[] values() {
      return values;
    }

    /** Returns the gradient of a loss by each P, given that by the blended network; overwritten. */
    List<double[][]> gradient(double... slope) {
      List<double[][]> gradients = new ArrayList<>();
      for (UnitGroup group : groups.groups()) {
        gradients.add(new double[group.units()][group.units()]);
      }
      for (int s = steps.size() - 1; s >= 0; s--) {
        Step step = steps.get(s);
        double[][] rows = step.rows(slope);
        OuterProducts.add(gradients.get(step.group), rows, inputs.get(s));
        step.put(product(transposed(rows), soft.get(step.group)), slope);
      }
      return gradients;
    }
  }
}
