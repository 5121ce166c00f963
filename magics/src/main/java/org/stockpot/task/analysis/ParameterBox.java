package org.stockpot.task.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Where the parameters of an error function are of interest: one range each, by which starts are
 * drawn, planes laid, and steps of differences measured. What {@link org.stockpot.task.Task#as}
 * gives of a task that has one.
 *
 * @param names what parameters are called, one for each entry of a point
 * @param ranges their ranges
 */
public record ParameterBox(List<String> names, List<ParameterRange> ranges) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no parameter, one has no range, or two have one
   *     name
   */
  public ParameterBox {
    names = List.copyOf(names);
    ranges = List.copyOf(ranges);
    if (names.isEmpty() || names.size() != ranges.size()) {
      throw new IllegalArgumentException(
          "box must have a range for each parameter, got "
              + ranges.size()
              + " for the parameters "
              + names);
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("names must differ, got " + names);
    }
  }

  /**
   * Returns a box of parameters w1, w2 and so on.
   *
   * @param ranges their ranges, one for each
   * @return the box
   */
  public static ParameterBox of(ParameterRange... ranges) {
    return new ParameterBox(
        IntStream.rangeClosed(1, ranges.length).mapToObj(i -> "w" + i).toList(), List.of(ranges));
  }

  /**
   * Returns a box with one range for all.
   *
   * @param dimension how many parameters, at least 1
   * @param low the lower end
   * @param high the upper end
   * @return the box
   */
  public static ParameterBox cube(int dimension, double low, double high) {
    ParameterRange range = new ParameterRange(low, high);
    return of(IntStream.range(0, dimension).mapToObj(i -> range).toArray(ParameterRange[]::new));
  }

  /**
   * Returns the same box with other names.
   *
   * @param others one for each parameter
   * @return the box
   */
  public ParameterBox withNames(List<String> others) {
    return new ParameterBox(others, ranges);
  }

  /**
   * Returns how many parameters there are.
   *
   * @return at least 1
   */
  public int dimension() {
    return names.size();
  }

  /**
   * Returns which parameter has a name.
   *
   * @param name one of the names
   * @return its place
   * @throws IllegalArgumentException if there is none
   */
  public int place(String name) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException(
          "parameters must be of " + String.join(", ", names) + ", got " + name);
    }
    return place;
  }

  /**
   * Returns the middle.
   *
   * @return one number for each parameter
   */
  public double[] middle() {
    return ranges.stream().mapToDouble(range -> range.at(0.5)).toArray();
  }

  /**
   * Returns a random place, each parameter uniform in its range.
   *
   * @param random where chance is from
   * @return one number for each parameter
   */
  public double[] draw(SplittableRandom random) {
    return ranges.stream().mapToDouble(range -> range.at(random.nextDouble())).toArray();
  }

  /** Returns words such as {@code omega in 2..9, b in 0..1}. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      words.add(names.get(i) + " in " + ranges.get(i));
    }
    return String.join(", ", words);
  }
}
