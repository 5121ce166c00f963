package org.stockpot.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.convolutional.Deconvolution;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.util.Pair;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/**
 * Which parameter of a block is which slot of a layout.
 *
 * <p>Slots are named after the kind of their block and its place among its kind, {@code
 * fc1.weight}, {@code conv2.bias}, {@code bn1.gamma}; those of a TorchScript module keep the
 * module's own names. A parameter that occurs twice is one slot.
 */
final class Binding {

  /** One parameter; {@code inPlace} if the block reads its own array instead of the store's. */
  record Entry(String name, Parameter parameter, boolean inPlace) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> kinds = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<BatchNorm> norms = new ArrayList<>();
  private final Layout layout;

  Binding(Block block) {
    walk(block, true);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a model must have parameters, got a block without any");
    }
    Layout.Builder builder = Layout.builder();
    for (Entry entry : entries) {
      builder.add(entry.name, role(entry.parameter), shape(entry));
    }
    layout = builder.build();
  }

  private void walk(Block block, boolean root) {
    boolean inPlace = block instanceof AbstractSymbolBlock;
    String prefix = inPlace && root ? "" : null;
    for (Pair<String, Parameter> pair : block.getDirectParameters()) {
      Parameter parameter = pair.getValue();
      if (seen.add(parameter.getId())) {
        prefix = prefix == null ? kind(block) + "." : prefix;
        entries.add(new Entry(prefix + snake(pair.getKey()), parameter, inPlace));
      }
    }
    if (block.getClass() == BatchNorm.class && !norms.contains(block)) {
      norms.add((BatchNorm) block);
    }
    block.getChildren().forEach(child -> walk(child.getValue(), false));
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

  private static String snake(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static Role role(Parameter parameter) {
    return switch (parameter.getType()) {
      case WEIGHT -> shape(parameter).dimension() > 1 ? Role.WEIGHT : Role.SCALE;
      case BIAS -> Role.BIAS;
      case GAMMA -> Role.SCALE;
      case BETA -> Role.SHIFT;
      case RUNNING_MEAN, RUNNING_VAR -> Role.STATISTIC;
      case OTHER -> Role.OTHER;
    };
  }

  private static List<Integer> shape(Entry entry) {
    Parameter parameter = entry.parameter;
    if (parameter.isInitialized() && parameter.getArray().getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "slot "
              + entry.name
              + " must hold float32, got "
              + parameter.getArray().getDataType().name().toLowerCase(Locale.ROOT));
    }
    return Arrays.stream(shape(parameter).getShape()).mapToObj(Math::toIntExact).toList();
  }

  /** Returns the shape of a parameter; those of TorchScript modules have arrays alone. */
  static Shape shape(Parameter parameter) {
    return parameter.isInitialized() ? parameter.getArray().getShape() : parameter.getShape();
  }

  /** Returns the batch normalisations whose statistics are slots. */
  List<Normalisation> normalisations() {
    List<Normalisation> normalisations = new ArrayList<>();
    norms.forEach(norm -> normalisations.add(normalisation(norm)));
    return normalisations;
  }

  private Normalisation normalisation(BatchNorm norm) {
    Slot mean = slotOf(norm, "runningMean");
    Shape[] inputs = norm.getInputShapes();
    OptionalLong positions =
        inputs == null
            ? OptionalLong.empty()
            : OptionalLong.of(inputs[0].slice(1).size() / mean.size());
    return new Normalisation(mean, slotOf(norm, "runningVar"), positions);
  }

  /**
   * Requires running variances to be at least 0, as all are that were measured or blended, but not
   * those that were extrapolated.
   *
   * @throws IllegalArgumentException if one is negative
   */
  void requireVariances(Point point) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).parameter.getType() == Parameter.Type.RUNNING_VAR) {
        Slot slot = layout.slots().get(i);
        for (int k = slot.offset(); k < slot.end(); k++) {
          if (point.at(k) < 0) {
            throw new IllegalArgumentException(
                "running variances must be at least 0, got "
                    + point.at(k)
                    + " at "
                    + layout.entry(k)
                    + "; statistics beyond their points are re-estimated: Task.recalibrate");
          }
        }
      }
    }
  }

  private Slot slotOf(Block block, String parameter) {
    return layout.slots().get(slot(block.getDirectParameters().get(parameter)));
  }

  /** Returns which slot a parameter is. */
  int slot(Parameter parameter) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).parameter.getId().equals(parameter.getId())) {
        return i;
      }
    }
    throw new IllegalArgumentException("no slot for parameter " + parameter.getName());
  }

  /** Returns a parameter's values in a point of this layout. */
  FloatBuffer values(Parameter parameter, Point point) {
    return point.values(layout.slots().get(slot(parameter)));
  }

  Layout layout() {
    return layout;
  }

  List<Entry> entries() {
    return entries;
  }
}
