package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.stockpot.dense.NativeArrays;
import org.stockpot.djl.network.Network;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * The slots that training changes, between the engine's arrays and points.
 *
 * @param layout all slots
 * @param slots those that training changes
 */
record TrainedSlots(Layout layout, List<Slot> slots) {

  static TrainedSlots of(Layout layout) {
    return new TrainedSlots(layout, layout.trained());
  }

  /** Returns zeros for each slot. */
  double[][] sums() {
    return slots.stream().map(s -> new double[s.size()]).toArray(double[][]::new);
  }

  static void add(float[][] values, double[][] sums) {
    for (int s = 0; s < sums.length; s++) {
      for (int i = 0; i < sums[s].length; i++) {
        sums[s][i] += values[s][i];
      }
    }
  }

  /** Returns sums divided by how many were added. */
  Point mean(double[][] sums, int count) {
    return Point.build(
        layout,
        target -> {
          for (int s = 0; s < sums.length; s++) {
            for (int i = 0; i < sums[s].length; i++) {
              target[slots.get(s).offset() + i] = (float) (sums[s][i] / count);
            }
          }
        });
  }

  /** Returns the values of each slot as a point. */
  Point point(float[][] values) {
    return Point.build(
        layout,
        target -> {
          for (int s = 0; s < values.length; s++) {
            System.arraycopy(values[s], 0, target, slots.get(s).offset(), values[s].length);
          }
        });
  }

  /** Returns the places of the slots in the layout. */
  List<Integer> places() {
    return slots.stream().map(layout.slots()::indexOf).toList();
  }

  /** Returns a network's own arrays. */
  List<PtNDArray> parameters(Network network) {
    List<PtNDArray> parameters = new ArrayList<>();
    places().forEach(place -> parameters.add((PtNDArray) network.array(place)));
    return parameters;
  }

  /** Returns arrays of a point's entries. */
  List<PtNDArray> arrays(NDManager manager, Point from) {
    return slots.stream().map(slot -> array(manager, slot, from)).toList();
  }

  /** Returns arrays of a point's entries in some slots, by the places of the slots. */
  Map<Integer, NDArray> arrays(NDManager manager, Point from, Predicate<Slot> some) {
    Map<Integer, NDArray> arrays = new HashMap<>();
    slots.stream()
        .filter(some)
        .forEach(slot -> arrays.put(layout.slots().indexOf(slot), array(manager, slot, from)));
    return arrays;
  }

  private static PtNDArray array(NDManager manager, Slot slot, Point from) {
    long[] shape = slot.shape().stream().mapToLong(d -> d).toArray();
    NDArray array = manager.create(new Shape(shape), DataType.FLOAT32);
    NativeArrays.floats(array).put(from.values(slot));
    return (PtNDArray) array;
  }
}
