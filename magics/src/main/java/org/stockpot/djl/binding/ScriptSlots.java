package org.stockpot.djl.binding;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.djl.script.NestedScript;
import org.stockpot.djl.script.ScriptFacts;
import org.stockpot.djl.script.TensorMemory;
import org.stockpot.djl.script.TorchScript;
import org.stockpot.djl.script.Use;
import org.stockpot.weights.Role;

/**
 * The slots of a TorchScript module, named as in its state dict. What a slot does is what the
 * module's code does with it; a tensor of two names does what it does under either.
 */
public final class ScriptSlots {

  /** As vision transformers and language models begin with their embeddings. */
  private static final Initializer TABLE = new NormalInitializer(0.02f);

  private final TorchScript script;

  private ScriptSlots(TorchScript script) {
    this.script = script;
  }

  /**
   * Binds a module's parameters and buffers.
   *
   * @param script the module
   * @return what came out
   */
  public static Binding of(TorchScript script) {
    return new ScriptSlots(script).bind();
  }

  /** Returns the parameters of a module inside of a block, whose buffers are out of reach. */
  static List<Binding.Entry> nested(PtSymbolBlock module, String prefix, boolean unfreeze) {
    Optional<ScriptFacts> facts = NestedScript.of(module).facts();
    List<Binding.Entry> entries = new ArrayList<>();
    for (Pair<String, Parameter> pair : module.getDirectParameters()) {
      Parameter parameter = pair.getValue();
      TensorMemory.requireRows(pair.getKey(), parameter.getArray());
      boolean frozen = !unfreeze && !parameter.requiresGradient();
      Set<Use> uses = facts.map(f -> f.of(pair.getKey())).orElse(Set.of());
      entries.add(entry(prefix + pair.getKey(), parameter, frozen, facts.isPresent(), uses));
    }
    return entries;
  }

  private Binding bind() {
    List<Binding.Entry> entries = new ArrayList<>();
    script.parameters().forEach((name, parameter) -> entries.add(parameter(name, parameter)));
    script.buffers().forEach((name, buffer) -> entries.add(buffer(name, buffer)));
    List<String> order = script.names();
    entries.sort((a, b) -> order.indexOf(a.name()) - order.indexOf(b.name()));
    return new Binding(entries, norms());
  }

  private Binding.Entry parameter(String name, Parameter parameter) {
    return entry(
        name, parameter, !parameter.requiresGradient(), script.facts().isPresent(), uses(name));
  }

  /** Returns what the code does with a tensor under all its names. */
  private Set<Use> uses(String name) {
    Set<Use> uses = new TreeSet<>();
    script.facts().ifPresent(facts -> uses.addAll(facts.of(name)));
    script
        .tied()
        .forEach(
            (other, first) -> {
              if (first.equals(name)) {
                script.facts().ifPresent(facts -> uses.addAll(facts.of(other)));
              }
            });
    return uses;
  }

  private static Binding.Entry entry(
      String name, Parameter parameter, boolean frozen, boolean known, Set<Use> uses) {
    Shape shape = Binding.shape(parameter);
    Role role = frozen ? Role.FROZEN : role(shape, uses);
    boolean settled = known || frozen || shape.dimension() < 2;
    return new Binding.Entry(
        name, parameter, true, role, settled, frozen ? Optional.empty() : fresh(role));
  }

  private Binding.Entry buffer(String name, Parameter buffer) {
    Set<Use> uses = uses(name);
    boolean mean = uses.contains(Use.RUNNING_MEAN);
    boolean variance = uses.contains(Use.RUNNING_VARIANCE);
    Optional<Initializer> fresh =
        mean
            ? Optional.of(Initializer.ZEROS)
            : variance ? Optional.of(Initializer.ONES) : Optional.empty();
    return new Binding.Entry(
        name, buffer, true, mean || variance ? Role.STATISTIC : Role.BUFFER, true, fresh);
  }

  private static Role role(Shape shape, Set<Use> uses) {
    boolean matrix = shape.dimension() > 1;
    if (matrix && uses.contains(Use.PRODUCT)) {
      return Role.WEIGHT;
    } else if (uses.contains(Use.SCALE)) {
      return Role.SCALE;
    } else if (uses.contains(Use.SHIFT)) {
      return Role.SHIFT;
    } else if (uses.contains(Use.LOOKUP) || uses.contains(Use.JOINED)) {
      return matrix ? Role.EMBEDDING : Role.OTHER;
    }
    // One number per channel, such as [1, 64, 1, 1], is a bias or a scale however it is shaped.
    boolean vector = Arrays.stream(shape.getShape()).filter(d -> d > 1).count() < 2;
    if (uses.contains(Use.BIAS) || (vector && uses.contains(Use.ADDED))) {
      return Role.BIAS;
    } else if (uses.contains(Use.ADDED)) {
      return Role.EMBEDDING;
    }
    if (uses.contains(Use.MULTIPLIED)) {
      return Role.SCALE;
    }
    return matrix && !uses.isEmpty() ? Role.EMBEDDING : Role.OTHER;
  }

  private static Optional<Initializer> fresh(Role role) {
    return switch (role) {
      case WEIGHT -> Optional.of(Parameter.Type.WEIGHT.getInitializer());
      case EMBEDDING -> Optional.of(TABLE);
      case SCALE -> Optional.of(Initializer.ONES);
      case BIAS, SHIFT -> Optional.of(Initializer.ZEROS);
      default -> Optional.empty();
    };
  }

  private List<Binding.Norm> norms() {
    List<Binding.Norm> norms = new ArrayList<>();
    Map<String, Parameter> buffers = new HashMap<>(script.buffers());
    script.tied().forEach((other, first) -> buffers.put(other, script.buffers().get(first)));
    script.facts().map(ScriptFacts::norms).orElse(Map.of()).entrySet().stream()
        .filter(norm -> norm.getValue() == 1)
        .map(Map.Entry::getKey)
        .filter(norm -> buffers.get(norm.mean()) != null && buffers.get(norm.variance()) != null)
        .forEach(
            norm ->
                norms.add(
                    new Binding.Norm(
                        buffers.get(norm.mean()),
                        buffers.get(norm.variance()),
                        OptionalLong.empty())));
    return norms;
  }
}
