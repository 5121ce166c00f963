package org.stockpot.djl.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * Conv-2: two 3×3 convolutions with 64 channels and zero padding, 2×2 max pooling, and dense layers
 * of 256, 256 and the outputs, all with ReLU between; Glorot-normal weights.
 *
 * <p>See Frankle, Carbin, "The Lottery Ticket Hypothesis", ICLR 2019, Fig. 2 (arXiv:1803.03635).
 */
public final class Conv2 implements ModelFamily {

  private static final String NAME = "conv2";
  private static final int FILTERS = 64;

  /** Makes nothing yet. */
  public Conv2() {}

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  @Override
  public Block block(String name, List<Integer> shape, int outputs) {
    return of(Layers.requireImage(name, shape), outputs);
  }

  /**
   * Returns the network.
   *
   * @param shape channels, height and width, the latter at least 2
   * @param outputs classes, or numbers to predict
   * @return an uninitialised block
   */
  public static Block of(List<Integer> shape, int outputs) {
    if (shape.get(1) < 2 || shape.get(2) < 2) {
      throw new IllegalArgumentException("conv2 must get images of at least 2×2, got " + shape);
    }
    SequentialBlock block =
        new SequentialBlock()
            .add(Layers.convolution(FILTERS))
            .add(Activation::relu)
            .add(Layers.convolution(FILTERS))
            .add(Activation::relu)
            .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
            .add(Blocks.batchFlattenBlock());
    for (int units : new int[] {256, 256}) {
      block.add(Layers.dense(units)).add(Activation::relu);
    }
    return Layers.starting(block.add(Layers.dense(outputs)), Layers.GLOROT);
  }
}
