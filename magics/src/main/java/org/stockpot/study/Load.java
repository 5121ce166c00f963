package org.stockpot.study;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a network of a family has to bear: its width, or its share of the training examples.
 *
 * @param width units of each hidden layer; empty for those of the task
 * @param share of the training examples, above 0 and at most 1; empty for all
 * @param depth hidden layers; empty for those of the task
 */
public record Load(OptionalInt width, OptionalDouble share, OptionalInt depth) {

  /** The task itself, which whoever asked for it leaves open. */
  public static final Load ITSELF =
      new Load(OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty());

  /**
   * Returns a width.
   *
   * @param units of each hidden layer
   * @return the load
   */
  public static Load ofWidth(int units) {
    return new Load(OptionalInt.of(units), OptionalDouble.empty(), OptionalInt.empty());
  }

  /**
   * Returns a share of the training examples.
   *
   * @param share above 0 and at most 1
   * @return the load
   */
  public static Load ofShare(double share) {
    return new Load(OptionalInt.empty(), OptionalDouble.of(share), OptionalInt.empty());
  }

  /**
   * Returns a width and a share.
   *
   * @param units of each hidden layer
   * @param share above 0; all examples, as of the task itself, from 1 on
   * @return the load
   */
  public static Load of(int units, double share) {
    return new Load(
        OptionalInt.of(units),
        share < 1 ? OptionalDouble.of(share) : OptionalDouble.empty(),
        OptionalInt.empty());
  }

  /**
   * Returns a number of hidden layers.
   *
   * @param layers at least 0
   * @return the load
   */
  public static Load ofDepth(int layers) {
    return new Load(OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.of(layers));
  }

  /**
   * Returns words such as {@code width 32}, {@code 50% of data}, both, or {@code 2 hidden layers}.
   */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    depth.ifPresent(
        layers ->
            words.add(
                (layers == 0 ? "no" : "" + layers) + " hidden layer" + (layers == 1 ? "" : "s")));
    width.ifPresent(units -> words.add("width " + units));
    share.ifPresent(
        part ->
            words.add(
                BigDecimal.valueOf(part).movePointRight(2).stripTrailingZeros().toPlainString()
                    + "% of data"));
    return words.isEmpty() ? "the network" : String.join(", ", words);
  }
}
