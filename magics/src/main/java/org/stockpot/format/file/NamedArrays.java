package org.stockpot.format.file;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FloatBytes;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;

/** Arrays to be written to one safetensors file that is no checkpoint. */
public final class NamedArrays {

  private final List<Tensor> tensors = new ArrayList<>();

  /** Begins without arrays. */
  public NamedArrays() {}

  /**
   * Adds numbers as F32.
   *
   * @param name a name that no other array has
   * @param shape its dimensions, outermost first
   * @param values its entries in row-major order; not copied
   * @return this
   * @throws IllegalArgumentException if the shape has another number of entries
   */
  public NamedArrays floats(String name, List<Integer> shape, float... values) {
    return add(
        name,
        DataType.F32,
        shape,
        values.length,
        () -> new FloatBytes(FloatBuffer.wrap(values).duplicate()));
  }

  /**
   * Adds whole numbers as I64.
   *
   * @param name a name that no other array has
   * @param shape its dimensions, outermost first
   * @param values its entries in row-major order
   * @return this
   * @throws IllegalArgumentException if the shape has another number of entries
   */
  public NamedArrays longs(String name, List<Integer> shape, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return add(
        name, DataType.I64, shape, values.length, () -> new ByteArrayInputStream(bytes.array()));
  }

  private NamedArrays add(
      String name, DataType type, List<Integer> shape, int entries, Tensor.Source source) {
    Tensor tensor = new Tensor(name, type, shape.stream().map(Integer::longValue).toList(), source);
    if (tensor.size() != entries) {
      throw new IllegalArgumentException(
          "array " + name + " must have " + tensor.size() + " entries, got " + entries);
    }
    tensors.add(tensor);
    return this;
  }

  /**
   * Writes the arrays.
   *
   * @param file the file
   * @param metadata any text by key
   * @throws FormatException if the file cannot be written
   */
  public void save(Path file, Map<String, String> metadata) {
    Disk.write(file, out -> Safetensors.write(out, tensors, metadata));
  }
}
