package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks that follow one another, run without gradients.
 *
 * <p>The product of a dense layer with many examples goes to libtorch as a 1×1 convolution over
 * them. That is the same sum of products, but done by oneDNN, which uses all of a processor's
 * vector units, where the library behind plain products uses half of those of processors by AMD.
 */
final class Layers {

  /** Weights of a layer from which a convolution pays. */
  private static final int LARGE = 10_000;

  /** Examples from which libtorch gives a convolution to oneDNN, and in which it is fast. */
  private static final int SIDE = 16;

  private static final Shape ONE = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);

  private Layers() {}

  /** Returns the blocks that a block runs one after another; itself if it is none that does. */
  static List<Block> of(Block block) {
    if (block.getClass() != SequentialBlock.class
        || ((SequentialBlock) block).isReturnIntermediate()) {
      return List.of(block);
    }
    List<Block> layers = new ArrayList<>();
    block.getChildren().values().forEach(child -> layers.addAll(of(child)));
    return layers;
  }

  static NDList forward(List<Block> layers, ParameterStore store, NDList inputs) {
    NDList current = inputs;
    for (Block layer : layers) {
      current =
          layer.getClass() == Linear.class && current.size() == 1
              ? new NDList(linear((Linear) layer, store, current.get(0)))
              : layer.forward(store, current, false);
    }
    return current;
  }

  private static NDArray linear(Linear layer, ParameterStore store, NDArray inputs) {
    Parameter weight = layer.getDirectParameters().get("weight");
    Parameter bias = layer.getDirectParameters().get("bias");
    NDArray w = store.getValue(weight, inputs.getDevice(), false);
    NDArray b = store.getValue(bias, inputs.getDevice(), false);
    int images = inputs.getShape().dimension() == 2 ? images(inputs.getShape().get(0)) : 0;
    return images == 0 || w.size() < LARGE
        ? Linear.linear(inputs, w, b).get(0)
        : convolution(inputs, w, b, images);
  }

  /** Returns in how many images to lay examples out evenly; 0 if that is not possible. */
  private static int images(long examples) {
    for (int images = SIDE; images <= examples / SIDE; images++) {
      if (examples % images == 0) {
        return images;
      }
    }
    return 0;
  }

  /** Takes inputs as channels, and examples as the places of a column of each of some images. */
  private static NDArray convolution(NDArray inputs, NDArray weight, NDArray bias, int images) {
    long examples = inputs.getShape().get(0);
    Shape columns = new Shape(images, examples / images, 1, inputs.getShape().get(1));
    NDArray kernels = weight.reshape(weight.getShape().addAll(ONE));
    NDArray outputs =
        JniUtils.convolution(
            (PtNDArray) inputs.reshape(columns).transpose(0, 3, 1, 2),
            (PtNDArray) kernels,
            (PtNDArray) bias,
            ONE,
            NONE,
            ONE,
            1);
    return outputs.transpose(0, 2, 3, 1).reshape(examples, weight.getShape().get(0));
  }
}
