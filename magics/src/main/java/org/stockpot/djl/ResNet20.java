package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * ResNet-20 for small images: a 3×3 convolution, three stages of three residual units with 16, 32
 * and 64 channels, global average pooling and a dense layer.
 *
 * <p>See He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, §4.2. Like
 * the lottery-ticket literature, units that change the size have a 1×1 convolution with batch
 * normalisation as their shortcut, where the paper pads with zeros.
 */
final class ResNet20 {

  private ResNet20() {}

  static Block of(List<Integer> shape, int outputs) {
    if (shape.get(1) < 4 || shape.get(2) < 4) {
      throw new IllegalArgumentException("resnet20 must get images of at least 4×4, got " + shape);
    }
    SequentialBlock block = normalised(16, 3, 1).add(Activation::relu);
    for (int filters : new int[] {16, 32, 64}) {
      for (int unit = 0; unit < 3; unit++) {
        block.add(unit(filters, unit == 0 && filters > 16)).add(Activation::relu);
      }
    }
    return block
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Models.linear(outputs));
  }

  private static Block unit(int filters, boolean shrinks) {
    int stride = shrinks ? 2 : 1;
    Block main =
        normalised(filters, 3, stride).add(Activation::relu).add(normalised(filters, 3, 1));
    Block shortcut = shrinks ? normalised(filters, 1, 2) : Blocks.identityBlock();
    return new ParallelBlock(ResNet20::sum, List.of(main, shortcut));
  }

  private static NDList sum(List<NDList> branches) {
    NDArray main = branches.get(0).singletonOrThrow();
    return new NDList(main.add(branches.get(1).singletonOrThrow()));
  }

  private static SequentialBlock normalised(int filters, int kernel, int stride) {
    Block convolution =
        Conv2d.builder()
            .setKernelShape(new Shape(kernel, kernel))
            .setFilters(filters)
            .optStride(new Shape(stride, stride))
            .optPadding(new Shape(kernel / 2, kernel / 2))
            .optBias(false)
            .build();
    return new SequentialBlock().add(convolution).add(BatchNorm.builder().build());
  }
}
