package org.stockpot.data.array;

import java.nio.file.Path;
import java.util.List;
import org.stockpot.data.LabelKind;
import org.stockpot.format.tensor.NumberArray;

/**
 * The inputs and labels of one part of an npz file, a row each. Labels are read, inputs are not.
 */
final class NpzPart {

  private final Path file;
  private final NpzInputs inputs;
  private final NumberArray array;
  private final double[][] labels;

  private NpzPart(Path file, NpzInputs inputs, NumberArray array) {
    this.file = file;
    this.inputs = inputs;
    this.array = array;
    labels = new double[inputs.count()][];
  }

  /**
   * Reads the labels of a part.
   *
   * @throws IllegalArgumentException if there is not one row of them for each of inputs, or one is
   *     not finite
   */
  static NpzPart read(Path file, NumberArray x, NumberArray y) {
    NpzPart part = new NpzPart(file, new NpzInputs(file, x), y);
    List<Integer> shape = y.shape();
    if (shape.isEmpty() || shape.size() > 2 || shape.get(0) != part.labels.length) {
      throw new IllegalArgumentException(
          file
              + ": "
              + y.name()
              + " must hold a label for each of the "
              + part.labels.length
              + " rows of "
              + x.name()
              + ", got shape "
              + shape);
    }
    int[] row = {0};
    y.forEach(
        shape.size() == 1 ? 1 : shape.get(1),
        label -> {
          part.requireFinite(row[0], label);
          part.labels[row[0]++] = label.clone();
        });
    return part;
  }

  private void requireFinite(int row, double[] label) {
    for (double value : label) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            name() + " of row " + row + " must be finite, got " + value);
      }
    }
  }

  /**
   * Requires inputs and labels of the form of those for training.
   *
   * @throws IllegalArgumentException if they differ
   */
  void requireLike(NpzPart training) {
    if (!inputs.shape().equals(training.inputs.shape())
        || labels[0].length != training.labels[0].length) {
      throw new IllegalArgumentException(
          file
              + ": "
              + inputs.name()
              + " and "
              + name()
              + " must be like "
              + training.inputs.name()
              + " and "
              + training.name()
              + ", got "
              + inputs.shape()
              + " and "
              + labels[0].length
              + " labels a row for "
              + training.inputs.shape()
              + " and "
              + training.labels[0].length);
    }
  }

  /** Returns what these labels are. */
  NpzLabels understood(LabelKind kind) {
    return NpzLabels.of(file, array, labels, kind);
  }

  NpzInputs inputs() {
    return inputs;
  }

  /** Returns what the file calls the labels. */
  String name() {
    return array.name();
  }

  /** Returns the labels, which are not copied. */
  double[][] labels() {
    return labels;
  }
}
