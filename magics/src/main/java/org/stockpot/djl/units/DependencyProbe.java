package org.stockpot.djl.units;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Finds out which channel of its inputs each channel of an operation's output depends on, by
 * changing some channels at a time: those whose number has a bit, and those whose number lacks it.
 * An output that depends on one channel changes with exactly one of each pair.
 */
final class DependencyProbe {

  private final NDManager manager;
  private final Random random = new Random(1);

  DependencyProbe(NDManager manager) {
    this.manager = manager;
  }

  /**
   * What an operation does.
   *
   * @param shape the shape of its output for one example
   * @param sources for each input, and each channel of the output, the channel of the input that it
   *     depends on; {@link UnitTable#NONE} if it depends on none
   */
  record Found(Shape shape, List<int[]> sources) {}

  /** Tries an operation without parameters on inputs of some shapes, each of one example. */
  Found of(List<Shape> inputs, Function<List<NDList>, NDList> operation) {
    List<float[]> base = inputs.stream().map(shape -> drawn((int) shape.size())).toList();
    List<int[]> sources = new ArrayList<>();
    Shape[] shape = new Shape[1];
    for (int which = 0; which < inputs.size(); which++) {
      int channels = (int) inputs.get(which).get(0);
      int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(channels - 1));
      List<NDList> batch = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        batch.add(batch(inputs.get(i), base.get(i), bits, i == which));
      }
      NDArray out = operation.apply(batch).singletonOrThrow();
      shape[0] = out.getShape().slice(1);
      sources.add(decoded(out.toFloatArray(), (int) shape[0].get(0), bits));
    }
    return new Found(shape[0], sources);
  }

  private float[] drawn(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = 0.5f + random.nextFloat();
    }
    return values;
  }

  /** Returns an example unchanged, then with each half of its channels changed. */
  private NDList batch(Shape shape, float[] base, int bits, boolean changes) {
    int size = base.length;
    int channels = (int) shape.get(0);
    float[] batch = new float[(1 + 2 * bits) * size];
    for (int row = 0; row <= 2 * bits; row++) {
      for (int i = 0; i < size; i++) {
        int channel = i / (size / channels);
        boolean chosen = row > 0 && (channel >> ((row - 1) / 2) & 1) == row % 2;
        batch[row * size + i] = base[i] + (changes && chosen ? 1 : 0);
      }
    }
    return new NDList(manager.create(batch, new Shape(1 + 2L * bits).addAll(shape)));
  }

  private static int[] decoded(float[] out, int channels, int bits) {
    int size = out.length / (1 + 2 * bits);
    int width = size / channels;
    int[] sources = new int[channels];
    for (int channel = 0; channel < channels; channel++) {
      int source = 0;
      int changes = 0;
      for (int row = 1; row <= 2 * bits; row++) {
        int from = row * size + channel * width;
        boolean changed =
            Arrays.mismatch(out, from, from + width, out, channel * width, (channel + 1) * width)
                >= 0;
        changes += changed ? 1 : 0;
        source |= changed && row % 2 == 1 ? 1 << ((row - 1) / 2) : 0;
      }
      if (changes != 0 && changes != bits) {
        throw new UnknownUnitsException("an operation mixes channels");
      }
      sources[channel] = changes == 0 ? UnitTable.NONE : source;
    }
    return sources;
  }
}
