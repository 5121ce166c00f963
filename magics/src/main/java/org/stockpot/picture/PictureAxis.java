package org.stockpot.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.stockpot.text.Tree;

/** One axis of the static picture: what it spans, and where that is in the picture. */
final class PictureAxis {

  private static final double ROOM = 0.05;

  private final String id;
  private final Map<String, Object> settings;
  private final Coordinates coordinates;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private double lowEdge = Double.POSITIVE_INFINITY;
  private double highEdge = Double.NEGATIVE_INFINITY;
  private double start;
  private double end;
  private double startPixel;
  private double endPixel;

  PictureAxis(String id, Map<String, Object> settings, List<?> values) {
    this.id = id;
    this.settings = settings;
    this.coordinates = Coordinates.of(settings, values);
  }

  String id() {
    return id;
  }

  boolean isVertical() {
    return id.startsWith("y");
  }

  Map<String, Object> settings() {
    return settings;
  }

  Coordinates coordinates() {
    return coordinates;
  }

  boolean isLog() {
    return coordinates.kind() == Coordinates.Kind.LOG;
  }

  /** Returns where a bar begins: zero, or the lower end where logarithms have none. */
  double base() {
    return isLog() ? Math.min(start, end) : 0;
  }

  /** Makes room for a value, and some around it. */
  void see(double value) {
    if (coordinates.holds(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }

  /** Makes just room for a value. */
  void seeEdge(double value) {
    if (coordinates.holds(value)) {
      lowEdge = Math.min(lowEdge, value);
      highEdge = Math.max(highEdge, value);
    }
  }

  /** Settles what the axis spans, once all was seen. */
  void settle() {
    if (coordinates.kind() == Coordinates.Kind.CATEGORY) {
      seeEdge(-0.5);
      seeEdge(coordinates.categories().size() - 0.5);
    }
    String mode = Tree.text(settings, "rangemode", "normal");
    if (!mode.equals("normal") && !isLog() && (mode.equals("tozero") || low < 0)) {
      seeEdge(0);
    }
    double least = Math.min(low, lowEdge);
    double most = Math.max(high, highEdge);
    double room = Math.max(0, most - least) * ROOM;
    widen(Math.min(low - room, lowEdge), Math.max(high + room, highEdge));
    choose();
  }

  /** Sets the ends; a single value gets room on both sides, and no value at all a unit. */
  private void widen(double from, double to) {
    if (from > to) {
      start = 0;
      end = 1;
      return;
    }
    double least = Math.max(Math.abs(from), Math.abs(to)) * 1e-9;
    double room = to - from > least ? 0 : isLog() || from == 0 ? 1 : Math.abs(from) * 0.1;
    start = from - room;
    end = to + room;
  }

  /** The user's range wins; an end left open stays as it was found. */
  private void choose() {
    List<?> range = Tree.list(settings, "range");
    if (range.size() == 2) {
      double from = coordinates.end(range.get(0));
      double to = coordinates.end(range.get(1));
      start = Double.isFinite(from) ? from : start;
      end = Double.isFinite(to) ? to : end;
    } else if ("reversed".equals(settings.get("autorange"))) {
      double first = start;
      start = end;
      end = first;
    }
    end = end == start ? start + Math.max(1, Math.abs(start)) : end;
  }

  /** Puts the ends at two pixels. */
  void place(double startPixel, double endPixel) {
    this.startPixel = startPixel;
    this.endPixel = endPixel;
  }

  /** Returns the pixel of a coordinate. */
  double pixel(double at) {
    return startPixel + (at - start) / (end - start) * (endPixel - startPixel);
  }

  /**
   * Returns the coordinate of a length or a count, of which axes of logarithms have the logarithm.
   */
  double ofSize(double size) {
    return isLog() ? coordinates.at(size) : size;
  }

  /** Returns how many pixels the axis is long. */
  double length() {
    return Math.abs(endPixel - startPixel);
  }

  /** Returns how many pixels one unit of the axis is long. */
  double unit() {
    return length() / Math.abs(end - start);
  }

  /** Tells whether a coordinate lies between the ends. */
  boolean holds(double at) {
    double slack = 1e-6 * Math.abs(end - start);
    return at >= Math.min(start, end) - slack && at <= Math.max(start, end) + slack;
  }

  /** Returns the labelled places, for so much room as the axis has. */
  List<Ticks.Tick> ticks() {
    List<?> values = Tree.list(settings, "tickvals");
    String prefix = Tree.text(settings, "tickprefix", "");
    String suffix = Tree.text(settings, "ticksuffix", "");
    return (values.isEmpty() ? found() : given(values, Tree.list(settings, "ticktext")))
        .stream()
            .filter(tick -> holds(tick.at()))
            .map(tick -> new Ticks.Tick(tick.at(), prefix + tick.label() + suffix))
            .toList();
  }

  private List<Ticks.Tick> given(List<?> values, List<?> texts) {
    List<Ticks.Tick> ticks = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String text = String.valueOf(i < texts.size() ? texts.get(i) : values.get(i));
      ticks.add(new Ticks.Tick(coordinates.at(values.get(i)), TextMetrics.fit(text, 12, 150)));
    }
    return ticks;
  }

  private List<Ticks.Tick> found() {
    double least = Math.min(start, end);
    double most = Math.max(start, end);
    int count = most();
    return switch (coordinates.kind()) {
      case CATEGORY ->
          Ticks.categories(coordinates.categories(), least, most, (int) Math.max(1, length() / 13));
      case DATE -> DateTicks.between(least, most, count);
      case LOG -> Ticks.log(least, most, isVertical() ? count : 2 * count);
      case LINEAR -> linear(least, most, count);
    };
  }

  private int most() {
    double room = isVertical() ? 42 : coordinates.kind() == Coordinates.Kind.DATE ? 105 : 75;
    int fits = (int) Math.max(2, length() / room);
    return (int) Math.min(fits, Tree.number(settings, "nticks", fits));
  }

  private List<Ticks.Tick> linear(double least, double most, int count) {
    double step = Tree.number(settings, "dtick", Double.NaN);
    if (!(step > 0 && (most - least) / step < 100)) {
      step = Ticks.step(most - least, count);
    }
    String format = Tree.text(settings, "tickformat", "");
    DoubleFunction<String> plain = Ticks.label(step, Math.max(Math.abs(least), Math.abs(most)));
    DoubleFunction<String> label = format.isEmpty() ? plain : TickFormat.of(format, plain);
    return Ticks.every(step, Tree.number(settings, "tick0", 0), least, most, label);
  }
}
