package org.stockpot.djl.script;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.dense.NativeArrays;

/** What the memory of a module's tensors tells: whether writing reaches them, and who shares it. */
public final class TensorMemory {

  private TensorMemory() {}

  /**
   * Requires that what is written to an array reaches the module.
   *
   * @param name what it is called
   * @param array its numbers
   */
  public static void requireRows(String name, NDArray array) {
    if (array.getDataType() != DataType.FLOAT32 || array.size() == 0) {
      return;
    }
    FloatBuffer memory = NativeArrays.floats(array);
    float before = memory.get(0);
    float other = before == 1 ? 2 : 1;
    memory.put(0, other);
    boolean reaches = NativeArrays.floats(array).get(0) == other;
    memory.put(0, before);
    if (!reaches) {
      throw new IllegalArgumentException(
          "parameter "
              + name
              + " of a TorchScript module must lie row by row, got one that is transposed or"
              + " channels_last; load the module by torchscript:FILE");
    }
  }

  /** Returns the first name of each array that has several, by its others. */
  static Map<String, String> tied(Map<String, NDArray> arrays) {
    Map<String, FloatBuffer> memory = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (array.getDataType() == DataType.FLOAT32) {
            memory.put(name, NativeArrays.floats(array));
          }
        });
    List<Float> before = memory.values().stream().map(m -> m.get(0)).toList();
    int mark = 0;
    for (FloatBuffer each : memory.values()) {
      each.put(0, mark++);
    }
    Map<Float, String> firsts = new HashMap<>();
    Map<String, String> tied = new LinkedHashMap<>();
    memory.forEach(
        (name, each) -> {
          String first = firsts.putIfAbsent(each.get(0), name);
          if (first != null) {
            tied.put(name, first);
          }
        });
    int i = 0;
    for (FloatBuffer each : memory.values()) {
      each.put(0, before.get(i++));
    }
    return tied;
  }
}
