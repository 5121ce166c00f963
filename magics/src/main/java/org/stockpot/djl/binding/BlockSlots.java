package org.stockpot.djl.binding;

import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.convolutional.Deconvolution;
import ai.djl.nn.core.AbstractIndexedEmbedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.LinearCollection;
import ai.djl.nn.core.Multiplication;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.recurrent.RecurrentBlock;
import ai.djl.nn.transformer.IdEmbedding;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.stockpot.weights.Role;

/**
 * The slots of a DJL block.
 *
 * <p>They are named after the kind of the block that owns a parameter and its place among its kind,
 * {@code fc1.weight}, {@code conv2.bias}, {@code bn1.gamma}; those of a TorchScript module inside
 * of it keep the module's own names, and those within {@link NamedBlock}s have the names of these,
 * as PyTorch has them. A parameter that occurs twice is one slot. What a slot does is read off the
 * owner: linear layers, convolutions and recurrent networks multiply by their weights, embeddings
 * look up theirs. Of weights of other blocks that is not known.
 */
public final class BlockSlots {

  private final boolean unfreeze;
  private final List<Binding.Entry> entries = new ArrayList<>();
  private final List<Binding.Norm> norms = new ArrayList<>();
  private final Map<String, Integer> kinds = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  private BlockSlots(boolean unfreeze) {
    this.unfreeze = unfreeze;
  }

  /**
   * Binds a block's parameters; those without gradients are frozen unless they are unfrozen.
   *
   * @param block the block
   * @param unfreeze whether parameters without gradients are trained, too
   * @return what came out
   */
  public static Binding of(Block block, boolean unfreeze) {
    BlockSlots slots = new BlockSlots(unfreeze);
    slots.walk(block, true, "");
    return new Binding(slots.entries, slots.norms);
  }

  private void walk(Block block, boolean root, String path) {
    if (block instanceof PtSymbolBlock script) {
      String prefix = root ? "" : kind(block) + ".";
      ScriptSlots.nested(script, prefix, unfreeze).stream()
          .filter(entry -> seen.add(entry.parameter().getId()))
          .forEach(entries::add);
      return;
    }
    String prefix = path.isEmpty() ? null : path;
    for (Pair<String, Parameter> pair : block.getDirectParameters()) {
      Parameter parameter = pair.getValue();
      if (seen.add(parameter.getId())) {
        prefix = prefix == null ? kind(block) + "." : prefix;
        String name = path.isEmpty() ? snake(pair.getKey()) : torch(pair.getKey());
        entries.add(entry(prefix + name, block, parameter));
      }
    }
    if (block.getClass() == BatchNorm.class) {
      norms.add(norm((BatchNorm) block));
    }
    String within = block instanceof NamedBlock named ? path + named.name() + "." : path;
    block.getChildren().forEach(child -> walk(child.getValue(), false, within));
  }

  private Binding.Entry entry(String name, Block owner, Parameter parameter) {
    boolean matrix = Binding.shape(parameter).dimension() > 1;
    boolean frozen = !unfreeze && !parameter.requiresGradient() && !isStatistic(parameter);
    Role role = frozen ? Role.FROZEN : role(owner, parameter, matrix);
    Initializer own = parameter.getInitializer();
    Initializer fresh = own == null ? Initializer.ZEROS : own;
    // A one-dimensional weight is a scale whatever its declared type; Xavier does not take it.
    boolean scale = !matrix && parameter.getType() == Parameter.Type.WEIGHT;
    boolean stays = frozen && parameter.isInitialized();
    return new Binding.Entry(
        name,
        parameter,
        owner instanceof AbstractSymbolBlock,
        role == null ? Role.OTHER : role,
        role != null,
        stays ? Optional.empty() : Optional.of(scale ? Initializer.ONES : fresh));
  }

  private static boolean isStatistic(Parameter parameter) {
    return parameter.getType() == Parameter.Type.RUNNING_MEAN
        || parameter.getType() == Parameter.Type.RUNNING_VAR;
  }

  /** Returns what a parameter does; null if its owner does not tell. */
  private static Role role(Block owner, Parameter parameter, boolean matrix) {
    return switch (parameter.getType()) {
      case BIAS -> Role.BIAS;
      case GAMMA -> Role.SCALE;
      case BETA -> Role.SHIFT;
      case RUNNING_MEAN, RUNNING_VAR -> Role.STATISTIC;
      case WEIGHT -> matrix ? matrixOf(owner) : Role.SCALE;
      case OTHER -> matrix ? matrixOf(owner) : Role.OTHER;
    };
  }

  private static Role matrixOf(Block owner) {
    if (owner instanceof Linear
        || owner instanceof Convolution
        || owner instanceof Deconvolution
        || owner instanceof RecurrentBlock
        || owner instanceof LinearCollection) {
      return Role.WEIGHT;
    } else if (owner instanceof AbstractIndexedEmbedding || owner instanceof IdEmbedding) {
      return Role.EMBEDDING;
    }
    return owner instanceof Multiplication ? Role.SCALE : null;
  }

  private static Binding.Norm norm(BatchNorm norm) {
    Parameter mean = norm.getDirectParameters().get("runningMean");
    long channels = Binding.shape(mean).size();
    OptionalLong positions =
        norm.getInputShapes() == null
            ? OptionalLong.empty()
            : OptionalLong.of(norm.getInputShapes()[0].slice(1).size() / channels);
    return new Binding.Norm(mean, norm.getDirectParameters().get("runningVar"), positions);
  }

  private String kind(Block block) {
    String kind;
    if (block instanceof Linear) {
      kind = "fc";
    } else if (block instanceof Deconvolution) {
      kind = "deconv";
    } else if (block instanceof Convolution) {
      kind = "conv";
    } else if (block instanceof BatchNorm) {
      kind = "bn";
    } else if (block instanceof LayerNorm) {
      kind = "ln";
    } else if (block instanceof AbstractSymbolBlock) {
      kind = "script";
    } else {
      String name = block.getClass().getSimpleName();
      kind = name.isEmpty() ? "block" : name.toLowerCase(Locale.ROOT);
    }
    return kind + kinds.merge(kind, 1, Integer::sum);
  }

  /** Returns what PyTorch calls a parameter, whose normalisations have weights and biases. */
  private static String torch(String name) {
    return switch (name) {
      case "gamma" -> "weight";
      case "beta" -> "bias";
      default -> snake(name);
    };
  }

  private static String snake(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
