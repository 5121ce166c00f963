package org.stockpot.djl;

import org.stockpot.djl.binding.BlockSlots;
import org.stockpot.djl.model.CifarResNet;
import org.stockpot.djl.model.ResNet;
import org.stockpot.djl.model.Vgg;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.training.initializer.XavierInitializer;
import java.util.Arrays;
import java.util.List;
import org.stockpot.weights.Layout;

/**
 * The networks of the lottery-ticket literature and torchvision's, for any input size.
 *
 * <p>See Frankle, Carbin, "The Lottery Ticket Hypothesis", ICLR 2019, Fig. 2 (LeNet-300-100,
 * Conv-2); He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, §4.2 and
 * Table 1; Simonyan, Zisserman, "Very Deep Convolutional Networks", ICLR 2015, Table 1.
 */
public final class Models {

  /** The names that {@link #named} knows. */
  public static final List<String> NAMES =
      List.of(
          "lenet-300-100",
          "mlp:W,W…",
          "conv2",
          "resnet20",
          "resnet32",
          "resnet44",
          "resnet56",
          "resnet110",
          "resnet20a",
          "resnet32a",
          "resnet44a",
          "resnet56a",
          "resnet110a",
          "resnet18",
          "resnet34",
          "resnet50",
          "vgg11",
          "vgg13",
          "vgg16",
          "vgg19",
          "vgg11_bn",
          "vgg13_bn",
          "vgg16_bn",
          "vgg19_bn");

  private Models() {}

  /**
   * Returns a network by name.
   *
   * @param name {@code lenet-300-100}, {@code mlp:} with the widths of the hidden layers such as
   *     {@code mlp:64,32}, {@code conv2}; {@code resnet20} to {@code resnet110} for small images,
   *     with {@code a} behind it for shortcuts without parameters; torchvision's {@code resnet18}
   *     to {@code resnet50} and {@code vgg11} to {@code vgg19_bn}
   * @param shape the shape of one example, such as [1, 28, 28]
   * @param outputs classes, or numbers to predict
   * @return an uninitialised block
   * @throws IllegalArgumentException if there is none of that name, or it does not take that shape
   */
  public static Block named(String name, List<Integer> shape, int outputs) {
    if (name.startsWith("mlp:")) {
      return mlp(size(shape), outputs, widths(name));
    }
    return switch (name) {
      case "lenet-300-100" -> mlp(size(shape), outputs, 300, 100);
      case "conv2" -> conv2(image(name, shape), outputs);
      case "resnet18", "resnet34", "resnet50" -> {
        image(name, shape);
        yield ResNet.named(name).block(outputs);
      }
      default -> family(name, shape, outputs);
    };
  }

  private static Block family(String name, List<Integer> shape, int outputs) {
    if (CifarResNet.isOne(name)) {
      return CifarResNet.of(name, image(name, shape), outputs);
    }
    if (name.startsWith("vgg") && NAMES.contains(name)) {
      return Vgg.named(name).block(name, image(name, shape), outputs);
    }
    throw new IllegalArgumentException(
        "no model named " + name + ", the models are " + String.join(" ", NAMES));
  }

  /**
   * Returns the slots that a network by name has, without making its weights.
   *
   * @param name a name as for {@link #named}
   * @param shape the shape of one example
   * @param outputs classes, or numbers to predict
   * @return the layout of a task of that model and shape
   * @throws IllegalArgumentException as {@link #named}
   */
  public static Layout layout(String name, List<Integer> shape, int outputs) {
    Block block = named(name, shape, outputs);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      // A number that is repeated takes no room.
      Initializer repeated = (m, s, type) -> manager.zeros(new Shape(1)).broadcast(s);
      block.setInitializer(repeated, parameter -> true);
      Shape one = new Shape(1).addAll(new Shape(shape.stream().mapToLong(d -> d).toArray()));
      block.initialize(manager, DataType.FLOAT32, one);
      return BlockSlots.of(block, false).layout();
    }
  }

  private static int[] widths(String name) {
    try {
      int[] widths =
          Arrays.stream(name.substring(4).split(",", -1)).mapToInt(Integer::parseInt).toArray();
      if (Arrays.stream(widths).allMatch(w -> w > 0)) {
        return widths;
      }
    } catch (NumberFormatException e) {
      // Told below, together with widths below 1.
    }
    throw new IllegalArgumentException(
        "an mlp must have widths of at least 1, such as mlp:64,32, got " + name);
  }

  private static int size(List<Integer> shape) {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  private static List<Integer> image(String name, List<Integer> shape) {
    if (shape.size() != 3) {
      throw new IllegalArgumentException(
          name + " must get images of shape [channels, height, width], got examples of " + shape);
    }
    return shape;
  }

  /**
   * Returns a fully connected network with ReLU between its layers, Glorot-normal weights and zero
   * biases. With widths 300 and 100 on 784 inputs it is LeNet-300-100.
   *
   * @param inputs numbers per example
   * @param outputs classes, or numbers to predict
   * @param widths units of the hidden layers
   * @return an uninitialised block
   */
  public static Block mlp(int inputs, int outputs, int... widths) {
    SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock(inputs));
    for (int width : widths) {
      block.add(linear(width)).add(Activation::relu);
    }
    return glorot(block.add(linear(outputs)));
  }

  /**
   * Returns Conv-2: two 3×3 convolutions with 64 channels and zero padding, 2×2 max pooling, and
   * dense layers of 256, 256 and the outputs, all with ReLU between; Glorot-normal weights.
   *
   * @param shape channels, height and width, the latter at least 2
   * @param outputs classes, or numbers to predict
   * @return an uninitialised block
   */
  public static Block conv2(List<Integer> shape, int outputs) {
    int height = shape.get(1) / 2;
    int width = shape.get(2) / 2;
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("conv2 must get images of at least 2×2, got " + shape);
    }
    SequentialBlock block =
        new SequentialBlock()
            .add(convolution(64))
            .add(Activation::relu)
            .add(convolution(64))
            .add(Activation::relu)
            .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
            .add(Blocks.batchFlattenBlock(64L * height * width));
    for (int units : new int[] {256, 256}) {
      block.add(linear(units)).add(Activation::relu);
    }
    return glorot(block.add(linear(outputs)));
  }

  static Block linear(int units) {
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

  private static Block glorot(Block block) {
    block.setInitializer(
        new XavierInitializer(RandomType.GAUSSIAN, FactorType.AVG, 1), Parameter.Type.WEIGHT);
    return block;
  }
}
