package org.stockpot.data.array;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.data.Data;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.Names;
import org.stockpot.data.Split;
import org.stockpot.data.split.Splitter;

/**
 * Data from Java arrays. Inputs are taken as they are, rounded to float32; doubles that this would
 * not keep apart are refused. Labels number the classes from 0; target numbers are standardised by
 * the training examples.
 */
public final class ArrayData {

  private static final String SOURCE = "Java arrays";

  private ArrayData() {}

  /**
   * Returns data for classification of vectors.
   *
   * @param x inputs, shape (examples, features). Not modified, not kept.
   * @param y labels, one per example, from 0. Not modified, not kept.
   * @param split how to part the examples
   * @return the data
   * @throws IllegalArgumentException if an array is empty, ragged or of another length, a value is
   *     not finite, or a label out of range
   */
  public static Data of(float[][] x, int[] y, Split split) {
    return classes(List.of(width(x)), x, y, split);
  }

  /**
   * Returns data for classification of vectors.
   *
   * @param x inputs, shape (examples, features). Not modified, not kept.
   * @param y labels, one per example, from 0. Not modified, not kept.
   * @param split how to part the examples
   * @return the data
   * @throws IllegalArgumentException as {@link #of(float[][], int[], Split)}
   */
  public static Data of(double[][] x, int[] y, Split split) {
    return of(floats(x), y, split);
  }

  /**
   * Returns data for classification of grey images.
   *
   * @param x inputs, shape (examples, height, width). Not modified, not kept.
   * @param y labels, one per example, from 0. Not modified, not kept.
   * @param split how to part the examples
   * @return the data, its examples of shape (1, height, width)
   * @throws IllegalArgumentException as {@link #of(float[][], int[], Split)}
   */
  public static Data of(float[][][] x, int[] y, Split split) {
    float[][][][] images = new float[x.length][][][];
    for (int i = 0; i < x.length; i++) {
      images[i] = new float[][][] {x[i]};
    }
    return of(images, y, split);
  }

  /**
   * Returns data for classification of images.
   *
   * @param x inputs, shape (examples, channels, height, width). Not modified, not kept.
   * @param y labels, one per example, from 0. Not modified, not kept.
   * @param split how to part the examples
   * @return the data, its examples of shape (channels, height, width)
   * @throws IllegalArgumentException as {@link #of(float[][], int[], Split)}
   */
  public static Data of(float[][][][] x, int[] y, Split split) {
    requireSome(x.length);
    requireSome(x[0].length);
    requireSome(x[0][0].length);
    List<Integer> shape = List.of(x[0].length, x[0][0].length, x[0][0][0].length);
    float[][] rows = new float[x.length][];
    for (int i = 0; i < x.length; i++) {
      rows[i] = flat(x[i], shape, i);
    }
    return classes(shape, rows, y, split);
  }

  /**
   * Returns data for regression with one target.
   *
   * @param x inputs, shape (examples, features). Not modified, not kept.
   * @param y targets, one per example. Not modified, not kept.
   * @param split how to part the examples
   * @return the data, its target named {@code y}
   * @throws IllegalArgumentException if an array is empty, ragged or of another length, a value is
   *     not finite, or the targets are all equal
   */
  public static Data of(float[][] x, float[] y, Split split) {
    return of(x, IntStream.range(0, y.length).mapToDouble(i -> y[i]).toArray(), split);
  }

  /**
   * Returns data for regression with one target.
   *
   * @param x inputs, shape (examples, features). Not modified, not kept.
   * @param y targets, one per example. Not modified, not kept.
   * @param split how to part the examples
   * @return the data, its target named {@code y}
   * @throws IllegalArgumentException as {@link #of(float[][], float[], Split)}
   */
  public static Data of(double[][] x, double[] y, Split split) {
    return of(floats(x), y, split);
  }

