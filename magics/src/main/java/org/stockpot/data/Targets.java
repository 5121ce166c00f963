package org.stockpot.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What is predicted: one class of several, or numbers. It decides loss and metric. */
public sealed interface Targets {

  /**
   * Returns the names of a model's outputs.
   *
   * @return one name per output, at least one
   */
  List<String> names();

  /**
   * Returns the number of outputs a model needs.
   *
   * @return the number of classes, or of numbers
   */
  default int outputs() {
    return names().size();
  }

  /**
   * One class of several: softmax cross-entropy and accuracy.
   *
   * @param names the classes' names; label k is the k-th
   */
  record Classes(List<String> names) implements Targets {

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if there are fewer than 2, or one comes twice
     */
    public Classes {
      names = List.copyOf(names);
      if (names.size() < 2) {
        throw new IllegalArgumentException(
            "classes must be at least 2, got " + (names.isEmpty() ? "none" : "only " + names));
      }
      requireDistinct(names);
    }
  }

  /**
   * One or more numbers: squared error and R². Targets are standardised, so that the numbers of
   * different units weigh the same.
   *
   * @param names the numbers' names
   * @param scales for each number, the mean and standard deviation of the training examples
   */
  record Numbers(List<String> names, List<Scale> scales) implements Targets {

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if there are no names, one comes twice, or the lists differ
     *     in length
     */
    public Numbers {
      names = List.copyOf(names);
      scales = List.copyOf(scales);
      if (names.isEmpty() || names.size() != scales.size()) {
        throw new IllegalArgumentException(
            "numbers must have one name and one scale each, got "
                + names.size()
                + " names and "
                + scales.size()
                + " scales");
      }
      requireDistinct(names);
    }

    static Numbers of(List<String> names, Examples training) {
      List<Scale> scales = new ArrayList<>();
      for (int output = 0; output < names.size(); output++) {
        double[] values = training.rawTargets(output);
        String name = names.get(output);
        scales.add(
            Scale.of(values)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "target " + name + " must vary, got only " + values[0])));
      }
      return new Numbers(names, scales);
    }

    /**
     * Returns a prediction or target in its own units.
     *
     * @param output which number
     * @param value the standardised number
     * @return {@code mean + sd * value}
     */
    public double inUnits(int output, double value) {
      return scales.get(output).invert(value);
    }
  }

  private static void requireDistinct(List<String> names) {
    HashSet<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "the names of outputs must differ, got " + name + " twice");
      }
    }
  }
}
