package org.stockpot.format.torch;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StridedTensor;
import org.stockpot.format.tensor.Tensor;

/**
 * An array of NumPy as pickles hold it: made empty, then given its state; or made of a buffer.
 *
 * <p>Only plain little-endian numbers are read. Arrays of objects are pickles in themselves.
 */
final class PickledArray {

  /** What NumPy says of entries, such as {@code f4} and, later, their byte order. */
  static final class Type {
    private static final int LONGEST_NAME = 99;

    private final String name;
    private boolean big;

    Type(Object name) {
      String text = name instanceof String given && given.length() <= LONGEST_NAME ? given : "";
      this.name = text.replaceFirst("^[<|=>]", "");
      big = text.startsWith(">");
    }

    /** Takes the state {@code (version, order, …)}. */
    void build(Object state) {
      big = ">".equals(((List<?>) state).get(1));
    }
  }

  private static final int MOST_DIMENSIONS = 64;

  private Type type = new Type("");
  private List<Long> shape = List.of();
  private boolean fortran;
  private byte[] bytes;

  /** Returns the array of a buffer. */
  static PickledArray of(Object bytes, Object type, Object shape, boolean fortran) {
    PickledArray array = new PickledArray();
    array.set(bytes, type, shape, fortran);
    return array;
  }

  /** Takes the state {@code (version, shape, type, is fortran, bytes)}. */
  void build(Object state) {
    List<?> parts = (List<?>) state;
    int last = parts.size() - 1;
    set(parts.get(last), parts.get(last - 2), parts.get(last - 3), (Boolean) parts.get(last - 1));
  }

  private void set(Object data, Object dtype, Object dimensions, boolean order) {
    type = dtype instanceof Type known ? known : new Type("");
    shape = shape(dimensions);
    fortran = order;
    // Python 2 has text where Python 3 has bytes; a list is one of objects.
    bytes =
        data instanceof String text
            ? text.getBytes(StandardCharsets.ISO_8859_1)
            : data instanceof byte[] given ? given : null;
  }

  /** Returns a shape or strides; long ones are refused before they are copied. */
  static List<Long> shape(Object tuple) {
    List<?> numbers = (List<?>) tuple;
    if (numbers.size() > MOST_DIMENSIONS) {
      throw new FormatException(
          "a tensor must have at most " + MOST_DIMENSIONS + " dimensions, got " + numbers.size());
    }
    return numbers.stream().map(n -> (Long) n).toList();
  }

  List<Long> shape() {
    return shape;
  }

  Tensor named(String name) {
    DataType known = type.big ? null : DataType.ofNumpy(type.name).orElse(null);
    if (known == null || bytes == null) {
      return Tensor.unreadable(
          name,
          shape,
          "must hold plain little-endian numbers, got an array of "
              + (type.big ? "big-endian " : "")
              + type.name);
    }
    byte[] given = bytes;
    Tensor tensor = new Tensor(name, known, shape, () -> new ByteArrayInputStream(given));
    if (tensor.bytes() != given.length) {
      throw new FormatException(
          "tensor " + tensor + " must have " + tensor.bytes() + " bytes, got " + given.length);
    }
    return fortran ? StridedTensor.columns(tensor) : tensor;
  }
}
