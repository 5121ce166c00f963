package org.stockpot.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads JSON trees of maps, lists, strings, numbers and booleans; what is not there is empty. */
public final class Tree {

  private Tree() {}

  /**
   * Copies a tree. In the copy maps are sorted by key, so that the same tree is the same text, and
   * numbers that JSON does not have are holes.
   *
   * @param tree a tree; not modified
   * @return the copy
   */
  public static Map<String, Object> copy(Map<String, Object> tree) {
    Map<String, Object> copy = new TreeMap<>();
    tree.forEach((key, value) -> copy.put(key, copyOf(value)));
    return copy;
  }

  private static Object copyOf(Object node) {
    if (node instanceof Map) {
      return copy(map(node));
    }
    if (node instanceof List<?> list) {
      return list.stream().map(Tree::copyOf).collect(Collectors.toCollection(ArrayList::new));
    }
    return node instanceof Number n && !Double.isFinite(n.doubleValue()) ? null : node;
  }

  /**
   * Returns a map, or an empty one for anything else.
   *
   * @param node any part of a tree
   * @return the map itself, or an empty one
   */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(Object node) {
    return node instanceof Map ? (Map<String, Object>) node : Map.of();
  }

  /**
   * Returns the map under a key; adds it where there is none.
   *
   * @param parent a map; gains one if it has none there
   * @param key where
   * @return the map under the key
   */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> child(Map<String, Object> parent, String key) {
    if (!(parent.get(key) instanceof Map)) {
      parent.put(key, new LinkedHashMap<String, Object>());
    }
    return (Map<String, Object>) parent.get(key);
  }

  /**
   * Returns the list under a key, or an empty one.
   *
   * @param parent a map
   * @param key where
   * @return the list, or an empty one
   */
  public static List<?> list(Map<String, Object> parent, String key) {
    return parent.get(key) instanceof List<?> list ? list : List.of();
  }

  /**
   * Returns the text under a key, or the given one.
   *
   * @param parent a map
   * @param key where
   * @param otherwise what to return where there is none
   * @return the text; numbers as text
   */
  public static String text(Map<String, Object> parent, String key, String otherwise) {
    Object value = parent.get(key);
    return value instanceof String || value instanceof Number ? value.toString() : otherwise;
  }

  /**
   * Returns the number under a key, or the given one.
   *
   * @param parent a map
   * @param key where
   * @param otherwise what to return where there is none
   * @return the number
   */
  public static double number(Map<String, Object> parent, String key, double otherwise) {
    return parent.get(key) instanceof Number n ? n.doubleValue() : otherwise;
  }

  /**
   * Returns the truth under a key, or the given one.
   *
   * @param parent a map
   * @param key where
   * @param otherwise what to return where there is none
   * @return the truth
   */
  public static boolean flag(Map<String, Object> parent, String key, boolean otherwise) {
    return parent.get(key) instanceof Boolean b ? b : otherwise;
  }

  /**
   * Returns the numbers of a list; what is none is NaN.
   *
   * @param list a list
   * @return one number per entry
   */
  public static double[] numbers(List<?> list) {
    return list.stream()
        .mapToDouble(v -> v instanceof Number n ? n.doubleValue() : Double.NaN)
        .toArray();
  }

  /**
   * Returns the maps in the list under a key.
   *
   * @param parent a map
   * @param key where
   * @return one map per entry, empty for what is none
   */
  public static List<Map<String, Object>> maps(Map<String, Object> parent, String key) {
    List<Map<String, Object>> maps = new ArrayList<>();
    list(parent, key).forEach(v -> maps.add(map(v)));
    return maps;
  }

  /**
   * Returns a title, which is text or a map with text.
   *
   * @param parent a layout, an axis or a colour bar
   * @return the text, or nothing
   */
  public static String title(Map<String, Object> parent) {
    Object title = parent.get("title");
    return title instanceof Map ? text(map(title), "text", "") : text(parent, "title", "");
  }
}
