package org.stockpot.djl.model;

import org.stockpot.djl.Models;
import org.stockpot.djl.binding.NamedBlock;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Map;

/**
 * Residual networks for small images, of 6n + 2 layers: a 3×3 convolution, three stages of n
 * residual units with 16, 32 and 64 channels, global average pooling and a dense layer.
 *
 * <p>See He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, §4.2
 * (arXiv:1512.03385). {@code resnet20a} and so on are the paper's own: where the size changes, the
 * shortcut takes every second pixel and pads channels with zeros, half of them on each side, and
 * has no parameters (option A). {@code resnet20} and so on have a 1×1 convolution with batch
 * normalisation there, as the lottery-ticket literature does (option B).
 *
 * <p>Slots are named as in the state dicts of PyTorch's usual implementations, {@code
 * layer1.0.conv1.weight} to {@code linear.bias}, but those of {@code resnet20}, which are named by
 * their kind, as files of Stockpot know them; its convolutions also start Glorot-uniform, those of
 * the others He-normal by their inputs.
 */
final class CifarResNet {

  /** The units of a stage by the names of networks. */
  static final Map<String, Integer> UNITS =
      Map.of("resnet20", 3, "resnet32", 5, "resnet44", 7, "resnet56", 9, "resnet110", 18);

  private static final int[] FILTERS = {16, 32, 64};
  private static final int SMALLEST = 4;

  private final boolean named;
  private final boolean padded;

  private CifarResNet(boolean named, boolean padded) {
    this.named = named;
    this.padded = padded;
  }

  /** Returns whether a name is that of such a network. */
  static boolean isOne(String name) {
    return UNITS.containsKey(name) || UNITS.containsKey(withoutA(name));
  }

  private static String withoutA(String name) {
    return name.endsWith("a") ? name.substring(0, name.length() - 1) : name;
  }

  static Block of(String name, List<Integer> shape, int outputs) {
    if (shape.get(1) < SMALLEST || shape.get(2) < SMALLEST) {
      throw new IllegalArgumentException(name + " must get images of at least 4×4, got " + shape);
    }
    CifarResNet net = new CifarResNet(!name.equals("resnet20"), name.endsWith("a"));
    Block block = net.block(UNITS.get(withoutA(name)), outputs);
    return net.named ? Convolutions.starting(block, Convolutions.HE_IN) : block;
  }

  private Block block(int units, int outputs) {
    SequentialBlock block = normalised("conv1", "bn1", 16, 3, 1).add(Activation::relu);
    for (int stage = 0; stage < FILTERS.length; stage++) {
      SequentialBlock layer = new SequentialBlock();
      for (int unit = 0; unit < units; unit++) {
        layer.add(named("" + unit, unit(FILTERS[stage], stage > 0 && unit == 0)));
      }
      block.add(named("layer" + (stage + 1), layer));
    }
    return block
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(named("linear", Models.linear(outputs)));
  }

  private Block unit(int filters, boolean shrinks) {
    int stride = shrinks ? 2 : 1;
    Block main =
        normalised("conv1", "bn1", filters, 3, stride)
            .add(Activation::relu)
            .add(normalised("conv2", "bn2", filters, 3, 1));
    Block shortcut = shrinks ? shortcut(filters) : Blocks.identityBlock();
    return Convolutions.residual(main, shortcut);
  }

  private Block shortcut(int filters) {
    return padded
        ? new LambdaBlock(inputs -> padded(inputs, filters))
        : named("shortcut", normalised("0", "1", filters, 1, 2));
  }

  /** Takes every second row and column, and pads the channels on both sides. */
  private static NDList padded(NDList inputs, int filters) {
    NDArray half = inputs.singletonOrThrow().get(":, :, ::2, ::2");
    Shape shape = half.getShape();
    long each = (filters - shape.get(1)) / 2;
    NDArray zeros =
        half.getManager()
            .zeros(new Shape(shape.get(0), each, shape.get(2), shape.get(3)), half.getDataType());
    return new NDList(NDArrays.concat(new NDList(zeros, half, zeros), 1));
  }

  private SequentialBlock normalised(
      String convolution, String normalisation, int filters, int kernel, int stride) {
    return new SequentialBlock()
        .add(named(convolution, Convolutions.convolution(filters, kernel, stride)))
        .add(named(normalisation, Convolutions.normalisation()));
  }

  private Block named(String name, Block block) {
    return named ? new NamedBlock(name, block) : block;
  }
}
