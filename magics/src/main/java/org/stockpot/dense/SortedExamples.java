package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.stockpot.data.Examples;

/**
 * In which order to measure examples and their inputs, so that a first layer's product with a chunk
 * of them can leave out what is background: inputs from the one that is background in the fewest
 * examples to the one that is in the most, and examples from the one that needs the most inputs to
 * the one that needs the fewest. W x = W (x - c) + c W 1, and x - c is 0 behind the inputs that the
 * first example of a chunk needs.
 */
public final class SortedExamples {

  /** Share of inputs that are needed, up to which it pays to leave out the others. */
  private static final double FEW = 0.75;

  private final Examples examples;
  private final float background;
  private final int[] inputs;
  private final int[] order;
  private final int[] needed;

  private SortedExamples(Examples given, float background) {
    this.background = background;
    int[] shown = new int[given.size()];
    for (int i = 0; i < given.count(); i++) {
      for (int k = 0; k < shown.length; k++) {
        shown[k] += given.input(i, k) == background ? 0 : 1;
      }
    }
    inputs = descending(given.size(), k -> shown[k]);
    int[] needs = IntStream.range(0, given.count()).map(i -> needs(given, i)).toArray();
    order = descending(given.count(), i -> needs[i]);
    examples = given.subset(order);
    needed = IntStream.of(order).map(i -> needs[i]).toArray();
  }

  /**
   * Returns that of some examples, if it leaves out enough to pay.
   *
   * @param examples the examples
   * @return that of some examples
   */
  public static Optional<SortedExamples> of(Examples examples) {
    float background = SparseRows.common(examples.count(), examples::inputs);
    return Optional.of(new SortedExamples(examples, background)).filter(SortedExamples::pays);
  }

  /** Returns 0 to {@code count - 1}, those of high rank first, equals as they are. */
  private static int[] descending(int count, ToIntFunction<Integer> rank) {
    Comparator<Integer> order = Comparator.comparingInt(rank).reversed();
    return IntStream.range(0, count).boxed().sorted(order).mapToInt(i -> i).toArray();
  }

  private int needs(Examples given, int example) {
    int end = inputs.length;
    while (end > 1 && given.input(example, inputs[end - 1]) == background) {
      end--;
    }
    return end;
  }

  private boolean pays() {
    return IntStream.of(needed).average().orElse(0) <= FEW * inputs.length;
  }

  /**
   * Returns the examples in this order.
   *
   * @return the examples in this order
   */
  public Examples examples() {
    return examples;
  }

  /** Returns the inputs of the data in the order in which they come. */
  int[] inputOrder() {
    return inputs;
  }

  /** Returns what has been subtracted from inputs. */
  float background() {
    return background;
  }

  /**
   * Returns numbers of examples, which are in this order, in that of the data.
   *
   * @param values one number for each
   * @return numbers of examples
   */
  public float[] inGivenOrder(float[] values) {
    float[] given = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      given[order[i]] = values[i];
    }
    return given;
  }

  /**
   * Returns a chunk's inputs without the background, as far as its examples need them.
   *
   * @param manager what owns the arrays
   * @param from the first example
   * @param count how many examples
   * @return a chunk's inputs without the background
   */
  public NDArray inputs(NDManager manager, int from, int count) {
    int width = needed[from];
    float[] row = new float[width];
    NDArray chunk = array(manager, new Shape(count, width));
    FloatBuffer memory = NativeArrays.floats(chunk);
    for (int example = from; example < from + count; example++) {
      for (int i = 0; i < width; i++) {
        row[i] = examples.input(example, inputs[i]) - background;
      }
      memory.put(row);
    }
    return chunk;
  }

  /**
   * Returns a first layer for inputs in this order.
   *
   * @param manager what owns the arrays
   * @param weight one row per unit, in the order of the data
   * @param bias one number per unit; null for zeros
   * @return a first layer for inputs in this order
   */
  public FirstLayer firstLayer(NDManager manager, FloatBuffer weight, FloatBuffer bias) {
    int units = weight.capacity() / inputs.length;
    NDArray w = array(manager, new Shape(units, needed[0]));
    NDArray b = array(manager, new Shape(units));
    FloatBuffer weights = NativeArrays.floats(w);
    FloatBuffer biases = NativeArrays.floats(b);
    float[] row = new float[inputs.length];
    float[] some = new float[needed[0]];
    for (int unit = 0; unit < units; unit++) {
      weight.get(unit * row.length, row);
      for (int i = 0; i < some.length; i++) {
        some[i] = row[inputs[i]];
      }
      weights.put(some);
      biases.put((float) (background * sum(row) + (bias == null ? 0 : bias.get(unit))));
    }
    return batch -> Libtorch.linear(batch, Libtorch.columns(w, batch.getShape().get(1)), b);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private static NDArray array(NDManager manager, Shape shape) {
    return NativeArrays.unscoped(manager.create(shape, DataType.FLOAT32));
  }
}
