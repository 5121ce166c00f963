package org.stockpot.format.tensor;

import java.io.EOFException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** An array of numbers in a file. Nothing of its size is in memory. */
public final class NumberArray {

  /** What numbers an array holds. */
  public enum Kind {
    /** Whole numbers from 0 to 255, in bytes. */
    BYTES,
    /** Other whole numbers, and truth values as 0 and 1. */
    WHOLE,
    /** Floating-point numbers. */
    REAL
  }

  private static final double EXACT = 0x1p53;

  private final Path file;
  private final Tensor tensor;

  /**
   * Returns the numbers of a tensor.
   *
   * @param file where it lies, for messages
   * @param tensor the tensor, with dimensions of at least 1
   */
  public NumberArray(Path file, Tensor tensor) {
    this.file = file;
    this.tensor = tensor;
    for (long dimension : tensor.shape()) {
      if (dimension < 1 || dimension > Integer.MAX_VALUE) {
        throw new FormatException(
            "array " + tensor + " must have dimensions from 1 to below 2^31, got " + dimension);
      }
    }
  }

  /**
   * Returns what the file calls it.
   *
   * @return any text
   */
  public String name() {
    return tensor.name();
  }

  /**
   * Returns its dimensions.
   *
   * @return outermost first, each at least 1; empty for a lone number
   */
  public List<Integer> shape() {
    return tensor.shape().stream().map(Math::toIntExact).toList();
  }

  /**
   * Returns what numbers it holds.
   *
   * @return the kind
   */
  public Kind kind() {
    if (tensor.type() == DataType.U8) {
      return Kind.BYTES;
    }
    return tensor.type().isWeights() ? Kind.REAL : Kind.WHOLE;
  }

  /**
   * Reads all numbers in row-major order, some at a time.
   *
   * @param width how many numbers at a time; must divide the size
   * @param sink gets each group, in an array that is used again for the next
   * @throws FormatException if the file is cut off or damaged, or a whole number exceeds 2^53
   */
  public void forEach(int width, Consumer<double[]> sink) {
    Disk.read(
        file,
        () -> {
          double[] group = new double[width];
          try (EntryReader in = new EntryReader(tensor)) {
            for (long left = tensor.size(); left > 0; left -= width) {
              in.doubles(group, 0, width);
              requireExact(group);
              sink.accept(group);
            }
          }
          return null;
        });
  }

  /** Of whole numbers, doubles tell all below 2^53 apart. */
  private void requireExact(double[] group) {
    if (tensor.type() != DataType.I64 && tensor.type() != DataType.U64) {
      return;
    }
    for (double number : group) {
      boolean wrapped = tensor.type() == DataType.U64 && number < 0;
      if (wrapped || Math.abs(number) >= EXACT) {
        throw new FormatException(
            "whole numbers of " + tensor.name() + " must lie within 2^53, got a larger one");
      }
    }
  }

  /**
   * Returns the entries as they are stored.
   *
   * @return a copy of all bytes
   * @throws FormatException if the file is cut off or damaged
   */
  public byte[] bytes() {
    return Disk.read(
        file,
        () -> {
          try (InputStream in = tensor.source().open()) {
            byte[] bytes = in.readNBytes(Math.toIntExact(tensor.bytes()));
            if (bytes.length < tensor.bytes()) {
              throw new EOFException();
            }
            return bytes;
          }
        });
  }

  /** Returns name, shape and type. */
  @Override
  public String toString() {
    return tensor.toString();
  }
}
