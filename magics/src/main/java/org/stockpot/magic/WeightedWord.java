package org.stockpot.magic;

import java.util.OptionalDouble;

/**
 * A word like {@code base=0.3}.
 *
 * @param name a point, a file or a pattern of files
 * @param weight its weight, if it has one
 */
record WeightedWord(String name, OptionalDouble weight) {

  static WeightedWord of(String word) {
    int equals = word.lastIndexOf('=');
    if (equals < 1) {
      return new WeightedWord(word, OptionalDouble.empty());
    }
    String name = word.substring(0, equals);
    try {
      double weight = (double) Values.read(double.class, word.substring(equals + 1));
      return new WeightedWord(name, OptionalDouble.of(weight));
    } catch (UsageException e) {
      throw new UsageException("the weight of " + name + " " + e.getMessage());
    }
  }
}
