package org.stockpot.picture;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.stockpot.text.Resources;
import org.stockpot.text.Tree;

/** Colours for numbers from the lowest to the highest of a trace. */
final class ColorScale {

  /** How many colours a picture has for the numbers of one trace. */
  static final int SHADES = 48;

  private static final Properties NAMED = named();

  private final double low;
  private final double high;
  private final List<double[]> stops;

  private ColorScale(double low, double high, List<double[]> stops) {
    this.low = low;
    this.high = high > low ? high : low + 1;
    this.stops = stops;
  }

  /** Returns the scale of a marker for the numbers that it has as colours. */
  static ColorScale of(Map<String, Object> marker) {
    return of(marker, Tree.numbers(Tree.list(marker, "color")));
  }

  /** Returns the scale of a trace for its numbers. */
  static ColorScale of(Map<String, Object> owner, double[] values) {
    double[] numbers = Arrays.stream(values).filter(Double::isFinite).toArray();
    double low = Arrays.stream(numbers).min().orElse(0);
    double high = Arrays.stream(numbers).max().orElse(1);
    low = Tree.number(owner, "zmin", Tree.number(owner, "cmin", low));
    high = Tree.number(owner, "zmax", Tree.number(owner, "cmax", high));
    List<double[]> stops = stops(owner.get("colorscale"));
    if (Tree.flag(owner, "reversescale", false)) {
      stops = stops.stream().map(s -> new double[] {1 - s[0], s[1], s[2], s[3]}).toList();
      stops = stops.stream().sorted((a, b) -> Double.compare(a[0], b[0])).toList();
    }
    return new ColorScale(low, high, stops);
  }

  private static List<double[]> stops(Object scale) {
    if (scale instanceof List<?> list) {
      List<double[]> stops = list.stream().map(ColorScale::stop).filter(s -> s != null).toList();
      if (stops.size() > 1) {
        return stops;
      }
    }
    String name = scale instanceof String text && NAMED.containsKey(text) ? text : null;
    return named(name != null ? name : "Viridis");
  }

  private static double[] stop(Object pair) {
    if (pair instanceof List<?> list
        && list.size() == 2
        && list.get(0) instanceof Number at
        && list.get(1) instanceof String color
        && Colors.parse(color) != null) {
      double[] rgb = Colors.parse(color);
      return new double[] {at.doubleValue(), rgb[0], rgb[1], rgb[2]};
    }
    return null;
  }

  private static List<double[]> named(String name) {
    String[] colors = NAMED.getProperty(name).split(" ", -1);
    List<double[]> stops = new ArrayList<>();
    for (int i = 0; i < colors.length; i++) {
      double[] rgb = Colors.parse("#" + colors[i]);
      stops.add(new double[] {i / (colors.length - 1.0), rgb[0], rgb[1], rgb[2]});
    }
    return stops;
  }

  private static Properties named() {
    Properties named = new Properties();
    try {
      named.load(new StringReader(Resources.text(ColorScale.class, "colorscales.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return named;
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  /** Returns which of the {@link #SHADES} shades a number has. */
  int shade(double value) {
    double place = Math.max(0, Math.min(1, (value - low) / (high - low)));
    return (int) Math.min(SHADES - 1, Math.floor(place * SHADES));
  }

  /** Returns the colour of a shade. */
  String shadeColor(int shade) {
    return at((shade + 0.5) / SHADES);
  }

  /** Returns the colour of a number. */
  String color(double value) {
    return at(Math.max(0, Math.min(1, (value - low) / (high - low))));
  }

  private String at(double place) {
    int upper = 1;
    while (upper < stops.size() - 1 && stops.get(upper)[0] < place) {
      upper++;
    }
    double[] a = stops.get(upper - 1);
    double[] b = stops.get(upper);
    double part = b[0] > a[0] ? Math.max(0, Math.min(1, (place - a[0]) / (b[0] - a[0]))) : 0;
    return Colors.hex(
        a[1] + part * (b[1] - a[1]), a[2] + part * (b[2] - a[2]), a[3] + part * (b[3] - a[3]));
  }
}
