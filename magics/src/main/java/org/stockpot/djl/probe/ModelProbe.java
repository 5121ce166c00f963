package org.stockpot.djl.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.stockpot.dense.OutputKind;
import org.stockpot.djl.engine.EngineMessages;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Runs a model on some examples, to see how it behaves. */
public final class ModelProbe {

  private static final int EXAMPLES = 5;

  /** How far outputs may differ by rounding, as a share of the largest. */
  private static final double ROUNDING = 1e-4;

  private final Network network;
  private final ExampleBatches batches;
  private final int outputs;
  private final Point point;
  private final boolean scripted;

  /**
   * Runs nothing yet.
   *
   * @param network the working copy, which the caller has for itself
   * @param batches makes inputs of examples
   * @param outputs numbers for each example
   * @param point the weights to run it with
   * @param scripted whether it is a TorchScript module, for messages
   */
  public ModelProbe(
      Network network, ExampleBatches batches, int outputs, Point point, boolean scripted) {
    this.network = network;
    this.batches = batches;
    this.outputs = outputs;
    this.point = point;
    this.scripted = scripted;
  }

  /**
   * Finds out how the model behaves.
   *
   * @return what came out
   * @throws IllegalArgumentException if it takes batches of one size alone, or an example's outputs
   *     depend on chance or on the others of its batch
   */
  public ModelBehaviour run() {
    network.set(point.values());
    int count = Math.min(EXAMPLES, batches.examples().count());
    int[] chosen =
        IntStream.range(0, count).map(i -> i * batches.examples().count() / count).toArray();
    float[] rows = outputs(chosen);
    requireNoChance(chosen, rows);
    requireAlone(chosen, rows);
    requireBatchOfOne(chosen[0]);
    boolean cuts = cutsInputs(chosen, rows);
    OutputKind ending = OutputKind.of(FloatBuffer.wrap(rows), outputs);
    return new ModelBehaviour(draws(chosen), ending, cuts, moved(chosen));
  }

  private float[] outputs(int... chosen) {
    return outputs(() -> batches.of(chosen));
  }

  private float[] outputs(Supplier<NDArray> inputs) {
    return Engines.inference(1, () -> network.forwardByBlock(inputs.get()).toFloatArray().clone());
  }

  private void requireNoChance(int[] chosen, float[] rows) {
    JniUtils.setSeed(1);
    float[] once = outputs(chosen);
    JniUtils.setSeed(2);
    if (differ(once, outputs(chosen), 0) || differ(once, rows, ROUNDING)) {
      throw new IllegalArgumentException(
          "a model must give the same outputs each time in evaluation mode; this one draws random"
              + " numbers there"
              + (scripted
                  ? ", as dropout does that was traced in training mode: trace it after"
                      + " model.eval(), or script it"
                  : ", as dropout does that is always on"));
    }
  }

  /** Requires that outputs of an example are the same whatever others its batch has. */
  private void requireAlone(int[] chosen, float[] rows) {
    int count = chosen.length;
    if (count < 3) {
      return;
    }
    int[] backwards = IntStream.range(0, count).map(i -> chosen[count - 1 - i]).toArray();
    float[] reversed = outputs(backwards);
    float[] two = outputs(chosen[0], chosen[1]);
    double most = 0;
    for (int i = 0; i < rows.length; i++) {
      int turned = (count - 1 - i / outputs) * outputs + i % outputs;
      most = Math.max(most, Math.abs(rows[i] - reversed[turned]));
      most = Math.max(most, i < two.length ? Math.abs(rows[i] - two[i]) : 0);
    }
    if (most > ROUNDING * largest(rows)) {
      throw new IllegalArgumentException(
          "a model must give an example the same outputs whatever the others of its batch in"
              + " evaluation mode; these differ by "
              + String.format(Locale.ROOT, "%.2g", most)
              + (scripted
                  ? ", as with batch normalisation that was traced in training mode: trace it"
                      + " after model.eval(), or script it"
                  : ", as with batch normalisation that is always in training mode"));
    }
  }

  private void requireBatchOfOne(int example) {
    try {
      outputs(example);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "a model must take a batch of one example, got: " + EngineMessages.line(e), e);
    }
  }

  /** Returns whether the model gives the same for inputs whose fractions are cut off. */
  private boolean cutsInputs(int[] chosen, float[] rows) {
    float[] whole = new float[chosen.length * batches.examples().size()];
    FloatBuffer memory = FloatBuffer.wrap(whole);
    for (int example : chosen) {
      batches.examples().copyInput(example, memory);
    }
    boolean fractions = false;
    for (int i = 0; i < whole.length; i++) {
      fractions |= whole[i] != (long) whole[i];
      whole[i] = (long) whole[i];
    }
    return fractions
        && !differ(rows, changed(chosen.length, whole), 0)
        && dependsOn(whole, rows, chosen.length);
  }

  /** Returns whether other whole numbers give something else, or are none that the model takes. */
  private boolean dependsOn(float[] whole, float[] rows, int count) {
    for (int i = 0; i < whole.length; i++) {
      whole[i]++;
    }
    try {
      return differ(rows, changed(count, whole), 0);
    } catch (RuntimeException e) {
      return true;
    }
  }

  private float[] changed(int count, float[] inputs) {
    Shape shape = new Shape(count).addAll(batches.shape());
    return outputs(() -> batches.manager().create(inputs, shape));
  }

  /** Returns whether a training pass moves the engine's random numbers on. */
  private boolean draws(int[] chosen) {
    return Engines.inference(
        1,
        () -> {
          JniUtils.setSeed(0);
          float untouched = batches.manager().randomUniform(0, 1, new Shape(1)).getFloat();
          JniUtils.setSeed(0);
          train(chosen);
          return batches.manager().randomUniform(0, 1, new Shape(1)).getFloat() != untouched;
        });
  }

  private Set<String> moved(int[] chosen) {
    network.set(point.values());
    train(chosen);
    float[] after = new float[point.layout().size()];
    network.get(after);
    Set<String> moved = new TreeSet<>();
    for (Slot slot : point.layout().slots()) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        if (!slot.role().isCoordinate()
            && Float.floatToIntBits(after[i]) != Float.floatToIntBits(point.at(i))) {
          moved.add(slot.name());
        }
      }
    }
    return moved;
  }

  private void train(int[] chosen) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      network.forwardWithGradient(batches.of(chosen));
    }
  }

  private static boolean differ(float[] a, float[] b, double share) {
    for (int i = 0; i < a.length; i++) {
      if (share == 0
          ? Float.compare(a[i], b[i]) != 0
          : Math.abs(a[i] - b[i]) > share * largest(a)) {
        return true;
      }
    }
    return false;
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
