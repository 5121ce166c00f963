package org.stockpot.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.stockpot.text.Tree;

/** Counts the values of histograms in bins that all of them share. */
final class Histogram {

  private static final int MOST_BINS = 500;

  private final boolean horizontal;
  private final PictureAxis xAxis;
  private final PictureAxis yAxis;
  private double first;
  private double width;
  private int bins;

  private Histogram(boolean horizontal, PictureAxis xAxis, PictureAxis yAxis) {
    this.horizontal = horizontal;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
  }

  /** Returns the bars of histogram traces on the same axes. */
  static List<BarSeries> count(List<TraceView> traces, PictureAxis xAxis, PictureAxis yAxis) {
    if (traces.isEmpty()) {
      return List.of();
    }
    Histogram histogram = new Histogram(BarSeries.isHorizontal(traces.get(0)), xAxis, yAxis);
    histogram.choose(traces);
    List<BarSeries> series = new ArrayList<>();
    traces.forEach(trace -> series.add(histogram.bars(trace)));
    return series;
  }

  private double[] samples(TraceView trace) {
    String letter = horizontal ? "y" : "x";
    PictureAxis axis = horizontal ? yAxis : xAxis;
    return axis.coordinates().at(Tree.list(trace.json(), letter));
  }

  private void choose(List<TraceView> traces) {
    Coordinates coordinates = (horizontal ? yAxis : xAxis).coordinates();
    if (coordinates.kind() == Coordinates.Kind.CATEGORY) {
      first = -0.5;
      width = 1;
      bins = Math.max(1, coordinates.categories().size());
      return;
    }
    double[] all =
        traces.stream()
            .flatMapToDouble(t -> DoubleStream.of(samples(t)))
            .filter(Double::isFinite)
            .toArray();
    double said = Tree.number(traces.get(0).json(), horizontal ? "nbinsy" : "nbinsx", 0);
    double[] bounds = bins(all, said);
    first = bounds[0];
    width = bounds[1];
    bins = (int) bounds[2];
  }

  /**
   * Returns the start, width and number of bins for samples: nice widths, about two standard
   * deviations over the 0.4th power of how many there are, which is the rule of plotly.js.
   */
  static double[] bins(double[] samples, double atMost) {
    if (samples.length == 0) {
      return new double[] {0, 1, 1};
    }
    double low = Arrays.stream(samples).min().orElseThrow();
    double high = Arrays.stream(samples).max().orElseThrow();
    double mean = Arrays.stream(samples).average().orElseThrow();
    double spread =
        Arrays.stream(samples).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double size = 2 * Math.sqrt(spread) / Math.pow(samples.length, 0.4);
    if (!(high > low)) {
      return new double[] {low - 0.5, 1, 1};
    }
    double wanted = atMost >= 1 ? atMost : Math.ceil((high - low) / size);
    double width = Ticks.step(high - low, (int) Math.min(MOST_BINS, wanted));
    double first = Math.floor(low / width) * width;
    boolean whole = width >= 1 && Arrays.stream(samples).allMatch(v -> v == Math.rint(v));
    first -= whole ? 0.5 : 0;
    return new double[] {first, width, Math.floor((high - first) / width) + 1};
  }

  private BarSeries bars(TraceView trace) {
    double[] samples = samples(trace);
    List<?> weights = Tree.list(trace.json(), horizontal ? "x" : "y");
    String function = weights.isEmpty() ? "count" : Tree.text(trace.json(), "histfunc", "count");
    List<List<Double>> held = hold(samples, function.equals("count") ? List.of() : weights);
    double[] sizes = held.stream().mapToDouble(bin -> size(bin, function)).toArray();
    double[] at = IntStream.range(0, bins).mapToDouble(i -> first + (i + 0.5) * width).toArray();
    normalise(sizes, Tree.text(trace.json(), "histnorm", ""));
    return new BarSeries(trace, horizontal, at, sizes, width);
  }

  private List<List<Double>> hold(double[] samples, List<?> weights) {
    List<List<Double>> held = new ArrayList<>();
    IntStream.range(0, bins).forEach(i -> held.add(new ArrayList<>()));
    double[] numbers = Tree.numbers(weights);
    for (int i = 0; i < samples.length; i++) {
      int bin = (int) Math.floor((samples[i] - first) / width);
      if (Double.isFinite(samples[i]) && bin >= 0) {
        held.get(Math.min(bin, bins - 1)).add(i < numbers.length ? numbers[i] : 1);
      }
    }
    return held;
  }

  private static double size(List<Double> bin, String function) {
    DoubleStream values = bin.stream().mapToDouble(v -> v).filter(Double::isFinite);
    return switch (function) {
      case "avg" -> values.average().orElse(0);
      case "min" -> values.min().orElse(0);
      case "max" -> values.max().orElse(0);
      default -> values.sum();
    };
  }

  private void normalise(double[] sizes, String norm) {
    double total = Arrays.stream(sizes).sum();
    double unit =
        (norm.startsWith("p") ? total : 1)
            * (norm.endsWith("density") ? width : 1)
            / (norm.equals("percent") ? 100 : 1);
    for (int i = 0; unit > 0 && i < sizes.length; i++) {
      sizes[i] /= unit;
    }
  }
}
