package org.stockpot.djl.script;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.stockpot.dense.NativeArrays;
import org.stockpot.djl.engine.EngineMessages;
import org.stockpot.djl.engine.Engines;

/**
 * A model saved by PyTorch as TorchScript, with its weights.
 *
 * <p>DJL gives its parameters alone. A copy of the archive therefore gets two methods more: one
 * hands out the buffers, whose memory is then ours to read and write; one lays out tensors row by
 * row that were saved in another order, as {@code channels_last} is. Tensors of other
 * floating-point types become float32 in the copy. The user's file is read and nothing else.
 */
public final class TorchScript implements AutoCloseable {

  private final NDManager manager;
  private final PtSymbolBlock block;
  private final List<String> names;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Parameter> buffers = new LinkedHashMap<>();
  private final Map<String, String> tied = new LinkedHashMap<>();
  private final Optional<ScriptFacts> facts;
  private final List<String> notes = new ArrayList<>();
  private final boolean reachable;

  private TorchScript(NDManager manager, Path file, boolean unfreeze) throws IOException {
    this.manager = manager;
    ScriptArchive archive = ScriptArchive.open(file);
    Optional<List<String>> read = names(archive);
    PtSymbolBlock copy = read.isPresent() ? loadCopy(archive) : null;
    reachable = copy != null;
    block = reachable ? copy : load(file);
    // DJL takes a module to be in training mode before its first pass.
    JniUtils.enableTrainingMode(block);
    block.getDirectParameters().forEach(pair -> parameters.put(pair.getKey(), pair.getValue()));
    requireParameters(file);
    if (reachable) {
      reachBuffers(archive.buffers());
    }
    parameters.forEach((name, p) -> TensorMemory.requireRows(name, p.getArray()));
    List<String> all = new ArrayList<>(parameters.keySet());
    all.addAll(buffers.keySet());
    names = read.filter(found -> found.containsAll(all)).orElse(all);
    tie();
    parameters.values().forEach(p -> p.freeze(!unfreeze && !JniUtils.requiresGrad(array(p))));
    facts = read.flatMap(found -> facts(archive, this::size));
    if (read.isPresent() && facts.isEmpty()) {
      notes.add("what the module's code does cannot be followed");
    }
  }

