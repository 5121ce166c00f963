package org.stockpot.djl.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import java.util.List;

/** What the networks consist of. */
final class Layers {

  /**
   * He-normal weights, of standard deviation sqrt(2 / fan-out).
   *
   * <p>See He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", ICCV 2015, §2.2 (arXiv:1502.01852).
   */
  static final Initializer HE_OUT = new XavierInitializer(RandomType.GAUSSIAN, FactorType.OUT, 2);

  /** He-normal weights, of standard deviation sqrt(2 / fan-in). */
  static final Initializer HE_IN = new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2);

  /**
   * Glorot-normal weights, of standard deviation sqrt(2 / (fan-in + fan-out)).
   *
   * <p>See Glorot, Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural
   * Networks", AISTATS 2010, §4.2.1.
   */
  static final Initializer GLOROT = new XavierInitializer(RandomType.GAUSSIAN, FactorType.AVG, 1);

  private Layers() {}

  /** Returns a dense layer with biases. */
  static Block dense(int units) {
    return Linear.builder().setUnits(units).build();
  }

  /** Returns a convolution of 3×3 with biases that keeps the size of images. */
  static Block convolution(int filters) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .setFilters(filters)
        .optPadding(new Shape(1, 1))
        .build();
  }

  /** Requires that examples are images; returns their shape. */
  static List<Integer> requireImage(String name, List<Integer> shape) {
    if (shape.size() != 3) {
      throw new IllegalArgumentException(
          name + " must get images of shape [channels, height, width], got examples of " + shape);
    }
    return shape;
  }

  /** Returns a square convolution that keeps the size but for its stride, without biases. */
  static Block convolution(int filters, int kernel, int stride) {
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .setFilters(filters)
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .optBias(false)
        .build();
  }

  /** Returns a block whose weights start in a way. */
  static Block starting(Block block, Initializer weights) {
    block.setInitializer(weights, Parameter.Type.WEIGHT);
    return block;
  }

  static Block normalisation() {
    return BatchNorm.builder().build();
  }

  /** Returns the ReLU of the sum of what two blocks give. */
  static Block residual(Block main, Block shortcut) {
    return new SequentialBlock()
        .add(new ParallelBlock(Layers::sum, List.of(main, shortcut)))
        .add(Activation::relu);
  }

  static NDList sum(List<NDList> branches) {
    NDArray main = branches.get(0).singletonOrThrow();
    return new NDList(main.add(branches.get(1).singletonOrThrow()));
  }
}
