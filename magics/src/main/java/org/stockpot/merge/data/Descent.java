package org.stockpot.merge.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.stockpot.task.Progress;
import org.stockpot.task.Work;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;

/**
 * Descends a loss over the coefficients of a mixture, measures now and then, and keeps the best,
 * the start among them.
 *
 * @param mixture what is mixed
 * @param batches mini-batches of the loss
 * @param chart from numbers that are descended to coefficients
 * @param measure what the best is lowest in
 */
record Descent(
    GroupedMixture mixture, TaskBatches batches, Chart chart, ToDoubleFunction<Point> measure) {

  /** How coefficients follow from the numbers that are descended, group by group. */
  interface Chart {
    /** Returns the coefficients of a group. */
    double[] coefficients(double[] numbers);

    /** Returns the slopes by the numbers of a group, from those by its coefficients. */
    double[] pulledBack(double[] coefficients, double[] slopes);
  }

  /** Returns the work of one step. */
  Work step() {
    return new Work("step of coefficients", 3.0 * batches.examplesPerStep());
  }

  /**
   * Descends.
   *
   * @param numbers where to begin; changed
   * @param checks how often to measure after the start, evenly spaced
   * @param steps how many steps to take
   * @param bound what is done to numbers after a step
   * @param progress told about each step
   */
  DescentResult run(
      Coefficients numbers,
      int checks,
      long steps,
      Consumer<Coefficients> bound,
      Progress progress) {
    TaskBatches.Slopes slopes = batches.by(mixture.mixture(), steps);
    double[][] best = coefficients(numbers);
    Point point = mixture.at(best);
    List<Double> measured = new ArrayList<>(List.of(measure.applyAsDouble(point)));
    List<Long> taken = new ArrayList<>(List.of(0L));
    int which = 0;
    for (int check = 1; check <= checks; check++) {
      taken.add(check * steps / checks);
      for (long step = taken.get(check - 1); step < taken.get(check); step++) {
        Interrupts.check();
        descend(numbers, slopes.of(mixture.ofSlots(coefficients(numbers)), step));
        bound.accept(numbers);
        progress.done(step(), 1);
      }
      double[][] reached = coefficients(numbers);
      Point there = mixture.at(reached);
      measured.add(measure.applyAsDouble(there));
      progress.watch("loss", measured.get(check));
      if (measured.get(check) < measured.get(which)) {
        which = check;
        best = reached;
        point = there;
      }
    }
    return new DescentResult(point, mixture.groups(), rows(best), measured, which, taken);
  }

  private void descend(Coefficients numbers, double[][] slopesOfSlots) {
    double[][] at = coefficients(numbers);
    double[][] slopes = mixture.ofGroups(slopesOfSlots);
    for (int g = 0; g < at.length; g++) {
      slopes[g] = chart.pulledBack(at[g], slopes[g]);
    }
    numbers.step(slopes);
  }

  private double[][] coefficients(Coefficients numbers) {
    return Arrays.stream(numbers.get()).map(chart::coefficients).toArray(double[][]::new);
  }

  private static List<List<Double>> rows(double[][] numbers) {
    return Arrays.stream(numbers).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
