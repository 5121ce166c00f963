package org.stockpot.djl.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A shortcut without parameters: every second row and column, with channels of zeros on both sides.
 *
 * <p>See He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, §4.2, option A.
 */
public final class PaddedShortcut extends AbstractBlock {

  private static final byte VERSION = 1;

  private final int left;
  private final int right;

  /**
   * Makes a shortcut.
   *
   * @param left channels of zeros before those of the inputs
   * @param right channels of zeros behind them
   */
  public PaddedShortcut(int left, int right) {
    super(VERSION);
    this.left = left;
    this.right = right;
  }

  /**
   * Returns how many channels of zeros stand before those of the inputs.
   *
   * @return at least 0
   */
  public int left() {
    return left;
  }

  /**
   * Returns how many channels of zeros stand behind those of the inputs.
   *
   * @return at least 0
   */
  public int right() {
    return right;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray half = inputs.singletonOrThrow().get(":, :, ::2, ::2");
    NDList padded = new NDList(half);
    if (left > 0) {
      padded.add(0, zeros(half, left));
    }
    if (right > 0) {
      padded.add(zeros(half, right));
    }
    return new NDList(NDArrays.concat(padded, 1));
  }

  private static NDArray zeros(NDArray half, int channels) {
    Shape shape = half.getShape();
    NDManager manager = half.getManager();
    return manager.zeros(
        new Shape(shape.get(0), channels, shape.get(2), shape.get(3)), half.getDataType());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape in = inputs[0];
    long height = (in.get(2) + 1) / 2;
    long width = (in.get(3) + 1) / 2;
    return new Shape[] {new Shape(in.get(0), left + in.get(1) + right, height, width)};
  }
}
