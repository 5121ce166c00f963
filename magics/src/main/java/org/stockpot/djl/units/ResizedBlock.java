package org.stockpot.djl.units;

import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.stockpot.djl.binding.NamedBlock;
import org.stockpot.djl.model.PaddedShortcut;

/**
 * Makes a block anew with other widths: the same layers in the same order, which start as those of
 * the block do. What has no parameters is taken as it is.
 */
public final class ResizedBlock {

  private final Deque<String> widths;

  private ResizedBlock(BlockWidths widths) {
    this.widths = new ArrayDeque<>(widths.texts());
  }

  /**
   * Returns a block like another.
   *
   * @param model what the block is called
   * @param block the block, which stays as it is and need not be initialised
   * @param widths the widths of its layers
   * @return an uninitialised block
   * @throws IllegalArgumentException if the widths do not fit, or the block has a layer whose
   *     widths are not known
   */
  public static Block of(String model, Block block, BlockWidths widths) {
    widths.requireFit(model, block);
    return new ResizedBlock(widths).made(block);
  }

  private Block made(Block block) {
    if (block instanceof NamedBlock named) {
      return new NamedBlock(named.name(), made(named.block()));
    } else if (LayerWalk.isChain(block)) {
      SequentialBlock chain = new SequentialBlock();
      block.getChildren().values().forEach(child -> chain.add(made(child)));
      return chain;
    } else if (block.getClass() == ParallelBlock.class) {
      List<Block> branches = block.getChildren().values().stream().map(this::made).toList();
      return new ParallelBlock(BlockFields.function((ParallelBlock) block), branches);
    } else if (block instanceof PaddedShortcut) {
      String[] zeros = widths.remove().split("\\+", -1);
      return new PaddedShortcut(Integer.parseInt(zeros[0]), Integer.parseInt(zeros[1]));
    } else if (block instanceof Linear dense) {
      long units = widths.isEmpty() ? BlockFields.units(dense) : width();
      boolean biased = dense.getDirectParameters().contains("bias");
      return starting(dense, Linear.builder().setUnits(units).optBias(biased).build());
    } else if (block instanceof Conv2d convolution) {
      return starting(convolution, convolution(convolution));
    } else if (block instanceof BatchNorm norm) {
      return starting(norm, BlockFields.like(norm));
    } else if (block.getParameters().isEmpty()) {
      return block;
    }
    throw new IllegalArgumentException(
        "a "
            + block.getClass().getSimpleName()
            + " cannot be made anew with other widths: dense layers, 2D convolutions and batch"
            + " normalisations can");
  }

  private int width() {
    return Integer.parseInt(widths.remove());
  }

  private Conv2d convolution(Conv2d like) {
    return Conv2d.builder()
        .setKernelShape(like.getKernelShape())
        .setFilters(widths.isEmpty() ? like.getFilters() : width())
        .optStride(like.getStride())
        .optPadding(like.getPadding())
        .optDilation(like.getDilation())
        .optGroups(like.getGroups())
        .optBias(like.isIncludeBias())
        .build();
  }

  /** Lets the parameters of a layer start as those of another do. */
  private static Block starting(Block like, Block made) {
    for (String name : like.getDirectParameters().keys()) {
      Parameter from = like.getDirectParameters().get(name);
      Parameter to = made.getDirectParameters().get(name);
      if (from.getInitializer() != null) {
        to.setInitializer(from.getInitializer());
      }
      to.freeze(!from.requiresGradient());
    }
    return made;
  }
}
