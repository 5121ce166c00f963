package org.stockpot.djl.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * VGG for small images, as the lottery-ticket literature has it: the convolutions of VGG-16 or
 * VGG-19 with batch normalisation, 2×2 max pooling behind all stages but the last, global average
 * pooling, and one dense layer; He-normal weights.
 *
 * <p>See Frankle, Dziugaite, Roy, Carbin, "Linear Mode Connectivity and the Lottery Ticket
 * Hypothesis", ICML 2020, Table 1 (VGG-16, 14.7 million weights), and Frankle, Carbin, ICLR 2019,
 * Fig. 2 (VGG-19, 20 million). The papers give the numbers of weights; that convolutions have
 * biases and where pooling lies is from memory of their published code.
 */
final class CifarVggNets implements ModelFamily {

  private static final int[] FILTERS = {64, 128, 256, 512, 512};
  private static final int SMALLEST = 16;

  @Override
  public List<String> names() {
    return List.of("cifar-vgg16", "cifar-vgg19");
  }

  @Override
  public Block block(String name, List<Integer> shape, int outputs) {
    List<Integer> image = Layers.requireImage(name, shape);
    if (image.get(1) < SMALLEST || image.get(2) < SMALLEST) {
      throw new IllegalArgumentException(name + " must get images of at least 16×16, got " + shape);
    }
    int deep = name.endsWith("16") ? 3 : 4;
    SequentialBlock block = new SequentialBlock();
    for (int stage = 0; stage < FILTERS.length; stage++) {
      for (int i = 0; i < (stage < 2 ? 2 : deep); i++) {
        block
            .add(Layers.convolution(FILTERS[stage]))
            .add(Layers.normalisation())
            .add(Activation::relu);
      }
      if (stage < FILTERS.length - 1) {
        block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
      }
    }
    block
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Layers.dense(outputs));
    return Layers.starting(block, Layers.HE_IN);
  }
}
