package org.stockpot.curvature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class FlatnessBoundTest {

  /** Of A's Hessian among the weights in double precision, as golden's own script has it. */
  private static List<Double> spectrum() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    FlatnessBoundTest.class.getResourceAsStream("weights-spectrum.txt.gz")),
                StandardCharsets.US_ASCII))) {
      return lines.lines().map(Double::valueOf).toList();
    }
  }

  private static double[] weights() {
    Layout layout =
        Layout.builder()
            .add("fc1.weight", Role.WEIGHT, 32, 64)
            .add("fc2.weight", Role.WEIGHT, 10, 32)
            .build();
    Point at = Golden.point(layout, "A");
    return IntStream.range(0, layout.size()).mapToDouble(at::at).toArray();
  }

  private static double[] squares(double[] weights, int... order) {
    double[] squares = new double[order.length + 1];
    for (int k = 0; k < order.length; k++) {
      squares[k + 1] = squares[k] + weights[order[k]] * weights[order[k]];
    }
    return squares;
  }

  @Test
  void itRemovesAsManyWeightsAsTheExactSpectrumAllows() throws IOException {
    double[] weights = weights();
    int[] byMagnitude =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(weights[i])))
            .mapToInt(i -> i)
            .toArray();
    double[] stored = Golden.array("A.random_order");
    int[] random = IntStream.range(0, weights.length).map(i -> (int) stored[i]).toArray();
    SpectralDensity density = SpectralDensity.of(spectrum());
    for (JsonNode row : Golden.of("A.prune_bound").get("rows")) {
      boolean magnitude = row.get("order").asText().equals("magnitude");
      double[] squares = squares(weights, magnitude ? byMagnitude : random);
      int largest = new FlatnessBound(density, row.get("eps").asDouble()).largest(squares);
      assertEquals(row.get("removed").asInt(), largest, 2, "" + row);
      assertEquals(row.get("R").asDouble(), Math.sqrt(squares[largest]), 0.01, "" + row);
    }
  }

  /** With one curvature λ and weights of one size the bound is an equation of second degree. */
  @Test
  void equalCurvaturesHaveAClosedForm() {
    int d = 1000;
    double lambda = 2;
    double epsilon = 0.5;
    SpectralDensity density = SpectralDensity.of(Collections.nCopies(d, lambda));
    double[] squares = IntStream.rangeClosed(0, d).mapToDouble(k -> k * 0.01).toArray();
    double radius = 2 * epsilon / lambda;
    int largest = new FlatnessBound(density, epsilon).largest(squares);
    double p = (double) largest / d;
    double whole = 0.01 * d;
    assertEquals((-radius + Math.sqrt(radius * radius + 4 * whole * radius)) / 2 / whole, p, 1e-3);
  }

  @Test
  void flatAndSteepAreItsEnds() {
    double[] squares = {0, 1, 2, 3};
    SpectralDensity flat = SpectralDensity.of(List.of(0.0, -1.0, 0.0));
    SpectralDensity steep = SpectralDensity.of(List.of(1e9, 1e9, 1e9));
    assertEquals(2, new FlatnessBound(flat, 0.1).largest(squares));
    assertEquals(0, new FlatnessBound(steep, 0.1).largest(squares));
    assertEquals(
        "epsilon must be above 0, got 0.0",
        assertThrows(IllegalArgumentException.class, () -> new FlatnessBound(flat, 0))
            .getMessage());
    assertTrue(new FlatnessBound(flat, 1).share(0).mean() == 1);
  }
}
