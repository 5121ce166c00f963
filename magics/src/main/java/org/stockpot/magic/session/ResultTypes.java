package org.stockpot.magic.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.display.Displays;
import org.stockpot.weights.Point;

/** The types of results that the magics of a session make; the first that fits a value counts. */
public final class ResultTypes {

  private static final ResultType<Point> POINT =
      ResultType.named(Point.class, "a point")
          .offering((point, points) -> points.add("", NamedPoint.of(point, "")));

  private final List<ResultType<?>> types;
  private final Displays displays;

  /**
   * Collects types.
   *
   * @param made the types of all magics, in order
   */
  public ResultTypes(List<ResultType<?>> made) {
    types = Stream.concat(Stream.of(POINT), made.stream()).toList();
    Displays shown = Displays.standard();
    for (ResultType<?> type : types) {
      shown = with(shown, type);
    }
    displays = shown;
  }

  private static <T> Displays with(Displays displays, ResultType<T> type) {
    return type.display().map(show -> displays.with(type.type(), show)).orElse(displays);
  }

  private Optional<ResultType<?>> of(Object value) {
    return types.stream().filter(type -> type.type().isInstance(value)).findFirst();
  }

  /** Returns how results are shown, and what else is shown. */
  Displays displays() {
    return displays;
  }

  /** Returns the points of a result; none if it is no result. */
  ResultPoints points(Object owner) {
    ResultPoints points = new ResultPoints(this::points);
    of(owner).ifPresent(type -> add(type, owner, points));
    return points;
  }

  private static <T> void add(ResultType<T> type, Object owner, ResultPoints points) {
    type.points().accept(type.type().cast(owner), points);
  }

  /** Returns what a point of a result says of itself beside its task. */
  Map<String, String> facts(Object owner, String part) {
    return of(owner).map(type -> facts(type, owner, part)).orElse(Map.of());
  }

  private static <T> Map<String, String> facts(ResultType<T> type, Object owner, String part) {
    return type.facts().apply(type.type().cast(owner), part);
  }

  /** Returns such as {@code a pruning run}; of what is not ours, its type in Java. */
  String words(Object value) {
    if (value == null) {
      return "nothing";
    }
    Optional<String> words = of(value).map(ResultType::words).filter(text -> !text.isEmpty());
    if (words.isPresent()) {
      return words.get();
    }
    String name = name(value.getClass());
    if (value.getClass().isArray()) {
      return name;
    }
    return ("AEIOU".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  /** Returns the name of a type that can be typed: of one without a name, what it implements. */
  private static String name(Class<?> type) {
    Class<?>[] interfaces = type.getInterfaces();
    boolean nameless = type.isHidden() || type.isAnonymousClass();
    return nameless && interfaces.length > 0 ? interfaces[0].getSimpleName() : type.getSimpleName();
  }
}
