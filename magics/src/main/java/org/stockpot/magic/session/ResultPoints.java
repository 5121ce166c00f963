package org.stockpot.magic.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The points that one result offers, told by its {@link ResultType}. */
public final class ResultPoints {

  /** Ends of the names of points that trainings start at. */
  static final List<String> STARTS = List.of("init", "rewind");

  private final Function<Object, ResultPoints> others;
  private final Map<String, NamedPoint> named = new LinkedHashMap<>();
  private final List<NamedPoint> nameless = new ArrayList<>();

  /** Makes a list without points; the function gives those of other results. */
  ResultPoints(Function<Object, ResultPoints> others) {
    this.others = others;
  }

  /**
   * Adds a point.
   *
   * @param name the rest of its name behind that of the result; empty for the result's own
   * @param point the point, with its Java behind the result's name
   */
  public void add(String name, NamedPoint point) {
    named.put(name, point);
  }

  /**
   * Adds a point that has no name but whose origin is to be known: a control, or a round's start.
   *
   * @param point the point
   */
  public void addNameless(NamedPoint point) {
    nameless.add(point);
  }

  /**
   * Adds the points of a result that is a part of this one.
   *
   * @param name the part's name; empty for a part whose points are this result's own
   * @param java the expression that gives the part, behind the name of this result
   * @param part the part
   */
  public void addPart(String name, String java, Object part) {
    ResultPoints points = others.apply(part);
    points.named.forEach(
        (rest, point) -> {
          String dot = name.isEmpty() || rest.isEmpty() ? "" : ".";
          add(name + dot + rest, point.behind(java));
        });
    nameless.addAll(points.nameless);
  }

  /** Returns the points by the rest of their names. */
  Map<String, NamedPoint> named() {
    return Collections.unmodifiableMap(named);
  }

  /** Returns the points and those without names. */
  List<NamedPoint> all() {
    List<NamedPoint> all = new ArrayList<>(named.values());
    all.addAll(nameless);
    return all;
  }
}
