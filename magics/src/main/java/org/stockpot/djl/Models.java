package org.stockpot.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.initializer.Initializer;
import java.util.List;
import org.stockpot.djl.binding.BlockSlots;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.model.ModelFamilies;
import org.stockpot.djl.model.MultilayerPerceptron;
import org.stockpot.djl.units.BlockWidths;
import org.stockpot.djl.units.ResizedBlock;
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
  public static final List<String> NAMES = ModelFamilies.standard().names();

  /** What stands between a model's name and the widths of its layers. */
  private static final String RESIZED = "@";

  private Models() {}

  /**
   * Returns a network by name.
   *
   * @param name {@code lenet-300-100}, {@code mlp:} with the widths of the hidden layers such as
   *     {@code mlp:64,32}, {@code conv2} to {@code conv6}; {@code resnet20} to {@code resnet110}
   *     for small images, with {@code a} behind it for shortcuts without parameters; {@code
   *     lth-resnet18}, {@code cifar-vgg16} and {@code cifar-vgg19}; torchvision's {@code resnet18}
   *     to {@code resnet50} and {@code vgg11} to {@code vgg19_bn}; any of them with other widths,
   *     such as {@code conv2@20,24,100,80} ({@link BlockWidths})
   * @param shape the shape of one example, such as [1, 28, 28]
   * @param outputs classes, or numbers to predict
   * @return an uninitialised block
   * @throws IllegalArgumentException if there is none of that name, or it does not take that shape
   */
  public static Block named(String name, List<Integer> shape, int outputs) {
    int at = name.indexOf(RESIZED);
    Block whole =
        ModelFamilies.standard().block(at < 0 ? name : name.substring(0, at), shape, outputs);
    return at < 0
        ? whole
        : ResizedBlock.of(
            name.substring(0, at),
            whole,
            new BlockWidths(List.of(name.substring(at + 1).split(",", -1))));
  }

  /**
   * Returns what a model is called with other widths.
   *
   * @param model its name, perhaps with widths already
   * @param widths the widths of its layers
   * @return such as {@code conv2@20,24,100,80}; of a fully connected network such as {@code
   *     mlp:100,80}
   */
  static String resized(String model, BlockWidths widths) {
    String whole = model.replaceFirst(RESIZED + ".*", "");
    return new MultilayerPerceptron().has(whole)
        ? MultilayerPerceptron.WIDTHS + widths
        : whole + RESIZED + widths;
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
    try (NDManager manager = Engines.newManager()) {
      // A number that is repeated takes no room.
      Initializer repeated = (m, s, type) -> manager.zeros(new Shape(1)).broadcast(s);
      block.setInitializer(repeated, parameter -> true);
      Shape one = new Shape(1).addAll(new Shape(shape.stream().mapToLong(d -> d).toArray()));
      block.initialize(manager, DataType.FLOAT32, one);
      return BlockSlots.of(block, false).layout();
    }
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
    return MultilayerPerceptron.of(inputs, outputs, widths);
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
    return named("conv2", shape, outputs);
  }
}
