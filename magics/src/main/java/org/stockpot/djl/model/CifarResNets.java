package org.stockpot.djl.model;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.stream.Stream;
import org.stockpot.djl.binding.NamedBlock;

/**
 * Residual networks for small images, of 6n + 2 layers: a 3×3 convolution, three stages of n
 * residual units with 16, 32 and 64 channels, global average pooling and a dense layer.
 *
 * <p>See He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, §4.2
 * (arXiv:1512.03385). {@code resnet20a} and so on are the paper's own: where the size changes, the
 * shortcut takes every second pixel and pads channels with zeros, half of them on each side, and
 * has no parameters (option A). {@code resnet20} and so on have a 1×1 convolution with batch
 * normalisation there, as the lottery-ticket literature does (option B). {@code lth-resnet18} is
 * the network of 20 layers that Frankle, Carbin, ICLR 2019, Fig. 2 call ResNet-18: 274 thousand
 * numbers with the running statistics, 270 thousand of them weights of convolutions.
 *
 * <p>Slots are named as in the state dicts of PyTorch's usual implementations, {@code
 * layer1.0.conv1.weight} to {@code linear.bias}, but those of {@code resnet20}, which are named by
 * their kind, as files of Stockpot know them; its convolutions also start Glorot-uniform, those of
 * the others He-normal by their inputs.
 */
final class CifarResNets implements ModelFamily {

  /** The units of a stage by the number of layers, 6n + 2. */
  private static final List<Integer> UNITS = List.of(3, 5, 7, 9, 18);

  private static final String PADDED = "a";
  private static final String BY_KIND = "resnet20";

  /** What the lottery-ticket paper calls ResNet-18: 20 layers, with projections. */
  private static final String LOTTERY = "lth-resnet18";

  private static final int[] FILTERS = {16, 32, 64};
  private static final int SMALLEST = 4;

  @Override
  public List<String> names() {
    Stream<String> byDepth =
        Stream.of("", PADDED).flatMap(end -> UNITS.stream().map(units -> name(units) + end));
    return Stream.concat(byDepth, Stream.of(LOTTERY)).toList();
  }

  private static String name(int units) {
    return "resnet" + (6 * units + 2);
  }

  @Override
  public Block block(String name, List<Integer> shape, int outputs) {
    Layers.requireImage(name, shape);
    if (shape.get(1) < SMALLEST || shape.get(2) < SMALLEST) {
      throw new IllegalArgumentException(name + " must get images of at least 4×4, got " + shape);
    }
    Network net = new Network(!name.equals(BY_KIND), name.endsWith(PADDED));
    Block block = net.block(units(name), outputs);
    return net.named ? Layers.starting(block, Layers.HE_IN) : block;
  }

  private static int units(String name) {
    String deep = name.equals(LOTTERY) ? BY_KIND : name;
    return UNITS.stream().filter(n -> deep.startsWith(name(n))).findFirst().orElseThrow();
  }

  /**
   * One of them.
   *
   * @param named whether blocks have the names of PyTorch's state dicts
   * @param padded whether shortcuts have no parameters
   */
  private record Network(boolean named, boolean padded) {

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
          .add(named("linear", Layers.dense(outputs)));
    }

    private Block unit(int filters, boolean shrinks) {
      int stride = shrinks ? 2 : 1;
      Block main =
          normalised("conv1", "bn1", filters, 3, stride)
              .add(Activation::relu)
              .add(normalised("conv2", "bn2", filters, 3, 1));
      Block shortcut = shrinks ? shortcut(filters) : Blocks.identityBlock();
      return Layers.residual(main, shortcut);
    }

    private Block shortcut(int filters) {
      return padded
          ? new PaddedShortcut(filters / 4, filters / 4)
          : named("shortcut", normalised("0", "1", filters, 1, 2));
    }

    private SequentialBlock normalised(
        String convolution, String normalisation, int filters, int kernel, int stride) {
      return new SequentialBlock()
          .add(named(convolution, Layers.convolution(filters, kernel, stride)))
          .add(named(normalisation, Layers.normalisation()));
    }

    private Block named(String name, Block block) {
      return named ? new NamedBlock(name, block) : block;
    }
  }
}
