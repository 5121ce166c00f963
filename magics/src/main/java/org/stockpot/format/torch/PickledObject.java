package org.stockpot.format.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands for an object of a pickle that is not made: its class, and what was given to it. */
final class PickledObject {

  private final String type;
  private List<Object> parts = List.of();
  private Map<Object, Object> items = Map.of();

  /**
   * Stands for an object.
   *
   * @param type its class, or the function that would make it
   */
  PickledObject(String type) {
    this.type = type;
  }

  /** Returns the class. */
  String type() {
    return type;
  }

  /** Returns arguments, states and members, to add to. */
  List<Object> parts() {
    if (parts.isEmpty()) {
      parts = new ArrayList<>(1);
    }
    return parts;
  }

  /** Returns what the object has by key, as kinds of dicts have, to put to. */
  Map<Object, Object> items() {
    if (items.isEmpty()) {
      items = new LinkedHashMap<>();
    }
    return items;
  }

  @Override
  public String toString() {
    return type;
  }
}
