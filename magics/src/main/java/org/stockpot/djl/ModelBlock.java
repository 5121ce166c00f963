package org.stockpot.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtSymbolBlock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.Data;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.BlockSlots;
import org.stockpot.djl.binding.ScriptSlots;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.gating.GatedBlock;
import org.stockpot.djl.memory.MemoryBudget;
import org.stockpot.djl.memory.MemoryLimitException;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.probe.BatchSizeProbe;
import org.stockpot.djl.script.NestedScript;
import org.stockpot.djl.script.TorchScript;
import org.stockpot.task.RecalibrationException;
import org.stockpot.weights.Point;

/** The block of a task, and what is to be given back when the task ends. */
final class ModelBlock implements AutoCloseable {

  private static final String SCRIPT = "torchscript:";

  private final Block block;
  private final Optional<TorchScript> script;
  private final ModelOptions options;
  private final boolean named;
  private final NDManager manager = Engines.newManager();
  private final List<Parameter> initialised = new ArrayList<>();
  private List<NestedScript> nested = List.of();
  private boolean arrived;

  private ModelBlock(
      Block block, Optional<TorchScript> script, ModelOptions options, boolean named) {
    this.block = block;
    this.script = script;
    this.options = options;
    this.named = named;
  }

  /** Returns the block of {@link Models} by a name, or that of a TorchScript file. */
  static ModelBlock ofWords(Data data, String model, ModelOptions options) {
    if (model.startsWith(SCRIPT)) {
      Path file = Path.of(model.substring(SCRIPT.length()));
      TorchScript script = TorchScript.load(file, options.unfreeze());
      return new ModelBlock(script.block(), Optional.of(script), options, false);
    }
    return named(Models.named(model, data.shape(), data.targets().outputs()), options);
  }

  /** Returns the block of {@link Models} by a name. */
  static ModelBlock named(Block block, ModelOptions options) {
    return new ModelBlock(block, Optional.empty(), options, true);
  }

  /** Returns a user's block; of a TorchScript module a copy. */
  static ModelBlock of(Block block, ModelOptions options) {
    if (block instanceof PtSymbolBlock module) {
      TorchScript copy = TorchScript.copyOf(module, options.unfreeze());
      return new ModelBlock(copy.block(), Optional.of(copy), options, false);
    }
    return new ModelBlock(block, Optional.empty(), options, false);
  }

  /** Gives the block its shapes, and returns its parameters as far as it tells what they do. */
  Binding bind(Shape example) {
    List<Parameter> parameters = block.getParameters().values();
    arrived = !parameters.isEmpty() && parameters.stream().allMatch(Parameter::isInitialized);
    if (!arrived) {
      parameters.stream().filter(p -> !p.isInitialized()).forEach(initialised::add);
      initialise(example);
    }
    if (script.isEmpty()) {
      nested = TorchScript.within(block).stream().map(NestedScript::of).toList();
    }
    return script.map(ScriptSlots::of).orElseGet(() -> BlockSlots.of(block, options.unfreeze()));
  }

  private void initialise(Shape example) {
    Shape one = new Shape(1).addAll(example);
    try {
      block.initialize(MemoryBudget.standard().guarding(manager), DataType.FLOAT32, one);
    } catch (MemoryLimitException e) {
      throw e;
    } catch (RuntimeException e) {
      throw BatchSizeProbe.refusal(example, e);
    }
  }

  Block block() {
    return block;
  }

  /**
   * Returns the block with gates, once it is bound.
   *
   * @throws UnsupportedOperationException if it can have none
   */
  ModelBlock gated(double share) {
    if (isScripted()) {
      throw new UnsupportedOperationException(
          "channels of a TorchScript module cannot be gated: which layers it has is not known");
    }
    return new ModelBlock(new GatedBlock(block, share), Optional.empty(), options, named);
  }

  Optional<TorchScript> script() {
    return script;
  }

  List<NestedScript> nested() {
    return nested;
  }

  ModelOptions options() {
    return options;
  }

  NDManager manager() {
    return manager;
  }

  /** Returns whether {@link Models} made the block, so that it behaves as known. */
  boolean isNamed() {
    return named;
  }

  /** Returns whether it runs TorchScript, of whose parameters there is one copy. */
  boolean isScripted() {
    return script.isPresent() || !nested.isEmpty();
  }

  Network network(Binding binding) {
    return new Network(manager, block, binding, held());
  }

  /** Returns the modules that a training pass would change out of reach. */
  private List<PtSymbolBlock> held() {
    if (script.isPresent()) {
      return script.get().isReachable() ? List.of() : List.of(script.get().block());
    }
    return nested.stream().filter(NestedScript::isHeld).map(NestedScript::module).toList();
  }

  /** Returns the weights it arrived with. */
  Optional<Point> pretrained(Binding binding) {
    return arrived ? Optional.of(BlockWeights.of(block, binding).get()) : Optional.empty();
  }

  /** Requires that no statistics are out of reach. */
  void requireReach() {
    boolean hidden =
        script.map(s -> !s.isReachable()).orElse(false)
            || nested.stream()
                .anyMatch(s -> s.isHeld() && s.facts().map(f -> !f.norms().isEmpty()).orElse(true));
    if (hidden) {
      throw new RecalibrationException(
          "statistics of a TorchScript module"
              + (nested.isEmpty() ? " whose code cannot be read" : " inside of a block")
              + " cannot be re-estimated: they cannot be reached"
              + (nested.isEmpty()
                  ? ""
                  : "; make the task of the module itself, by torchscript:FILE"));
    }
  }

  @Override
  public void close() {
    initialised.forEach(Parameter::close);
    manager.close();
    script.ifPresent(TorchScript::close);
  }
}
