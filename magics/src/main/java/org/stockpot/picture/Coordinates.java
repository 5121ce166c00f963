package org.stockpot.picture;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.stockpot.text.Tree;

/** Turns the values of one axis into numbers along it, and knows which kind of axis that needs. */
final class Coordinates {

  /** What the numbers are: values, their decimal logarithms, milliseconds, or places in a list. */
  enum Kind {
    LINEAR(1e307),
    LOG(400),
    DATE(8.64e15),
    CATEGORY(1e9);

    /** Beyond it nothing is drawn, so that spans stay finite and loops over ticks short. */
    private final double limit;

    Kind(double limit) {
      this.limit = limit;
    }
  }

  private static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d+)?\\s*");
  private static final Pattern DATE =
      Pattern.compile("\\d{4}-\\d\\d(-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z?)?)?");

  private final Kind kind;
  private final Map<String, Integer> places = new LinkedHashMap<>();

  private Coordinates(Kind kind) {
    this.kind = kind;
  }

  /** Returns coordinates for all values of one axis, of the kind its settings name or need. */
  static Coordinates of(Map<String, Object> settings, List<?> values) {
    Coordinates coordinates = new Coordinates(kind(Tree.text(settings, "type", "-"), values));
    if (coordinates.kind == Kind.CATEGORY) {
      coordinates.place(Tree.text(settings, "categoryorder", "trace"), values);
    }
    return coordinates;
  }

  private static Kind kind(String type, List<?> values) {
    return switch (type) {
      case "linear" -> Kind.LINEAR;
      case "log" -> Kind.LOG;
      case "date" -> Kind.DATE;
      case "category", "multicategory" -> Kind.CATEGORY;
      default -> guess(values);
    };
  }

  private static Kind guess(List<?> values) {
    boolean dates = false;
    for (Object value : values) {
      if (value instanceof String text && !text.isEmpty() && !NUMBER.matcher(text).matches()) {
        if (!DATE.matcher(text).matches()) {
          return Kind.CATEGORY;
        }
        dates = true;
      } else if (value instanceof Boolean) {
        return Kind.CATEGORY;
      }
    }
    return dates ? Kind.DATE : Kind.LINEAR;
  }

  private void place(String order, List<?> values) {
    List<String> labels = new ArrayList<>();
    values.stream().filter(v -> v != null).map(Object::toString).distinct().forEach(labels::add);
    if (order.startsWith("category")) {
      Collections.sort(labels);
    }
    if (order.equals("category descending")) {
      Collections.reverse(labels);
    }
    labels.forEach(label -> places.put(label, places.size()));
  }

  Kind kind() {
    return kind;
  }

  /** Returns the labels of a list of places, in order. */
  List<String> categories() {
    return List.copyOf(places.keySet());
  }

  /** Returns where a value lies; NaN if nowhere. */
  double at(Object value) {
    if (kind == Kind.CATEGORY) {
      Integer place = value == null ? null : places.get(value.toString());
      return place == null ? Double.NaN : place;
    }
    double number = kind == Kind.DATE && value instanceof String text ? date(text) : number(value);
    return limited(kind == Kind.LOG ? log(number) : number);
  }

  /** Returns where an end of a range lies: of logarithms and places, ranges give the numbers. */
  double end(Object value) {
    return kind == Kind.DATE ? at(value) : limited(number(value));
  }

  private double limited(double number) {
    return holds(number) ? number : Double.NaN;
  }

  /** Tells whether a number can be a coordinate of this kind. */
  boolean holds(double number) {
    return Math.abs(number) <= kind.limit;
  }

  double[] at(List<?> values) {
    return values.stream().mapToDouble(this::at).toArray();
  }

  private static double log(double number) {
    return number > 0 ? Math.log10(number) : Double.NaN;
  }

  private static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof String text && NUMBER.matcher(text).matches()
        ? Double.parseDouble(text)
        : Double.NaN;
  }

  private static double date(String text) {
    if (!DATE.matcher(text).matches()) {
      return Double.NaN;
    }
    String day = text.length() == 7 ? text + "-01" : text.replace(' ', 'T').replace("Z", "");
    try {
      LocalDateTime time = LocalDateTime.parse(day.length() == 10 ? day + "T00:00" : day);
      return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      return Double.NaN;
    }
  }
}
