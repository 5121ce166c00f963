package org.stockpot.similarity;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What a layer makes of some examples, feature by feature, each centred over the examples. */
final class Features {

  private final float[][] values;
  private final int examples;
  private final int constant;

  private Features(float[][] values, int examples, int constant) {
    this.values = values;
    this.examples = examples;
    this.constant = constant;
  }

  /** Returns one array per feature, with one number per example, whose mean is 0. */
  float[][] values() {
    return values;
  }

  int examples() {
    return examples;
  }

  /** Returns the products of examples with one another, on and below the diagonal. */
  double[][] products() {
    return ExampleProducts.of(values, examples);
  }

  /** Returns how many features are the same for all examples. */
  int constant() {
    return constant;
  }

  /** Gathers rows of examples into features. */
  static final class Builder {
    private final float[][] values;
    private final int examples;

    Builder(int features, int examples) {
      values = new float[features][examples];
      this.examples = examples;
    }

    /** Adds examples in a row; returns the first that is not finite, or -1. */
    int add(int from, int count, float[] rows) {
      int bad = -1;
      for (int i = count - 1; i >= 0; i--) {
        for (int f = 0; f < values.length; f++) {
          float value = rows[i * values.length + f];
          values[f][from + i] = value;
          if (!Float.isFinite(value)) {
            bad = from + i;
          }
        }
      }
      return bad;
    }

    /** Centres what was gathered, which is used up. */
    Features centred() {
      int constant = 0;
      for (float[] feature : values) {
        constant += centre(feature) ? 0 : 1;
      }
      return new Features(values, examples, constant);
    }
  }

  /** Returns the features of rows of examples. */
  static Features ofRows(float[][] rows) {
    Builder builder = new Builder(rows[0].length, rows.length);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new IllegalArgumentException(
            "rows must be of one length, got " + rows[0].length + " and " + rows[i].length);
      }
      if (builder.add(i, 1, rows[i]) >= 0) {
        throw new IllegalArgumentException("activations must be finite, got others in row " + i);
      }
    }
    return builder.centred();
  }

  /**
   * Takes the mean away, twice, as the first leaves what a float of its size rounds off; returns
   * false, and leaves exact zeros, if all numbers are the same.
   */
  private static boolean centre(float[] feature) {
    boolean varies = false;
    for (float value : feature) {
      varies |= value != feature[0];
    }
    if (!varies) {
      Arrays.fill(feature, 0f);
      return false;
    }
    for (int pass = 0; pass < 2; pass++) {
      double sum = 0;
      for (float value : feature) {
        sum += value;
      }
      double mean = sum / feature.length;
      for (int i = 0; i < feature.length; i++) {
        feature[i] = (float) (feature[i] - mean);
      }
    }
    return true;
  }

  /** Returns the features of the first examples, centred over these. */
  Features first(int count) {
    if (count >= examples) {
      return this;
    }
    float[][] some = new float[values.length][];
    int same = 0;
    for (int f = 0; f < some.length; f++) {
      some[f] = Arrays.copyOf(values[f], count);
      same += centre(some[f]) ? 0 : 1;
    }
    return new Features(some, count, same);
  }

  /** Returns the features that vary. */
  float[][] varying() {
    return Arrays.stream(values)
        .filter(feature -> IntStream.range(0, examples).anyMatch(i -> feature[i] != 0))
        .toArray(float[][]::new);
  }
}