  private static Data of(float[][] x, double[] y, Split split) {
    double[][] columns = new double[y.length][];
    for (int i = 0; i < y.length; i++) {
      columns[i] = new double[] {y[i]};
    }
    return numbers(x, columns, List.of("y"), split);
  }

  /**
   * Returns data for regression with several targets.
   *
   * @param x inputs, shape (examples, features). Not modified, not kept.
   * @param y targets, shape (examples, targets). Not modified, not kept.
   * @param split how to part the examples
   * @return the data, its targets named {@code y0}, {@code y1} and so on
   * @throws IllegalArgumentException as {@link #of(float[][], float[], Split)}
   */
  public static Data of(double[][] x, double[][] y, Split split) {
    requireSome(y.length);
    List<String> names = Names.numbered(y[0].length).stream().map(n -> "y" + n).toList();
    return numbers(floats(x), y, names, split);
  }

  private static Data classes(List<Integer> shape, float[][] x, int[] y, Split split) {
    requireLabels(y, x.length);
    DatasetInfo info = DatasetInfo.of("arrays", SOURCE, shape);
    ExamplesBuilder builder = new ExamplesBuilder(info.size());
    for (int i = 0; i < x.length; i++) {
      requireLength(x[i].length, info.size(), i);
      builder.add(x[i], 0, y[i]);
    }
    int classes = 1 + IntStream.of(y).max().orElse(0);
    return Data.of(info, Names.numbered(classes), Splitter.split(builder.build(), split));
  }

  private static Data numbers(float[][] x, double[][] y, List<String> names, Split split) {
    requireAsMany(x.length, y.length);
    DatasetInfo info = DatasetInfo.of("arrays", SOURCE, List.of(width(x)));
    ExamplesBuilder builder = new ExamplesBuilder(info.size());
    for (int i = 0; i < x.length; i++) {
      requireLength(x[i].length, info.size(), i);
      builder.add(x[i], 0, y[i]);
    }
    return Data.of(info, names, Splitter.split(builder.build(), split));
  }

  private static float[] flat(float[][][] image, List<Integer> shape, int example) {
    FloatBuffer flat = FloatBuffer.allocate(shape.stream().reduce(1, Math::multiplyExact));
    requireLength(image.length, shape.get(0), example);
    for (float[][] channel : image) {
      requireLength(channel.length, shape.get(1), example);
      for (float[] line : channel) {
        requireLength(line.length, shape.get(2), example);
        flat.put(line);
      }
    }
    return flat.array();
  }

  private static float[][] floats(double[][] x) {
    float[][] floats = new float[x.length][];
    Float32Check columns = new Float32Check(x.length == 0 ? 0 : x[0].length);
    for (int i = 0; i < x.length; i++) {
      requireLength(x[i].length, x[0].length, i);
      columns.add(x[i]);
      floats[i] = new float[x[i].length];
      for (int j = 0; j < x[i].length; j++) {
        floats[i][j] = (float) x[i][j];
      }
    }
    columns.require();
    return floats;
  }

  private static int width(float[][] x) {
    requireSome(x.length);
    requireSome(x[0].length);
    return x[0].length;
  }

  private static void requireSome(int length) {
    if (length == 0) {
      throw new IllegalArgumentException(
          "each dimension must have at least 1 entry, got an empty array");
    }
  }

  private static void requireLength(int length, int expected, int example) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "example "
              + example
              + " must have "
              + expected
              + " entries like example 0, got "
              + length);
    }
  }

  private static void requireAsMany(int x, int y) {
    if (x != y) {
      throw new IllegalArgumentException(
          "x and y must have as many examples, got " + x + " and " + y);
    }
  }

  private static void requireLabels(int[] y, int count) {
    requireAsMany(count, y.length);
    for (int i = 0; i < count; i++) {
      if (y[i] < 0 || y[i] >= count) {
        throw new IllegalArgumentException(
            "the label of example "
                + i
                + " must lie in 0 to "
                + (count - 1)
                + ", got "
                + y[i]
                + "; number the classes 0, 1, 2, …");
      }
    }
  }
}
