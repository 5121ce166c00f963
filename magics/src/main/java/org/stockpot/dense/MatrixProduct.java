package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The product of two matrices, rows by rows: a · bᵀ.
 *
 * <p>A large one goes to libtorch as a 1×1 convolution: the rows of a are the places of an image,
 * its columns the channels, and the rows of b the kernels. That is the same sum of products, but
 * done by oneDNN, which uses all of a processor's vector units, where the library behind plain
 * products uses half of those of processors by AMD. A dilation changes nothing where a kernel has
 * one place; it is what makes libtorch choose oneDNN for one image.
 */
public final class MatrixProduct {

  /** Entries of a and of b from which a convolution pays. */
  private static final int LARGE = 50_000;

  private static final int KERNELS = 10_000;

  private static final Shape ONE = new Shape(1, 1);
  private static final Shape DILATION = new Shape(2, 2);

  private MatrixProduct() {}

  /**
   * Returns a · bᵀ. The way depends on shapes alone.
   *
   * @param a one row for each of the result
   * @param b one row for each column of the result
   * @param bias a number for each row of b; null for none
   * @return a · bᵀ
   */
  public static NDArray of(NDArray a, NDArray b, NDArray bias) {
    if (a.size() < LARGE || b.size() < KERNELS) {
      return Libtorch.linear(a, b, bias);
    }
    long rows = a.getShape().get(0);
    NDArray image = a.reshape(1, rows, 1, a.getShape().get(1)).transpose(0, 3, 1, 2);
    NDArray kernels = b.reshape(b.getShape().addAll(ONE));
    NDArray convolved = Libtorch.convolution(image, kernels, bias, DILATION);
    return convolved.transpose(0, 2, 3, 1).reshape(rows, b.getShape().get(0));
  }
}
