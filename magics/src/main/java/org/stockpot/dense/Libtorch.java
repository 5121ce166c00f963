package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** What dense steps ask of the engine besides memory: a few products, and the state of a thread. */
final class Libtorch {

  private Libtorch() {}

  /** Returns a · b. */
  static NDArray product(NDArray a, NDArray b) {
    return JniUtils.matmul((PtNDArray) a, (PtNDArray) b);
  }

  /** Returns a · bᵀ, with a number added to each column; null for none. */
  static NDArray linear(NDArray a, NDArray b, NDArray bias) {
    return JniUtils.linear((PtNDArray) a, (PtNDArray) b, (PtNDArray) bias);
  }

  /** Returns the first columns of a matrix, as a view. */
  static NDArray columns(NDArray matrix, long count) {
    return JniUtils.slice((PtNDArray) matrix, 1, 0, count, 1);
  }

  /** Returns whether this thread's operations are recorded for gradients. */
  static boolean recordsGradients() {
    return JniUtils.isGradMode();
  }

  /** Records this thread's operations for gradients, or not. */
  static void recordGradients(boolean record) {
    JniUtils.setGradMode(record);
  }

  /** Sets how many threads the engine uses within an operation of this thread. */
  static void useThreads(int count) {
    JniUtils.setNumThreads(count);
  }
}
