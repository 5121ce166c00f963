package org.stockpot.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The points that one use of a magic works with, and what is to be said of them. */
final class Uses {

  private final Map<String, NamedPoint> points = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  void add(String name, NamedPoint point) {
    points.put(name, point);
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /** Returns the points by the names they were asked for, in order. */
  Map<String, NamedPoint> points() {
    return points;
  }

  List<String> notes() {
    return notes;
  }
}
