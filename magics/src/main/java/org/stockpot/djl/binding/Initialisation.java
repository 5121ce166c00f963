package org.stockpot.djl.binding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Optional;
import org.stockpot.dense.NativeArrays;
import org.stockpot.djl.engine.Engines;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Draws fresh weights of a model. Frozen slots and buffers, and what it is not known how to draw,
 * stay as the model arrived with them.
 *
 * @param binding the model's parameters, and what each is initialised by
 * @param manager what owns the arrays that are drawn
 * @param arrived the weights that the model arrived with
 */
public record Initialisation(Binding binding, NDManager manager, Optional<Point> arrived) {

  /**
   * Returns fresh weights; the same seed gives the same bits.
   *
   * @param seed any
   * @return fresh weights
   */
  public Point of(long seed) {
    return Engines.drawing(
        () -> {
          Engines.seed(seed);
          return Point.build(binding.layout(), this::draw);
        });
  }

  private void draw(float[] values) {
    arrived.ifPresent(point -> point.values().get(values));
    List<Slot> slots = binding.layout().slots();
    for (int i = 0; i < slots.size(); i++) {
      Binding.Entry entry = binding.entries().get(i);
      if (entry.fresh().isPresent()) {
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          NDArray array =
              entry
                  .fresh()
                  .get()
                  .initialize(manager, Binding.shape(entry.parameter()), DataType.FLOAT32);
          NativeArrays.floats(array).get(values, slots.get(i).offset(), slots.get(i).size());
        }
      }
    }
  }
}
