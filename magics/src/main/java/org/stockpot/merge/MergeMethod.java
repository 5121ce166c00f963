package org.stockpot.merge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stockpot.weights.Merge;

/**
 * What there is to know of a merge method before it is used: for help, completion and tables.
 *
 * @param name what users call it, such as {@code task-arithmetic}
 * @param source the paper
 * @param needsBase whether members must have a known base
 * @param members how many members it takes at least
 * @param options its numbers, with defaults
 * @param make makes it from values of all options by name
 */
public record MergeMethod(
    String name,
    String source,
    boolean needsBase,
    int members,
    List<Option> options,
    Function<Map<String, Double>, Merge> make) {

  /**
   * A number that a method takes.
   *
   * @param name its name
   * @param standard its default, by the method's paper
   * @param meaning a phrase
   */
  public record Option(String name, double standard, String meaning) {}

  /** Copies the options. */
  public MergeMethod {
    options = List.copyOf(options);
  }

  /**
   * Returns the method with some of its options.
   *
   * @param values numbers by option; what is not given is the default
   * @return the merge
   * @throws IllegalArgumentException if there is no such option, or a number is out of its range
   */
  public Merge with(Map<String, Double> values) {
    Map<String, Double> all = new TreeMap<>();
    options.forEach(option -> all.put(option.name, option.standard));
    for (String name : values.keySet()) {
      if (!all.containsKey(name)) {
        throw new IllegalArgumentException(
            "no option named "
                + name
                + " of "
                + this.name
                + ", the options are "
                + options.stream().map(Option::name).collect(Collectors.joining(" ")));
      }
    }
    all.putAll(values);
    return make.apply(all);
  }
}
