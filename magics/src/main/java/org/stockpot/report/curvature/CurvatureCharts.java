package org.stockpot.report.curvature;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.stockpot.curvature.Curvature;
import org.stockpot.curvature.CurvatureResult;
import org.stockpot.curvature.Eigenvalue;
import org.stockpot.curvature.SpectralDensity;
import org.stockpot.report.parts.LineChart;
import org.stockpot.text.Numbers;
import tech.tablesaw.plotly.components.Figure;

/** Spectra as charts. */
final class CurvatureCharts {

  /** The standard deviation of the Gaussian that each node becomes, in decades. */
  private static final double WIDTH = 0.12;

  /** How many decades below the largest magnitude are told from 0, {@link Curvature#RESOLUTION}. */
  private static final int DECADES = 3;

  /** Positions of a density for each decade. */
  private static final int FINE = 40;

  private CurvatureCharts() {}

  /**
   * Returns densities by an axis on which each sign has its own decades, mirrored, and magnitudes
   * below the floor are 0.
   */
  static Figure density(CurvatureResult result) {
    List<Curvature> shown =
        result.curvatures().stream()
            .filter(c -> c.density().isPresent() && c.dimension() > 0)
            .toList();
    double scale = shown.stream().mapToDouble(Curvature::scale).max().orElse(1);
    int high = scale > 0 ? (int) Math.ceil(Math.log10(scale)) : 0;
    int floor = high - DECADES;
    LineChart chart =
        new LineChart(
                "Spectral density: "
                    + result.task()
                    + "<br>"
                    + CurvatureWords.settings(result)
                    + ", Gaussians of "
                    + WIDTH
                    + " decades",
                "eigenvalue λ, decades of each sign; less than 1e" + floor + " from 0 is 0",
                "share of eigenvalues per decade")
            .logY();
    double[] xs = axis(chart, shown, floor);
    for (Curvature c : shown) {
      chart.plain(name(c), xs, heights(c, xs, floor));
    }
    if (shown.size() == 1) {
      Curvature c = shown.get(0);
      double[] places = values(c).map(x -> place(x, floor)).toArray();
      double[] heights = values(c).map(x -> peak() / c.dimension()).toArray();
      String[] texts = values(c).mapToObj(x -> Numbers.significant(x, 4)).toArray(String[]::new);
      chart.points("λ1 to λ" + c.top().size() + " (one each)", places, heights, texts);
    }
    return chart.figure();
  }

  private static DoubleStream values(Curvature c) {
    return c.top().stream().mapToDouble(Eigenvalue::value);
  }

  private static String name(Curvature c) {
    return c.part().equals(Curvature.ALL) ? c.network() : c.network() + ", " + c.part();
  }

  /** Names decades of both signs, as far as eigenvalues reach, and returns positions on them. */
  private static double[] axis(LineChart chart, List<Curvature> shown, int floor) {
    double[] places =
        shown.stream()
            .flatMap(c -> c.density().orElseThrow().probes().stream())
            .flatMap(probe -> probe.nodes().stream())
            .mapToDouble(node -> place(node, floor))
            .toArray();
    int low = (int) Math.floor(Math.min(0, DoubleStream.of(places).min().orElse(0)));
    int high = (int) Math.ceil(Math.max(1, DoubleStream.of(places).max().orElse(1)));
    chart.namedX(
        IntStream.rangeClosed(low, high).asDoubleStream().toArray(),
        IntStream.rangeClosed(low, high)
            .mapToObj(i -> i == 0 ? "0" : (i < 0 ? "−1e" : "1e") + (floor + Math.abs(i)))
            .toArray(String[]::new));
    return IntStream.rangeClosed(low * FINE - FINE / 2, high * FINE + FINE / 2)
        .mapToDouble(i -> (double) i / FINE)
        .toArray();
  }

  /** Returns where an eigenvalue stands: decades above the floor, with its sign. */
  private static double place(double value, int floor) {
    double decades = Math.log10(Math.abs(value)) - floor;
    return decades > 0 ? Math.copySign(decades, value) : 0;
  }

  private static double peak() {
    return 1 / (WIDTH * Math.sqrt(2 * Math.PI));
  }

  /** Returns the density, no lower than a tenth of what one eigenvalue adds. */
  private static double[] heights(Curvature c, double[] xs, int floor) {
    SpectralDensity density = c.density().orElseThrow();
    double least = 0.1 * peak() / c.dimension();
    return DoubleStream.of(xs)
        .map(x -> Math.max(least, density.mean(value -> kernel(x - place(value, floor))).mean()))
        .toArray();
  }

  private static double kernel(double distance) {
    double z = distance / WIDTH;
    return peak() * Math.exp(-z * z / 2);
  }

  /** Returns the largest eigenvalues in order; those that are not above 0 are left out. */
  static Figure eigenvalues(CurvatureResult result) {
    LineChart chart =
        new LineChart(
                "Largest eigenvalues: "
                    + result.task()
                    + "<br>"
                    + CurvatureWords.settings(result)
                    + (result.classes().isPresent()
                        ? ", " + result.classes().getAsInt() + " classes"
                        : ""),
                "i, from the largest",
                "λ_i (those above 0)")
            .logY();
    for (Curvature c : result.curvatures()) {
      List<Double> values = c.top().stream().map(Eigenvalue::value).filter(x -> x > 0).toList();
      double[] places = IntStream.rangeClosed(1, values.size()).asDoubleStream().toArray();
      chart.line(name(c), places, values.stream().mapToDouble(x -> x).toArray());
    }
    return chart.figure();
  }
}
