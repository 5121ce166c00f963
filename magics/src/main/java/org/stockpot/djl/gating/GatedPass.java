package org.stockpot.djl.gating;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.units.BlockFields;

/** One pass of a batch through a network whose convolutions have gates. */
final class GatedPass {

  private final IdentityHashMap<Block, Block> gates;
  private final double share;
  private final ParameterStore store;
  private final boolean training;
  private final GateTally tally;
  private NDArray loss;

  /** What flows through: activations, and which of their channels are computed; null for all. */
  private record Flow(NDArray values, NDArray computed) {}

  GatedPass(
      IdentityHashMap<Block, Block> gates,
      double share,
      ParameterStore store,
      boolean training,
      GateTally tally) {
    this.gates = gates;
    this.share = share;
    this.store = store;
    this.training = training;
    this.tally = tally;
  }

  NDArray outputs(Block network, NDArray inputs) {
    return through(network, new Flow(inputs, null)).values;
  }

  /** Returns the sum of the gates' losses, once all of a batch has passed in training. */
  NDArray loss() {
    return loss;
  }

  private Flow through(Block block, Flow in) {
    List<Block> layers = ChainedLayers.of(block);
    Flow flow = in;
    for (int i = 0; i < layers.size(); i++) {
      Block layer = layers.get(i);
      if (!gates.containsKey(layer)) {
        flow = ungated(layer, flow);
        continue;
      }
      NDArray out = forward(layer, flow.values);
      while (i + 1 < layers.size() && belongs(layers.get(i + 1), out)) {
        i++;
        out = forward(layers.get(i), out);
      }
      flow = gated((Conv2d) layer, flow, out);
    }
    return flow;
  }

  private NDArray forward(Block layer, NDArray values) {
    return layer.forward(store, new NDList(values), training).singletonOrThrow();
  }

  /** Returns whether a layer is a normalisation or an activation function. */
  private static boolean belongs(Block layer, NDArray values) {
    // A lambda tells its outputs by computing them: of one example, that is soon done.
    Shape one = new Shape(1).addAll(values.getShape().slice(1));
    return layer instanceof BatchNorm
        || (layer instanceof LambdaBlock
            && layer.getOutputShapes(new Shape[] {one})[0].equals(one));
  }

  private Flow gated(Conv2d convolution, Flow in, NDArray out) {
    NDArray given = largest(in.values.stopGradient());
    NDArray logits = gates.get(convolution).forward(store, new NDList(given), training).get(0);
    NDArray open = logits.stopGradient().gt(0).toType(DataType.FLOAT32, false);
    if (training) {
      NDArray part = crossEntropy(logits, labels(out.stopGradient()));
      loss = loss == null ? part : loss.add(part);
    }
    if (tally != null) {
      Shape shape = out.getShape();
      Shape weight = weight(convolution);
      long places = shape.get(2) * shape.get(3) * weight.get(2) * weight.get(3);
      tally.convolution(places, in.computed, (int) weight.get(1), open);
    }
    return new Flow(out.mul(open.reshape(open.getShape().add(1, 1))), open);
  }

  /** Returns the largest number of each channel. */
  private static NDArray largest(NDArray values) {
    Shape shape = values.getShape();
    return values.reshape(shape.get(0), shape.get(1), -1).max(new int[] {2});
  }

  private NDArray labels(NDArray out) {
    NDArray norms = largest(out.abs());
    int channels = (int) norms.getShape().get(1);
    float[] labels = ChannelLabels.of(norms.toFloatArray(), channels, share);
    return out.getManager().create(labels, norms.getShape());
  }

  /** Returns the sum over channels of the cross-entropy, the mean over examples. */
  private static NDArray crossEntropy(NDArray logits, NDArray labels) {
    NDArray softplus = logits.abs().neg().exp().add(1).log().add(logits.maximum(0));
    return softplus.sub(logits.mul(labels)).sum().div(logits.getShape().get(0));
  }

  private Flow ungated(Block layer, Flow in) {
    if (layer.getClass() == ParallelBlock.class) {
      List<Flow> branches = new ArrayList<>();
      layer.getChildren().values().forEach(branch -> branches.add(through(branch, in)));
      List<NDList> values = branches.stream().map(flow -> new NDList(flow.values)).toList();
      NDArray out = BlockFields.function((ParallelBlock) layer).apply(values).singletonOrThrow();
      return after(branches, out);
    }
    if (tally != null && layer instanceof Linear) {
      tally.product(weight(layer).size(), in.values.getShape().get(0));
    }
    return after(List.of(in), forward(layer, in.values));
  }

  /** Tells which channels are computed behind an operation: those that could be other than 0. */
  private Flow after(List<Flow> ins, NDArray out) {
    if (tally == null || out.getShape().dimension() != 4) {
      return new Flow(out, null);
    }
    NDArray computed = largest(out.abs()).gt(0).toType(DataType.FLOAT32, false);
    for (Flow in : ins) {
      if (in.computed == null || !in.computed.getShape().equals(computed.getShape())) {
        return new Flow(out, null);
      }
      computed = computed.maximum(in.computed);
    }
    return new Flow(out, computed);
  }

  private static Shape weight(Block product) {
    return Binding.shape(product.getDirectParameters().get("weight"));
  }
}
