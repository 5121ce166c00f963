package org.stockpot.magic.soup;

import java.util.OptionalDouble;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Values;

/**
 * A word like {@code base=0.3}.
 *
 * @param name a point, a file or a pattern of files
 * @param weight its weight, if it has one
 */
record WeightedArgument(String name, OptionalDouble weight) {

  static WeightedArgument of(String word) {
    int equals = word.lastIndexOf('=');
    if (equals < 1) {
      return new WeightedArgument(word, OptionalDouble.empty());
    }
    String name = word.substring(0, equals);
    try {
      double weight = (double) Values.read(double.class, word.substring(equals + 1));
      return new WeightedArgument(name, OptionalDouble.of(weight));
    } catch (UsageException e) {
      throw new UsageException("the weight of " + name + " " + e.getMessage());
    }
  }
}
