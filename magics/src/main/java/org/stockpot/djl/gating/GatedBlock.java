package org.stockpot.djl.gating;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.IdentityHashMap;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.NamedBlock;
import org.stockpot.djl.network.LossBlock;

/**
 * A network whose convolutions have gates: each predicts, from the largest value of each channel of
 * the convolution's inputs, which channels of what it gives hold a share of the whole. Channels
 * that are not predicted are 0. In training, gates learn from the network itself, by binary
 * cross-entropy against {@link ChannelLabels}, and the network learns with the predicted channels;
 * neither loss has a gradient by the other's parameters.
 *
 * <p>A convolution is taken together with the batch normalisation and the activation function that
 * follow it. See Elkerdawy, Elhoushi, Zhang, Ray, "Fire Together Wire Together: A Dynamic Pruning
 * Approach with Self-Supervised Mask Prediction", CVPR 2022 (arXiv:2110.08232); a channel's norm is
 * the largest magnitude, and gates start open, as in the published code.
 */
public final class GatedBlock extends AbstractBlock implements LossBlock {

  private static final byte VERSION = 1;

  /** Where logits start: open, and near enough to 0 that short trainings close gates. */
  private static final float OPEN = 0.1f;

  private final Block network;
  private final double share;
  private final IdentityHashMap<Block, Block> gates = new IdentityHashMap<>();

  /**
   * Adds gates to a network.
   *
   * @param network the network, initialised
   * @param share of the sum of a layer's norms that the labelled channels hold, in (0, 1]
   * @throws UnsupportedOperationException if it has no convolutions, or some that are not followed
   */
  public GatedBlock(Block network, double share) {
    super(VERSION);
    this.network = addChildBlock("network", network);
    this.share = share;
    addGates(network);
    long all = ChainedLayers.convolutions(network);
    if (gates.isEmpty() || gates.size() < all) {
      throw new UnsupportedOperationException(
          all == 0
              ? "dynamic pruning gates the channels of convolutions, and the network has none"
              : "convolutions must follow one another or lie in branches that are put together, in"
                  + " one group, to have gates: "
                  + (all - gates.size())
                  + " of "
                  + all
                  + " do not");
    }
  }

  private void addGates(Block block) {
    for (Block layer : ChainedLayers.of(block)) {
      if (layer.getClass() == ParallelBlock.class) {
        layer.getChildren().values().forEach(this::addGates);
      } else if (layer instanceof Conv2d convolution && convolution.getGroups() == 1) {
        Block gate = Linear.builder().setUnits(convolution.getFilters()).build();
        gate.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
        gate.setInitializer(new ConstantInitializer(OPEN), Parameter.Type.BIAS);
        gates.put(layer, gate);
        String name = "gate" + gates.size();
        addChildBlock(name, new NamedBlock(name, gate));
      }
    }
  }

  /**
   * Returns what gates learn to keep.
   *
   * @return the share of the sum of a layer's norms
   */
  public double share() {
    return share;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    GatedPass pass = new GatedPass(gates, share, store, training, null);
    NDArray outputs = pass.outputs(network, inputs.singletonOrThrow());
    return training ? new NDList(outputs, pass.loss().div(gates.size())) : new NDList(outputs);
  }

  /**
   * Counts what the gates let through.
   *
   * @param store hands out the parameters
   * @param inputs some examples
   * @param tally where it is counted
   */
  public void tally(ParameterStore store, NDArray inputs, GateTally tally) {
    tally.begin(inputs.getShape().head());
    new GatedPass(gates, share, store, false, tally).outputs(network, inputs);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return network.getOutputShapes(inputs);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    network.initialize(manager, type, inputs);
    gates.forEach(
        (convolution, gate) -> {
          long channels = weight(convolution).get(1);
          gate.initialize(manager, type, new Shape(1, channels));
        });
  }

  private static Shape weight(Block product) {
    return Binding.shape(product.getDirectParameters().get("weight"));
  }
}
