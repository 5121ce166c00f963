package org.stockpot.djl.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.dense.NativeArrays;
import org.stockpot.dense.ParameterArrays;
import org.stockpot.dense.StepThreads;
import org.stockpot.dense.WeightUpdate;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.script.EvaluationMode;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/**
 * One working copy of a block's parameters in native memory, and the passes through it.
 *
 * <p>Gradients come from libtorch's own entry points rather than a {@code GradientCollector}: of
 * those a JVM can hold one at a time, and the loss gradient is computed here in Java. Not
 * thread-safe; callers open an {@code NDScope} around each pass, which frees everything it made.
 */
public final class Network implements ParameterArrays, AutoCloseable {

  /** Entries that are worth a thread. */
  private static final int PIECE = 1 << 16;

  private final NDManager manager;
  private final Block block;
  private final List<Block> layers;
  private final List<Slot> slots;
  private final PtNDArray[] arrays;
  private final FloatBuffer[] memory;
  private final boolean[] trained;
  private final List<Piece> pieces = new ArrayList<>();
  private final float[][] originals;
  private final ParameterStore store;
  private final List<PtSymbolBlock> held;
  private StepThreads threads = new StepThreads(0);

  /**
   * Copies nothing yet.
   *
   * @param parent what owns the arrays
   * @param block the block
   * @param binding the model's parameters as slots
   * @param held modules inside the block whose statistics must not change
   */
  public Network(NDManager parent, Block block, Binding binding, List<PtSymbolBlock> held) {
    this.held = held;
    manager = parent.newSubManager();
    this.block = block;
    layers = BlockLayers.of(block);
    slots = binding.layout().slots();
    arrays = new PtNDArray[slots.size()];
    memory = new FloatBuffer[slots.size()];
    trained = new boolean[slots.size()];
    originals = new float[slots.size()][];
    Map<String, NDArray> ours = new HashMap<>();
    for (int i = 0; i < arrays.length; i++) {
      Binding.Entry entry = binding.entries().get(i);
      Parameter parameter = entry.parameter();
      arrays[i] =
          (PtNDArray)
              (entry.inPlace()
                  ? parameter.getArray()
                  : NativeArrays.unscoped(
                      manager.zeros(Binding.shape(parameter), DataType.FLOAT32)));
      trained[i] = slots.get(i).role().isTrained();
      arrays[i].setRequiresGradient(trained[i]);
      memory[i] = NativeArrays.floats(arrays[i]);
      if (entry.inPlace()) {
        originals[i] = new float[slots.get(i).size()];
        memory[i].get(0, originals[i]);
      }
      ours.put(parameter.getId(), arrays[i]);
      addPieces(i);
    }
    store = new PointParameters(manager, ours);
  }

  /** Some entries of a slot that is trained. */
  private record Piece(int slot, int from, int count) {}

  private void addPieces(int slot) {
    int size = slots.get(slot).size();
    for (int from = 0; trained[slot] && from < size; from += PIECE) {
      pieces.add(new Piece(slot, from, Math.min(PIECE, size - from)));
    }
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  /**
   * Returns what hands a block these arrays.
   *
   * @return the store
   */
  public ParameterStore store() {
    return store;
  }

  @Override
  public StepThreads threads(int helpers) {
    if (threads.size() != helpers) {
      threads.close();
      threads = new StepThreads(helpers);
    }
    return threads;
  }

  @Override
  public NDArray array(int slot) {
    return arrays[slot];
  }

  @Override
  public int offset(int slot) {
    return slots.get(slot).offset();
  }

  @Override
  public void set(FloatBuffer values) {
    for (int i = 0; i < arrays.length; i++) {
      Slot slot = slots.get(i);
      memory[i].put(0, values, slot.offset(), slot.size());
    }
  }

  @Override
  public void get(float[] values) {
    for (int i = 0; i < arrays.length; i++) {
      memory[i].get(0, values, slots.get(i).offset(), slots.get(i).size());
    }
  }

  /**
   * Reads the statistics, which forward passes in training mode change.
   *
   * @param values one number for each
   */
  public void getStatistics(float[] values) {
    for (int i = 0; i < arrays.length; i++) {
      if (slots.get(i).role() == Role.STATISTIC) {
        memory[i].get(0, values, slots.get(i).offset(), slots.get(i).size());
      }
    }
  }

  /**
   * Sets the statistics.
   *
   * @param values one number for each
   */
  public void setStatistics(float[] values) {
    for (int i = 0; i < arrays.length; i++) {
      if (slots.get(i).role() == Role.STATISTIC) {
        memory[i].put(0, values, slots.get(i).offset(), slots.get(i).size());
      }
    }
  }

  /**
   * Returns how often a pass in training mode asks for each slot; of what is read in place never.
   *
   * @param batch examples of one step or pass
   * @return how often a pass in training mode asks for each slot
   */
  public int[] uses(NDArray batch) {
    int[] uses = new int[arrays.length];
    ParameterStore counting =
        new ParameterStore(manager, false) {
          @Override
          public NDArray getValue(Parameter parameter, Device device, boolean training) {
            NDArray array = store.getValue(parameter, device, training);
            for (int i = 0; i < arrays.length; i++) {
              uses[i] += arrays[i] == array ? 1 : 0;
            }
            return array;
          }
        };
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      block.forward(counting, new NDList(batch), true);
    }
    return uses;
  }

