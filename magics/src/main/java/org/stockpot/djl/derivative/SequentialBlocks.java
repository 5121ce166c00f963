package org.stockpot.djl.derivative;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.NamedBlock;

/**
 * Blocks that follow one another, by names.
 *
 * <p>A block with weights is named by what the names of its slots begin with: {@code fc1} has
 * {@code fc1.weight}. What follows without weights of its own, such as an activation, gives {@code
 * fc1.out}, then {@code fc1.out2}. What stands before the first weights has no name: it makes
 * nothing of the inputs that training could change.
 */
final class SequentialBlocks {

  private static final String OUT = ".out";

  private final Map<String, String> slots = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Named> named = new ArrayList<>();

  /**
   * A block and the name of what it gives.
   *
   * @param name empty for a block before the first weights
   * @param block the block
   */
  record Named(String name, Block block) {}

  private SequentialBlocks(Binding binding) {
    binding.entries().forEach(entry -> slots.put(entry.parameter().getId(), entry.name()));
  }

  /** Returns the blocks that a block runs one after another, itself if it is none that does. */
  static List<Named> of(Block block, Binding binding) {
    SequentialBlocks blocks = new SequentialBlocks(binding);
    List<Block> all = new ArrayList<>();
    walk(block, all);
    String last = "";
    for (Block each : all) {
      String own = blocks.name(each);
      last = own.isEmpty() ? last : own;
      String name = own.isEmpty() && !last.isEmpty() ? last + OUT : own;
      blocks.named.add(new Named(blocks.free(name), each));
    }
    return blocks.named;
  }

  private static void walk(Block block, List<Block> all) {
    if (block instanceof NamedBlock own) {
      walk(own.block(), all);
    } else if (block.getClass() == SequentialBlock.class
        && !((SequentialBlock) block).isReturnIntermediate()) {
      block.getChildren().values().forEach(child -> walk(child, all));
    } else {
      all.add(block);
    }
  }

  /** Returns the words that the names of a block's slots share; empty if it has none. */
  private String name(Block block) {
    List<String> names =
        block.getParameters().values().stream()
            .map(Parameter::getId)
            .filter(slots::containsKey)
            .map(slots::get)
            .toList();
    if (names.isEmpty()) {
      return "";
    }
    List<String> shared = words(names.get(0));
    shared = shared.subList(0, Math.max(1, shared.size() - 1));
    for (String name : names) {
      List<String> other = words(name);
      while (shared.size() > 1
          && (other.size() < shared.size() || !other.subList(0, shared.size()).equals(shared))) {
        shared = shared.subList(0, shared.size() - 1);
      }
    }
    return String.join(".", shared);
  }

  private static List<String> words(String name) {
    return Arrays.asList(name.split("\\.", -1));
  }

  private String free(String name) {
    String free = name;
    for (int i = 2; !free.isEmpty() && !taken.add(free); i++) {
      free = name + i;
    }
    return free;
  }
}
