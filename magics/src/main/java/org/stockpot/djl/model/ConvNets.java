package org.stockpot.djl.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Conv-2, Conv-4 and Conv-6: one, two or three stages of two 3×3 convolutions with zero padding and
 * 2×2 max pooling, of 64, 128 and 256 channels, then dense layers of 256, 256 and the outputs, all
 * with ReLU between; Glorot-normal weights.
 *
 * <p>See Frankle, Carbin, "The Lottery Ticket Hypothesis", ICLR 2019, Fig. 2 (arXiv:1803.03635).
 * For images of 3×32×32 the paper counts 4.3, 2.4 and 1.7 million weights, 38, 260 and 1,100
 * thousand of them in convolutions. Its words make the same but for Conv-6, which has 2.3 million.
 */
final class ConvNets implements ModelFamily {

  private static final List<String> NAMES = List.of("conv2", "conv4", "conv6");
  private static final int FILTERS = 64;

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public Block block(String name, List<Integer> shape, int outputs) {
    int stages = NAMES.indexOf(name) + 1;
    List<Integer> image = Layers.requireImage(name, shape);
    int smallest = 1 << stages;
    if (image.get(1) < smallest || image.get(2) < smallest) {
      throw new IllegalArgumentException(
          name + " must get images of at least " + smallest + "×" + smallest + ", got " + shape);
    }
    SequentialBlock block = new SequentialBlock();
    IntStream.range(0, stages).forEach(stage -> add(block, FILTERS << stage));
    block.add(Blocks.batchFlattenBlock());
    for (int units : new int[] {256, 256}) {
      block.add(Layers.dense(units)).add(Activation::relu);
    }
    return Layers.starting(block.add(Layers.dense(outputs)), Layers.GLOROT);
  }

  private static void add(SequentialBlock block, int filters) {
    block
        .add(Layers.convolution(filters))
        .add(Activation::relu)
        .add(Layers.convolution(filters))
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
  }
}
