package org.stockpot.djl.model;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import java.util.Arrays;
import java.util.List;

/**
 * Fully connected networks with ReLU between their layers, Glorot-normal weights and zero biases:
 * {@code mlp:64,32}, and LeNet-300-100, which is {@code mlp:300,100}; {@code mlp:none} has no
 * hidden layer.
 *
 * <p>See LeCun, Bottou, Bengio, Haffner, "Gradient-Based Learning Applied to Document Recognition",
 * 1998, §III.C.3; Frankle, Carbin, "The Lottery Ticket Hypothesis", ICLR 2019, Fig. 2.
 */
public final class MultilayerPerceptron implements ModelFamily {

  private static final String LENET = "lenet-300-100";

  /** What the names of networks begin with that are named by their widths. */
  public static final String WIDTHS = "mlp:";

  /** The name of the network without hidden layers. */
  public static final String LINEAR = WIDTHS + "none";

  /** Makes nothing yet. */
  public MultilayerPerceptron() {}

  @Override
  public List<String> names() {
    return List.of(LENET, WIDTHS + "W,W…", LINEAR);
  }

  @Override
  public boolean has(String name) {
    return name.equals(LENET) || name.startsWith(WIDTHS);
  }

  @Override
  public Block block(String name, List<Integer> shape, int outputs) {
    int inputs = shape.stream().reduce(1, (a, b) -> a * b);
    return of(inputs, outputs, name.equals(LENET) ? new int[] {300, 100} : widths(name));
  }

  /**
   * Returns a network of given widths.
   *
   * @param inputs numbers per example
   * @param outputs classes, or numbers to predict
   * @param widths units of the hidden layers
   * @return an uninitialised block
   */
  public static Block of(int inputs, int outputs, int... widths) {
    SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock(inputs));
    for (int width : widths) {
      block.add(Layers.dense(width)).add(Activation::relu);
    }
    return Layers.starting(block.add(Layers.dense(outputs)), Layers.GLOROT);
  }

  private static int[] widths(String name) {
    if (name.equals(LINEAR)) {
      return new int[0];
    }
    try {
      int[] widths =
          Arrays.stream(name.substring(WIDTHS.length()).split(",", -1))
              .mapToInt(Integer::parseInt)
              .toArray();
      if (Arrays.stream(widths).allMatch(w -> w > 0)) {
        return widths;
      }
    } catch (NumberFormatException e) {
      // Told below, together with widths below 1.
    }
    throw new IllegalArgumentException(
        "an mlp must have widths of at least 1, such as mlp:64,32, got " + name);
  }
}
