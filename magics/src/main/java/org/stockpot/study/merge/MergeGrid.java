package org.stockpot.study.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.MergeOption;

/**
 * Values of options that merges try, for validation to choose from. Each method tries all
 * combinations of the options that it has; what is not here is the method's default.
 *
 * @param values one or more values for each option by name, as users write them
 */
public record MergeGrid(Map<String, List<String>> values) {

  /** Every method's defaults alone. */
  public static final MergeGrid DEFAULTS = new MergeGrid(Map.of());

  private static final int MOST = 1000;

  /**
   * Copies the values, each once.
   *
   * @throws IllegalArgumentException if an option has none
   */
  public MergeGrid {
    Map<String, List<String>> sorted = new TreeMap<>();
    values.forEach((name, list) -> sorted.put(name, list.stream().distinct().toList()));
    sorted.forEach(
        (name, list) -> {
          if (list.isEmpty()) {
            throw new IllegalArgumentException(name + " must have a value, got none");
          }
        });
    values = java.util.Collections.unmodifiableMap(sorted);
  }

  /**
   * Returns the settings that a method tries: all combinations of its own options, the last of
   * which changes fastest.
   *
   * @param method a method
   * @return values by option, in the order of its options; one setting without any if it has none
   *     of them
   * @throws IllegalArgumentException if there are more than 1000
   */
  public List<Map<String, String>> settings(MergeMethod method) {
    List<Map<String, String>> all = List.of(Map.of());
    for (MergeOption option : method.options()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> before : all) {
        for (String value : values.getOrDefault(option.name(), List.of(option.standard()))) {
          Map<String, String> next = new LinkedHashMap<>(before);
          next.put(option.name(), value);
          longer.add(next);
        }
      }
      all = longer;
      if (all.size() > MOST) {
        throw new IllegalArgumentException(
            "a grid must have at most " + MOST + " settings, got more for " + method.name());
      }
    }
    return all;
  }

  /**
   * Returns the options of this grid that a method does not have.
   *
   * @param method a method
   * @return their names
   */
  public List<String> untaken(MergeMethod method) {
    List<String> has = method.options().stream().map(MergeOption::name).toList();
    return values.keySet().stream().filter(name -> !has.contains(name)).toList();
  }

  /**
   * Requires that each option is one of some methods'.
   *
   * @param methods the methods
   * @throws IllegalArgumentException if none takes an option
   */
  void requireTaken(List<MergeMethod> methods) {
    for (String name : values.keySet()) {
      if (methods.stream().allMatch(method -> untaken(method).contains(name))) {
        throw new IllegalArgumentException(
            "no option named "
                + name
                + " of "
                + methods.stream().map(MergeMethod::name).collect(Collectors.joining(", ")));
      }
    }
  }
}
