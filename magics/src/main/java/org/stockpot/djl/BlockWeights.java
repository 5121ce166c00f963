package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.util.Pair;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.stockpot.dense.NativeArrays;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.BlockSlots;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * The weights of an initialised DJL block as a point. Slots are as in a {@link DjlTask} of that
 * block, so that points of the task, and files read into its layout, fit the block.
 */
public final class BlockWeights {

  private static final String MAGIC = "DJL@";
  private static final int VERSION = 1;

  private final Block block;
  private final Binding binding;

  private BlockWeights(Block block, Binding binding) {
    this.block = block;
    this.binding = binding;
  }

  /**
   * Returns the weights of a block, which stay in the block.
   *
   * @param block an initialised block
   * @return its weights
   * @throws IllegalArgumentException if the block has no parameters or holds other than float32
   */
  public static BlockWeights of(Block block) {
    return new BlockWeights(block, BlockSlots.of(block, false));
  }

  static BlockWeights of(Block block, Binding binding) {
    return new BlockWeights(block, binding);
  }

  /**
   * Returns the layout of the block's weights.
   *
   * @return the layout
   */
  public Layout layout() {
    return binding.layout();
  }

  /**
   * Copies the weights out of the block.
   *
   * @return the point
   */
  public Point get() {
    return Point.build(
        layout(),
        values -> {
          List<Slot> slots = layout().slots();
          for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            NativeArrays.floats(array(i)).get(values, slot.offset(), slot.size());
          }
        });
  }

  /**
   * Copies a point into the block, statistics included.
   *
   * @param point a point of the block's slots, in whatever roles
   * @throws IllegalArgumentException if the slots differ; the message names the first that does
   */
  public void set(Point point) {
    layout().requireSameTensors(point.layout());
    List<Slot> slots = layout().slots();
    for (int i = 0; i < slots.size(); i++) {
      NativeArrays.floats(array(i)).put(0, point.values(slots.get(i)), 0, slots.get(i).size());
    }
  }

  private NDArray array(int slot) {
    return binding.entries().get(slot).parameter().getArray();
  }

  /** Writes a point as DJL's {@code Model.save} writes the block; the block is as before. */
  void write(Point point, String model, OutputStream out) throws IOException {
    Point before = get();
    set(point);
    try {
      DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
      data.writeBytes(MAGIC);
      data.writeInt(VERSION);
      data.writeUTF(model);
      data.writeUTF("FLOAT32");
      data.writeInt(block.describeInput().size());
      for (Pair<String, Shape> input : block.describeInput()) {
        data.writeUTF(input.getKey() == null ? "" : input.getKey());
        data.write(input.getValue().getEncoded());
      }
      data.writeInt(0);
      block.saveParameters(data);
      data.flush();
    } finally {
      set(before);
    }
  }
}
