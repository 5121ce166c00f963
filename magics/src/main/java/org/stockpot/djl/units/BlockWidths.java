package org.stockpot.djl.units;

import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.model.PaddedShortcut;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitSelection;

/**
 * How wide the layers of a block are, in the order of the block: units of dense layers, filters of
 * convolutions, and {@code LEFT+RIGHT} channels of zeros of shortcuts without parameters; the last
 * layer, which makes the outputs, is left out.
 *
 * <p>Example: {@code 20,24,100,80} for Conv-2 with 20 and 24 filters, and 100 and 80 units.
 *
 * @param texts one for each layer
 */
public record BlockWidths(List<String> texts) {

  private static final Pattern ZEROS = Pattern.compile("\\d{1,6}\\+\\d{1,6}");
  private static final Pattern WIDTH = Pattern.compile("[1-9]\\d{0,5}");

  /** Copies the list. */
  public BlockWidths {
    texts = List.copyOf(texts);
  }

  /**
   * Returns the widths that a block has with some of its units.
   *
   * @param block an initialised block
   * @param binding its parameters
   * @param kept its units that stay
   * @return the widths
   */
  public static BlockWidths of(Block block, Binding binding, UnitSelection kept) {
    List<String> texts = new ArrayList<>();
    BitSet channels = new BitSet();
    int whole = 0;
    for (Block layer : layers(block).toList()) {
      if (layer instanceof PaddedShortcut zeros) {
        // The branch before it is the one that it is added to.
        int left = channels.get(0, zeros.left()).cardinality();
        int right = channels.get(whole - zeros.right(), whole).cardinality();
        texts.add(left + "+" + right);
      } else {
        int slot = binding.slot(layer.getDirectParameters().get("weight"));
        Slot weight = binding.layout().slots().get(slot);
        whole = weight.shape().get(0);
        channels = kept.keptAlong(weight, 0);
        texts.add("" + channels.cardinality());
      }
    }
    return new BlockWidths(texts.subList(0, texts.size() - 1));
  }

  /**
   * Requires that a block can have these widths, as far as their number and form tell.
   *
   * @param model what the block is called
   * @param block the block, which need not be initialised
   * @throws IllegalArgumentException if there are too few or too many, or one is no width
   */
  public void requireFit(String model, Block block) {
    List<Block> layers = layers(block).toList();
    if (texts.size() != layers.size() - 1) {
      throw new IllegalArgumentException(
          model
              + " must get "
              + (layers.size() - 1)
              + " widths, one for each layer but the last, got "
              + (toString().isEmpty() ? "none" : texts.size() + ": " + this));
    }
    for (int i = 0; i < texts.size(); i++) {
      boolean zeros = layers.get(i) instanceof PaddedShortcut;
      if (!(zeros ? ZEROS : WIDTH).matcher(texts.get(i)).matches()) {
        throw new IllegalArgumentException(
            "width "
                + (i + 1)
                + " of "
                + model
                + " must be "
                + (zeros ? "channels of zeros such as 4+4" : "a whole number of at least 1")
                + ", got "
                + texts.get(i));
      }
    }
  }

  private static Stream<Block> layers(Block block) {
    return block instanceof Linear || block instanceof Conv2d || block instanceof PaddedShortcut
        ? Stream.of(block)
        : block.getChildren().values().stream().flatMap(BlockWidths::layers);
  }

  /** Returns the widths with commas between them. */
  @Override
  public String toString() {
    return String.join(",", texts);
  }
}
