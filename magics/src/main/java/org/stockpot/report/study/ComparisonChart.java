package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.Comparison;
import org.stockpot.study.ComparisonRow;
import org.stockpot.study.Measure;
import org.stockpot.study.Variant;
import org.stockpot.task.Metric;
import org.stockpot.task.replicates.Interval;
import tech.tablesaw.plotly.components.Figure;

/** A comparison as a chart: a line per variant, or a mark. */
final class ComparisonChart {

  /** An axis whose numbers span more is logarithmic. */
  private static final double DECADE = 10;

  private final Comparison comparison;

  ComparisonChart(Comparison comparison) {
    this.comparison = comparison;
  }

  Figure figure() {
    boolean ordered =
        comparison.levels().stream().noneMatch(level -> Double.isNaN(level.position()));
    return ordered && comparison.levels().size() > 1 ? lines() : marks();
  }

  private LineChart chart(String x) {
    String y =
        comparison.measure() == Measure.TEST
            ? ScoreCharts.axis("test", comparison.like().metric())
            : ComparisonHeadings.valueHeading(comparison);
    LineChart chart = new LineChart(ComparisonHeadings.title(comparison), x, y);
    Metric metric = comparison.like().metric();
    return comparison.measure() == Measure.TEST
        ? ScoreCharts.bounded(chart, metric)
        : ScoreCharts.boundedErrors(chart, metric);
  }

  private Figure lines() {
    boolean density = ComparisonHeadings.isByDensity(comparison);
    String x = ComparisonHeadings.levelHeading(comparison);
    LineChart chart = chart(x.equals("fork at") ? "step k of the fork" : x);
    if (density) {
      chart.fallingLogX(
          comparison.levels().stream().mapToDouble(level -> level.position()).toArray());
    }
    for (Variant variant : comparison.variants()) {
      for (String series : series()) {
        List<ComparisonRow> rows =
            comparison.rows().stream()
                .filter(row -> row.variant().equals(variant.name()))
                .filter(row -> row.level().series().equals(series))
                .toList();
        String name = series.isEmpty() ? variant.name() : variant.name() + ", " + series;
        add(chart, name, rows, row -> row.level().position());
      }
    }
    return chart.figure();
  }

  private Set<String> series() {
    Set<String> series = new LinkedHashSet<>();
    comparison.levels().forEach(level -> series.add(level.series()));
    return series;
  }

  /**
   * Draws each level as a series over the variants, or over the one number in which they differ.
   */
  private Figure marks() {
    Map<String, List<String>> differing = comparison.differing();
    double[] numbers =
        differing.size() == 1 ? numbers(differing.values().iterator().next()) : new double[0];
    LineChart chart;
    double[] places;
    if (numbers.length > 0) {
      chart = chart(differing.keySet().iterator().next());
      places = numbers;
      if (isWide(numbers)) {
        chart.logX();
      }
    } else {
      List<String> names = comparison.variants().stream().map(Variant::name).toList();
      chart = chart("variant");
      places = new double[names.size()];
      for (int i = 0; i < places.length; i++) {
        places[i] = i;
      }
      chart.namedX(places, names.toArray(String[]::new));
    }
    for (var level : comparison.levels()) {
      List<ComparisonRow> rows = new ArrayList<>();
      comparison.variants().forEach(v -> comparison.at(v.name(), level).ifPresent(rows::add));
      String name = level.name().isEmpty() ? "mean" : level.name();
      ToDoubleFunction<ComparisonRow> place = row -> places[index(row.variant())];
      if (numbers.length > 0) {
        add(chart, name, rows, place);
      } else {
        chart
            .band(band(rows))
            .whiskered(name, xs(rows, place), means(rows), lows(rows), highs(rows), texts(rows));
      }
    }
    return chart.figure();
  }

  private int index(String variant) {
    return comparison.variants().stream().map(Variant::name).toList().indexOf(variant);
  }

  /** Returns values as numbers in which they rise; none if one is no number. */
  private static double[] numbers(List<String> values) {
    try {
      return values.stream().mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      return new double[0];
    }
  }

  private static boolean isWide(double... numbers) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (double number : numbers) {
      least = Math.min(least, number);
      most = Math.max(most, number);
    }
    return least > 0 && most >= DECADE * least;
  }

  private void add(
      LineChart chart,
      String name,
      List<ComparisonRow> rows,
      ToDoubleFunction<ComparisonRow> place) {
    if (!rows.isEmpty()) {
      chart
          .band(band(rows))
          .banded(name, xs(rows, place), means(rows), lows(rows), highs(rows), texts(rows));
    }
  }

  private static String band(List<ComparisonRow> rows) {
    return ScoreCharts.band(rows.stream().map(ComparisonRow::value).toList());
  }

  private static double[] xs(List<ComparisonRow> rows, ToDoubleFunction<ComparisonRow> place) {
    return rows.stream().mapToDouble(place).toArray();
  }

  private double[] means(List<ComparisonRow> rows) {
    return each(rows, Interval::mean);
  }

  private double[] lows(List<ComparisonRow> rows) {
    return each(rows, isTurned() ? Interval::high : Interval::low);
  }

  private double[] highs(List<ComparisonRow> rows) {
    return each(rows, isTurned() ? Interval::low : Interval::high);
  }

  /** Returns whether a high error is shown as a low value. */
  private boolean isTurned() {
    return comparison.measure() == Measure.TEST
        && comparison.like().metric() != Metric.NEGATIVE_ERROR;
  }

  private double[] each(List<ComparisonRow> rows, ToDoubleFunction<Interval> end) {
    return rows.stream()
        .mapToDouble(
            row -> possible(ComparisonHeadings.shown(comparison, end.applyAsDouble(row.value()))))
        .map(value -> Scores.rounded(value, comparison.like()))
        .toArray();
  }

  /** Returns a value, or the next that an accuracy can have. */
  private double possible(double value) {
    if (comparison.measure() == Measure.BARRIER) {
      return Math.max(0, value);
    }
    return ScoreCharts.possible(value, comparison.like().metric());
  }

  private String[] texts(List<ComparisonRow> rows) {
    return rows.stream()
        .map(
            row ->
                comparison.measure() == Measure.TEST
                    ? Scores.mean(row.value(), comparison.like())
                    : Scores.text(row.value(), comparison.like()))
        .toArray(String[]::new);
  }
}
