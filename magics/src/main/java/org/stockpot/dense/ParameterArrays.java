package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;

/**
 * A working copy of a network's parameters, one array for each slot of its layout.
 *
 * <p>{@code arrays.set(point.values())} makes it the network of a point, {@code array(0)} is the
 * matrix that products take.
 */
public interface ParameterArrays {

  /**
   * Returns what owns the arrays.
   *
   * @return the manager, which lives as this copy does
   */
  NDManager manager();

  /**
   * Returns the array of a slot.
   *
   * @param slot its index in the layout
   * @return float32, of the slot's shape
   */
  NDArray array(int slot);

  /**
   * Returns where a slot begins in the flat vector.
   *
   * @param slot its index in the layout
   * @return the index of its first entry
   */
  int offset(int slot);

  /**
   * Sets all parameters and statistics.
   *
   * @param values as many as the layout has entries
   */
  void set(FloatBuffer values);

  /**
   * Reads all parameters and statistics.
   *
   * @param values as many as the layout has entries; overwritten
   */
  void get(float[] values);

  /**
   * Returns threads that share the steps of this copy.
   *
   * @param helpers how many besides the caller's
   * @return the threads, which last as this copy does
   */
  StepThreads threads(int helpers);
}