  /**
   * Loads a module.
   *
   * @param file what {@code torch.jit.save} wrote
   * @param unfreeze whether to train parameters that were saved without gradients
   * @return what came out
   * @throws IllegalArgumentException if it is none, or has other numbers than floating-point ones
   */
  public static TorchScript load(Path file, boolean unfreeze) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("a TorchScript file must exist, got " + file);
    }
    NDManager manager = Engines.newManager();
    try {
      return new TorchScript(manager, file, unfreeze);
    } catch (IOException | EngineException e) {
      manager.close();
      throw new IllegalArgumentException(
          "a TorchScript file must load, got " + file + ": " + EngineMessages.line(e), e);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Loads a copy of a user's module, which stays as it is.
   *
   * @param module a TorchScript module
   * @param unfreeze whether parameters without gradients are trained, too
   * @return what came out
   */
  public static TorchScript copyOf(PtSymbolBlock module, boolean unfreeze) {
    try {
      Path copy = Files.createTempFile("stockpot", ".pt");
      try {
        NestedScript.write(module, copy);
        return load(copy, unfreeze);
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of all tensors; empty, and a note, if the code cannot be read. */
  private Optional<List<String>> names(ScriptArchive archive) {
    try {
      return Optional.of(archive.tensors());
    } catch (ScriptException e) {
      notes.add(
          "the module's code cannot be read ("
              + e.getMessage()
              + "): its buffers stay as in the file, and it trains in evaluation mode");
      return Optional.empty();
    }
  }

  private static Optional<ScriptFacts> facts(ScriptArchive archive, ToLongFunction<String> sizes) {
    try {
      return Optional.of(archive.facts(sizes));
    } catch (ScriptException e) {
      return Optional.empty();
    }
  }

  private long size(String name) {
    Parameter parameter = parameters.getOrDefault(name, buffers.get(tied.getOrDefault(name, name)));
    Parameter known = parameter == null ? parameters.get(tied.get(name)) : parameter;
    return known == null ? 1 : known.getArray().size();
  }

  private PtSymbolBlock loadCopy(ScriptArchive archive) throws IOException {
    Path copy = Files.createTempFile("stockpot", ".pt");
    try {
      archive.writeReachable(copy);
      PtSymbolBlock loaded = load(copy);
      IValueUtils.runMethod(loaded, ScriptArchive.LAY_OUT).close();
      if (!archive.otherFloats().isEmpty()) {
        requireNoDoubles(archive);
        notes.add(
            "its tensors of " + String.join(" and ", archive.otherFloats()) + " became float32");
      }
      return loaded;
    } catch (EngineException e) {
      notes.add(
          "the module cannot be extended ("
              + EngineMessages.line(e)
              + "): its buffers stay as in the file, and it trains in evaluation mode");
      return null;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static void requireNoDoubles(ScriptArchive archive) {
    if (facts(archive, name -> 1).map(ScriptFacts::namesDoubles).orElse(false)) {
      throw new IllegalArgumentException(
          "a float64 module must not name float64 in its code, where a conversion to float32 does"
              + " not reach; export it after model.float()");
    }
  }

  private PtSymbolBlock load(Path file) {
    String[] none = {};
    return JniUtils.loadModule((PtNDManager) manager, file, false, none, none, true);
  }

  private void requireParameters(Path file) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "a TorchScript module must have parameters, got none in "
              + file
              + "; those of torch.jit.freeze are constants: save the module before it is frozen");
    }
  }

  private void reachBuffers(List<String> all) {
    try (IValue value = IValueUtils.runMethod(block, ScriptArchive.BUFFERS)) {
      PtNDArray[] arrays = value.toTensorArray((PtNDManager) manager);
      for (int i = 0; i < arrays.length; i++) {
        NativeArrays.unscoped(arrays[i]);
        // Whole numbers, such as the batches that a normalisation has seen, are no weights.
        if (arrays[i].getDataType() == DataType.FLOAT32 && arrays[i].size() > 0) {
          buffers.put(
              all.get(i),
              Parameter.builder()
                  .setName(all.get(i))
                  .setType(Parameter.Type.OTHER)
                  .optRequiresGrad(false)
                  .optArray(arrays[i])
                  .build());
        }
      }
    }
  }

  /** Keeps the first name of each tensor, and notes its others. */
  private void tie() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (String name : names) {
      Parameter parameter = parameters.getOrDefault(name, buffers.get(name));
      if (parameter != null) {
        arrays.put(name, parameter.getArray());
      }
    }
    tied.putAll(TensorMemory.tied(arrays));
    tied.keySet().forEach(parameters::remove);
    tied.keySet().forEach(buffers::remove);
  }

  private static PtNDArray array(Parameter parameter) {
    return (PtNDArray) parameter.getArray();
  }

  /**
   * Returns the module as a block.
   *
   * @return the block
   */
  public PtSymbolBlock block() {
    return block;
  }

  /**
   * Returns the names of the state dict, in its order.
   *
   * @return the names of the state dict, in its order
   */
  public List<String> names() {
    return names;
  }

  /**
   * Returns the parameters by name, a tensor of several names by its first.
   *
   * @return the parameters by name, a tensor of several names by its first
   */
  public Map<String, Parameter> parameters() {
    return parameters;
  }

  /**
   * Returns the buffers of float32 by name, if they can be reached.
   *
   * @return the buffers of float32 by name
   */
  public Map<String, Parameter> buffers() {
    return buffers;
  }

  /**
   * Returns the first name of each tensor that has several, by its others.
   *
   * @return the first name of each tensor that has several, by its others
   */
  public Map<String, String> tied() {
    return tied;
  }

  /**
   * Returns what the code does; empty if it cannot be followed.
   *
   * @return what the code does
   */
  public Optional<ScriptFacts> facts() {
    return facts;
  }

  /**
   * Returns whether all that a training pass changes can be reached.
   *
   * @return whether all that a training pass changes can be reached
   */
  public boolean isReachable() {
    return reachable;
  }

  /**
   * Does something while only modules with buffers are in training mode, so that batch
   * normalisations are and dropout is not.
   *
   * @param work what is done
   */
  public void still(Runnable work) {
    IValueUtils.runMethod(block, ScriptArchive.STILL).close();
    try {
      work.run();
    } finally {
      JniUtils.enableTrainingMode(block);
    }
  }

  /**
   * Returns what a user should know of how the module was loaded.
   *
   * @return what a user should know of how the module was loaded
   */
  public List<String> notes() {
    return notes;
  }

  @Override
  public void close() {
    manager.close();
  }

  /**
   * Returns the TorchScript modules anywhere in a block.
   *
   * @param block the block
   * @return the TorchScript modules anywhere in a block
   */
  public static List<PtSymbolBlock> within(Block block) {
    List<PtSymbolBlock> modules = new ArrayList<>();
    if (block instanceof PtSymbolBlock module) {
      modules.add(module);
    }
    block.getChildren().forEach(child -> modules.addAll(within(child.getValue())));
    return modules;
  }
}
