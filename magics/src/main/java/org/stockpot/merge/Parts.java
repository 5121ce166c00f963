package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;

/** Merges coordinates part by part, each as vectors of doubles. */
final class Parts {

  private Parts() {}

  /** Merges one part. */
  @FunctionalInterface
  interface Method {
    /**
     * Merges vectors.
     *
     * @param base the base; empty if there is none
     * @param members one vector per member; may be changed
     * @return the merged vector
     */
    double[] merge(double[] base, double[][] members);
  }

  static Point merge(MergeInputs inputs, Scope scope, Method method) {
    Point merged =
        Point.build(
            inputs.layout(),
            values -> {
              for (int[][] part : scope.parts(inputs.layout())) {
                double[] base = inputs.base().map(p -> gather(p, part)).orElse(new double[0]);
                double[][] members =
                    inputs.members().stream().map(p -> gather(p, part)).toArray(double[][]::new);
                scatter(method.merge(base, members), part, values);
              }
            });
    return inputs.finish(merged);
  }

  private static double[] gather(Point point, int[][] part) {
    double[] vector = new double[List.of(part).stream().mapToInt(s -> s[1] - s[0]).sum()];
    int at = 0;
    for (int[] stretch : part) {
      for (int i = stretch[0]; i < stretch[1]; i++) {
        vector[at++] = point.at(i);
      }
    }
    return vector;
  }

  private static void scatter(double[] vector, int[][] part, float[] values) {
    int at = 0;
    for (int[] stretch : part) {
      for (int i = stretch[0]; i < stretch[1]; i++) {
        values[i] = (float) vector[at++];
      }
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static Point requireBase(MergeInputs inputs, String method) {
    return inputs
        .base()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    method + " must have a base, what all members were trained from; got none"));
  }
}
