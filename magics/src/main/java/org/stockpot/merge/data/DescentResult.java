package org.stockpot.merge.data;

import java.util.List;
import java.util.Locale;
import org.stockpot.weights.Point;

/**
 * What a merge found by descent.
 *
 * @param point the best of the points that were measured
 * @param groups what has coefficients of its own: {@code all}, or slots by name
 * @param coefficients those of the point, one row for each group and one number for each member
 * @param measured what was descended, at the start and each time that it was measured since
 * @param best which of these is the point's: the lowest, the first of equals
 * @param steps how many steps had been taken at each measurement
 */
public record DescentResult(
    Point point,
    List<String> groups,
    List<List<Double>> coefficients,
    List<Double> measured,
    int best,
    List<Long> steps) {

  /** Copies the lists. */
  public DescentResult {
    groups = List.copyOf(groups);
    coefficients = coefficients.stream().map(List::copyOf).toList();
    measured = List.copyOf(measured);
    steps = List.copyOf(steps);
  }

  /** Returns the coefficients in words, in units of a hundredth. */
  String words() {
    StringBuilder words = new StringBuilder();
    for (int m = 0; m < coefficients.get(0).size(); m++) {
      int member = m;
      double least = coefficients.stream().mapToDouble(row -> row.get(member)).min().orElseThrow();
      double most = coefficients.stream().mapToDouble(row -> row.get(member)).max().orElseThrow();
      words.append(m == 0 ? "" : ", ").append(number(least));
      words.append(number(least).equals(number(most)) ? "" : "–" + number(most));
    }
    return words.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** Returns how what was descended changed, in words. */
  String change(String what) {
    return best == 0
        ? String.format(
            Locale.ROOT,
            "No step of %d gave a lower %s than the start's %.4g, which is the result",
            steps.get(steps.size() - 1),
            what,
            measured.get(0))
        : String.format(
            Locale.ROOT,
            "%d steps took the %s from %.4g to %.4g",
            steps.get(best),
            what,
            measured.get(0),
            measured.get(best));
  }
}