  /**
   * Returns the outputs for a batch, one row per example.
   *
   * @param batch examples of one step or pass
   * @param training whether the pass is one in training mode
   * @return the outputs for a batch, one row per example
   */
  public NDArray forward(NDArray batch, boolean training) {
    NDList inputs = new NDList(batch);
    return single(
        training ? block.forward(store, inputs, true) : BlockLayers.forward(layers, store, inputs));
  }

  /**
   * Returns the outputs for a batch by the block's own layers, without further views of them.
   *
   * @param batch examples of one step or pass
   * @return the outputs for a batch by the block's own layers, without further views of them
   */
  public NDArray forwardByBlock(NDArray batch) {
    return single(block.forward(store, new NDList(batch), false));
  }

  private NDArray single(NDList outputs) {
    if (outputs.size() != 1 && !(block instanceof LossBlock)) {
      throw new IllegalArgumentException(
          "a model must have one output, got a block with " + outputs.size());
    }
    return outputs.get(0);
  }

  /**
   * Runs forward in training mode and remembers what {@link #backward} needs.
   *
   * @param batch examples of one step or pass
   * @return what came out, and of a {@link LossBlock} its own loss behind it
   */
  public NDList forwardWithGradient(NDArray batch) {
    held.forEach(EvaluationMode::hold);
    return Engines.recording(() -> block.forward(store, new NDList(batch), true));
  }

  /**
   * Returns the outputs in evaluation mode; a TorchScript module records them in training alone.
   *
   * @param batch examples of one pass
   * @return one row per example
   */
  public NDArray recorded(NDArray batch) {
    return single(block.forward(store, new NDList(batch), block instanceof PtSymbolBlock));
  }

  /**
   * Computes the gradient of sum(outputs · outputGradient) by each trained entry.
   *
   * @param outputs what the network gives, one row per example
   * @param outputGradient one number for each output
   */
  public void backward(NDArray outputs, float[] outputGradient) {
    NDArray seed = manager.create(outputGradient, outputs.getShape());
    JniUtils.backward((PtNDArray) outputs, (PtNDArray) seed, false, false);
  }

  /**
   * Changes what is trained by the gradients, which are forgotten; helpers share that.
   *
   * @param update what a step does to weights
   * @param helpers how many threads share it besides the caller
   */
  public void update(WeightUpdate update, int helpers) {
    FloatBuffer[] gradients = new FloatBuffer[arrays.length];
    for (int slot : pieces.stream().mapToInt(Piece::slot).distinct().toArray()) {
      gradients[slot] = gradient(slot);
    }
    threads(helpers)
        .run(
            pieces.size(),
            helpers,
            i -> {
              Piece piece = pieces.get(i);
              FloatBuffer slopes = gradients[piece.slot].slice(piece.from, piece.count);
              FloatBuffer target = memory[piece.slot].slice(piece.from, piece.count);
              update.apply(offset(piece.slot) + piece.from, slopes, target);
            });
    forget();
  }

  /** Forgets the gradients. */
  public void forget() {
    for (int slot = 0; slot < arrays.length; slot++) {
      if (trained[slot]) {
        JniUtils.zeroGrad(arrays[slot]);
      }
    }
  }

  /**
   * Returns the gradient by a slot; zeros if the outputs do not depend on it.
   *
   * @param slot its index in the layout
   * @return the gradient by a slot
   */
  public FloatBuffer gradient(int slot) {
    PtNDArray gradient = JniUtils.getGradient(arrays[slot]);
    return gradient == null
        ? FloatBuffer.allocate(slots.get(slot).size())
        : NativeArrays.floats(gradient);
  }

  /** Gives back what the block reads from its own arrays. */
  @Override
  public void close() {
    threads.close();
    for (int i = 0; i < arrays.length; i++) {
      if (originals[i] != null) {
        memory[i].put(0, originals[i]);
      }
    }
    manager.close();
  }
}
