package org.stockpot.dense;


import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The product of two matrices, rows by rows: a · bᵀ.
 *
 * <p>A large one goes to libtorch as a 1×1 convolution: the rows of a are the places of an image,
 * its columns the channels, and the rows of b the kernels. That is the same sum of products, but
 * done by oneDNN, which uses all of a processor's vector units, where the library behind plain
 * products uses half of those of processors by AMD. A dilation changes nothing where a kernel has
 * one place; it is what makes libtorch choose oneDNN for one image.
 */
final class MatrixProduct {

  /** Entries of a and of b from which a convolution pays. */
  private static final int LARGE = 50_000;

  private static final int KERNELS = 10_000;

  private static final Shape ONE = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);
  private static final Shape DILATION = new Shape(2, 2);

  private MatrixProduct() {}

  /**
   * Returns a · bᵀ. The way depends on shapes alone.
   *
   * @param a one row for each of the result
   * @param b one row for each column of the result
   * @param bias a number for each row of b; null for none
   */
  static NDArray of(NDArray a, NDArray b, NDArray bias) {
    if (a.size() < LARGE || b.size() < KERNELS) {
      return JniUtils.linear((PtNDArray) a, (PtNDArray) b, (PtNDArray) bias);
    }
    long rows = a.getShape().get(0);
    NDArray image = a.reshape(1, rows, 1, a.getShape().get(1)).transpose(0, 3, 1, 2);
    NDArray kernels = b.reshape(b.getShape().addAll(ONE));
    NDArray convolved =
        JniUtils.convolution(
            (PtNDArray) image, (PtNDArray) kernels, (PtNDArray) bias, ONE, NONE, DILATION, 1);
    return convolved.transpose(0, 2, 3, 1).reshape(rows, b.getShape().get(0));
  }
}
