package org.stockpot.djl.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.initializer.NormalInitializer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stockpot.djl.binding.NamedBlock;

/**
 * VGG networks: five stages of 3×3 convolutions with 64, 128, 256, 512 and 512 channels, each with
 * ReLU and, in those whose name ends in {@code _bn}, batch normalisation before it, and 2×2 max
 * pooling behind each stage; then average pooling to 7×7 and dense layers of 4096, 4096 and the
 * outputs with dropout of a half between.
 *
 * <p>See Simonyan, Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition",
 * ICLR 2015, Table 1, A, B, D and E (arXiv:1409.1556). Slots have torchvision's names, and like
 * there, images may have any size from 32×32 on, where the paper has 224×224 and no average
 * pooling. The smaller VGG of the lottery-ticket literature, without dense layers, is another
 * network.
 */
public final class VggNets implements ModelFamily {

  private static final int[] FILTERS = {64, 128, 256, 512, 512};
  private static final int SIDE = 7;
  private static final int SMALLEST = 32;
  private static final int WIDTH = 4096;

  private static final String NORMALISED = "_bn";

  /** The convolutions of each stage, by the plain names. */
  private static final Map<String, List<Integer>> CONVOLUTIONS =
      Map.of(
          "vgg11", List.of(1, 1, 2, 2, 2),
          "vgg13", List.of(2, 2, 2, 2, 2),
          "vgg16", List.of(2, 2, 3, 3, 3),
          "vgg19", List.of(2, 2, 4, 4, 4));

  private final int width;

  VggNets() {
    this(WIDTH);
  }

  /**
   * Makes the family with other dense layers than the paper's.
   *
   * @param width units of the dense layers
   */
  public VggNets(int width) {
    this.width = width;
  }

  @Override
  public List<String> names() {
    List<String> plain = CONVOLUTIONS.keySet().stream().sorted().toList();
    return Stream.concat(plain.stream(), plain.stream().map(name -> name + NORMALISED)).toList();
  }

  @Override
  public Block block(String name, List<Integer> shape, int outputs) {
    Layers.requireImage(name, shape);
    if (shape.get(1) < SMALLEST || shape.get(2) < SMALLEST) {
      throw new IllegalArgumentException(name + " must get images of at least 32×32, got " + shape);
    }
    return new SequentialBlock()
        .add(
            new NamedBlock(
                "features",
                features(
                    CONVOLUTIONS.get(name.replace(NORMALISED, "")), name.endsWith(NORMALISED))))
        .add(new LambdaBlock(VggNets::pooled))
        .add(Blocks.batchFlattenBlock())
        .add(new NamedBlock("classifier", classifier(outputs)));
  }

  private static Block features(List<Integer> convolutions, boolean normalised) {
    SequentialBlock block = new SequentialBlock();
    int place = 0;
    for (int stage = 0; stage < FILTERS.length; stage++) {
      for (int i = 0; i < convolutions.get(stage); i++) {
        block.add(new NamedBlock("" + place, Layers.convolution(FILTERS[stage])));
        place++;
        if (normalised) {
          block.add(new NamedBlock("" + place, Layers.normalisation()));
          place++;
        }
        block.add(Activation::relu);
        place++;
      }
      block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
      place++;
    }
    return Layers.starting(block, Layers.HE_OUT);
  }

  private Block classifier(int outputs) {
    SequentialBlock block =
        new SequentialBlock()
            .add(new NamedBlock("0", Layers.dense(width)))
            .add(Activation::relu)
            .add(Dropout.builder().optRate(0.5f).build())
            .add(new NamedBlock("3", Layers.dense(width)))
            .add(Activation::relu)
            .add(Dropout.builder().optRate(0.5f).build())
            .add(new NamedBlock("6", Layers.dense(outputs)));
    return Layers.starting(block, new NormalInitializer(0.01f));
  }

  /** Averages over 7×7 equal parts, which overlap where they do not divide the size. */
  private static NDList pooled(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    long height = x.getShape().get(2);
    long width = x.getShape().get(3);
    NDManager manager = x.getManager();
    NDArray rows = height == SIDE ? x : means(manager, height).matMul(x);
    return new NDList(width == SIDE ? rows : rows.matMul(means(manager, width).transpose()));
  }

  /** Returns the matrix that averages numbers from floor(i n / 7) to below ceil((i + 1) n / 7). */
  private static NDArray means(NDManager manager, long n) {
    float[] weights = new float[SIDE * (int) n];
    for (int i = 0; i < SIDE; i++) {
      long from = i * n / SIDE;
      long to = ((i + 1) * n + SIDE - 1) / SIDE;
      for (long j = from; j < to; j++) {
        weights[i * (int) n + (int) j] = 1f / (to - from);
      }
    }
    return manager.create(weights, new Shape(SIDE, n));
  }
}
