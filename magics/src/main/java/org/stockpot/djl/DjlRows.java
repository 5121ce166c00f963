package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.SequenceSampler;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.RowDigest;
import org.stockpot.data.array.Float32Check;
import org.stockpot.task.work.Interrupts;

/** What a DJL data set gives, read once from front to back, with inputs and labels as they come. */
final class DjlRows {

  private static final int BATCH = 256;

  private final Deque<float[]> inputs = new ArrayDeque<>();
  private final List<double[]> labels = new ArrayList<>();
  private Float32Check columns;
  private Shape shape;
  private boolean whole = true;

  private DjlRows() {}

  /**
   * Reads a data set through its own pipeline, whatever its sampler.
   *
   * @param set prepared if it was not yet; otherwise not modified
   * @throws IllegalArgumentException if it does not give one input and one label array per example
   * @throws UncheckedIOException if it cannot be read
   */
  static DjlRows read(RandomAccessDataset set) {
    DjlRows rows = new DjlRows();
    try (NDManager manager = NDManager.newBaseManager()) {
      for (Batch batch : set.getData(manager, new BatchSampler(new SequenceSampler(), BATCH))) {
        try (batch) {
          Interrupts.check();
          rows.add(only("input", batch.getData()), only("label", batch.getLabels()));
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    } catch (IllegalStateException e) {
      // DJL's iterator says no more than "Data loading failed" of what the data set threw.
      throw e.getCause() instanceof IOException io ? unreadable(io) : e;
    } catch (TranslateException e) {
      throw new IllegalArgumentException(
          "the pipeline of the DJL data set must run, got: " + e.getMessage(), e);
    }
    if (rows.inputs.isEmpty()) {
      throw new IllegalArgumentException("a DJL data set must have examples, got none");
    }
    if (rows.columns != null) {
      rows.columns.require();
    }
    return rows;
  }

  private static UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("cannot read the DJL data set: " + e.getMessage(), e);
  }

  private static NDArray only(String what, NDList arrays) {
    if (arrays.size() != 1) {
      throw new IllegalArgumentException(
          "a DJL data set must give one " + what + " array per example, got " + arrays.size());
    }
    return arrays.head();
  }

  private void add(NDArray x, NDArray y) {
    int count = Math.toIntExact(x.getShape().get(0));
    Shape one = x.getShape().slice(1);
    if (shape != null && !shape.equals(one)) {
      throw new IllegalArgumentException(
          "examples of a DJL data set must have one shape, got " + one + " after " + shape);
    }
    shape = one;
    require(x, count);
    whole &= y.getDataType().isInteger() || y.getDataType().isBoolean();
    float[] values = x.toType(DataType.FLOAT32, false).toFloatArray();
    double[] targets = y.toType(DataType.FLOAT64, false).toDoubleArray();
    for (int i = 0; i < count; i++) {
      inputs.add(part(values, i, values.length / count));
      int width = targets.length / count;
      labels.add(Arrays.copyOfRange(targets, i * width, (i + 1) * width));
    }
  }

  /** Takes note of numbers that are wider than float32. */
  private void require(NDArray x, int count) {
    DataType type = x.getDataType();
    if (type != DataType.FLOAT64 && type != DataType.INT64 && type != DataType.INT32) {
      return;
    }
    double[] values = x.toType(DataType.FLOAT64, false).toDoubleArray();
    int width = values.length / count;
    columns = columns == null ? new Float32Check(width) : columns;
    for (int i = 0; i < count; i++) {
      columns.add(Arrays.copyOfRange(values, i * width, (i + 1) * width));
    }
  }

  private static float[] part(float[] values, int index, int width) {
    return Arrays.copyOfRange(values, index * width, (index + 1) * width);
  }

  /** Returns the shape of one example, where a lone number is a vector of one. */
  List<Integer> shape() {
    List<Integer> dimensions = LongStream.of(shape.getShape()).mapToObj(Math::toIntExact).toList();
    return dimensions.isEmpty() ? List.of(1) : dimensions;
  }

  List<double[]> labels() {
    return labels;
  }

  /** Returns whether the labels are of a type of whole numbers. */
  boolean isWhole() {
    return whole;
  }

  /** Returns the examples and forgets them: each input is freed as soon as it is copied. */
  Examples drain(boolean classes, Pixels pixels) {
    ExamplesBuilder builder = new ExamplesBuilder(inputs.getFirst().length);
    for (double[] label : labels) {
      float[] input = inputs.removeFirst();
      RowDigest row = pixels.read(input);
      pixels.scale(input);
      if (classes) {
        builder.add(input, 0, (int) label[0]).fromRow(row.text(Integer.toString((int) label[0])));
      } else {
        Arrays.stream(label).forEach(row::number);
        builder.add(input, 0, label).fromRow(row);
      }
    }
    return builder.build();
  }

  /** Changes the inputs of one example in place. */
  @FunctionalInterface
  interface Pixels {
    /** Leaves them as they are. */
    Pixels AS_THEY_ARE = input -> {};

    void scale(float[] input);

    /** Returns the digest of the inputs of one example, before they are scaled. */
    default RowDigest read(float[] input) {
      return new RowDigest().numbers(input);
    }
  }
}
