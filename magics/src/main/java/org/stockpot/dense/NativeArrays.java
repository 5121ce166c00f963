package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The engine's arrays as memory that Java reads and writes in place.
 *
 * <p>{@code NativeArrays.floats(array).put(0, values)} changes the array, without a call of the
 * engine. It is what a device with memory of its own would have to do otherwise.
 */
public final class NativeArrays {

  private NativeArrays() {}

  /**
   * Returns an array's numbers, row by row.
   *
   * @param array of float32, whose rows lie one after another
   * @return its memory, which lasts as the array does
   */
  public static FloatBuffer floats(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /**
   * Takes an array out of the scope that may be open, so that it lasts as its manager does.
   *
   * @param <T> its type
   * @param array any
   * @return the array
   */
  public static <T extends NDArray> T unscoped(T array) {
    NDScope.unregister(array);
    return array;
  }
}
