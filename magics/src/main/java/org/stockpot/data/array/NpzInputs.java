package org.stockpot.data.array;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.stockpot.data.HeapLimit;
import org.stockpot.data.RowDigest;
import org.stockpot.data.Scale;
import org.stockpot.data.image.PixelOrder;
import org.stockpot.format.tensor.NumberArray;
import org.stockpot.task.work.Interrupts;

/**
 * An array of inputs, read as a stream: an image for each example, its channels put first, or a row
 * of numbers.
 */
final class NpzInputs {

  /** Takes one example after another. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes an example.
     *
     * @param row its number
     * @param inputs its inputs, in an array that is used again for the next
     * @param digest of its numbers as they were read
     */
    void accept(int row, float[] inputs, RowDigest digest);
  }

  private final Path file;
  private final NumberArray array;
  private final int count;
  private final List<Integer> shape;
  private final int[] places;

  /**
   * Takes an array.
   *
   * @throws IllegalArgumentException if it has no dimension for examples, or images whose channels
   *     cannot be told
   */
  NpzInputs(Path file, NumberArray array) {
    this.file = file;
    this.array = array;
    List<Integer> all = array.shape();
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          file + ": " + array.name() + " must hold an example a row, got a lone number");
    }
    count = all.get(0);
    List<Integer> one = all.size() == 1 ? List.of(1) : all.subList(1, all.size());
    if (one.size() == 2 || one.size() == 3) {
      PixelOrder order = PixelOrder.of(one, file + ": " + array.name());
      shape = order.shape();
      places = IntStream.range(0, order.size()).map(order::place).toArray();
    } else {
      shape = one;
      places = IntStream.range(0, product(one)).toArray();
    }
    HeapLimit.require(file + ": " + array.name(), count, places.length);
  }

  private static int product(List<Integer> dimensions) {
    return dimensions.stream().reduce(1, Math::multiplyExact);
  }

  int count() {
    return count;
  }

  List<Integer> shape() {
    return shape;
  }

  /** Returns the numbers of one example. */
  int size() {
    return places.length;
  }

  String name() {
    return array.name();
  }

  /** Returns whether the numbers of an example are of one kind, as pixels are. */
  boolean isOneScale() {
    return shape.size() > 1 || array.kind() == NumberArray.Kind.BYTES;
  }

  private void forEach(ObjIntConsumer<double[]> sink) {
    int[] row = {0};
    array.forEach(
        places.length,
        values -> {
          Interrupts.check();
          sink.accept(values, row[0]++);
        });
  }

  /**
   * Returns a scale for each input, or one for all, by some of the examples. An input that is the
   * same in all of them becomes 0.
   *
   * @throws IllegalArgumentException if a number is not finite, or nothing varies
   */
  List<Scale> scales(int[] training) {
    BitSet chosen = new BitSet();
    IntStream.of(training).forEach(chosen::set);
    int groups = isOneScale() ? 1 : places.length;
    double each = (double) training.length * places.length / groups;
    double[] sums = new double[groups];
    double[] least = filled(groups, Double.POSITIVE_INFINITY);
    double[] most = filled(groups, Double.NEGATIVE_INFINITY);
    forEach(
        (values, row) -> {
          requireFinite(values, row);
          for (int i = 0; chosen.get(row) && i < values.length; i++) {
            int group = i % groups;
            sums[group] += values[i];
            least[group] = Math.min(least[group], values[i]);
            most[group] = Math.max(most[group], values[i]);
          }
        });
    double[] squares = new double[groups];
    forEach(
        (values, row) -> {
          for (int i = 0; chosen.get(row) && i < values.length; i++) {
            double distance = values[i] - sums[i % groups] / each;
            squares[i % groups] += distance * distance;
          }
        });
    if (IntStream.range(0, groups).allMatch(i -> least[i] == most[i])) {
      throw new IllegalArgumentException(
          file + ": " + array.name() + " must vary, got the same in all training rows");
    }
    return IntStream.range(0, groups)
        .mapToObj(
            i ->
                least[i] == most[i]
                    ? new Scale(least[i], 1)
                    : new Scale(sums[i] / each, Math.sqrt(squares[i] / each)))
        .toList();
  }

  private static double[] filled(int count, double value) {
    double[] filled = new double[count];
    Arrays.fill(filled, value);
    return filled;
  }

  /**
   * Gives all examples on scales.
   *
   * @throws IllegalArgumentException if a number is not finite
   */
  void forEach(List<Scale> scales, Sink sink) {
    float[] inputs = new float[places.length];
    forEach(
        (values, row) -> {
          requireFinite(values, row);
          RowDigest digest = new RowDigest();
          for (int i = 0; i < places.length; i++) {
            double value = values[places[i]];
            digest.number(value);
            inputs[i] = (float) scales.get(i % scales.size()).apply(value);
          }
          sink.accept(row, inputs, digest);
        });
  }

  private void requireFinite(double[] values, int row) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            array.name() + " of row " + row + " must be finite, got " + values[i] + " at " + i);
      }
    }
  }
}
