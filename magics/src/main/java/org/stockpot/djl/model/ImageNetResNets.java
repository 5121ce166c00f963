package org.stockpot.djl.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import java.util.List;
import java.util.Map;
import org.stockpot.djl.binding.NamedBlock;

/**
 * Residual networks for large images: a 7×7 convolution and a 3×3 pooling, both of stride 2, four
 * stages of residual units, global average pooling and a dense layer. Units are of two 3×3
 * convolutions (ResNet-18, ResNet-34), or of a 3×3 one between two 1×1 ones, the last of four times
 * the channels (ResNet-50).
 *
 * <p>See He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, Table 1
 * (arXiv:1512.03385). Like torchvision's, whose names the slots have, ResNet-50 halves the size in
 * its 3×3 convolutions, where the paper does in the first 1×1. Biases of the dense layer start at
 * 0.
 */
final class ImageNetResNets implements ModelFamily {

  private static final int WIDENING = 4;
  private static final int STEM = 64;

  private static final Map<String, Network> NETWORKS =
      Map.of(
          "resnet18", new Network(List.of(2, 2, 2, 2), false),
          "resnet34", new Network(List.of(3, 4, 6, 3), false),
          "resnet50", new Network(List.of(3, 4, 6, 3), true));

  @Override
  public List<String> names() {
    return NETWORKS.keySet().stream().sorted().toList();
  }

  @Override
  public Block block(String name, List<Integer> shape, int outputs) {
    Layers.requireImage(name, shape);
    return NETWORKS.get(name).block(outputs);
  }

  /**
   * One of them.
   *
   * @param units the units of each stage
   * @param bottleneck whether units are of three convolutions
   */
  private record Network(List<Integer> units, boolean bottleneck) {

    Block block(int outputs) {
      SequentialBlock block =
          new SequentialBlock()
              .add(named("conv1", Layers.convolution(STEM, 7, 2)))
              .add(named("bn1", Layers.normalisation()))
              .add(Activation::relu)
              .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
      int inputs = STEM;
      for (int stage = 0; stage < units.size(); stage++) {
        int width = STEM << stage;
        SequentialBlock layer = new SequentialBlock();
        for (int unit = 0; unit < units.get(stage); unit++) {
          int stride = stage > 0 && unit == 0 ? 2 : 1;
          layer.add(new NamedBlock("" + unit, unit(inputs, width, stride)));
          inputs = outputs(width);
        }
        block.add(new NamedBlock("layer" + (stage + 1), layer));
      }
      block.add(Pool.globalAvgPool2dBlock()).add(Blocks.batchFlattenBlock());
      Layers.starting(block, Layers.HE_OUT);
      Block dense = Layers.dense(outputs);
      Layers.starting(dense, new XavierInitializer(RandomType.UNIFORM, FactorType.IN, 1));
      return block.add(new NamedBlock("fc", dense));
    }

    private int outputs(int width) {
      return bottleneck ? WIDENING * width : width;
    }

    private Block unit(int inputs, int width, int stride) {
      SequentialBlock main = new SequentialBlock();
      if (bottleneck) {
        add(main, 1, width, 1, 1).add(Activation::relu);
        add(main, 2, width, 3, stride).add(Activation::relu);
        add(main, 3, outputs(width), 1, 1);
      } else {
        add(main, 1, width, 3, stride).add(Activation::relu);
        add(main, 2, width, 3, 1);
      }
      boolean changes = stride > 1 || inputs != outputs(width);
      Block shortcut =
          changes
              ? new NamedBlock(
                  "downsample",
                  new SequentialBlock()
                      .add(named("0", Layers.convolution(outputs(width), 1, stride)))
                      .add(named("1", Layers.normalisation())))
              : Blocks.identityBlock();
      return Layers.residual(main, shortcut);
    }

    private static SequentialBlock add(
        SequentialBlock main, int number, int filters, int kernel, int stride) {
      return main.add(named("conv" + number, Layers.convolution(filters, kernel, stride)))
          .add(named("bn" + number, Layers.normalisation()));
    }

    private static Block named(String name, Block block) {
      return new NamedBlock(name, block);
    }
  }
}
